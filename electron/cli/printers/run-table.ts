import stringWidth from 'string-width';
import { groups, groupWords, ownerWords } from '../../../shared/catalogue/check.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { placeWords } from '../../../shared/profile/roles.ts';
import { groupAlike, grouped } from '../../../shared/report/alike-checks.ts';
import { type CauseText, causesSentence, causeTexts } from '../../../shared/report/cause-texts.ts';
import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import { type CheckResult, headlineOf, type RunResult } from '../../../shared/run/result.ts';
import { isLeftOut } from '../../../shared/run/untested.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { counted, instantText } from '../../../shared/words/phrases.ts';
import { type Verdict, worstFirst } from '../../../shared/words/verdict.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { hanging, padText, safeText, wrapText } from '../terminal/text.ts';
import { longestVerdictWord, verdictGlyph, verdictMark } from '../terminal/verdict-mark.ts';

/** Verdicts that are told in full, with the next step. */
const told: readonly Verdict[] = ['not-yet', 'warn', 'unknown', 'fail'];

const needsTelling = (check: CheckResult): boolean => told.includes(check.verdict) || check.waiver !== null;

/** `web-01 → db.example.local:1433 (TCP)`; the destination alone where there is no source. */
function describePath(check: CheckResult, terminal: Terminal): string {
  const { source, destination } = check;
  if (destination === null) return '';
  const port = destination.port;
  const to = port === null ? destination.host : hostAndPort(destination.host, port);
  const from = source === null ? '' : (source.host ?? placeWords[source.role].toLowerCase());
  const arrow = terminal.unicode ? ' → ' : ' -> ';
  return safeText(from === '' ? to : `${from}${arrow}${to}`);
}

/** Columns in front of what follows a verdict's mark: the indent, the shape, the word and the gaps between them. */
const markWidth = longestVerdictWord + 6;

/** A title with fewer columns than this is broken too often: the id then goes to a line of its own. */
const leastTitleWidth = 40;

/** Ids that are wider, because they name a long host, stand out of their column instead of widening it for all. */
const widestIdColumn = 32;

const idWidthOf = (check: CheckResult): number => stringWidth(safeText(check.id));

/**
 * A check of the table. Where somebody watches, no line is longer than the terminal; anywhere else each check is one
 * line, so that programs can read it.
 */
function tableLines(check: CheckResult, idColumn: number, terminal: Terminal): readonly string[] {
  const mark = `  ${verdictMark(check.verdict, terminal)}  `;
  const id = safeText(check.id);
  const title = safeText(headlineOf(check));
  const quiet = (text: string): string => paint(terminal, 'quiet', text);
  const titleAt = markWidth + idColumn + 2;
  const room = terminal.columns - titleAt;
  const fits = stringWidth(id) <= idColumn;
  if (!terminal.live) return [`${mark}${quiet(padText(id, idColumn))}  ${title}`];
  if (room >= leastTitleWidth && fits)
    return hanging(`${mark}${quiet(padText(id, idColumn))}  `, titleAt, wrapText(title, room));
  const whole = terminal.columns - markWidth;
  const ids = wrapText(id, whole).map(quiet);
  if (room >= leastTitleWidth)
    return [
      ...hanging(mark, markWidth, ids),
      ...hanging(' '.repeat(titleAt), titleAt, wrapText(title, room)),
    ];
  return hanging(mark, markWidth, [...wrapText(title, whole), ...ids]);
}

function storyLines(checks: readonly CheckResult[], terminal: Terminal): readonly string[] {
  const [check] = checks;
  if (check === undefined) return [];
  const indent = (text: string): readonly string[] =>
    wrapText(text, terminal.columns - 4).map((line) => `    ${line}`);
  const who = check.owner === null ? '' : ` (${ownerWords[check.owner].toLowerCase()})`;
  const { word } = verdictLooks[check.verdict];
  const head = `  ${verdictGlyph(check.verdict, terminal)} ${word}: `;
  const headWidth = word.length + 6;
  return [
    ...grouped(checks, headlineOf).flatMap((alike) => [
      ...hanging(
        head,
        headWidth,
        wrapText(safeText(alike.map(headlineOf)[0] ?? ''), terminal.columns - headWidth).map((line) =>
          paint(terminal, 'strong', line),
        ),
      ),
      ...alike.flatMap((entry) =>
        indent(
          paint(terminal, 'quiet', `${describePath(entry, terminal)}  ${safeText(entry.id)}`.trimStart()),
        ),
      ),
    ]),
    ...indent(safeText(check.reason)),
    ...(check.remedy === null ? [] : indent(safeText(`Next${who}: ${check.remedy}`))),
    ...(check.waiver === null ? [] : indent(safeText(`Waived: ${check.waiver.reason}`))),
    '',
  ];
}

/**
 * Every check by group. Those that were not asked for are only counted: whoever asks for a few does not want to look
 * for them among the others.
 */
