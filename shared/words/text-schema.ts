import { z } from 'zod';
import { type RefusalCode, refusal } from './refusal.ts';
import { isWellFormed } from './well-formed.ts';

/** A text that Netready records: Unicode as a whole, and at most so many code points. */
export const text = (max: number) =>
  z.string().check(z.maxLength(max), z.refine(isWellFormed, refusal('whole-characters')));

type Least = { readonly length: number; readonly code: RefusalCode };

/** A text that a person writes: trimmed, not empty, and what is wrong with it in words. */
export const writtenText = (max: number, least: Least = { length: 1, code: 'some-text' }) =>
  z.string().check(
    z.trim(),
    z.maxLength(max),
    z.refine((written: string) => written.length >= least.length, refusal(least.code)),
    z.refine(isWellFormed, refusal('whole-characters')),
  );
