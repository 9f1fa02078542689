import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { charactersOf } from '../../../shared/words/clip.ts';
import type { Terminal } from './terminal.ts';

/**
 * A text that came from outside, made safe for a terminal: control characters (escape sequences among them) and
 * bidirectional overrides are shown as `\x1b`, so that a server's answer cannot repaint the screen.
 */
export function safeText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}

/** A text filled up with blanks to a width in columns; longer texts stay as they are. */
export function padText(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

/** A text in lines of at most a width in columns, broken between words, and inside a word that is too long. */
export function wrapText(text: string, width: number): readonly string[] {
  return wrapAnsi(text, Math.max(20, width), { hard: true }).split('\n');
}

/** Lines one below the other that begin in one column, `width` columns wide, in which the head stands before the first. */
export const hanging = (head: string, width: number, lines: readonly string[]): readonly string[] =>
  lines.map((line, index) => `${index === 0 ? head : ' '.repeat(width)}${line}`);

/**
 * A text made safe, behind a head that is `width` columns wide: broken only where somebody watches, so that programs get one
 * line for each.
 */
export function hangingText(
  head: string,
  width: number,
  text: string,
  { live, columns }: Pick<Terminal, 'live' | 'columns'>,
): readonly string[] {
  const shown = safeText(text);
  return hanging(head, width, live ? wrapText(shown, columns - width) : [shown]);
}

/** A text cut to a width in columns, with an ellipsis where something is missing. */
export function cutText(text: string, width: number, ellipsis: string): string {
  if (stringWidth(text) <= width) return text;
  let cut = '';
  for (const character of charactersOf(text)) {
    if (stringWidth(cut + character) > width - stringWidth(ellipsis)) break;
    cut += character;
  }
  return cut + ellipsis;
}
