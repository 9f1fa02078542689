import { z } from 'zod';
import { type RefusalCode, refusal } from './refusal.ts';
import { isWellFormed } from './well-formed.ts';

/** A text that Netready records: Unicode as a whole, and at most so many code points. */
export const text = (max: number) => z.string().max(max).refine(isWellFormed, refusal('whole-characters'));

type Least = { readonly length: number; readonly code: RefusalCode };

/** A text that a person writes: trimmed, not empty, and what is wrong with it in words. */
export const writtenText = (max: number, least: Least = { length: 1, code: 'some-text' }) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((written) => written.length >= least.length, refusal(least.code))
    .refine(isWellFormed, refusal('whole-characters'));
