import { z } from 'zod';
import type { ReportKind } from '../../../shared/report/data-names.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { demand, Refusal } from '../pdf/refusal.ts';
import { demandBoundedJson } from './json-bounds.ts';

/** The most characters of a text, and the most items of a list, that a list of reports shows. */
const maxShownCharacters = 1000;
const maxShownItems = 50;

const cutText = (text: string): string =>
  text.slice(0, maxShownCharacters - 1).replace(/[\uD800-\uDBFF]$/, '');

/** A text from another program, cut to a bearable length. */
export const shownText = z
  .string()
  .transform((text) => (text.length <= maxShownCharacters ? text : `${cutText(text)}…`));

/** Some texts from another program, of which some are shown. */
export const shownList = z.array(shownText).transform((list) => list.slice(0, maxShownItems));

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal('NO_RESULT', 'the attachment is not JSON');
  }
}

/**
 * The value of attached JSON that takes no more to read than that of a report.
 * @throws Refusal `LIMIT` or `NO_RESULT`
 */
export function parseBoundedJson(bytes: Uint8Array, kind: ReportKind = 'run'): unknown {
  demandBoundedJson(bytes, kind);
  return parseJson(bytes);
}

function canonicalOf(input: unknown): Uint8Array {
  try {
    return canonicalJson(input);
  } catch {
    throw new Refusal('NO_RESULT', 'what JSON cannot hold');
  }
}

/**
 * Refuses results that programs can read differently, as with a key that stands there twice: some take the first value
 * and some the last; or with half a character, or a number beyond all. A report has them in one form, which is also what
 * `JSON.stringify` writes; where keys are whole numbers only RFC 8785 tells their order.
 * @throws Refusal `NO_RESULT`
 */
export function demandOneReading(input: unknown, attachment: Uint8Array): void {
  const isPlain =
    equalBytes(canonicalOf(input), attachment) || equalBytes(Buffer.from(JSON.stringify(input)), attachment);
  demand(isPlain, 'NO_RESULT', 'programs can read the results differently');
}
