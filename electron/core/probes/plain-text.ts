/**
 * Text from a stranger, made fit for a report: without control and format characters (which could hide or reorder
 * what a reader sees), and no longer than allowed.
 * @param maxLength in characters
 */
export function plainText(text: string, maxLength: number): string {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu, '').trim();
  return [...clean].slice(0, maxLength).join('');
}
