import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../../../../electron/core/report/pdf-document.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signReport } from '../../../../../electron/core/report/sign-report.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import type { VerifyCode } from '../../../../../shared/report/verify-codes.ts';
import { forgeSignature } from '../../../../support/forge-signature.ts';
import { rebuiltPdf } from '../../../../support/rebuilt-pdf.ts';
import { drawSample, makeEcSigner, makeUnsigned } from '../../../../support/sample-report.ts';

type Data = Record<string, unknown>;
type Reference = PDFKit.PDFKitReference & { readonly data: Data };

const text = (value: string): object => Object(value) as object;

/** The catalogue of a document under construction. */
const catalogueOf = (pdf: PDFKit.PDFDocument): Data =>
  (pdf as unknown as { _root: { data: Data } })._root.data;

const namesOf = (pdf: PDFKit.PDFDocument): Data => (catalogueOf(pdf)['Names'] as Reference).data;

/** Writes one more object and gives the reference to it. */
function add(pdf: PDFKit.PDFDocument, data: Data, stream?: Uint8Array): Reference {
  const reference = pdf.ref(data) as Reference;
  if (stream === undefined) (reference as unknown as { end: () => void }).end();
  else reference.end(Buffer.from(stream));
  return reference;
}

function put(data: Data, key: string, value: unknown): void {
  data[key] = value;
}

const embeddedFilesOf = (pdf: PDFKit.PDFDocument): { readonly get: (name: string) => Reference } =>
  namesOf(pdf)['EmbeddedFiles'] as { readonly get: (name: string) => Reference };

const annotationsOf = (pdf: PDFKit.PDFDocument): Reference[] => pdf.page.annotations as Reference[];

type Case = readonly [name: string, code: VerifyCode, spoil: (document: ReportDocument) => void];

/** A change of the objects of a document; a value that is added with it, null for none. */
type ByHand = readonly [
  name: string,
  code: VerifyCode,
  change: (object: string, next: number) => string,
  more: string | null,
];

const formOf = (pdf: PDFKit.PDFDocument): Data => (catalogueOf(pdf)['AcroForm'] as Reference).data;

