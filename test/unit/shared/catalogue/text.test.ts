import { describe, expect, it } from 'vitest';
import { param } from '../../../../shared/catalogue/parameter.ts';
import { fillText, placeholders } from '../../../../shared/catalogue/text.ts';

describe('a text', () => {
  it('names each parameter once, in order', () => {
    expect(placeholders('{b} and {a1}, then {b} again; {not this}, {} or {1}')).toEqual(['b', 'a1']);
  });

  it('is filled in everywhere, with values taken as they are', () => {
    expect(
      fillText('{p95} of {host}: {p95}', { p95: param.milliseconds(12), host: param.name('$& {p95}') }),
    ).toBe('12 ms of $& {p95}: 12 ms');
  });

  it('is refused when a value is missing', () => {
    expect(() => fillText('No {host}.', {})).toThrow(
      new RangeError('the text "No {host}." needs a value for {host}'),
    );
  });
});
