import { z } from 'zod';
import { isWellFormed } from './well-formed.ts';

/** What is said of a text that holds half of a character, after "Allowed:". */
export const wholeCharacters =
  'a text of whole characters; this one holds half of one (a surrogate without the other, such as \\ud83d)';

/** A text that Netready records: Unicode as a whole, and at most so many code points. */
export const text = (max: number) => z.string().max(max).refine(isWellFormed, { error: wholeCharacters });

/** A text that a person writes: trimmed, not empty, and what is wrong with it in words. */
export const writtenText = (max: number, least = { length: 1, words: 'some text' }) =>
  z
    .string()
    .trim()
    .min(least.length, { error: least.words })
    .max(max, { error: `at most ${max} characters` })
    .refine(isWellFormed, { error: wholeCharacters });
