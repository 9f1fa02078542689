import { describe, expect, it } from 'vitest';
import { param } from '../../../../shared/catalogue/parameter.ts';
import { fillHeadline } from '../../../../shared/catalogue/text.ts';
import { longest } from '../../../../shared/words/lengths.ts';

const lengthOf = (text: string): number => Array.from(text).length;

describe('a headline', () => {
  it('is the text with its braces filled in', () => {
    const owner = param.phrase('program-and-process', {
      program: param.program('node'),
      pid: param.number(20436),
    });
    expect(fillHeadline('Port {port} is taken by {owner}', { port: param.number(12000), owner })).toBe(
      'Port 12000 is taken by node (process 20436)',
    );
  });

  it('keeps head and tail of a name that is too long for one line', () => {
    const target = param.host(`database-platform.${'department.'.repeat(10)}example.internal:1521`);
    const line = fillHeadline('{target} does not answer', { target });
    expect(lengthOf(line)).toBeLessThanOrEqual(longest.headline);
    expect(line).toMatch(/^database-platform\..*…..*\.internal:1521 does not answer$/);
  });

  it('cuts the longest of several names first, and none in the middle of a character', () => {
    const family = '👨‍👩‍👧';
    const parameters = { rule: param.name(family.repeat(60)), port: param.number(443) };
    const line = fillHeadline('The firewall rule "{rule}" blocks port {port}', parameters);
    expect(lengthOf(line)).toBeLessThanOrEqual(longest.headline);
    expect(line).toMatch(/blocks port 443$/);
    expect(line.replaceAll(family, '')).toBe('The firewall rule "…" blocks port 443');
  });

  it('is one line whatever is named', () => {
    expect(fillHeadline('"{name}" is there', { name: param.name('two\nlines\tand more') })).toBe(
      '"two lines and more" is there',
    );
  });

  it('is refused when a value is missing', () => {
    expect(() => fillHeadline('{target} does not answer', {})).toThrow(RangeError);
  });
});
