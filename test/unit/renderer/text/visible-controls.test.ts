import { describe, expect, it } from 'vitest';
import { visibleControls } from '../../../../renderer/text/visible-controls.ts';

describe('a quoted text', () => {
  it.each([
    ['a right-to-left override', 'a\u202Eb', 'a\\u202eb'],
    ['isolates and marks', '\u2066a\u2069\u200F\u061C', '\\u2066a\\u2069\\u200f\\u061c'],
    ['a terminal sequence', '\u001b[31m', '\\u001b[31m'],
    ['a DEL and a C1 control', '\u007f\u009b', '\\u007f\\u009b'],
  ])('shows %s instead of obeying it', (_, text, shown) => {
    expect(visibleControls(text)).toBe(shown);
  });

  it('keeps line ends and the letters of every script', () => {
    const text = 'Zeile 1\nשרת 中文 é 🙂';
    expect(visibleControls(text)).toBe(text);
  });
});
