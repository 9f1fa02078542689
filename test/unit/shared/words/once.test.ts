import { expect, it } from 'vitest';
import { once } from '../../../../shared/words/once.ts';

it('what is made once is made when it is asked for, and kept, nothing as well', () => {
  const made: string[] = [];
  const make = (what: string | undefined) =>
    once(() => {
      made.push(String(what));
      return what;
    });
  const [first, nothing] = [make('first'), make(undefined)];
  expect(made).toEqual([]);
  expect([first(), first(), nothing(), nothing()]).toEqual(['first', 'first', undefined, undefined]);
  expect(made).toEqual(['first', 'undefined']);
});
