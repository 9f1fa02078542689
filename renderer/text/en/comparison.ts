/** Texts of a comparison of two results. */
export const comparisonText = {
  sentence: (text: string): string => `${text}.`,
  kind: (heading: string, count: number): string => `${heading} (${count})`,
  kinds: {
    worse: 'Worse',
    better: 'Better',
    changed: 'Changed in another way',
    added: 'New',
    removed: 'No longer asked',
  },
  observed: (before: string, now: string): string => `${before} → ${now}`,
  others: 'What else changed',
  othersWhy: 'So that a better result is not taken for a repair.',
  columns: { what: 'What', before: 'Before', now: 'Now' },
  notTold: 'not told',
  showMore: (count: number): string => `Show ${count} more`,
} as const;
