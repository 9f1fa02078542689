import { describe, expect, it } from 'vitest';
import { createKept } from '../../../../../electron/core/report/kept.ts';

describe('what is kept of texts', () => {
  it('is made once for each text and way', () => {
    const kept = createKept<string>(100);
    const made: string[] = [];
    const of = (way: string, text: string): string =>
      kept(way)(text, () => {
        made.push(`${way}:${text}`);
        return `${way}:${text}`;
      });
    expect([of('a', 'x'), of('b', 'x'), of('a', 'x'), of('a', 'y'), of('b', 'x')]).toEqual([
      ...['a:x', 'b:x', 'a:x', 'a:y', 'b:x'],
    ]);
    expect(made).toEqual(['a:x', 'b:x', 'a:y']);
  });

  it('is forgotten when the texts are longer than allowed, and made again', () => {
    const kept = createKept<number>(10);
    let made = 0;
    const of = (text: string): number => kept('')(text, () => ++made);
    expect([of('aaaa'), of('bbbb'), of('aaaa')]).toEqual([1, 2, 1]);
    expect([of('cccc'), of('cccc'), of('aaaa')]).toEqual([3, 3, 4]);
  });

  it('is forgotten by whoever has asked for a way before, too', () => {
    const kept = createKept<number>(10);
    let made = 0;
    const make = (): number => ++made;
    const [first, second] = [kept('first'), kept('second')];
    expect([first('aaaa', make), second('bbbb', make), second('cccc', make)]).toEqual([1, 2, 3]);
    expect([second('cccc', make), kept('second')('cccc', make), first('aaaa', make)]).toEqual([3, 3, 4]);
  });
});
