import { groups, groupWords, ownerWords } from '../../../shared/catalogue/check.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { placeWords } from '../../../shared/profile/roles.ts';
import { stories } from '../../../shared/report/stories.ts';
import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import type { CheckResult, RunResult } from '../../../shared/run/result.ts';
import { type Verdict, worstFirst } from '../../../shared/run/verdict.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { paint, type Terminal } from '../terminal/terminal.ts';
import { cutText, padText, safeText, wrapText } from '../terminal/text.ts';
import { longestVerdictWord, verdictGlyph, verdictMark } from '../terminal/verdict-mark.ts';

/** Verdicts that are told in full, with the next step. */
const told: readonly Verdict[] = ['not-yet', 'warn', 'unknown', 'fail'];

const needsTelling = (check: CheckResult): boolean => told.includes(check.verdict) || check.waiver !== null;

/** `web-01 → db.example.local:1433 (TCP)`; the destination alone where there is no source. */
export function describePath(check: CheckResult, terminal: Terminal): string {
  const { source, destination } = check;
  if (destination === null) return '';
  const port = destination.port;
  const to = port === null ? destination.host : hostAndPort(destination.host, port);
  const from = source === null ? '' : (source.host ?? placeWords[source.role].toLowerCase());
  const arrow = terminal.unicode ? ' → ' : ' -> ';
  return safeText(from === '' ? to : `${from}${arrow}${to}`);
}

function tableLine(check: CheckResult, idWidth: number, terminal: Terminal): string {
  const mark = verdictMark(check.verdict, terminal);
  const id = padText(safeText(check.id), idWidth);
  const room = terminal.columns - idWidth - longestVerdictWord - 8;
  const title = safeText(check.title);
  const shown = terminal.live ? cutText(title, Math.max(20, room), terminal.unicode ? '…' : '...') : title;
  return `  ${mark}  ${paint(terminal, 'quiet', id)}  ${shown}`;
}

function storyLines(checks: readonly CheckResult[], terminal: Terminal): readonly string[] {
  const [check] = checks;
  if (check === undefined) return [];
  const indent = (text: string): readonly string[] =>
    wrapText(text, terminal.columns - 4).map((line) => `    ${line}`);
  const who = check.owner === null ? '' : ` (${ownerWords[check.owner].toLowerCase()})`;
  const verdict = `${verdictGlyph(check.verdict, terminal)} ${verdictLooks[check.verdict].word}`;
  return [
    ...checks.flatMap((entry) => [
      `  ${verdict}: ${paint(terminal, 'strong', safeText(entry.title))}`,
      ...indent(
        paint(terminal, 'quiet', `${describePath(entry, terminal)}  ${safeText(entry.id)}`.trimStart()),
      ),
    ]),
    ...indent(safeText(check.reason)),
    ...(check.remedy === null ? [] : indent(safeText(`Next${who}: ${check.remedy}`))),
    ...(check.waiver === null ? [] : indent(safeText(`Waived: ${check.waiver.reason}`))),
    '',
  ];
}

function groupLines(result: RunResult, terminal: Terminal): readonly string[] {
  const idWidth = Math.min(44, Math.max(...result.checks.map((check) => safeText(check.id).length)));
  return groups.flatMap((group) => {
    const checks = result.checks.filter((check) => check.group === group);
    if (checks.length === 0) return [];
    return [
      paint(terminal, 'strong', groupWords[group]),
      ...checks.map((check) => tableLine(check, idWidth, terminal)),
      '',
    ];
  });
}

function headLines(result: RunResult, terminal: Terminal): readonly string[] {
  const roleWords = result.machine.roles.map((role) => placeWords[role].toLowerCase()).join(', ');
  const { version, catalogue } = result.tool;
  return [
    paint(terminal, 'strong', safeText(`${result.machine.hostname}: ${roleWords}`)),
    safeText(`${result.profile.environment.name}, ${result.phase}, ${result.startedAt}`),
    paint(terminal, 'quiet', `Netready ${version}, catalogue ${catalogue.version}, report ${result.id}`),
    '',
  ];
}

/** What needs attention, least urgent first, so that failures end the output. */
function tellingLines(result: RunResult, terminal: Terminal): readonly string[] {
  const rank = (check: CheckResult): number =>
    check.waiver === null ? worstFirst.indexOf(check.verdict) : worstFirst.length;
  const checks = result.checks.filter(needsTelling).sort((left, right) => rank(right) - rank(left));
  return stories(checks).flatMap((story) => storyLines(story, terminal));
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
