import { describe, expect, it } from 'vitest';
import { readPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import { Refusal } from '../../../../../electron/core/pdf/refusal.ts';

type Layout = {
  readonly header: string;
  readonly objects: readonly string[];
  readonly gap: string;
  readonly firstEntry: string;
  readonly size: number;
  readonly section: string;
  readonly trailerEntries: string;
  readonly afterTrailer: string;
  readonly end: string;
  /** Which offset stands in the table for an object, given its real one. */
  readonly entry: (offset: number, index: number) => string;
};

const entryText = (offset: number): string => `${String(offset).padStart(10, '0')} 00000 n \n`;

const regular: Layout = {
  header: '%PDF-1.7\n%\xff\xff\xff\xff\n',
  objects: [
    '1 0 obj\n<<\n/A 2 0 R\n>>\nendobj\n',
    '2 0 obj\n<<\n/Length 3\n>>\nstream\nabc\nendstream\nendobj\n',
  ],
  gap: '',
  firstEntry: '0000000000 65535 f \n',
  size: 3,
  section: '0 3',
  trailerEntries: '/Root 1 0 R\n/Info 1 0 R\n/ID [<00> <00>]\n',
  afterTrailer: '',
  end: '%%EOF\n',
  entry: entryText,
};

function build(changes: Partial<Layout>): Uint8Array {
  const layout = { ...regular, ...changes };
  const offsets: number[] = [];
  let text = layout.header;
  for (const object of layout.objects) {
    offsets.push(text.length);
    text += object + layout.gap;
  }
  const table = text.length;
  const entries = offsets.map(layout.entry).join('');
  text += `xref\n${layout.section}\n${layout.firstEntry}${entries}`;
  text += `trailer\n<<\n/Size ${layout.size}\n${layout.trailerEntries}>>\n${layout.afterTrailer}startxref\n${table}\n${layout.end}`;
  return Buffer.from(text, 'latin1');
}

const refusalOf = (changes: Partial<Layout>): string => {
  try {
    readPdf(build(changes));
    return 'accepted';
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

const withStream = (object: string): Partial<Layout> => ({ objects: [regular.objects[0] ?? '', object] });

describe('the layout of a report file', () => {
  it('is read with every object and its data', () => {
    const bytes = build({});
    const { objects, trailer } = readPdf(bytes);
    expect([...objects.keys()]).toEqual([1, 2]);
    const stream = objects.get(2)?.stream;
    expect(Buffer.from(bytes.subarray(stream?.start, stream?.end)).toString()).toBe('abc');
    expect(trailer.entries.get('Root')).toEqual({ kind: 'reference', id: 1 });
  });

  it.each<readonly [string, string, Partial<Layout>]>([
    ['another version', 'HEADER', { header: '%PDF-1.4\n%\xff\xff\xff\xff\n' }],
    ['another second line', 'HEADER', { header: '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n' }],
    ['bytes after the end', 'TAIL', { end: '%%EOF\n\n' }],
    ['no line feed at the end', 'TAIL', { end: '%%EOF' }],
    ['bytes between objects', 'OBJECT', { gap: '% hidden\n' }],
    ['bytes before the first object', 'XREF', { header: '%PDF-1.7\n%\xff\xff\xff\xff\n% hidden\n' }],
    ['a table of two sections', 'TRAILER', { section: '0 2' }],
    ['a table that begins elsewhere', 'XREF', { section: '1 3' }],
    ['a table that is longer than the file', 'XREF', { section: '0 99999' }],
    ['a first entry in use', 'XREF', { firstEntry: '0000000000 00000 n \n' }],
    [
      'an entry of another generation',
      'XREF',
      { entry: (offset) => entryText(offset).replace('00000 n', '00001 n') },
    ],
    ['a free entry', 'XREF', { entry: (offset) => entryText(offset).replace(' n ', ' f ') }],
    [
      'an offset that is one too far',
      'XREF',
      { entry: (offset, index) => entryText(offset + (index === 1 ? 1 : 0)) },
    ],
    ['two entries for one object', 'XREF', { entry: () => entryText(15) }],
    ['another size in the trailer', 'TRAILER', { size: 4 }],
    ['a previous revision', 'TRAILER', { trailerEntries: `${regular.trailerEntries}/Prev 9\n` }],
    ['a hidden table', 'TRAILER', { trailerEntries: `${regular.trailerEntries}/XRefStm 9\n` }],
    ['encryption', 'TRAILER', { trailerEntries: `${regular.trailerEntries}/Encrypt 1 0 R\n` }],
    ['bytes after the trailer', 'TRAILER', { afterTrailer: '% hidden\n' }],
    [
      'a reference to nothing',
      'OBJECT',
      { objects: ['1 0 obj\n[9 0 R]\nendobj\n', regular.objects[1] ?? ''] },
    ],
    ['a trailer that refers to nothing', 'OBJECT', { trailerEntries: '/Root 7 0 R\n/Info 1 0 R\n/ID []\n' }],
    [
      'an object of another number',
      'XREF',
      { objects: ['9 0 obj\nnull\nendobj\n', regular.objects[1] ?? ''] },
    ],
    ['an object without an end', 'OBJECT', { objects: ['1 0 obj\nnull\n', regular.objects[1] ?? ''] }],
    [
      'a length that is too small',
      'OBJECT',
      withStream('2 0 obj\n<<\n/Length 2\n>>\nstream\nabc\nendstream\nendobj\n'),
    ],
    [
      'a length that is too large',
      'OBJECT',
      withStream('2 0 obj\n<<\n/Length 4\n>>\nstream\nabc\nendstream\nendobj\n'),
    ],
    [
      'a length below zero',
      'OBJECT',
      withStream('2 0 obj\n<<\n/Length -3\n>>\nstream\nabc\nendstream\nendobj\n'),
    ],
    [
      'a length in another object',
      'OBJECT',
      withStream('2 0 obj\n<<\n/Length 1 0 R\n>>\nstream\nabc\nendstream\nendobj\n'),
    ],
    ['a stream without a length', 'OBJECT', withStream('2 0 obj\n<<\n>>\nstream\nabc\nendstream\nendobj\n')],
    ['a stream of no dictionary', 'OBJECT', withStream('2 0 obj\nnull\nstream\nabc\nendstream\nendobj\n')],
  ])('is refused with %s', (_name, code, changes) => {
    expect(refusalOf(changes)).toBe(code);
  });
});
