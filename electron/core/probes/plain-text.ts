import { clip } from '../../../shared/words/clip.ts';

/**
 * Text from a stranger, made fit for a report: without control and format characters (which could hide or reorder
 * what a reader sees), without halves of characters, and no longer than allowed; one that was longer ends in an
 * ellipsis.
 * @param maxLength in code points
 */
export function plainText(text: string, maxLength: number): string {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu, '').trim();
  return clip(clean, maxLength);
}