function groupLines(result: RunResult, terminal: Terminal): readonly string[] {
  const shown = result.checks.filter((check) => !isLeftOut(check));
  const leftOut = result.checks.length - shown.length;
  const widths = shown.map(idWidthOf).filter((width) => width <= widestIdColumn);
  const idColumn = Math.max(0, ...widths);
  const listed = groups.flatMap((group) => {
    const checks = shown.filter((check) => check.group === group);
    if (checks.length === 0) return [];
    return [
      paint(terminal, 'strong', groupWords[group]),
      ...checks.flatMap((check) => tableLines(check, idColumn, terminal)),
      '',
    ];
  });
  if (leftOut === 0) return listed;
  return [...listed, paint(terminal, 'quiet', `${counted(leftOut, 'other check')} left out`), ''];
}

function headLines(result: RunResult, terminal: Terminal): readonly string[] {
  const roleWords = result.machine.roles.map((role) => placeWords[role].toLowerCase()).join(', ');
  const { version, catalogue } = result.tool;
  return [
    paint(terminal, 'strong', safeText(`${result.machine.hostname}: ${roleWords}`)),
    safeText(`${result.profile.environment.name}, ${result.phase}, ${instantText(result.startedAt)}`),
    paint(terminal, 'quiet', `Netready ${version}, catalogue ${catalogue.version}, report ${result.id}`),
    '',
  ];
}

/** A cause of what failed: what is wrong, where, why, what to do once, and what would prove it wrong. */
function causeLines(text: CauseText, terminal: Terminal): readonly string[] {
  const indent = (line: string): readonly string[] =>
    wrapText(safeText(line), terminal.columns - 4).map((part) => `    ${part}`);
  const { word } = verdictLooks.fail;
  const head = `  ${verdictGlyph('fail', terminal)} ${word} ${text.number}: `;
  const width = stringWidth(head);
  const title = wrapText(safeText(text.title), terminal.columns - width);
  const { checks } = text;
  const quiet = (line: string): string => paint(terminal, 'quiet', line);
  const ids = checks.map((check) =>
    quiet(`${describePath(check, terminal)}  ${safeText(check.id)}`.trimStart()),
  );
  const shown = ids.slice(0, checksOfCause);
  return [
    ...hanging(
      head,
      width,
      title.map((line) => paint(terminal, 'strong', line)),
    ),
    ...shown.flatMap((id) => wrapText(id, terminal.columns - 4).map((line) => `    ${line}`)),
    ...(ids.length === shown.length
      ? []
      : [`    ${quiet(`and ${ids.length - shown.length} more of the table above`)}`]),
    ...text.why.flatMap(indent),
    ...(text.meaning === null ? [] : indent(text.meaning)),
    ...text.advice.flatMap(({ owner, text: step }) =>
      indent(`Next (${ownerWords[owner].toLowerCase()}): ${step}`),
    ),
    ...(text.counterproof === null ? [] : indent(`Proved wrong by: ${text.counterproof}`)),
    '',
  ];
}

/** How many checks a cause names; all of them stand in the table. */
const checksOfCause = 8;

/** What needs attention, least urgent first, so that failures end the output: the first cause is the last of them. */
function tellingLines(result: RunResult, terminal: Terminal): readonly string[] {
  const rank = (check: CheckResult): number =>
    check.waiver === null ? worstFirst.indexOf(check.verdict) : worstFirst.length;
  const checks = result.checks
    .filter((check) => needsTelling(check) && check.verdict !== 'fail')
    .sort((left, right) => rank(right) - rank(left));
  const texts = causeTexts(result);
  const summary = causesSentence(texts);
  return [
    ...groupAlike(checks).flatMap((story) => storyLines(story, terminal)),
    ...texts.toReversed().flatMap((text) => causeLines(text, terminal)),
    ...(summary === null ? [] : [safeText(`${summary}.`)]),
  ];
}

/**
 * A run as a person reads it in a terminal: every check by group, then what needs attention with the next step,
 * failures last, so that they are what remains on the screen. The verdict's sentence is printed by the caller, as the
 * very last line.
 */
export function runTable(result: RunResult, terminal: Terminal): readonly string[] {
  return [...headLines(result, terminal), ...groupLines(result, terminal), ...tellingLines(result, terminal)];
}

/** A run in as few lines as possible: one for each check that failed, warns or is unknown, then the sentence. */
export function runShort(result: RunResult, terminal: Terminal): readonly string[] {
  const lines = result.checks
    .filter((check) => ['warn', 'unknown', 'fail'].includes(check.verdict))
    .map((check) =>
      safeText(`${check.verdict} ${check.id} ${check.finding} ${describePath(check, terminal)}`).trimEnd(),
    );
  return [...lines, verdictLine(result, terminal)];
}

/** The verdict in one sentence, in the colour of the verdict. */
export function verdictLine(result: RunResult, terminal: Terminal): string {
  return `${verdictGlyph(result.verdict, terminal)} ${paint(terminal, 'strong', verdictSentence(result))}`;
}
