import type { Verdict } from '../words/verdict.ts';
import type { Hue } from './tokens.ts';

/** The side of the square in which the paths below are drawn. */
export const markBox = 16;

export const shapes = [
  'circle-tick',
  'square-cross',
  'triangle',
  'clock',
  'arrows',
  'diamond-question',
  'dash',
  'flag',
] as const;
export type Shape = (typeof shapes)[number];

/**
 * Each shape as one SVG path in a box of 16 by 16, filled in one colour with the even-odd rule, so that the screen
 * and the paper draw the same mark and the tick or cross shows the background.
 */
export const shapePaths: Readonly<Record<Shape, string>> = {
  'circle-tick':
    'M8 0.5A7.5 7.5 0 1 1 8 15.5A7.5 7.5 0 1 1 8 0.5Z M3.56 8.14L6.9 11.47L12.54 5.84L11.26 4.56L6.9 8.93L4.84 6.86Z',
  'square-cross':
    'M3 1H13A2 2 0 0 1 15 3V13A2 2 0 0 1 13 15H3A2 2 0 0 1 1 13V3A2 2 0 0 1 3 1Z M8 6.73L5.64 4.36L4.36 5.64L6.73 8L4.36 10.36L5.64 11.64L8 9.27L10.36 11.64L11.64 10.36L9.27 8L11.64 5.64L10.36 4.36Z',
  triangle: 'M8 0.8L15.7 14.8H0.3Z M7.1 5.4H8.9L8.6 10.2H7.4Z M7.1 11.4H8.9V13.2H7.1Z',
  clock:
    'M8 0.5A7.5 7.5 0 1 1 8 15.5A7.5 7.5 0 1 1 8 0.5Z M8 2.1A5.9 5.9 0 1 0 8 13.9A5.9 5.9 0 1 0 8 2.1Z M7.2 4.2H8.8V7.67L11.2 10.07L10.07 11.2L7.2 8.33Z',
  arrows: 'M1 3.9H10.4V1.4L15.2 4.7L10.4 8V5.5H1Z M15 10.5V12.1H5.6V14.6L0.8 11.3L5.6 8V10.5Z',
  'diamond-question':
    'M8 0L16 8L8 16L0 8Z M5.4 6.2A2.6 2.6 0 1 1 8.8 8.67V9.5H7.2V7.3H8A1.1 1.1 0 1 0 6.9 6.2Z M7.2 10.5H8.8V12.1H7.2Z',
  dash: 'M2 7H14V9H2Z',
  flag: 'M2.5 0.8H4.1V15.2H2.5Z M4.1 1.8H14.6L12 5.6L14.6 9.4H4.1Z M4.1 3.4V7.8H11.6L10.1 5.6L11.6 3.4Z',
};

/** Shapes of the matrix alone: a way that was proven by a rehearsal, and two ends that tell different things. */
export const cellShapes = ['circle-tick-hollow', 'square-unequal'] as const;
export type CellShape = Shape | (typeof cellShapes)[number];

/** Each shape that can stand in a cell of the matrix, drawn like the others. */
export const cellShapePaths: Readonly<Record<CellShape, string>> = {
  ...shapePaths,
  'circle-tick-hollow':
    'M8 0.5A7.5 7.5 0 1 1 8 15.5A7.5 7.5 0 1 1 8 0.5Z M8 2A6 6 0 1 0 8 14A6 6 0 1 0 8 2Z M4.2 8.2L7 11L11.9 6.1L10.8 5L7 8.8L5.3 7.1Z',
  'square-unequal':
    'M3 1H13A2 2 0 0 1 15 3V13A2 2 0 0 1 13 15H3A2 2 0 0 1 1 13V3A2 2 0 0 1 3 1Z M3.5 5.6H8.46L7.74 7H3.5Z M10.02 5.6H12.5V7H9.29Z M3.5 9H6.71L5.99 10.4H3.5Z M8.26 9H12.5V10.4H7.54Z M9.9 2.8L11.2 3.3L6.1 13.2L4.8 12.7Z',
};

/** How a verdict looks, the same on screen, in the terminal and on paper. Never the colour alone. */
export type VerdictLook = {
  readonly word: string;
  readonly shape: Shape;
  readonly hue: Hue;
  /** One character, one column wide. */
  readonly glyph: string;
  /** For terminals without Unicode: one ASCII character. */
  readonly ascii: string;
};

const dash = { shape: 'dash', hue: 'slate', glyph: '–', ascii: '-' } as const;

export const verdictLooks: Readonly<Record<Verdict, VerdictLook>> = {
  pass: { word: 'Passed', shape: 'circle-tick', hue: 'green', glyph: '✓', ascii: '+' },
  fail: { word: 'Failed', shape: 'square-cross', hue: 'red', glyph: '✗', ascii: 'x' },
  warn: { word: 'Warning', shape: 'triangle', hue: 'amber', glyph: '▲', ascii: '!' },
  'not-yet': { word: 'Not yet', shape: 'clock', hue: 'blue-grey', glyph: '◷', ascii: '~' },
  'not-testable-here': {
    word: 'Needs another machine',
    shape: 'arrows',
    hue: 'blue-grey',
    glyph: '⇄',
    ascii: '>',
  },
  skipped: { word: 'Skipped', ...dash },
  'not-applicable': { word: 'Does not apply', ...dash },
  waived: { word: 'Waived', shape: 'flag', hue: 'amber', glyph: '⚑', ascii: '*' },
  unknown: { word: 'Unknown', shape: 'diamond-question', hue: 'violet', glyph: '?', ascii: '?' },
};
