import { placeWords } from '../../../shared/profile/roles.ts';
import { checkText } from '../../../shared/report/check-texts.ts';
import {
  type Comparison,
  changeNote,
  comparisonSentence,
  type Difference,
  type DifferenceGroup,
  type Machines,
  machinesNotes,
  removedNote,
} from '../../../shared/report/comparison.ts';
import type { CheckChange } from '../../../shared/run/diff.ts';
import { type CheckResult, headlineOf, type RunResult } from '../../../shared/run/result.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { counted, instantText } from '../../../shared/words/phrases.ts';
import { phaseWords } from '../../../shared/words/verdict.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { hangingText, padText, safeText } from '../terminal/text.ts';
import { verdictGlyph } from '../terminal/verdict-mark.ts';

/** A file with the results inside it. */
export type ComparedFile = { readonly file: string; readonly result: RunResult };

/** Columns of the labels, with the indent before them and the gap behind them. */
const labelWidth = 12;

function fileLines(label: string, { file, result }: ComparedFile, terminal: Terminal): readonly string[] {
  const { machine, phase, finishedAt, redacted } = result;
  const roles = machine.roles.map((role) => placeWords[role].toLowerCase()).join(', ');
  const alias = redacted === true ? ', names replaced by aliases' : '';
  const what = `${machine.hostname} (${roles}), ${phaseWords[phase].toLowerCase()}, ${instantText(finishedAt)}${alias}`;
  return [
    ...hangingText(padText(label, labelWidth), labelWidth, what, terminal),
    ...hangingText(' '.repeat(labelWidth), labelWidth, file, terminal).map((line) =>
      paint(terminal, 'quiet', line),
    ),
  ];
}

const verdictText = (check: CheckResult, terminal: Terminal): string =>
  `${verdictGlyph(check.verdict, terminal)} ${verdictLooks[check.verdict].word}`;

const arrowOf = (terminal: Terminal): string => (terminal.unicode ? '→' : '->');

/** A check in two lines: what it is and came to, then what was seen. */
function entryLines(
  check: CheckResult,
  before: CheckResult | null,
  note: string | null,
  terminal: Terminal,
): readonly string[] {
  const arrow = arrowOf(terminal);
  const { requirements, to, observed } = checkText(check);
  const verdicts = [
    ...(before === null ? [] : [verdictText(before, terminal), arrow]),
    verdictText(check, terminal),
  ];
  const seen = before === null ? observed : `${checkText(before).observed} ${arrow} ${observed}`;
  const where = [requirements, to?.address, check.id]
    .filter((part) => part != null && part !== '')
    .join('  ');
  return [
    ...hangingText(`  ${verdicts.join(' ')}: `, 4, headlineOf(check), terminal),
    ...hangingText('    ', 4, where, terminal).map((line) => paint(terminal, 'quiet', line)),
    ...hangingText('    ', 4, note === null ? seen : `${seen}; ${note}`, terminal),
  ];
}

function headed(
  title: string,
  count: number,
  lines: readonly string[],
  terminal: Terminal,
): readonly string[] {
  return count === 0 ? [] : [paint(terminal, 'strong', `${title} (${count})`), ...lines, ''];
}

const changed = (list: readonly CheckChange[], terminal: Terminal): readonly string[] =>
  list.flatMap(({ old, next }) => entryLines(next, old, changeNote({ old, next }), terminal));

const valuesText = (values: readonly string[]): string =>
  values.length === 0 ? 'not told' : values.join('; ');

function differenceLines({ label, old, next }: Difference, terminal: Terminal): readonly string[] {
  const text = `${label}: ${valuesText(old)} ${arrowOf(terminal)} ${valuesText(next)}`;
  return hangingText('  ', 4, text, terminal);
}

const groupLines = ({ title, rows }: DifferenceGroup, terminal: Terminal): readonly string[] => [
  paint(terminal, 'strong', title),
  ...rows.flatMap((row) => differenceLines(row, terminal)),
  '',
];

/** Headings of the lists: those of one machine speak of time, those of two of places. */
function headingsOf(machines: Machines, next: RunResult) {
  const on = machines === 'two' ? ` on ${safeText(next.machine.hostname)}` : '';
  return {
    worse: `Worse${on}`,
    better: `Better${on}`,
    changed: machines === 'two' ? 'Differs in another way' : 'Changed in another way',
    added: machines === 'two' ? `Asked only${on}` : 'New',
    removed: machines === 'two' ? 'Asked only on the other' : 'No longer asked',
  };
}

/** A comparison as a person reads it: what got worse first, what else is not the same, and one sentence at the end. */
export function comparisonTable(
  comparison: Comparison,
  old: ComparedFile,
  next: ComparedFile,
  terminal: Terminal,
): readonly string[] {
  const { machines, diff, others } = comparison;
  const { worse, better, added, removed, leftOut } = diff;
  const headings = headingsOf(machines, next.result);
  const note = machinesNotes[machines];
  const single = (list: readonly CheckResult[], noteOf: (check: CheckResult) => string | null) =>
    list.flatMap((check) => entryLines(check, null, noteOf(check), terminal));
  return [
    ...fileLines(machines === 'two' ? 'One' : 'Before', old, terminal),
    ...fileLines(machines === 'two' ? 'The other' : 'After', next, terminal),
    ...(note === null ? [] : hangingText('', 0, note, terminal)),
    '',
    ...headed(headings.worse, worse.length, changed(worse, terminal), terminal),
    ...headed(headings.better, better.length, changed(better, terminal), terminal),
    ...headed(headings.changed, diff.changed.length, changed(diff.changed, terminal), terminal),
    ...headed(
      headings.added,
      added.length,
      single(added, () => null),
      terminal,
    ),
    ...headed(headings.removed, removed.length, single(removed, removedNote), terminal),
    ...others.flatMap((group) => groupLines(group, terminal)),
    ...(leftOut === 0 ? [] : [`${counted(leftOut, 'check')} not compared.`]),
    ...hangingText('', 0, `${comparisonSentence(comparison)}.`, terminal),
  ];
}
