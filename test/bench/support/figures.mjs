/**
 * What a case of the bench finds, as costs: less is better. A figure stands beside that of a peer which was measured in the
 * same minutes on the same machine, so that their ratio says something on another day and another machine as well.
 *
 * @typedef {object} Figure
 * @property {string} figure what was measured, in words that need no other
 * @property {number} value
 * @property {'ms' | 'ms cpu' | 'MiB'} unit of both values
 * @property {string} peer what it is compared with
 * @property {number} peerValue
 * @property {number} [limit] the highest ratio that is allowed, where one was set
 *
 * @typedef {object} BenchCase
 * @property {string} name what `npm run bench -- NAME` runs; equal to the name of its file
 * @property {() => string | null} missing why it cannot run here; null where it can
 * @property {(rounds: number) => Promise<readonly Figure[]>} measure
 *
 * @typedef {Figure & { readonly case: string, readonly ratio: number }} Line one line of the output
 *
 * @typedef {Readonly<Record<string, number>>} Ratios by the name of the line
 */

/** How much of a kept ratio may be exceeded before it counts as a regression: runs differ by less on a quiet machine. */
export const tolerance = 1.25;

/** @param {number} value */
const short = (value) => Number(value.toPrecision(3));

/** @param {string} name @param {Figure} figure @returns {Line} */
export const lineOf = (name, figure) => ({
  case: name,
  ...figure,
  value: short(figure.value),
  peerValue: short(figure.peerValue),
  ratio: short(figure.value / figure.peerValue),
});

/** Under which name the ratio of a line is kept. @param {Pick<Line, 'case' | 'figure' | 'unit' | 'peer'>} line */
export const keyOf = (line) => `${line.case}: ${line.figure} (${line.unit}) / ${line.peer}`;

/**
 * What is worse than it was, or than it may be, one sentence each.
 * @param {readonly Line[]} lines @param {Ratios} kept
 */
export const regressions = (lines, kept) =>
  lines.flatMap((line) => {
    const key = keyOf(line);
    const before = kept[key];
    return [
      ...(line.limit !== undefined && line.ratio > line.limit
        ? [`${key}: ${line.ratio}, allowed ${line.limit}`]
        : []),
      ...(before !== undefined && line.ratio > before * tolerance
        ? [`${key}: ${line.ratio}, kept ${before}`]
        : []),
    ];
  });

/**
 * The kept ratios with those of some lines in their place; what was not measured this time stays.
 * @param {Ratios} kept @param {readonly Line[]} lines @returns {Ratios}
 */
export const withLines = (kept, lines) => {
  const ratios = { ...kept, ...Object.fromEntries(lines.map((line) => [keyOf(line), line.ratio])) };
  return Object.fromEntries(
    Object.entries(ratios).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
  );
};

const [begin, end] = ['<!-- bench: written by `npm run bench -- --keep` -->', '<!-- bench: end -->'];

/** The kept ratios as a table in Markdown. @param {Ratios} kept */
const tableOf = (kept) => {
  const rows = Object.entries(kept).map(([key, ratio]) => {
    const [, group, figure, unit, peer] = /^([^:]+): (.+) \(([^()]+)\) \/ (.+)$/.exec(key) ?? [];
    if (group === undefined) throw new Error(`"${key}" is no name of a kept ratio.`);
    return `| ${group} | ${figure} | ${unit === 'ms' ? 'time' : unit === 'MiB' ? 'memory' : 'CPU'} | ${peer} | ${ratio} × |`;
  });
  return ['| case | what | of it | beside | ratio |', '|---|---|---|---|---:|', ...rows].join('\n');
};

/**
 * A text with the table of the kept ratios between its two marks.
 * @param {string} text @param {Ratios} kept @throws where a mark is missing
 */
export const withTable = (text, kept) => {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`The text lacks the marks "${begin}" and "${end}", in this order.`);
  return `${text.slice(0, from + begin.length)}\n\n${tableOf(kept)}\n\n${text.slice(to)}`;
};
