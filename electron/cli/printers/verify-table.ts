import { placeWords } from '../../../shared/profile/roles.ts';
import { timeAnswer } from '../../../shared/report/time-answer.ts';
import type { PagesReason, ReportSummary, VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { fingerprintGroups, instantText } from '../../../shared/report/words.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { paint, type Style, type Terminal } from '../terminal/terminal.ts';
import { hanging, safeText, wrapText } from '../terminal/text.ts';

type Answer = {
  readonly glyph: readonly [unicode: string, ascii: string];
  readonly style: Style;
  readonly text: string;
};

const good = (text: string): Answer => ({ glyph: ['✓', '+'], style: 'green', text });
const bad = (text: string): Answer => ({ glyph: ['✗', 'x'], style: 'red', text });
const open = (text: string): Answer => ({ glyph: ['?', '?'], style: 'violet', text });

/** Is it as it was signed? */
function integrity({ outcome, pages }: VerifyOutcome): Answer {
  if (pages === 'differ') return bad('the signature fits, the pages do not');
  switch (outcome) {
    case 'trusted':
    case 'unknown-signer':
      return good('intact');
    case 'unsupported-version':
      return open('intact, but made by a newer version');
    case 'changed':
      return bad('changed after signing');
    case 'resaved':
      return bad('saved again by another program; no longer the original');
    case 'not-a-report':
      return bad('not a Netready report');
    case 'damaged':
      return bad('damaged');
  }
}

const reasonWords: Readonly<Record<PagesReason, string | null>> = {
  'not-asked': 'not compared with the results, as asked',
  'not-intact': null,
  'other-version': 'not compared: made by another version of Netready',
  'too-large': 'not compared: the results are too large',
  'not-readable': 'not compared: this version cannot read the results to the end',
};

/** Do the pages say what the results say? Null where the question does not arise. */
function pagesAnswer({ pages, pagesReason }: VerifyOutcome): Answer | null {
  switch (pages) {
    case 'match':
      return good('say what the results inside say');
    case 'differ':
      return bad('do not say what the results inside say');
    case 'not-checked': {
      const words = pagesReason === null ? null : reasonWords[pagesReason];
      return words === null ? null : open(words);
    }
  }
}

/** Whose key is it? Said apart from integrity, and never as one word for both. */
function identity({ outcome, signer }: VerifyOutcome): Answer | null {
  if (signer === null) return null;
  return outcome === 'trusted' ? good(`${signer.name}, known`) : open(`${signer.name}, not known`);
}

/** Whose word is the time? Null where nothing can be said of a file that is not intact. */
function timeLine({ signer, timestamp }: VerifyOutcome): Answer | null {
  if (signer === null) return null;
  const { standing, text, note } = timeAnswer(timestamp);
  const whole = note === null ? text : `${text}. ${note}`;
  return standing === 'known' && note === null ? good(whole) : open(whole);
}

/** Columns of the labels, with the indent before them and the gap behind them. */
const labelWidth = 14;

const labelled = (label: string): string => `  ${label}`.padEnd(labelWidth);

/** A text behind its label, broken only where somebody watches: programs get one line for each label. */
function labelledLines(label: string, mark: string, text: string, terminal: Terminal): readonly string[] {
  const head = `${labelled(label)}${mark}`;
  const headWidth = labelWidth + (mark === '' ? 0 : 2);
  const shown = safeText(text);
  return hanging(head, headWidth, terminal.live ? wrapText(shown, terminal.columns - headWidth) : [shown]);
}

function answerLines(label: string, { glyph, style, text }: Answer, terminal: Terminal): readonly string[] {
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

function outcomeLines(
  outcome: { readonly file: string } & VerifyOutcome,
  terminal: Terminal,
): readonly string[] {
  const whose = identity(outcome);
  const pages = pagesAnswer(outcome);
  const time = timeLine(outcome);
  const fingerprint = fingerprintGroups(outcome.signer?.fingerprint ?? '').join(' ');
  return [
    paint(terminal, 'strong', safeText(outcome.file)),
    ...answerLines('Intact', integrity(outcome), terminal),
    ...(whose === null ? [] : answerLines('Signer', whose, terminal)),
    ...(fingerprint === '' ? [] : hanging(labelled('Fingerprint'), labelWidth, wrapText(fingerprint, 44))),
    ...(pages === null ? [] : answerLines('Pages', pages, terminal)),
    ...(time === null ? [] : answerLines('Time', time, terminal)),
    ...reportLines(outcome, terminal),
    ...wrapText(`${outcome.message} (${outcome.code})`, terminal.columns - 4).map((line) => `  ${line}`),
    '',
  ];
}

/** Several files in one sentence, so that nobody has to count; nothing for a single one. */
function totalLines(outcomes: readonly VerifyOutcome[], terminal: Terminal): readonly string[] {
  if (outcomes.length < 2) return [];
  const count = (...wanted: readonly VerifyOutcome['outcome'][]): number =>
    outcomes.filter(({ outcome }) => wanted.includes(outcome)).length;
  const [known, unknown] = [count('trusted'), count('unknown-signer')];
  const parts: readonly (readonly [number, string])[] = [
    [known, 'intact with a known signer'],
    [unknown, 'intact with an unknown signer'],
    [outcomes.length - known - unknown, 'refused'],
  ];
  const told = parts.filter(([part]) => part > 0).map(([part, words]) => `${part} ${words}`);
  const line = `${outcomes.length} files: ${told.join(', ')}.`;
  return ['', ...(terminal.live ? wrapText(line, terminal.columns) : [line])];
}

/**
 * Verified files as a person reads them: two separate answers for each, then what the report says of itself, and how
 * many there are of each kind at the end.
 */
export function verifyTable(
  outcomes: readonly ({ readonly file: string } & VerifyOutcome)[],
  terminal: Terminal,
): readonly string[] {
  const lines = outcomes.flatMap((outcome) => outcomeLines(outcome, terminal));
  return [...lines.slice(0, -1), ...totalLines(outcomes, terminal)];
}
