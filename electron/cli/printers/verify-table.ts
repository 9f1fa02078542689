import { placeWords } from '../../../shared/profile/roles.ts';
import { timeAnswer } from '../../../shared/report/time-answer.ts';
import {
  insideText,
  type VerifyAnswer,
  verifyAnswers,
  verifySummary,
} from '../../../shared/report/verify-answers.ts';
import type { ReportSummary, VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { fingerprintGroups, instantText } from '../../../shared/words/phrases.ts';
import { paint, type Style, type Terminal } from '../terminal/terminal.ts';
import { hanging, hangingText, safeText, wrapText } from '../terminal/text.ts';

const looks: Readonly<
  Record<
    VerifyAnswer['standing'],
    { readonly glyph: readonly [unicode: string, ascii: string]; readonly style: Style }
  >
> = {
  good: { glyph: ['✓', '+'], style: 'green' },
  bad: { glyph: ['✗', 'x'], style: 'red' },
  open: { glyph: ['?', '?'], style: 'violet' },
  none: { glyph: ['–', '-'], style: 'slate' },
};

/** Whose word is the time? Null where nothing can be said of a file that is not intact. */
function timeOf({ signer, timestamp }: VerifyOutcome): VerifyAnswer | null {
  if (signer === null) return null;
  const { standing, text, note } = timeAnswer(timestamp);
  const whole = note === null ? text : `${text}. ${note}`;
  return { standing: standing === 'known' && note === null ? 'good' : 'open', text: whole, note: null };
}

/** Columns of the labels, with the indent before them and the gap behind them. */
const labelWidth = 14;

const labelled = (label: string): string => `  ${label}`.padEnd(labelWidth);

/** A text behind its label, broken only where somebody watches: programs get one line for each label. */
function labelledLines(label: string, mark: string, text: string, terminal: Terminal): readonly string[] {
  const head = `${labelled(label)}${mark}`;
  const headWidth = labelWidth + (mark === '' ? 0 : 2);
  return hangingText(head, headWidth, text, terminal);
}

function answerLines(label: string, { standing, text }: VerifyAnswer, terminal: Terminal): readonly string[] {
  const { glyph, style } = looks[standing];
  const mark = `${paint(terminal, style, glyph[terminal.unicode ? 0 : 1])} `;
  return labelledLines(label, mark, text, terminal);
}

/** The most failures of a report that are listed; a list of many reports has to stay one. */
const maxFailures = 6;

/** What failed and which requirements that concerns, so that nobody has to open the report to know. */
function failureLines({ failed, failedCount }: ReportSummary, terminal: Terminal): readonly string[] {
  const shown = failed.slice(0, maxFailures);
  const more = failedCount - shown.length;
  return [
    ...shown.flatMap(({ check, requirements, title }, index) => {
      const text = `${requirements.join(', ')}  ${title} (${check})`;
      return labelledLines(index === 0 ? 'Failed' : '', '', text, terminal);
    }),
    ...(more === 0 ? [] : [`${labelled('')}and ${more} more; --extract writes the whole result`]),
  ];
}

function reportLines({ report }: VerifyOutcome, terminal: Terminal): readonly string[] {
  if (report === null) return [];
  const roles = report.roles.map((role) => placeWords[role].toLowerCase()).join(', ');
  return [
    ...labelledLines(
      'Report',
      '',
      `${report.host} (${roles}), ${report.phase}, ${instantText(report.finishedAt)}`,
      terminal,
    ),
    `${labelled('Verdict')}${verdictLooks[report.verdict].word}`,
    ...failureLines(report, terminal),
    `${labelled('Report id')}${report.id}`,
  ];
}

function environmentLines({ environment }: VerifyOutcome, terminal: Terminal): readonly string[] {
  if (environment === null) return [];
  const { name, phase, mergedAt, verdict, failedCount, id } = environment;
  const line = (label: string, text: string): readonly string[] => labelledLines(label, '', text, terminal);
  return [
    ...line(
      'Environment',
      `${name === '' ? 'without a name' : name}, ${phase}, merged ${instantText(mergedAt)}`,
    ),
    `${labelled('Verdict')}${verdictLooks[verdict].word}`,
    ...(failedCount === 0 ? [] : line('Failed', `${failedCount} in all; --extract writes the whole result`)),
    ...line('Inside', insideText(environment)),
    `${labelled('Report id')}${id}`,
  ];
}

/** A file with its answer. */
export type FileOutcome = { readonly file: string } & VerifyOutcome;

/** A verified file as a person reads it: separate answers, then what the report says of itself. */
export function outcomeLines(outcome: FileOutcome, terminal: Terminal): readonly string[] {
  const { file, key, pages } = verifyAnswers(outcome);
  const time = timeOf(outcome);
  const fingerprint = fingerprintGroups(outcome.signer?.fingerprint ?? '').join(' ');
  return [
    paint(terminal, 'strong', safeText(outcome.file)),
    ...answerLines('File', file, terminal),
    ...answerLines('Signer', key, terminal),
    ...(fingerprint === '' ? [] : hanging(labelled('Fingerprint'), labelWidth, wrapText(fingerprint, 44))),
    ...(pages.standing === 'none' ? [] : answerLines('Pages', pages, terminal)),
    ...(time === null ? [] : answerLines('Time', time, terminal)),
    ...reportLines(outcome, terminal),
    ...environmentLines(outcome, terminal),
    ...wrapText(`${safeText(outcome.message)} (${outcome.code})`, terminal.columns - 4).map(
      (line) => `  ${line}`,
    ),
  ];
}

/** Several files in one sentence, so that nobody has to count; nothing for a single one. */
export function totalLines(
  outcomes: readonly Pick<VerifyOutcome, 'outcome' | 'pages'>[],
  terminal: Terminal,
): readonly string[] {
  if (outcomes.length < 2) return [];
  const line = verifySummary(outcomes);
  return terminal.live ? wrapText(line, terminal.columns) : [line];
}