const cases: readonly Case[] = [
  [
    'an action that runs when the file is opened',
    'FORBIDDEN',
    ({ pdf }) => {
      catalogueOf(pdf)['OpenAction'] = add(pdf, { S: 'JavaScript', JS: text('app.alert(1)') });
    },
  ],
  ['an action of the document', 'FORBIDDEN', ({ pdf }) => put(catalogueOf(pdf), 'AA', add(pdf, {}))],
  ['a script by name', 'FORBIDDEN', ({ pdf }) => pdf.addNamedJavaScript('go', 'app.alert(1)')],
  ['hidden layers', 'FORBIDDEN', ({ pdf }) => put(catalogueOf(pdf), 'OCProperties', add(pdf, { D: {} }))],
  ['an unknown entry in the catalogue', 'FORBIDDEN', ({ pdf }) => put(catalogueOf(pdf), 'Extra', 1)],
  ['an unknown kind of names', 'FORBIDDEN', ({ pdf }) => put(namesOf(pdf), 'Templates', add(pdf, {}))],
  ['a link to the outside', 'FORBIDDEN', ({ pdf }) => void pdf.link(10, 10, 20, 20, 'https://example.org/')],
  ['a note', 'FORBIDDEN', ({ pdf }) => void pdf.note(10, 10, 20, 20, 'looks fine')],
  [
    'an action that follows a link inside',
    'FORBIDDEN',
    ({ pdf }) =>
      void add(pdf, { S: 'GoTo', D: text('signature'), Next: add(pdf, { S: 'Named', N: 'Print' }) }),
  ],
  ['an action that starts a program', 'FORBIDDEN', ({ pdf }) => void add(pdf, { S: 'Launch', Win: {} })],
  ['an action of a page', 'FORBIDDEN', ({ pdf }) => put((pdf.page.dictionary as Reference).data, 'AA', {})],
  [
    'an unknown entry of a page',
    'FORBIDDEN',
    ({ pdf }) => put((pdf.page.dictionary as Reference).data, 'Thumb', add(pdf, {})),
  ],
  [
    'objects inside a stream',
    'FORBIDDEN',
    ({ pdf }) => void add(pdf, { Type: 'ObjStm', N: 0, First: 0 }, Buffer.from('x')),
  ],
  [
    'a stream whose data lies in another file',
    'FORBIDDEN',
    ({ pdf }) => void add(pdf, { F: text('/etc/passwd') }, Buffer.from('x')),
  ],
  [
    'a stream that is packed in another way',
    'FORBIDDEN',
    ({ pdf }) => void add(pdf, { Filter: 'ASCIIHexDecode' }, Buffer.from('00>')),
  ],
  ['a name with an escape', 'OBJECT', ({ pdf }) => void add(pdf, { S: 'Java#53cript' })],
  ['an XFA form', 'FIELD', ({ pdf }) => put(formOf(pdf), 'XFA', add(pdf, {}, Buffer.from('<xdp/>')))],
  ['a form without the flags of a signed one', 'FIELD', ({ pdf }) => put(formOf(pdf), 'SigFlags', 1)],
  [
    'a second field in the form',
    'FIELD',
    ({ pdf }) => void (formOf(pdf)['Fields'] as unknown[]).push(add(pdf, { T: text('x') })),
  ],
  ['a field outside the form', 'FIELD', ({ pdf }) => void add(pdf, { FT: 'Tx', T: text('x') })],
  [
    'a second signature outside the form',
    'FIELD',
    ({ pdf }) => void add(pdf, { Type: 'Sig', Filter: 'Adobe.PPKLite' }),
  ],
  ['a second widget', 'FIELD', ({ pdf }) => void add(pdf, { Subtype: 'Widget' })],
  [
    'an embedded file that nothing lists',
    'ATTACHMENT',
    ({ pdf }) => void add(pdf, { Type: 'EmbeddedFile' }, Buffer.from('{}')),
  ],
  [
    'a second file in the name tree',
    'ATTACHMENT',
    ({ pdf }) =>
      pdf.addNamedEmbeddedFile('other.json', add(pdf, { Type: 'Filespec', F: text('other.json') })),
  ],
  [
    'another file in the name tree than in the catalogue',
    'ATTACHMENT',
    ({ pdf }) => {
      const file = add(pdf, { Type: 'EmbeddedFile', Subtype: 'application#2Fjson' }, Buffer.from('{}'));
      catalogueOf(pdf)['AF'] = [
        add(pdf, { F: text('report.json'), UF: text('report.json'), EF: { F: file, UF: file } }),
      ];
    },
  ],
  [
    'two descriptions of the same embedded file',
    'ATTACHMENT',
    ({ pdf }) => {
      const { data } = (namesOf(pdf)['EmbeddedFiles'] as { get: (name: string) => Reference }).get(
        'report.json',
      );
      put(catalogueOf(pdf), 'AF', [add(pdf, { F: data['F'], UF: data['UF'], EF: data['EF'] })]);
    },
  ],
  ['no associated file', 'ATTACHMENT', ({ pdf }) => put(catalogueOf(pdf), 'AF', [])],
  [
    'a file that is attached to a part of a page and bears no type',
    'ATTACHMENT',
    ({ pdf }) => {
      const file = add(pdf, { F: text('report.json'), EF: { F: add(pdf, {}, Buffer.from('{}')) } });
      add(pdf, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1], AF: [file] }, Buffer.from('\n'));
    },
  ],
  [
    'a branch in the tree of the attached files',
    'ATTACHMENT',
    ({ pdf }) => {
      const file = add(pdf, { F: text('a.json'), UF: text('a.json') });
      const branch = add(pdf, { Limits: [text('a'), text('b')], Names: [text('a.json'), file] });
      put(namesOf(pdf), 'EmbeddedFiles', {
        Names: [text('report.json'), embeddedFilesOf(pdf).get('report.json')],
        Kids: [branch],
      });
    },
  ],
  [
    'an action whose kind stands elsewhere',
    'FORBIDDEN',
    ({ pdf }) => void add(pdf, { S: add(pdf, {}), F: text('cmd.exe') }),
  ],
  [
    'a part whose type stands elsewhere',
    'FORBIDDEN',
    ({ pdf }) => void add(pdf, { Type: add(pdf, {}), Subtype: 'Form' }),
  ],
  [
    'a white square over a page that does not say it is an annotation',
    'FORBIDDEN',
    ({ pdf }) =>
      annotationsOf(pdf).push(add(pdf, { Subtype: 'Square', Rect: [0, 0, 600, 800], IC: [1, 1, 1] })),
  ],
  [
    'a link that is drawn over the text',
    'FORBIDDEN',
    ({ pdf }) => {
      const form = { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 600, 800], Resources: {} };
      const cover = add(pdf, form, Buffer.from('1 g 0 0 600 800 re f\n'));
      const link = { Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 600, 800], AP: { N: cover } };
      annotationsOf(pdf).push(add(pdf, link));
    },
  ],
  [
    'a page that does not say it is one',
    'FORBIDDEN',
    ({ pdf }) => {
      const pages = (catalogueOf(pdf)['Pages'] as Reference).data;
      (pages['Kids'] as unknown[]).push(add(pdf, { Parent: catalogueOf(pdf)['Pages'], AF: [] }));
    },
  ],
  [
    'a frame that cuts every page',
    'FORBIDDEN',
    ({ pdf }) => put((catalogueOf(pdf)['Pages'] as Reference).data, 'CropBox', [0, 0, 595, 10]),
  ],
];

