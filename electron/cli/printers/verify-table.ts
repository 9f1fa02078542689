import { placeWords } from '../../../shared/profile/roles.ts';
import type { PagesReason, VerifyOutcome } from '../../../shared/report/verify-outcome.ts';
import { fingerprintGroups, instantText } from '../../../shared/report/words.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { paint, type Style, type Terminal } from '../terminal/terminal.ts';
import { safeText, wrapText } from '../terminal/text.ts';

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

function answerLine(label: string, { glyph, style, text }: Answer, terminal: Terminal): string {
  return `  ${label.padEnd(12)}${paint(terminal, style, glyph[terminal.unicode ? 0 : 1])} ${safeText(text)}`;
}

function reportLines({ report }: VerifyOutcome): readonly string[] {
  if (report === null) return [];
  const roles = report.roles.map((role) => placeWords[role].toLowerCase()).join(', ');
  return [
    `  ${'Report'.padEnd(12)}${safeText(`${report.host} (${roles}), ${report.phase}, ${instantText(report.finishedAt)}`)}`,
    `  ${'Verdict'.padEnd(12)}${verdictLooks[report.verdict].word}`,
    `  ${'Report id'.padEnd(12)}${report.id}`,
  ];
}

function outcomeLines(
  outcome: { readonly file: string } & VerifyOutcome,
  terminal: Terminal,
): readonly string[] {
  const whose = identity(outcome);
  const pages = pagesAnswer(outcome);
  const fingerprint = fingerprintGroups(outcome.signer?.fingerprint.toUpperCase() ?? '').join(' ');
  return [
    paint(terminal, 'strong', safeText(outcome.file)),
    answerLine('Intact', integrity(outcome), terminal),
    ...(whose === null ? [] : [answerLine('Signer', whose, terminal)]),
    ...(fingerprint === ''
      ? []
      : wrapText(fingerprint, 44).map(
          (line, index) => `  ${(index === 0 ? 'Fingerprint' : '').padEnd(12)}${line}`,
        )),
    ...(pages === null ? [] : [answerLine('Pages', pages, terminal)]),
    ...reportLines(outcome),
    ...wrapText(`${outcome.message} (${outcome.code})`, terminal.columns - 4).map((line) => `  ${line}`),
    '',
  ];
}

/** Verified files as a person reads them: two separate answers for each, then what the report says of itself. */
export function verifyTable(
  outcomes: readonly ({ readonly file: string } & VerifyOutcome)[],
  terminal: Terminal,
): readonly string[] {
  const lines = outcomes.flatMap((outcome) => outcomeLines(outcome, terminal));
  return lines.slice(0, -1);
}
