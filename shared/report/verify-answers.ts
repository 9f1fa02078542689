import { counted, listed } from '../words/phrases.ts';
import type { EnvironmentSummary, VerifyOutcome } from './verify-outcome.ts';
import { notComparedBecause, pagesNote, whatToRead } from './verify-outcome.ts';

/** An answer about a file, in words without a capital and a full stop. */
export type VerifyAnswer = {
  /** `good`: as it should be. `bad`: not. `open`: somebody has to look. `none`: the question has no answer. */
  readonly standing: 'good' | 'bad' | 'open' | 'none';
  readonly text: string;
  /** What follows from it, in whole sentences; null when nothing does. */
  readonly note: string | null;
};

/** The answers to the questions about a file. None answers another. */
export type VerifyAnswers = {
  /** Is it as it was signed? */
  readonly file: VerifyAnswer;
  /** Whose key signed it? */
  readonly key: VerifyAnswer;
  /** Do the pages say what the data inside says? */
  readonly pages: VerifyAnswer;
};

const answer = (
  standing: VerifyAnswer['standing'],
  text: string,
  note: string | null = null,
): VerifyAnswer => ({
  standing,
  text,
  note,
});

/** Of a file that is not refused: only one whose pages were compared is called intact. */
const notRefused = ({ pages }: VerifyOutcome): VerifyAnswer =>
  pages === 'match'
    ? answer('good', 'intact: every byte is as it was signed')
    : answer('open', 'the data inside is as it was signed');

/** Of a file whose signature fits and that is refused for something else. */
function refusedAsSigned({ outcome, code }: VerifyOutcome): VerifyAnswer {
  switch (code) {
    case 'PAGES':
      return answer('bad', 'as it was signed, but its pages are not those of the data inside');
    case 'RESULTS':
      return answer('bad', 'as it was signed, but its data is not as this version writes it');
    case 'DATA':
      return answer('bad', 'as it was signed, but the signature was made over other data');
    case 'PAGES_LIMIT':
      return answer('bad', 'as it was signed, but its pages could not be compared to the end');
    default:
      return outcome === 'not-a-report'
        ? answer('bad', 'as it was signed, but not a Netready report')
        : answer('bad', 'as it was signed, but not in the form of a report');
  }
}

function fileAnswer(verified: VerifyOutcome): VerifyAnswer {
  const { outcome, code, signer } = verified;
  switch (outcome) {
    case 'trusted':
    case 'unknown-signer':
      return notRefused(verified);
    case 'unsupported-version':
      return answer('open', 'as it was signed, but a newer version is needed to read it');
    case 'changed':
      return signer === null ? answer('bad', 'changed after signing') : refusedAsSigned(verified);
    case 'resaved':
      return answer('bad', 'saved again by another program; no longer the original');
    case 'not-a-report':
      return signer === null ? answer('bad', 'not a Netready report') : refusedAsSigned(verified);
    case 'damaged':
      if (signer !== null) return refusedAsSigned(verified);
      return code === 'NOT_READ' ? answer('bad', 'it could not be read') : answer('bad', 'damaged');
  }
}

function keyAnswer({ signer }: VerifyOutcome): VerifyAnswer {
  if (signer === null)
    return answer('none', 'nothing is known of a signer, because no signature could be checked');
  const { name, standing } = signer;
  const choice = 'The name is what the certificate calls itself; anyone can choose such a name.';
  switch (standing) {
    case 'known':
      return answer('good', `known: ${name}`);
    case 'unknown':
      return answer(
        'open',
        `not known: ${name}`,
        `${choice} Compare the fingerprint with the one that the administrator reads out.`,
      );
    case 'changed':
      return answer(
        'bad',
        `another one than the key that is known for this machine: ${name}`,
        `${choice} A key changes when Netready is installed anew, and when somebody else signs in the name of the machine.`,
      );
    case 'not-accepted':
      return answer('open', `of a listed authority, but its certificate does not count: ${name}`, choice);
  }
}

function pagesAnswer({ pages, pagesReason, report, environment }: VerifyOutcome): VerifyAnswer {
  switch (pages) {
    case 'match':
      return answer('good', 'they say what the data inside says');
    case 'differ':
      return answer('bad', 'they are not those that come from the data inside');
    case 'not-checked': {
      const reason = pagesReason ?? 'not-intact';
      const madeWith = (report ?? environment)?.madeWith ?? null;
      const because = notComparedBecause(reason, madeWith);
      if (reason === 'not-intact') return answer('none', `not compared, because ${because}`);
      const advice = reason === 'stopped' ? '' : `: ${whatToRead}`;
      return answer('open', `not compared, because ${because}${advice}`, pagesNote(reason, madeWith));
    }
  }
}

/**
 * What is said of a verified file, in the same words on the page and in the terminal. The answer about the key stands for
 * itself: it is given of every file whose signature fits, whatever else is wrong with the file.
 */
export const verifyAnswers = (verified: VerifyOutcome): VerifyAnswers => ({
  file: fileAnswer(verified),
  key: keyAnswer(verified),
  pages: pagesAnswer(verified),
});

/** What reports lie inside an environment report, and what they prove by themselves; without a capital and a full stop. */
export function insideText({ inputs, redacted }: Pick<EnvironmentSummary, 'inputs' | 'redacted'>): string {
  const { listed: all, refused, proven, known } = inputs;
  const left = refused === 0 ? '' : `; ${counted(refused, 'file')} refused when it was made`;
  if (redacted)
    return `none of the ${counted(all, 'report')} that were merged, because names and addresses were replaced${left}`;
  const vouched = all - proven;
  const alone = vouched === 0 ? '' : `; for ${vouched} nobody stands but whoever merged`;
  return `${counted(all, 'report')}, ${known} signed with a known key${alone}${left}`;
}

/** How many of several files are of each kind, in one sentence. */
export function verifySummary(verified: readonly Pick<VerifyOutcome, 'outcome' | 'pages'>[]): string {
  const count = (outcome: VerifyOutcome['outcome'], isCompared: boolean): number =>
    verified.filter((file) => file.outcome === outcome && (file.pages === 'match') === isCompared).length;
  const accepted: readonly (readonly [number, string])[] = [
    [count('trusted', true), 'intact with a known key'],
    [count('unknown-signer', true), 'intact with an unknown key'],
    [count('trusted', false), 'signed with a known key (pages not compared)'],
    [count('unknown-signer', false), 'signed with an unknown key (pages not compared)'],
  ];
  const refused = verified.length - accepted.reduce((sum, [part]) => sum + part, 0);
  const parts = [...accepted, [refused, 'not accepted'] as const].filter(([part]) => part > 0);
  return `${counted(verified.length, 'file')} verified: ${listed(parts.map(([part, words]) => `${part} ${words}`))}.`;
}
