import { describe, expect, it } from 'vitest';
import { text, writtenText } from '../../../../shared/words/text-schema.ts';
import { isWellFormed, wellFormed } from '../../../../shared/words/well-formed.ts';

const halves = ['\ud83d', '\ude42', 'a\ud83d', '\ude42\ud83d', 'x\udfffy', '\ud83d\ud83d\ude42'];

describe('text with half of a character', () => {
  it.each(halves)('is told apart: %j', (half) => {
    expect(isWellFormed(half)).toBe(false);
    expect(isWellFormed(wellFormed(half))).toBe(true);
    expect(wellFormed(half)).toHaveLength(half.length);
    expect(wellFormed(half)).toContain('\uFFFD');
  });

  it('is not found where there is none', () => {
    for (const whole of ['', 'a', '🙂', '\u0000', '\uFFFF', '\u{10FFFF}', 'e\u0301\u202e']) {
      expect(isWellFormed(whole)).toBe(true);
      expect(wellFormed(whole)).toBe(whole);
    }
  });

  it('is refused in a record and where a person wrote it', () => {
    expect(text(10).safeParse('a\ud83d').success).toBe(false);
    expect(writtenText(10).safeParse('a\ud83d').error?.issues[0]?.message).toBe(
      'a text of whole characters; this one holds half of one (a surrogate without the other, such as \\ud83d)',
    );
    expect(writtenText(10).parse(' a🙂 ')).toBe('a🙂');
  });
});
