import { describe, expect, it } from 'vitest';
import { type XmlToken, xmlTokens } from '../../../../../electron/core/hsconf/xml-tokens.ts';

function show(token: XmlToken): string {
  switch (token.kind) {
    case 'open':
      return `<${token.name} ${token.attribute('a') ?? '-'}>`;
    case 'close':
      return `</${token.name}>`;
    case 'text':
      return token.text();
  }
}

const read = (text: string): readonly string[] => [...xmlTokens(text)].map(show);

const refused = (text: string) => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return 'not refused';
};

const at = (line: number, what: string) => `The configuration could not be read: line ${line} ${what}.`;

describe('XML', () => {
  it('is read as elements, attributes and text', () => {
    const text = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n<!-- x -->\n<r a = 'it>s "1"'>\n <e/> t <f a="&lt;&#65;&#x42;&amp;" />u</r>\n`;
    expect(read(text)).toEqual(['<r it>s "1">', '<e ->', '</e>', ' t ', '<f <AB&>', '</f>', 'u', '</r>']);
  });

  it('takes CDATA as it stands', () => {
    expect(read('<r><![CDATA[<a>&amp;]]></r>')).toEqual(['<r ->', '<a>&amp;', '</r>']);
  });

  it.each([
    [
      'a document type',
      '<!DOCTYPE r [<!ENTITY x "y">]><r>&x;</r>',
      1,
      'holds a declaration, which a configuration does not have',
    ],
    [
      'a late document type',
      '<r>\n<!DOCTYPE r></r>',
      2,
      'holds a declaration, which a configuration does not have',
    ],
    ['an entity of its own', '<r>\n&x;</r>', 1, 'holds a reference that a configuration does not have'],
    [
      'an entity of its own in an attribute',
      '<r a="&x;"/>',
      1,
      'holds a reference that a configuration does not have',
    ],
    [
      'a reference that does not end',
      '<r>a & b</r>',
      1,
      'holds a reference that a configuration does not have',
    ],
    [
      'a character that does not exist',
      '<r>&#x110000;</r>',
      1,
      'holds a reference that a configuration does not have',
    ],
    ['the character NUL', '<r>&#0;</r>', 1, 'holds a reference that a configuration does not have'],
    ['an instruction', '<r><?run x?></r>', 1, 'holds an instruction, which a configuration does not have'],
    ['a comment that does not end', '<r><!-- ', 1, 'begins something that does not end'],
    ['CDATA that does not end', '<r><![CDATA[ ]]', 1, 'begins something that does not end'],
    ['a tag that does not end', '<r', 1, 'holds a tag that cannot be read'],
    ['an attribute without quotes', '<r a=1/>', 1, 'holds a tag that cannot be read'],
    ['an attribute twice', '<r a="1" a="2"/>', 1, 'holds an attribute twice'],
    ['a closing tag with more in it', '<r></r x>', 1, 'holds a tag that cannot be read'],
    ['elements that overlap', '<r>\n<a>\n<b></a></b></r>', 3, 'closes an element that is not open'],
    ['a closing tag too many', '<r/></r>', 1, 'closes an element that is not open'],
    ['a second root', '<r/>\n<r/>', 2, 'begins a second root element'],
    ['text before the root', 'x<r/>', 1, 'holds text outside of any element'],
    ['CDATA after the root', '<r/><![CDATA[x]]>', 1, 'holds text outside of any element'],
    ['an element that stays open', '<r>\n<a></a>\n', 3, 'ends before the configuration does'],
    ['nothing', '', 1, 'ends before the configuration does'],
    [
      'too many levels',
      '<a>'.repeat(9),
      1,
      'holds more elements, or more levels of them, than a configuration has',
    ],
    [
      'too many elements',
      `<r>${'<a/>'.repeat(10_000)}</r>`,
      1,
      'holds more elements, or more levels of them, than a configuration has',
    ],
  ])('is refused with %s', (_name, text, line, what) => {
    expect(refused(text)).toBe(at(line, what));
  });

  it('does not read the text of what nobody asks for', () => {
    const tokens = [...xmlTokens('<r a="&undeclared;"><b>&undeclared;</b></r>')];
    expect(tokens.map(({ kind }) => kind)).toEqual(['open', 'open', 'text', 'close', 'close']);
  });

  it.each([
    ['an opening tag', `<r ${'a'.repeat(1_000_000)}`],
    ['quotes', `<r ${'a="" '.repeat(200_000)}`],
    ['blanks', `<r${' '.repeat(1_000_000)}`],
    ['ampersands', `<r>${'&'.repeat(1_000_000)}</r>`],
    ['angle brackets', '<'.repeat(1_000_000)],
  ])('of a mebibyte of %s is refused in no time', (_name, text) => {
    const start = performance.now();
    expect(refused(text)).toContain('line 1 holds a');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
