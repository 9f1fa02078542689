import { instantText } from '../words/phrases.ts';
import type { ConfirmedTime } from './verify-outcome.ts';

/** The answer to the question whose word the time of an intact report is. */
export type TimeAnswer = {
  /** `known`: an authority's on the list. `unknown`: of one that is not. `claimed`: the signing computer's alone. */
  readonly standing: 'known' | 'unknown' | 'claimed';
  readonly text: string;
  /** What is odd about the time that the report claims; null when nothing is. */
  readonly note: string | null;
};

const notes: Readonly<Record<ConfirmedTime['claim'], string | null>> = {
  agrees: null,
  later: 'The report claims a later time for itself, so the clock of the signing computer was wrong.',
  earlier:
    'The report claims a time more than a day before, so it was made long after its run, or the clock of the signing computer was wrong.',
};

/**
 * Whose word the time of a report is, in words. What an authority confirms is that the signature was there by then; when
 * the checks ran stays the word of the signing computer.
 */
export function timeAnswer(timestamp: ConfirmedTime | null): TimeAnswer {
  if (timestamp === null)
    return {
      standing: 'claimed',
      text: 'the claim of the signing computer, which nobody has confirmed',
      note: null,
    };
  const { time, authority, isKnown, claim } = timestamp;
  const text = isKnown
    ? `signed by ${instantText(time)}, confirmed by ${authority}`
    : `signed by ${instantText(time)}, confirmed by an authority that is not on your list and calls itself ${authority}`;
  return { standing: isKnown ? 'known' : 'unknown', text, note: notes[claim] };
}
