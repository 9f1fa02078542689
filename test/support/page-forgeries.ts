import { deflateSync, inflateSync } from 'node:zlib';
import { rebuiltPdf } from './rebuilt-pdf.ts';

/**
 * A way in which the holder of a key can make a report say something that its results do not, beside drawing the pages of
 * other results: it changes an unsigned report and leaves a document that every viewer opens.
 */
export type PageForgery = { readonly name: string; readonly apply: (unsigned: Uint8Array) => Uint8Array };

/** A change of one object, from its number to `endobj`; `next` is the number of the object that is added. */
type Change = (object: string, next: number) => string;

/** A pattern and what stands in its place, as `String.replace` takes them. */
type Replacement = readonly [pattern: RegExp | string, to: string | ((...found: string[]) => string)];

const replaceIn = (text: string, [pattern, to]: Replacement): string =>
  typeof to === 'string' ? text.replace(pattern, to) : text.replace(pattern, (...found) => to(...found));

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const streamHead = '\nstream\n';
const streamEnd = '\nendstream\nendobj\n';

/** An object with other data in its stream; unchanged when it has none. */
function withData(object: string, change: (raw: Buffer, isPacked: boolean) => Buffer): string {
  const at = object.indexOf(streamHead);
  if (at < 0) return object;
  const head = object.slice(0, at);
  const raw = Buffer.from(object.slice(at + streamHead.length, -streamEnd.length), 'latin1');
  const changed = change(raw, head.includes('/Filter /FlateDecode'));
  if (changed.equals(raw)) return object;
  const newHead = head.replace(/\/Length \d+/, `/Length ${changed.length}`);
  return `${newHead}${streamHead}${latin1(changed)}${streamEnd}`;
}

/** An object with another text in its stream, packed again where it was packed. */
const withText = (object: string, change: (text: string) => string): string =>
  withData(object, (raw, isPacked) => {
    const text = latin1(isPacked ? inflateSync(raw) : raw);
    const changed = Buffer.from(change(text), 'latin1');
    return latin1(changed) === text ? raw : isPacked ? deflateSync(changed) : changed;
  });

/** A report that was put together anew, with the first object changed on which the change has an effect. */
function forgery(name: string, change: Change, added: readonly string[] = []): PageForgery {
  const apply = (unsigned: Uint8Array): Uint8Array => {
    let isDone = false;
    const changeFirst: Change = (object, next) => {
      const changed = isDone ? object : change(object, next);
      isDone ||= changed !== object;
      return changed;
    };
    const forged = rebuiltPdf(unsigned, changeFirst, added);
    if (Buffer.from(forged).equals(unsigned)) throw new Error(`the forgery changes nothing: ${name}`);
    return forged;
  };
  return { name, apply };
}

/** Another text in an object; `NEXT` in it stands for the object that is added. */
const object = (name: string, replacement: Replacement, added: readonly string[] = []): PageForgery =>
  forgery(
    name,
    (text, next) => {
      const changed = replaceIn(text, replacement);
      return changed === text ? text : changed.replaceAll('NEXT', `${next} 0 R`);
    },
    added,
  );

/** Another text in a stream that has a mark. */
const stream = (name: string, mark: string, ...replacements: readonly Replacement[]): PageForgery =>
  forgery(name, (text) =>
    withText(text, (data) => (data.includes(mark) ? replacements.reduce(replaceIn, data) : data)),
  );

/** Another drawing on a page. */
const drawing = (name: string, ...replacement: Replacement): PageForgery =>
  stream(name, ' TJ\n', replacement);

/** Another digit in place of the one that is found behind a text. */
const otherDigit = (_: string, head = '', digit = ''): string => `${head}${(Number(digit) + 1) % 10}`;

const cover = '1 1 1 rg\n0 0 595 842 re\nf\n';
const coverForm = `<<\n/Type /XObject\n/Subtype /Form\n/BBox [0 0 595 842]\n/Resources <<\n>>\n/Length ${cover.length}\n>>\nstream\n${cover}\nendstream`;
const emptyStream = '<<\n/Length 0\n>>\nstream\n\nendstream';
const layer = '<<\n/Type /OCG\n/Name (Layer)\n>>';
const note = '<<\n/Type /Annot\n/Subtype /Text\n/Rect [9 9 30 30]\n/Contents (all good)\n>>';
const labels = '/Type /Catalog\n/PageLabels <<\n/Nums [0 <<\n/S /D\n/St 7\n>>]\n>>\n';

