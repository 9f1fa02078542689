import { describe, expect, it } from 'vitest';
import { clip, clipWords } from '../../../../shared/words/clip.ts';
import { isWellFormed } from '../../../../shared/words/well-formed.ts';

const family = '👩‍👩‍👧‍👦';

describe('a text that is cut', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['exactly ten!', 11, 'exactly te…'],
    ['', 2, ''],
  ])('%j to %d gives %j', (text, max, cut) => {
    expect(clip(text, max)).toBe(cut);
  });

  it('ends at the edge of what a reader sees as one character', () => {
    expect(clip('ab🙂🙂🙂', 5)).toBe('ab🙂🙂🙂');
    expect(clip('ab🙂🙂🙂', 4)).toBe('ab🙂…');
    expect(clip(`ab${family}cd`, 8)).toBe('ab…');
    expect(clip(`ab${family}cd`, 10)).toBe(`ab${family}…`);
    expect(clip('ne\u0301e\u0301', 4)).toBe('ne\u0301…');
    expect(clip('\u1100\u1161\u11a8'.repeat(3), 8)).toBe(`${'\u1100\u1161\u11a8'.repeat(2)}…`);
    expect(clip('🇩🇪🇫🇷🇯🇵', 4)).toBe('🇩🇪…');
    expect(clip('a\r\nb\r\nc', 5)).toBe('a\r\nb…');
    expect(clip('👍🏽👍🏽', 3)).toBe('👍🏽…');
  });

  it('is never longer than allowed, and never holds half of a character', () => {
    const texts = [
      `${family.repeat(40)}`,
      `e${'\u0301'.repeat(400)}`,
      '🙂'.repeat(300),
      `x${'🙂'.repeat(300)}`,
    ];
    for (const text of texts)
      for (let max = 2; max < 120; max += 1) {
        const cut = clip(text, max);
        expect([...cut].length).toBeLessThanOrEqual(max);
        expect(isWellFormed(cut)).toBe(true);
        expect(cut.endsWith('…')).toBe(true);
        expect(text.startsWith(cut.slice(0, -1))).toBe(true);
      }
  });

  it('is cut inside a single character that is longer than all the room, but not inside a code point', () => {
    expect(clip(`e${'\u0301'.repeat(400)}`, 10)).toBe(`e${'\u0301'.repeat(8)}…`);
    expect(clip(family, 4)).toBe(`${[...family].slice(0, 3).join('')}…`);
    expect(clip(family, 2)).toBe('👩…');
  });

  it('does not take longer for a text of megabytes', () => {
    expect(clip('🙂'.repeat(5_000_000), 50)).toBe(`${'🙂'.repeat(49)}…`);
  });
});

describe('a text that is cut between words', () => {
  it('leaves no half of a word', () => {
    expect(clipWords('one two three', 12)).toBe('one two…');
    expect(clipWords('one two three', 13)).toBe('one two three');
  });

  it('is cut inside a word where there is no space near the end', () => {
    expect(clipWords('x'.repeat(50), 10)).toBe(`${'x'.repeat(9)}…`);
    expect(clipWords(`a ${'x'.repeat(900)}`, 800)).toHaveLength(800);
  });
});
