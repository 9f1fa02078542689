import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type OpenPdf, openPdf, readPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import { isSameDocument, type ReadDocument } from '../../../../../electron/core/pdf/same-document.ts';

type Layout = { readonly id?: string; readonly order?: readonly number[] };

/** A document of objects, numbered from 1, each given as its value with its stream. `order` is that of the file. */
function bytesOf(
  objects: readonly string[],
  { id = '<0a>', order = objects.map((_, index) => index) }: Layout = {},
): Uint8Array {
  const offsets: number[] = [];
  let text = '%PDF-1.7\n%\xff\xff\xff\xff\n';
  for (const index of order) {
    offsets[index] = text.length;
    text += `${index + 1} 0 obj\n${objects[index]}\nendobj\n`;
  }
  const table = text.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  text += `trailer\n<<\n/Size ${objects.length + 1}\n/Root 1 0 R\n/Info 1 0 R\n/ID [${id}]\n>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** A document to be compared with others, and others with it. */
function documentOf(objects: readonly string[], layout: Layout = {}): ReadDocument & OpenPdf {
  const bytes = bytesOf(objects, layout);
  return { ...openPdf(bytes), file: readPdf(bytes) };
}

const plain = (data: string, more = ''): string =>
  `<<\n/Length ${data.length}${more}\n>>\nstream\n${data}\nendstream`;

const packed = (data: string | Buffer, level = 9): string =>
  plain(deflateSync(data, { level }).toString('latin1'), '\n/Filter /FlateDecode');

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  isSameDocument(documentOf(left), documentOf(right));

const root = '<<\n/A 2 0 R\n>>';
const text = 'Ports are open. '.repeat(50);

describe('two documents', () => {
  it('are the same when every object is', () => {
    const objects = [
      root,
      '<<\n/A [1 -2.5 (b) /C <0aff> true null 1 0 R]\n/D <<\n/E 1\n>>\n>>',
      packed(text),
      plain(text),
    ];
    expect(isSame(objects, objects)).toBe(true);
    const turned = documentOf(objects, { order: [3, 1, 0, 2] });
    expect(isSameDocument(documentOf(objects), turned)).toBe(true);
    expect(isSameDocument(turned, documentOf(objects))).toBe(true);
  });

  it('are the same however well their data is packed', () => {
    expect(packed(text, 0)).not.toBe(packed(text, 9));
    expect(isSame([root, packed(text, 0)], [root, packed(text, 9)])).toBe(true);
    expect(isSame([root, packed(text, 0)], [root, packed(text.replace('open', 'shut'), 9)])).toBe(false);
  });

  it('are the same when data that is packed in one stands unpacked in what is drawn to be compared', () => {
    const unpacked = (data: string): string => plain(data, '\n/Filter /Unpacked');
    expect(isSame([root, packed(text)], [root, unpacked(text)])).toBe(true);
    expect(isSame([root, packed(text)], [root, unpacked(text.replace('open', 'shut'))])).toBe(false);
    expect(isSame([root, plain(text)], [root, unpacked(text)])).toBe(false);
    expect(isSame([root, unpacked(text)], [root, packed(text)])).toBe(false);
    const notPacked = plain('no deflate', '\n/Filter /FlateDecode');
    expect(isSame([root, notPacked], [root, unpacked('no deflate')])).toBe(false);
    const more = plain(text, '\n/Filter /Unpacked\n/DecodeParms 1');
    expect(isSame([root, packed(text)], [root, more])).toBe(false);
  });

  it('may differ in what signing fills in, and only there', () => {
    const signature = (
      range: string,
      contents: string,
      reason = 'check',
      type = 'Sig',
    ): readonly string[] => [
      root,
      `<<\n/Type /${type}\n/ByteRange ${range}\n/Contents ${contents}\n/Reason (${reason})\n>>`,
    ];
    const unsigned = signature('[0 9 9 9]', '<0000>');
    expect(isSame(unsigned, signature('[0 1 2 3]', '<3003>'))).toBe(true);
    expect(isSame(unsigned, signature('[0 9 9 9]', '<0000>', 'another'))).toBe(false);
    const other = (range: string, contents: string): readonly string[] =>
      signature(range, contents, 'check', 'Other');
    expect(isSame(other('[0 9 9 9]', '<0000>'), other('[0 1 2 3]', '<0000>'))).toBe(false);
    expect(isSame(other('[0 9 9 9]', '<0000>'), other('[0 9 9 9]', '<0001>'))).toBe(false);
    expect(isSame(unsigned, other('[0 9 9 9]', '<0000>'))).toBe(false);
  });

  it.each([
    ['a number', '1', '2'],
    ['the sign of a number', '1', '-1'],
    ['a string', '(open)', '(shut)'],
    ['a name', '/Open', '/Shut'],
    ['a name and a string', '/Open', '(Open)'],
    ['a truth value', 'true', 'false'],
    ['nothing and something', 'null', 'true'],
    ['the digits of a hex string', '<0a>', '<0b>'],
    ['the case of a hex string', '<0a>', '<0A>'],
    ['a hex string and a string', '<41>', '(A)'],
    ['a reference', '1 0 R', '2 0 R'],
    ['a reference and a number', '1 0 R', '1'],
    ['an item of a list', '[1 2]', '[1 3]'],
    ['the order of a list', '[1 2]', '[2 1]'],
    ['the length of a list', '[1 2]', '[1 2 3]'],
    ['a list and its item', '[1]', '1'],
    ['a value inside', '<<\n/A <<\n/B 1\n>>\n>>', '<<\n/A <<\n/B 2\n>>\n>>'],
    ['a key', '<<\n/A 1\n>>', '<<\n/B 1\n>>'],
    ['an entry more', '<<\n/A 1\n>>', '<<\n/A 1\n/B 2\n>>'],
    ['the order of entries', '<<\n/A 1\n/B 1\n>>', '<<\n/B 1\n/A 1\n>>'],
    ['a dictionary and a list', '<<\n>>', '[]'],
    ['a length without data', '<<\n/Length 1\n>>', '<<\n/Length 2\n>>'],
    [
      'a length inside a packed stream',
      plain(deflateSync('x').toString('latin1'), '\n/Filter /FlateDecode\n/P <<\n/Length 1\n>>'),
      plain(deflateSync('x').toString('latin1'), '\n/Filter /FlateDecode\n/P <<\n/Length 2\n>>'),
    ],
    ['data', plain('open'), plain('shut')],
    ['more data', plain('open'), plain('opened')],
    ['data that is packed', packed('open'), packed('shut')],
    ['whether data is packed', plain('open'), packed('open')],
    ['whether there is data', '<<\n/Length 4\n>>', plain('open')],
  ])('are not the same when they differ in %s', (_name, left, right) => {
    expect(isSame([root, left], [root, left])).toBe(true);
    expect(isSame([root, left], [root, right])).toBe(false);
    expect(isSame([root, right], [root, left])).toBe(false);
  });

  it('are not the same when an object of the other cannot be read', () => {
    for (const other of ['01', '1 ', '<<\n/A 1\n/A 1\n>>', '3 0 R', '1\nendobj'])
      expect(isSameDocument(documentOf([root, '1']), openPdf(bytesOf([root, other]))), other).toBe(false);
  });

  it('are not the same when one has an object more, or another trailer', () => {
    expect(isSame([root, '1'], [root, '1', '2'])).toBe(false);
    expect(isSame([root, '1', '2'], [root, '1'])).toBe(false);
    const [left, right] = [documentOf([root, '1']), documentOf([root, '1'], { id: '<0b>' })];
    expect(isSameDocument(left, right)).toBe(false);
  });

  it('are not the same when data cannot be unpacked to its end, or unpacks to more than is looked at', () => {
    const notPacked = plain('no deflate', '\n/Filter /FlateDecode');
    const raw = deflateSync(text).toString('latin1');
    const spoilt = [
      notPacked,
      packed(Buffer.alloc(128 * 1024 * 1024 + 1), 1),
      ...[`${raw}x`, `${raw.slice(0, -1)}~`, raw.slice(0, -4)].map((data) =>
        plain(data, '\n/Filter /FlateDecode'),
      ),
    ];
    for (const [index, other] of spoilt.entries()) {
      expect(isSame([root, other], [root, other]), String(index)).toBe(false);
      expect(isSame([root, other], [root, packed(text)]), String(index)).toBe(false);
    }
  });
});