describe('content that no report has, in a file that is signed and complete', () => {
  let fonts: ReportFonts;
  beforeAll(async () => {
    fonts = await loadReportFonts();
  });

  const spoilt = (spoil: Case[2]): Promise<Uint8Array> =>
    makeUnsigned(fonts, {}, (document) => {
      drawSample(document);
      spoil(document);
    });

  it.each(cases)('is refused by the verifier: %s', async (_name, code, spoil) => {
    const answer = await verifyReport(await forgeSignature(await spoilt(spoil), makeEcSigner()), emptyTrust);
    expect(answer).toMatchObject({ outcome: 'changed', code, report: null });
    // The rules on the one field come before the signature in it; all others after.
    const isSigned = code === 'FORBIDDEN' || code === 'ATTACHMENT';
    expect(answer.signer?.standing).toBe(isSigned ? 'unknown' : undefined);
  });

  it('passes when it is signed in the same way and holds nothing else', async () => {
    const plain = await forgeSignature(await makeUnsigned(fonts), makeEcSigner());
    expect((await verifyReport(plain, emptyTrust)).code).toBe('UNKNOWN_SIGNER');
  });

  it.each(cases)('is never signed: %s', async (_name, code, spoil) => {
    await expect(signReport(await spoilt(spoil), makeEcSigner())).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining(code),
    });
  });

  it.each<readonly [string, VerifyCode, string, string]>([
    ['another kind of signature', 'FIELD', '/ETSI.CAdES.detached', '/adbe.pkcs7.detached'],
    ['another handler', 'FIELD', '/Adobe.PPKLite', '/Adobe.PPKLitf'],
    ['another kind of field', 'FIELD', '/FT /Sig', '/FT /Btn'],
    ['a date that is none', 'FIELD', '/M (D:20261122100005Z)', '/M (D:20269922100005Z)'],
    ['a day that its month does not have', 'FIELD', '/M (D:20261122100005Z)', '/M (D:20260230100005Z)'],
    ['a date with a time zone', 'FIELD', '/M (D:20261122100005Z)', '/M (D:2026112210000+1)'],
    ['an unknown entry beside the signature', 'FIELD', '/Reason (', '/Reasom ('],
    ['another name for the attachment', 'ATTACHMENT', '/UF (report.json)', '/UF (report.jsom)'],
    [
      'no kind for the attachment',
      'ATTACHMENT',
      '/Subtype /application#2Fjson',
      '/Subtypf /application#2Fjson',
    ],
    ['no type for the catalogue', 'TRAILER', '/Type /Catalog\n', '/Type /Cataloh\n'],
  ])('refuses %s, though signed', async (_name, code, from, to) => {
    const unsigned = Buffer.from(await makeUnsigned(fonts)).toString('latin1');
    const changed = Buffer.from(unsigned.replace(from, to), 'latin1');
    expect(changed).toHaveLength(unsigned.length);
    expect(changed.toString('latin1')).not.toBe(unsigned);
    const answer = await verifyReport(await forgeSignature(changed, makeEcSigner()), emptyTrust);
    expect(answer).toMatchObject({ outcome: 'changed', code });
  });

  it('refuses an attachment that is larger or smaller than it says', async () => {
    const unsigned = Buffer.from(await makeUnsigned(fonts)).toString('latin1');
    const [, size = ''] = /\/Params <<\n\/Size (\d+)/.exec(unsigned) ?? [];
    for (const other of [Number(size) - 1, Number(size) + 1]) {
      const changed = Buffer.from(unsigned.replace(`/Size ${size}`, `/Size ${other}`), 'latin1');
      const answer = await verifyReport(await forgeSignature(changed, makeEcSigner()), emptyTrust);
      expect(answer.code).toBe('ATTACHMENT');
    }
  });

  it.each<ByHand>([
    [
      'a second embedded file in the same description, for other systems',
      'ATTACHMENT',
      (object, next) => object.replace(/\/UF (\d+ 0 R)/, `/UF $1\n/Unix ${next} 0 R`),
      '<<\n/Length 18\n>>\nstream\n{"verdict":"pass"}\nendstream',
    ],
    [
      'a file that goes with the attached one',
      'ATTACHMENT',
      (object, next) =>
        object.replace('/AFRelationship', `/RF <<\n/F [(x) ${next} 0 R]\n>>\n/AFRelationship`),
      '<<\n/Length 2\n>>\nstream\n{}\nendstream',
    ],
    [
      'results that other programs unpack to something else',
      'FORBIDDEN',
      (object) =>
        object.replace(
          '/Type /EmbeddedFile',
          '/DecodeParms <<\n/Predictor 12\n/Columns 5\n>>\n/Type /EmbeddedFile',
        ),
      null,
    ],
    [
      'bytes hidden behind the packed results',
      'STREAM',
      (object) =>
        object.includes('/Type /EmbeddedFile')
          ? object
              .replace(/\/Length (\d+)/, (_, length) => `/Length ${Number(length) + 6}`)
              .replace('\nendstream', 'hidden\nendstream')
          : object,
      null,
    ],
    [
      'a signature field that shows something else under the pointer',
      'FORBIDDEN',
      (object) => object.replace(/(\/AP <<\n\/N )(\d+ 0 R)/, '$1$2\n/R $2'),
      null,
    ],
    [
      'a signature field that nobody sees',
      'FORBIDDEN',
      (object) => object.replace(/\/FT \/Sig/, '/MK <<\n/R 90\n>>\n/FT /Sig'),
      null,
    ],
  ])('refuses %s, in a file that was put together anew and signed', async (_name, code, change, more) => {
    const unsigned = await makeUnsigned(fonts);
    const same = rebuiltPdf(unsigned, (object) => object);
    expect(Buffer.from(same).equals(unsigned)).toBe(true);
    const changed = rebuiltPdf(unsigned, change, more === null ? [] : [more]);
    expect(changed.length).toBeGreaterThan(unsigned.length);
    const answer = await verifyReport(await forgeSignature(changed, makeEcSigner()), emptyTrust);
    expect(answer).toMatchObject({ outcome: 'changed', code });
    await expect(signReport(changed, makeEcSigner())).rejects.toMatchObject({ code: 'internal' });
  });

  it('does not unpack an attachment beyond the size that it states', async () => {
    const bomb = deflateSync(Buffer.alloc(50 * 1024 * 1024));
    const unsigned = await makeUnsigned(fonts, {}, (document) => {
      drawSample(document);
      const { pdf } = document;
      const file = add(
        pdf,
        { Type: 'EmbeddedFile', Subtype: 'application#2Fjson', Filter: 'FlateDecode', Params: { Size: 10 } },
        bomb,
      );
      const specification = add(pdf, {
        Type: 'Filespec',
        F: text('report.json'),
        UF: text('report.json'),
        EF: { F: file, UF: file },
      });
      catalogueOf(pdf)['AF'] = [specification];
      pdf.addNamedEmbeddedFile('report.json', specification);
    });
    const answer = await verifyReport(await forgeSignature(unsigned, makeEcSigner()), emptyTrust);
    expect(answer.code).toBe('ATTACHMENT');
  });
});