/** What is drawn. */
const drawings: readonly PageForgery[] = [
  drawing('two letters of a word exchanged', /<(\w{4})(\w{4})/, '<$2$1'),
  drawing('one letter of a word twice', /<(\w{4})/, '<$1$1'),
  drawing('a word left out', /\n\[<[^\n]* TJ\n/, '\n'),
  drawing('a word outside of the page', /1 0 0 1 [\d.]+ /, '1 0 0 1 2000 '),
  drawing('a word in another place', /(1 0 0 1 )(\d)/, otherDigit),
  drawing('a word in the colour of the paper', /[\d.]+ [\d.]+ [\d.]+ scn/, '1 1 1 scn'),
  drawing('a word in another font', '/F1 ', '/F2 '),
  drawing('a word in letters that nobody sees', /(\/F1 )[\d.]+/, '$10.1'),
  drawing('text that is there and is not drawn', 'BT\n', 'BT\n3 Tr\n'),
  drawing('more text that is there and is not drawn', /$/, 'BT\n3 Tr\n/F1 9 Tf\n[<0001>] TJ\nET\n'),
  drawing('a white square over a word', /$/, cover),
  drawing('another line in a drawing', /(\n)(\d)(?=[\d.]* [\d.]+ l\n)/, otherDigit),
  drawing('content in a layer that nothing names', 'BT\n', '/OC /Layer BDC\nBT\n'),
  drawing('the text behind a drawn word', /(\/P <<\n\/MCID \d+\n)/, '$1/ActualText (Ready)\n'),
  drawing('a word that belongs to another paragraph', '/MCID 1\n', '/MCID 2\n'),
  stream('another form under the signature', '\n', [/^\n$/, cover]),
  stream('another letter in a font program', 'true\0', [/^(true[\s\S]*)[\s\S]([\s\S]{8})$/, '$1~$2']),
  stream('another colour profile', 'acsp', [/[\s\S]$/, '~']),
  object('the font program of another font', [/\/FontFile2 \d+ 0 R/, '/FontFile2 NEXT'], [emptyStream]),
  object('another width of a letter', [/(\/W \[0 \[)(\d)/, otherDigit]),
  object('two fonts exchanged', [/\/F1 (\d+ 0 R)\n\/F2 (\d+ 0 R)/, '/F1 $2\n/F2 $1']),
  object('a form for the page to draw', ['/Font <<', '/XObject <<\n/X NEXT\n>>\n/Font <<'], [coverForm]),
  object('a layer', ['/Font <<', '/Properties <<\n/Layer NEXT\n>>\n/Font <<'], [layer]),
  object('another name of the colours', ['/OutputConditionIdentifier (s', '/OutputConditionIdentifier (x']),
];

/** What is read out, copied and searched. */
const texts: readonly PageForgery[] = [
  stream('another text behind the letters of a font', 'begincmap', [/(<00[46])(\d)(?=>)/, otherDigit]),
  object('no text behind the letters of a font', [/\/ToUnicode \d+ 0 R\n/, '']),
  object(
    'a text behind the letters that says nothing',
    [/\/ToUnicode \d+ 0 R/, '/ToUnicode NEXT'],
    [emptyStream],
  ),
  object('other words in place of a paragraph', ['/S /P\n', '/S /P\n/ActualText (Ready)\n']),
  object('words for a paragraph', ['/S /P\n', '/S /P\n/Alt (Ready)\n']),
  object('words for what is short in a paragraph', ['/S /P\n', '/S /P\n/E (Ready)\n']),
  object('other words for a figure', ['/Alt (', '/Alt (Nothing failed. ']),
  object('another language of a paragraph', ['/S /P\n', '/S /P\n/Lang (ar)\n']),
  object('another language of the document', ['/Lang (en)', '/Lang (ar)']),
  object('the head of a table as one of its cells', ['/S /TH\n', '/S /TD\n']),
  object('the head of a row over a column', ['/Scope /Column', '/Scope /Row']),
  object('another order of the cells', [/(\/S \/TR\n[^>]*\/K \[)(\d+ 0 R) (\d+ 0 R)/, '$1$3 $2']),
  object('another paragraph for a word', [/(\/Nums \[\s+0 \[)(\d+ 0 R) (\d+ 0 R)/, '$1$3 $2']),
];

/** What leads through the document, and what it says about itself. */
const marks: readonly PageForgery[] = [
  object('another bookmark', ['/Title (Network readiness report)', '/Title (Ready)']),
  object('a bookmark that leads elsewhere', [/(\/XYZ 0 )(\d)(?=[\s\S]*\/Title \()/, otherDigit]),
  object('another note of a link', ['/Contents (All checks', '/Contents (All passed']),
  object('a link that leads elsewhere', [/(\/Contents [\s\S]*\/XYZ 0 )(\d)/, otherDigit]),
  object('a link with a frame', ['/Border [0 0 0]', '/Border [0 0 90]']),
  object('a link less', [/\/Annots \[\d+ 0 R /, '/Annots [']),
  object('a note on a page', ['/Annots [', '/Annots [NEXT '], [note]),
  object('a name for a place', [/(\/Dests <<\n\s+\/Names \[\n)/, '$1(x) [1 0 R /Fit]\n']),
  stream('another title for archives', 'xmpmeta', [
    '<rdf:li xml:lang="x-default">',
    '<rdf:li xml:lang="x-default">No ',
  ]),
  stream('another program for archives', 'xmpmeta', ['<xmp:CreatorTool>', '<xmp:CreatorTool>Not ']),
  object('another title', [/^(\d+ 0 obj\n\()Network readiness/, '$1No readiness']),
  object('another subject', [/^(\d+ 0 obj\n\()Not ready:/, '$1Ready:']),
  object('another date', [/^(\d+ 0 obj\n\(D:2)(\d)/, otherDigit]),
  object('a title that is not shown', ['/DisplayDocTitle true', '/DisplayDocTitle false']),
  object('another view', ['/PageMode /UseOutlines', '/PageMode /FullScreen']),
  object('the results in other words', ['/Desc (The result', '/Desc (Not the result']),
  object('another date of the results', [/(\/Type \/EmbeddedFile[\s\S]*\/ModDate \(D:2)(\d)/, otherDigit]),
  object('the results as something else', ['/AFRelationship /Data', '/AFRelationship /Source']),
  object('another name of the signer', ['/Name (Netready on web01)', '/Name (OutSystems Support)']),
  object('another reason of the signature', ['/Reason (', '/Reason (Ready. ']),
  object('other words for the signature', ['/TU (', '/TU (Ready. ']),
  object('another date of the signature', [/(\/M \(D:2)(\d)/, otherDigit]),
  object('the signature in another place', [/(\/FT \/Sig[\s\S]*\/Rect \[)(\d)/, otherDigit]),
];

/** Which pages there are. */
const pages: readonly PageForgery[] = [
  object('another order of the pages', [/(\/Kids \[)(\d+ 0 R) (\d+ 0 R)/, '$1$3 $2']),
  object('a page less', [/\/Count (\d+)\n\/Kids \[\d+ 0 R /, (_, n) => `/Count ${Number(n) - 1}\n/Kids [`]),
  object('a page twice', [
    /\/Count (\d+)\n\/Kids \[(\d+ 0 R)/,
    (_, n, id) => `/Count ${Number(n) + 1}\n/Kids [${id} ${id}`,
  ]),
  object('an empty page', [/(\/Type \/Page\n[\s\S]*\/Contents )\d+ 0 R/, '$1NEXT'], [emptyStream]),
  object('a page turned round', ['/Type /Page\n', '/Type /Page\n/Rotate 180\n']),
  object('a page cut off', [/\/MediaBox \[0 0 (\S+) \S+\]/, '/MediaBox [0 0 $1 400]']),
  object('a page in another unit', ['/UserUnit 1\n', '/UserUnit 2\n']),
  object('other numbers of the pages', ['/Type /Catalog\n', labels]),
];

export const pageForgeries: readonly PageForgery[] = [...drawings, ...texts, ...marks, ...pages];

const isDrawing = (raw: Buffer): boolean => inflateSync(raw).includes(' TJ\n');

const spoilt = (name: string, spoil: (raw: Buffer) => Buffer): PageForgery =>
  forgery(name, (text) => withData(text, (raw, isPacked) => (isPacked && isDrawing(raw) ? spoil(raw) : raw)));

/** Ways to spoil the packed data of a page, so that viewers show it and strict programs cannot unpack it. */
export const spoiltStreams: readonly PageForgery[] = [
  spoilt('a byte behind the packed data', (raw) => Buffer.concat([raw, Buffer.from('x')])),
  spoilt('a wrong check sum', (raw) =>
    Buffer.concat([raw.subarray(0, -1), Buffer.from([~(raw.at(-1) ?? 0)])]),
  ),
  spoilt('no check sum', (raw) => raw.subarray(0, -4)),
  spoilt('an end that is missing', (raw) => raw.subarray(0, -6)),
  spoilt('the packed data twice', (raw) => Buffer.concat([raw, raw])),
];
