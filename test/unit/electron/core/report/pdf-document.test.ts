import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { entry, nameOf, type PdfFile, readPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import type { PdfDictionary, PdfValue } from '../../../../../electron/core/pdf/pdf-tokens.ts';
import { signatureRooms } from '../../../../../electron/core/pdf/signed-data.ts';
import { createReportDocument } from '../../../../../electron/core/report/pdf-document.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { drawSample, makeUnsigned, sampleOptions } from '../../../../support/sample-report.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const metadataOf = (bytes: Uint8Array): string => {
  const text = Buffer.from(bytes).toString('utf8');
  return text.slice(text.indexOf('<?xpacket begin'), text.indexOf('<?xpacket end'));
};

/** Whether every element is closed in its turn and no markup is left in the texts between (XML 1.0, section 2.1). */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  const texts = xml.split(/<\?[^>]*\?>|<(\/?)([\w:]+)(?:\s+[\w:]+="[^"<&]*")*\s*>/);
  return (
    texts.every((part, index) => {
      if (index % 3 === 0) return !/[<>]|&(?!(?:amp|lt|gt|quot|apos);)/.test(part);
      if (index % 3 === 1 || part === undefined) return true;
      if (texts[index - 1] === '/') return open.pop() === part;
      open.push(part);
      return true;
    }) && open.length === 0
  );
}

const resolve = (file: PdfFile, value: PdfValue | undefined): PdfValue | undefined =>
  value?.kind === 'reference' ? file.objects.get(value.id)?.value : value;

/** The content of every page, unpacked. */
const contentsOf = (bytes: Uint8Array): readonly string[] => {
  const file = readPdf(bytes);
  return file.dictionaries
    .filter((dictionary) => nameOf(entry(dictionary, 'Type')) === 'Page')
    .map((page) => {
      const content = entry(page, 'Contents');
      const stream = content?.kind === 'reference' ? file.objects.get(content.id)?.stream : null;
      return latin1(inflateSync(bytes.subarray(stream?.start, stream?.end)));
    });
};

describe('the document of a report', () => {
  let fonts: ReportFonts;
  let unsigned: Uint8Array;
  let file: PdfFile;
  let catalogue: PdfValue | undefined;
  beforeAll(async () => {
    fonts = await loadReportFonts();
    unsigned = await makeUnsigned(fonts);
    file = readPdf(unsigned);
    catalogue = resolve(file, file.trailer.entries.get('Root'));
  });

  const withType = (type: string): readonly PdfDictionary[] =>
    file.dictionaries.filter((dictionary) => nameOf(entry(dictionary, 'Type')) === type);

  it('has the same bytes for the same input, in any time zone', async () => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Pacific/Auckland';
      expect(Buffer.compare(await makeUnsigned(fonts), unsigned)).toBe(0);
      expect(Buffer.compare(await makeUnsigned(await loadReportFonts()), unsigned)).toBe(0);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('has other bytes and another identifier for another report', async () => {
    const other = await makeUnsigned(fonts, { documentId: 'another' });
    const identifier = (bytes: Uint8Array) => /\/ID \[<([0-9a-f]{32})> <\1>\]/.exec(latin1(bytes))?.[1];
    expect(identifier(unsigned)).toBeDefined();
    expect(identifier(other)).not.toBe(identifier(unsigned));
  });

  it('is laid out as the verifier wants it', () => {
    expect(latin1(unsigned.subarray(0, 9))).toBe('%PDF-1.7\n');
    expect(file.objects.size).toBeGreaterThan(30);
  });

  it('is tagged, in a language, with its title shown', () => {
    expect(resolve(file, entry(catalogue, 'MarkInfo'))).toMatchObject({
      entries: new Map([['Marked', { kind: 'boolean', value: true }]]),
    });
    expect(entry(catalogue, 'Lang')).toEqual({ kind: 'string', value: 'en' });
    expect(entry(resolve(file, entry(catalogue, 'ViewerPreferences')), 'DisplayDocTitle')).toEqual({
      kind: 'boolean',
      value: true,
    });
    expect(entry(catalogue, 'StructTreeRoot')).toBeDefined();
    for (const page of withType('Page')) expect(nameOf(entry(page, 'Tabs'))).toBe('S');
  });

  it('declares PDF/A-3b and PDF/UA-1, and describes the schema that PDF/A does not know', () => {
    const metadata = metadataOf(unsigned);
    expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(metadata).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(metadata).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(metadata).toContain(
      '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>',
    );
    const [intent] = withType('OutputIntent');
    expect(nameOf(entry(intent, 'S'))).toBe('GTS_PDFA1');
    expect(resolve(file, entry(intent, 'DestOutputProfile'))).toBeDefined();
  });

  it('says the same in its metadata and in its information dictionary', () => {
    const info = resolve(file, file.trailer.entries.get('Info'));
    const shown = Object.fromEntries(
      ['Title', 'Subject', 'Creator', 'Producer', 'CreationDate', 'ModDate'].map((key) => {
        const value = resolve(file, entry(info, key));
        return [key, value?.kind === 'string' ? value.value : null];
      }),
    );
    expect(shown).toEqual({
      Title: 'Network readiness of web01',
      Subject: 'Before the installation',
      Creator: 'Netready',
      Producer: 'Netready 0.2.0',
      CreationDate: 'D:20261122100005Z',
      ModDate: 'D:20261122100005Z',
    });
    const metadata = metadataOf(unsigned);
    expect(metadata).toContain('<rdf:li xml:lang="x-default">Network readiness of web01</rdf:li>');
    expect(metadata).toContain('<xmp:CreateDate>2026-11-22T10:00:05Z</xmp:CreateDate>');
    expect(metadata).toContain('<xmp:ModifyDate>2026-11-22T10:00:05Z</xmp:ModifyDate>');
    expect(metadata).toContain('<pdf:Producer>Netready 0.2.0</pdf:Producer>');
  });

  it('keeps the metadata whole, whatever a title contains', async () => {
    const title = 'A & B <x> "]]>\' </rdf:li><evil/>\u{0}\u{FFFF}\u{D800}';
    const bytes = await makeUnsigned(fonts, { title, subject: '<!--', producer: 'P<&>' });
    const metadata = metadataOf(bytes);
    expect(metadata).toContain(
      '>A &amp; B &lt;x&gt; &quot;]]&gt;&apos; &lt;/rdf:li&gt;&lt;evil/&gt;\u{FFFD}\u{FFFD}\u{FFFD}<',
    );
    expect(metadata).toContain('>&lt;!--<');
    expect(metadata).not.toContain('<evil');
    expect(isWellFormed(metadata)).toBe(true);
    expect(isWellFormed(metadata.replace('&amp;', '&'))).toBe(false);
    expect(isWellFormed(metadata.replace('</rdf:Alt>', ''))).toBe(false);
    expect(() => readPdf(bytes)).not.toThrow();
  });

  it('attaches the results as an associated file, in bytes as they are', () => {
    const [specification, ...more] = withType('Filespec');
    expect(more).toEqual([]);
    expect(nameOf(entry(specification, 'AFRelationship'))).toBe('Data');
    const [embedded] = withType('EmbeddedFile');
    expect(nameOf(entry(embedded, 'Subtype'))).toBe('application#2Fjson');
    const parameters = entry(embedded, 'Params');
    expect(entry(parameters, 'Size')).toEqual({
      kind: 'number',
      value: sampleOptions.attachment.bytes.length,
    });
    expect(entry(parameters, 'CheckSum')).toBeUndefined();
    const object = [...file.objects.values()].find(({ value }) => value === embedded);
    const data = inflateSync(unsigned.subarray(object?.stream?.start, object?.stream?.end));
    expect(Buffer.compare(data, sampleOptions.attachment.bytes)).toBe(0);
  });

  it('has one signature field with room, an empty appearance, a description and a place in the structure', () => {
    const form = resolve(file, entry(catalogue, 'AcroForm'));
    expect(form?.kind === 'dictionary' && [...form.entries.keys()]).toEqual(['Fields', 'SigFlags']);
    const field = file.dictionaries.find((dictionary) => nameOf(entry(dictionary, 'FT')) === 'Sig');
    expect(nameOf(entry(field, 'Subtype'))).toBe('Widget');
    expect(entry(field, 'TU')).toEqual({ kind: 'string', value: 'Signature of the report' });
    expect(entry(field, 'F')).toEqual({ kind: 'number', value: 132 });
    expect(entry(field, 'StructParent')).toMatchObject({ kind: 'number' });
    const rectangle = entry(field, 'Rect');
    const corners =
      rectangle?.kind === 'array' ? rectangle.items.map((item) => item.kind === 'number' && item.value) : [];
    expect(corners).toEqual([60, 661.89, 280, 721.89]);
    const appearance = resolve(file, entry(entry(field, 'AP'), 'N'));
    expect(nameOf(entry(appearance, 'Subtype'))).toBe('Form');
    const contents = entry(resolve(file, entry(field, 'V')), 'Contents');
    expect(contents?.kind === 'hex' && contents.end - contents.start).toBe(2 * signatureRooms.plain + 2);
    const [objectReference] = withType('OBJR');
    expect(resolve(file, entry(objectReference, 'Obj'))).toBe(field);
    expect(resolve(file, entry(objectReference, 'Pg'))).toBe(resolve(file, entry(field, 'P')));
  });

  it('embeds every font and names none that is not in the file', () => {
    const descriptors = withType('FontDescriptor');
    expect(descriptors).toHaveLength(3);
    for (const descriptor of descriptors) expect(resolve(file, entry(descriptor, 'FontFile2'))).toBeDefined();
    expect(withType('Font').filter((font) => nameOf(entry(font, 'Subtype')) === 'Type1')).toEqual([]);
  });

  it('sorts the names inside it by bytes', async () => {
    const bytes = await makeUnsigned(fonts, {}, (document) => {
      drawSample(document);
      for (const name of ['b', 'a', 'B', 'Z', '_', 'ä', 'z']) document.pdf.addNamedDestination(name);
    });
    const names = /\/Dests <<[\s\S]*?\/Names \[([\s\S]*?)\n\]/.exec(latin1(bytes))?.[1] ?? '';
    const keys = [...names.matchAll(/^ *\(([^)]*)\)/gm)].map(([, key]) => key);
    expect(keys).toEqual(['B', 'Z', '_', 'a', 'b', 'signature', 'z', '\xfe\xff\x00\xe4']);
  });

  it('shows what the fonts lack as code points, and never draws a missing glyph', async () => {
    const document = createReportDocument(sampleOptions, fonts);
    expect(document.printable('Grüße, Привет, Ωμέγα, 漢 😀', 'text')).toBe(
      'Grüße, Привет, Ωμέγα, U+6F22 U+1F600',
    );
    expect(document.printable('שלום', 'text-strong')).toBe('U+05E9U+05DCU+05D5U+05DD');
    expect(document.printable('漢', 'mono')).toBe('U+6F22');
    const bytes = await makeUnsigned(fonts, {}, (drawn) =>
      drawSample(drawn, '漢字 😀 שלום \u{202E}\u{0}\u{E000}'),
    );
    for (const content of contentsOf(bytes))
      for (const [, glyphs = ''] of content.matchAll(/<([0-9a-f]+)>/g))
        expect(glyphs).not.toMatch(/^(?:.{4})*0000/);
  });

  it('would draw a missing glyph for text that was not made printable', async () => {
    const bytes = await makeUnsigned(fonts, {}, (document) => {
      drawSample(document);
      document.pdf.font('text').text('漢');
    });
    expect(contentsOf(bytes).some((content) => /<(?:.{4})*0000/.test(content))).toBe(true);
  });

  it('shows what cannot be seen, and keeps line breaks', () => {
    const { printable } = createReportDocument(sampleOptions, fonts);
    expect(printable('a\u{202E}b\u{200B}c\u{AD}d\u{7}e\u{FEFF}', 'text')).toBe(
      'aU+202EbU+200BcU+00ADdU+0007eU+FEFF',
    );
    expect(printable('one\r\ntwo\rthree\nfour\tfive', 'text')).toBe('one\ntwo\nthree\nfour five');
    expect(printable('e\u{301}', 'text')).toBe('é');
    expect(printable('\u{D800}x', 'text')).toBe('U+D800x');
  });

  it('is not ended without its one signature field', async () => {
    const without = createReportDocument(sampleOptions, fonts);
    without.pdf.addPage();
    await expect(without.finish()).rejects.toMatchObject({ code: 'internal' });
    const twice = createReportDocument(sampleOptions, fonts);
    twice.pdf.addPage();
    const box = { x: 10, y: 10, width: 10, height: 10 };
    twice.placeSignature(box);
    expect(() => twice.placeSignature(box)).toThrow('exactly one signature field');
  });

  it('is not ended while an element of its structure hangs in the air', async () => {
    const document = createReportDocument(sampleOptions, fonts);
    drawSample(document);
    document.pdf.struct('P');
    await expect(document.finish()).rejects.toMatchObject({
      code: 'internal',
      message: 'The report could not be ended: 1 of its parts are open.',
    });
  });

  it('uses the paper and the margins that were asked for', () => {
    const letter = createReportDocument({ ...sampleOptions, pageSize: 'LETTER', marginsMm: 25.4 }, fonts).pdf;
    letter.addPage();
    expect([letter.page.width, letter.page.height, letter.page.margins.left]).toEqual([612, 792, 72]);
  });
});
