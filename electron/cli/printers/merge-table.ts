import type { EnvironmentResult, OneEnvironment } from '../../../shared/environment/environment-result.ts';
import {
  bandTexts,
  environmentCauseTexts,
  inputRemark,
  machinesText,
  missingMachines,
} from '../../../shared/environment/environment-sentences.ts';
import { environmentsOf } from '../../../shared/environment/environments-of.ts';
import { counted, instantText } from '../../../shared/words/phrases.ts';
import { phaseWords } from '../../../shared/words/verdict.ts';
import type { SameFile } from '../../core/merge/merge-files.ts';
import type { RefusedFile } from '../../core/merge/take-in.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { hangingText, padText, safeText } from '../terminal/text.ts';
import { verdictMark } from '../terminal/verdict-mark.ts';

/** Files that count once because others have the same content. */
export const sameLines = (same: readonly SameFile[]): readonly string[] =>
  same.map(({ name, as }) => `${safeText(name)} has the same content as ${safeText(as)}, and counts once.`);

/** Files that are not merged, each with why. */
export const refusedLines = (refused: readonly RefusedFile[]): readonly string[] =>
  refused.map(
    ({ refused: { file, code }, message }) =>
      `${safeText(file ?? 'A file')} is not merged: ${safeText(message)} (${code})`,
  );

/** Columns in front of what is told of a cause or a report: the indent, its number or name, and the gap. */
const indent = 2;
const labelWidth = 14;

/** The most causes that are listed; the report has them all. */
const maxCauses = 8;

function textLines(label: string, text: string, terminal: Terminal): readonly string[] {
  const head = `${' '.repeat(indent)}${padText(safeText(label), labelWidth - indent)}`;
  return hangingText(head.length > labelWidth ? `${head} ` : head, labelWidth, safeText(text), terminal);
}

function causeLines(result: EnvironmentResult, terminal: Terminal): readonly string[] {
  const causes = environmentCauseTexts(result);
  if (causes.length === 0) return [];
  const left = causes.length - maxCauses;
  return [
    '',
    paint(terminal, 'strong', 'Causes'),
    ...causes
      .slice(0, maxCauses)
      .flatMap(({ number, what, share, owner, remedy }) => [
        ...textLines(String(number), `${what} (${share}; ${owner})`, terminal),
        ...(remedy === null ? [] : textLines('', remedy, terminal)),
      ]),
    ...(left <= 0
      ? []
      : textLines('', `and ${counted(left, 'more cause')}, all of them in the report`, terminal)),
  ];
}

/** What is to be known of reports, and which machines sent none. */
function remarkLines(result: EnvironmentResult, terminal: Terminal): readonly string[] {
  const own = result.inputs.filter(({ use }) => use !== 'other-environment');
  const remarks = own.flatMap((input) => {
    const text = inputRemark(input, result);
    return text === '' ? [] : textLines(input.hostname, text, terminal);
  });
  const missing = missingMachines(result);
  const absent = missing.length === 0 ? [] : textLines('No report', machinesText(result, missing), terminal);
  const lines = [...remarks, ...absent];
  return lines.length === 0 ? [] : ['', paint(terminal, 'strong', 'Reports'), ...lines];
}

/** What each environment came to, as a person reads it: the verdict, its causes, and what is to be known of the reports. */
export const mergeTable = (result: EnvironmentResult, terminal: Terminal): readonly string[] =>
  environmentsOf(result).flatMap((one, index) => [
    ...(index === 0 ? [] : ['']),
    ...environmentTable(one, terminal),
  ]);

function environmentTable(result: OneEnvironment, terminal: Terminal): readonly string[] {
  const { environment, verdict, mergedAt } = result;
  const inputs = result.inputs.filter(({ use }) => use !== 'other-environment');
  const name = environment.name === '' ? 'Environment without a name' : environment.name;
  const head = `${name}, ${phaseWords[environment.phase].toLowerCase()}: ${counted(inputs.length, 'report')} merged ${instantText(mergedAt)}`;
  const { sentence, detail } = bandTexts(result);
  return [
    paint(terminal, 'strong', safeText(head)),
    `${verdictMark(verdict, terminal).trimEnd()}  ${safeText(sentence)}`,
    ...hangingText('', 0, safeText(detail), terminal),
    ...causeLines(result, terminal),
    ...remarkLines(result, terminal),
  ];
}
