import type { Hue } from '../../../shared/theme/tokens.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { type Verdict, verdicts } from '../../../shared/words/verdict.ts';
import { paint, type Style, type Terminal } from './terminal.ts';
import { padText } from './text.ts';

const styles: Readonly<Record<Hue, Style>> = {
  green: 'green',
  red: 'red',
  amber: 'amber',
  'blue-grey': 'blue',
  violet: 'violet',
  slate: 'slate',
};

/** Columns of the longest verdict word, so that what follows is aligned. */
export const longestVerdictWord = Math.max(...verdicts.map((verdict) => verdictLooks[verdict].word.length));

/** The shape of a verdict alone: one column wide. */
export function verdictGlyph(verdict: Verdict, terminal: Terminal): string {
  const look = verdictLooks[verdict];
  return paint(terminal, styles[look.hue], terminal.unicode ? look.glyph : look.ascii);
}

/** Shape and word of a verdict, the same as on screen and on paper, filled up to one width. */
export function verdictMark(verdict: Verdict, terminal: Terminal): string {
  const look = verdictLooks[verdict];
  return `${verdictGlyph(verdict, terminal)} ${paint(terminal, styles[look.hue], padText(look.word, longestVerdictWord))}`;
}
