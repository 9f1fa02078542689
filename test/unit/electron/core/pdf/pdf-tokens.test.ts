import { describe, expect, it } from 'vitest';
import { type PdfValue, type ValuesRead, valueReader } from '../../../../../electron/core/pdf/pdf-tokens.ts';
import { Refusal } from '../../../../../electron/core/pdf/refusal.ts';

const anyObject = 9_999_999_999;

const read = (text: string, values = 1000): PdfValue =>
  valueReader(Buffer.from(text, 'latin1'), values, { dictionaries: [], lastObject: anyObject })(0).value;

const refusalOf = (text: string, values = 1000): string => {
  try {
    read(text, values);
    return 'accepted';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

/** A value without positions, for comparison. */
const plain = (value: PdfValue): unknown => {
  switch (value.kind) {
    case 'dictionary':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
    case 'array':
      return value.items.map(plain);
    case 'reference':
      return { to: value.id };
    case 'hex':
      return { hex: [value.start, value.end] };
    case 'name':
      return `/${value.value}`;
    case 'null':
      return null;
    default:
      return value.value;
  }
};

describe('reading the values of a PDF', () => {
  it('reads every kind of value that a report has', () => {
    const text =
      '<<\n/A [0 -1 1.5 -0.25 12 0 R null true false]\n/B (a\\(b\\)\\\\\\n\xfe)\n/C <0aff>\n/D /E+F.g\n/G <<\n>>\n>>';
    expect(plain(read(text))).toEqual({
      A: [0, -1, 1.5, -0.25, { to: 12 }, null, true, false],
      B: 'a(b)\\\n\xfe',
      C: { hex: [text.indexOf('<0aff>'), text.indexOf('<0aff>') + 6] },
      D: '/E+F.g',
      G: {},
    });
  });

  it('takes no byte in a string that other programs read as another one', () => {
    for (const byte of '\n\r\t\b\f') expect(refusalOf(`(a${byte}b)`), JSON.stringify(byte)).toBe('OBJECT');
    expect(read('(a\\n\\r\\t\\b\\fb)')).toEqual({ kind: 'string', value: 'a\n\r\t\b\fb' });
  });

  it('takes of memory what a string is long, however long it is', () => {
    const used = (): number => process.memoryUsage().heapUsed;
    const before = used();
    const kept = [read(`(${'a'.repeat(8_000_000)})`), read(`(${'\\n'.repeat(4_000_000)})`)];
    expect(used() - before).toBeLessThan(100 * 1024 * 1024);
    expect(kept.map((value) => (plain(value) as string).length)).toEqual([8_000_000, 4_000_000]);
  });

  it('tells numbers from references', () => {
    expect(plain(read('[1 0 0 1 5 0 R 7]'))).toEqual([1, 0, 0, 1, { to: 5 }, 7]);
    expect(refusalOf('[1 0 Rx]')).toBe('OBJECT');
  });

  it('reads long numbers, and references only up to the largest number of an object', () => {
    const long = `[0 9999999999 999999999999999 9999999999999999 ${'9'.repeat(21)}]`;
    expect(plain(read(long))).toEqual([0, 9999999999, 999999999999999, 10 ** 16, 10 ** 21]);
    expect(plain(read('[9999999999 0 R 0 12]'))).toEqual([{ to: 9999999999 }, 0, 12]);
    for (const text of [
      `[${'9'.repeat(22)}]`,
      '[10000000000 0 R]',
      '[0 0 R]',
      '[01 0 R]',
      '[1 1 R]',
      '[1  0 R]',
    ])
      expect(refusalOf(text), text).toBe('OBJECT');
  });

  it('keeps names apart, however many there are', () => {
    const names = Array.from({ length: 3000 }, (_, index) => `N${index.toString(36)}`);
    expect(plain(read(`[${names.map((name) => `/${name}`).join(' ')}]`, 4000))).toEqual(
      names.map((name) => `/${name}`),
    );
    const entries = names.map((name, index) => `/${name} ${index}`).join('\n');
    const dictionary = plain(read(`<<\n${entries}\n>>`, 4000));
    expect(dictionary).toEqual(Object.fromEntries(names.map((name, index) => [name, index])));
  });

  it('refuses a name as a key whose form no key has, also when it has met it before', () => {
    expect(plain(read('[/E+F.g /E+F.g]'))).toEqual(['/E+F.g', '/E+F.g']);
    expect(refusalOf('[/E+F.g <</E+F.g 1>>]')).toBe('OBJECT');
    expect(refusalOf('[/A#42]')).toBe('OBJECT');
    expect(refusalOf(`[/${'a'.repeat(127)} /${'a'.repeat(127)}]`)).toBe('accepted');
  });

  it('gives the offset after the value', () => {
    const found: ValuesRead = { dictionaries: [], lastObject: 9 };
    expect(valueReader(Buffer.from('xx[1 2]yy'), 9, found)(2).end).toBe(7);
  });

  it('gives every dictionary, those within another after it, and refuses a reference behind the last object', () => {
    const found: ValuesRead = { dictionaries: [], lastObject: 9 };
    const read = (text: string) => valueReader(Buffer.from(text), 99, found)(0).value;
    read('[<</A <</B 9 0 R>>>> <</C 1>>]');
    expect(found.dictionaries.map(({ entries }) => [...entries.keys()])).toEqual([['A'], ['B'], ['C']]);
    expect(() => read('[10 0 R]')).toThrow('leads nowhere');
  });

  it('refuses the same key twice', () => {
    expect(refusalOf('<</ByteRange [0]/X 1/ByteRange [1]>>')).toBe('DUP_KEY');
    expect(refusalOf('<</A <</B 1 /B 2>>>>')).toBe('DUP_KEY');
  });

  it.each([
    ['a comment', '[1 % 2\n]'],
    ['a tab between tokens', '[1\t2]'],
    ['a carriage return', '[1\r\n2]'],
    ['a name with an escape', '/Java#53cript'],
    ['an empty name', '[/ 1]'],
    ['a key with an escape', '<</A#42 1>>'],
    ['a key that is no name', '<<1 2>>'],
    ['a number with a plus sign', '+1'],
    ['a number with leading zeros', '007'],
    ['a number with an exponent', '1e5'],
    ['a number without digits before the point', '.5'],
    ['a number with needless decimals', '1.50'],
    ['a word that means nothing', 'endobj'],
    ['a parenthesis in a string', '(a(b)c)'],
    ['an escape that is not used', '(\\101)'],
    ['an escape at the end', '(\\'],
    ['a string that does not end', '(abc'],
    ['a hex string that does not end', '<00'],
    ['an array that does not end', '[1 2'],
    ['a dictionary that does not end', '<</A 1'],
    ['a dictionary without a value', '<</A>>'],
    ['a brace', '{1}'],
    ['a byte above ASCII in a name', '/\xe4'],
    ['nothing', ''],
    ['a token of enormous length', `/${'a'.repeat(128)}`],
  ])('refuses %s', (_name, text) => {
    expect(refusalOf(text)).toBe('OBJECT');
  });

  it('bounds depth and number of values', () => {
    expect(refusalOf(`${'['.repeat(32)}1${']'.repeat(32)}`)).toBe('accepted');
    expect(refusalOf(`${'['.repeat(33)}1${']'.repeat(33)}`)).toBe('LIMIT');
    expect(refusalOf('[1 2 3]', 4)).toBe('accepted');
    expect(refusalOf('[1 2 3]', 3)).toBe('LIMIT');
  });
});
