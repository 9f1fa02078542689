import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../../../../electron/core/verify/traces.ts';

const packedResult = deflateSync('{"schema":"netready.run/1"}');

/** A stream that is large unpacked and whose last bytes are spoilt, so that it costs work and gives nothing. */
const spoilt = ((): Buffer => {
  const packed = deflateSync(Buffer.alloc(2 * 1024 * 1024));
  packed.fill(0xff, packed.length - 4);
  return packed;
})();

const tooLarge = deflateSync(Buffer.alloc(16 * 1024 * 1024 + 1));

const fileWith = (...streams: readonly Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from('%PDF-1.4\n'),
    ...streams.flatMap((stream) => [Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]),
    Buffer.from('%%EOF\n'),
  ]);

const codeOf = (...streams: readonly Buffer[]): string => explainRefusal(fileWith(...streams), 'HEADER');

describe('the search for a report in a file of another layout', () => {
  it('goes on after streams that cannot be unpacked', () => {
    expect(codeOf(packedResult)).toBe('RESAVED');
    expect(codeOf(spoilt, tooLarge, spoilt, packedResult)).toBe('RESAVED');
    expect(codeOf(spoilt, tooLarge)).toBe('FOREIGN');
  });

  it.each([
    ['too large', tooLarge],
    ['spoilt', spoilt],
  ])('ends after many streams that cost work and give nothing: %s', (_what, stream) => {
    expect(codeOf(...Array.from({ length: 70 }, () => stream), packedResult)).toBe('FOREIGN');
  });

  it('has a bound on such work, and another on the number of streams', () => {
    const codeBehind = (count: number, stream: Buffer): string =>
      codeOf(...Array.from({ length: count }, () => stream), packedResult);
    expect(codeBehind(63, spoilt)).toBe('RESAVED');
    expect(codeBehind(64, spoilt)).toBe('FOREIGN');
    // Each stream is met twice: at its beginning, and in the word "endstream".
    expect(codeBehind(2499, Buffer.from('plain'))).toBe('RESAVED');
    expect(codeBehind(2500, Buffer.from('plain'))).toBe('FOREIGN');
  });
});

describe('a packed stream with the mark of a report', () => {
  const mark = '{"schema":"netready.run/1"}';
  const packed = (bytes: number): Buffer => deflateSync(mark.padEnd(bytes));

  it.each([
    [16 * 1024 * 1024, 'RESAVED'],
    [16 * 1024 * 1024 + 1, 'FOREIGN'],
  ])('is unpacked up to 16 MiB: %i bytes are %s', (bytes, code) => {
    expect(codeOf(packed(bytes))).toBe(code);
  });
});

describe('a file that is no report', () => {
  const code = (bytes: string | Buffer): string =>
    explainRefusal(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, 'HEADER');
  const results = '{"schema":"netready.run/1"}';

  it.each([
    ['the results without the pages', `${results}\n`, 'RESULTS_ALONE'],
    ['another file of settings', '{"a":1}', 'NOT_PDF'],
    ['a PDF with a password', '%PDF-1.7\ntrailer\n<< /Encrypt 5 0 R >>\n%%EOF\n', 'ENCRYPTED'],
    ['any PDF in UTF-16', Buffer.from('\ufeff%PDF-1.7\nwhatever', 'utf16le'), 'TEXT_TRANSFER'],
    ['a report with ? for what is no letter', `%PDF-1.7\n%????\n${results}\n%%EOF\n`, 'TEXT_TRANSFER'],
    ['a report cut to 7 bits', `%PDF-1.7\n%\x7f\x7f\x7f\x7f\n${results}\n%%EOF\n`, 'TEXT_TRANSFER'],
  ])('is recognised: %s', (_what, bytes, expected) => {
    expect(code(bytes)).toBe(expected);
  });
});
