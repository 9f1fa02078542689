/** What stands for the machine in the certificate of a key that signs redacted reports. */
export const unnamedMachine = 'a machine without a name';

/** A number with its noun: `1 check`, `3 checks`. The plural adds an s unless given. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A list for a sentence: `a`, `a and b`, `a, b and c`. Empty for none. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** A text with its first letter in upper case. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** An instant (ISO 8601, UTC) as people compare it: `2026-03-02 14:05:09 UTC`. */
export const instantText = (instant: string): string =>
  `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;

/** The time of day of an instant (ISO 8601, UTC) with milliseconds: `14:05:09.120`. */
export const timeText = (instant: string): string => instant.slice(11, 23);

/** How long something took, from two instants (ISO 8601, UTC): `4.2 s`, `3 min 10 s`. Never negative. */
export function durationText(from: string, to: string): string {
  const seconds = Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** A fingerprint in groups of four, as it is read out and compared. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  return fingerprint.match(/.{1,4}/g) ?? [];
}
