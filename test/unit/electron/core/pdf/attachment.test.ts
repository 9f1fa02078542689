import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CarriedFile, CarriedKind } from '../../../../../electron/core/pdf/attached-files.ts';
import {
  attachedSha256,
  findAttachments,
  unpackAttached,
} from '../../../../../electron/core/pdf/attachment.ts';
import { demandOnlyReportContent } from '../../../../../electron/core/pdf/document-rules.ts';
import { demandWholeStreams } from '../../../../../electron/core/pdf/packed-streams.ts';
import { readPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import { Refusal } from '../../../../../electron/core/pdf/refusal.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { rebuiltPdf } from '../../../../support/rebuilt-pdf.ts';
import { makeUnsigned, toBytes } from '../../../../support/sample-report.ts';

const part = (input: number, kind: CarriedKind, text: string): CarriedFile => {
  const bytes = toBytes(text);
  return { input, kind, packed: deflateSync(bytes), size: bytes.length };
};

const environment = {
  attachment: {
    name: 'environment.json',
    bytes: toBytes('{"schema":"netready.environment/1"}'),
    description: 'What the reports come to together',
  },
} as const;

const inputs = [
  part(0, 'data', '{"first":1}'),
  part(0, 'signature', 'signature of the first'),
  part(1, 'whole', '%PDF-1.7 the second'),
  part(2, 'data', '{"third":3}'),
];

const find = (bytes: Uint8Array) => {
  const file = readPdf(bytes);
  demandOnlyReportContent(file);
  return findAttachments(bytes, file);
};

const codeOf = (bytes: Uint8Array): string => {
  try {
    find(bytes);
    return 'found';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('the attachments of an environment report', () => {
  let fonts: ReportFonts;
  let unsigned: Uint8Array;
  beforeAll(async () => {
    fonts = await loadReportFonts();
    unsigned = await makeUnsigned(fonts, { ...environment, carried: inputs });
  });

  const replaced = (from: string | RegExp, to: string): Uint8Array => {
    const changed = rebuiltPdf(unsigned, (object) => object.replace(from, to));
    expect(Buffer.from(changed).equals(unsigned), String(from)).toBe(false);
    return changed;
  };

  it('are its data, and then the parts of its inputs in their order, byte for byte', () => {
    const { kind, data, carried } = find(unsigned);
    expect(kind).toBe('environment');
    expect(Buffer.from(unpackAttached(data)).equals(environment.attachment.bytes)).toBe(true);
    expect(carried.map(({ input, kind: form }) => [input, form])).toEqual([
      [0, 'data'],
      [0, 'signature'],
      [1, 'whole'],
      [2, 'data'],
    ]);
    expect(carried.map((one) => Buffer.from(unpackAttached(one)).toString())).toEqual([
      '{"first":1}',
      'signature of the first',
      '%PDF-1.7 the second',
      '{"third":3}',
    ]);
    expect(Buffer.from(carried[0]?.packed ?? []).equals(inputs[0]?.packed ?? Buffer.alloc(0))).toBe(true);
  });

  it('are the same bytes whenever they are made from the same', async () => {
    const again = await makeUnsigned(fonts, { ...environment, carried: inputs });
    expect(Buffer.from(again).equals(unsigned)).toBe(true);
  });

  it('may be its data alone, as of one that carries nothing', async () => {
    const alone = await makeUnsigned(fonts, environment);
    expect(find(alone)).toMatchObject({ kind: 'environment', carried: [] });
  });

  it('lie in no report of a run', async () => {
    expect(codeOf(await makeUnsigned(fonts, { carried: inputs }))).toBe('ATTACHMENT');
  });

  it('are thousands, where so many reports were merged', async () => {
    const many = Array.from({ length: 4000 }, (_, input) => part(input, 'data', `{"run":${input}}`));
    const bytes = await makeUnsigned(fonts, { ...environment, carried: many });
    const { carried } = find(bytes);
    expect(carried).toHaveLength(4000);
    const last = carried.at(-1);
    expect(last === undefined ? '' : Buffer.from(unpackAttached(last)).toString()).toBe('{"run":3999}');
  });

  it.each<readonly [string, string | RegExp, string]>([
    ['under a name that no input has', '(input-0002.pdf)', '(input-0002.exe)'],
    ['under a number that no input has', '/F (input-0002.pdf)', '/F (input-0000.pdf)'],
    ['under two names', '/UF (input-0002.pdf)', '/UF (input-0003.pdf)'],
    ['under another name in the tree', '(input-0002.pdf) ', '(input-0009.pdf) '],
    ['as something else than it is', '/Subtype /application#2Fpdf', '/Subtype /application#2Fjson'],
    ['in another relation', '/AFRelationship /Supplement', '/AFRelationship /Source'],
    ['with another description', '(Signed file of report 2)', '(Signed file of report 3)'],
    ['with another size', '/Size 22\n', '/Size 33000\n'],
    ['twice in the catalogue', /\/AF \[(\d+ 0 R) (\d+ 0 R)/, '/AF [$1 $2 $2'],
    ['not in the catalogue', /\/AF \[(\d+ 0 R) \d+ 0 R/, '/AF [$1'],
    ['in another order than in the tree', /\/AF \[(\d+ 0 R) (\d+ 0 R) (\d+ 0 R)/, '/AF [$1 $3 $2'],
    ['before the data', /\/AF \[(\d+ 0 R) (\d+ 0 R)/, '/AF [$2 $1'],
  ])('are refused where one is attached %s', (_name, from, to) => {
    expect(codeOf(replaced(from, to))).toBe('ATTACHMENT');
  });

  it('are refused where something hides behind a packed part, or it unpacks to another size', () => {
    const hidden = rebuiltPdf(unsigned, (object) =>
      object.includes('/Subtype /application#2Fpdf')
        ? object
            .replace(/\/Length (\d+)/, (_, length) => `/Length ${Number(length) + 6}`)
            .replace('\nendstream', 'hidden\nendstream')
        : object,
    );
    expect(() => demandWholeStreams(hidden, readPdf(hidden), 'environment')).toThrow('STREAM');
    const [, , whole] = find(replaced('/Size 19\n', '/Size 18\n')).carried;
    expect(() => unpackAttached(whole ?? inputs[0] ?? part(0, 'data', ''))).toThrow('ATTACHMENT');
  });
});

describe('the hash of an attachment', () => {
  const data = toBytes('{"check":"pass"}'.repeat(100_000));
  const packed = deflateSync(data);
  const size = data.length;
  const codeOf = (given: Parameters<typeof attachedSha256>[0]) =>
    attachedSha256(given).then(
      () => 'hashed',
      (error: unknown) => (error instanceof Refusal ? error.code : error),
    );

  it('is that of its unpacked bytes, however many pieces they come in', async () => {
    const expected = createHash('sha256').update(data).digest('hex');
    expect(Buffer.from(await attachedSha256({ packed, size })).toString('hex')).toBe(expected);
  });

  it('is refused where it unpacks to another size, has something behind it, or is not packed', async () => {
    expect(await codeOf({ packed, size: size - 1 })).toBe('ATTACHMENT');
    expect(await codeOf({ packed, size: size + 1 })).toBe('ATTACHMENT');
    expect(await codeOf({ packed: Buffer.concat([packed, toBytes('more')]), size })).toBe('ATTACHMENT');
    expect(await codeOf({ packed: packed.subarray(0, -8), size })).toBe('ATTACHMENT');
    expect(await codeOf({ packed: data, size })).toBe('ATTACHMENT');
  });

  it('takes no more of what unpacks to far more than is stated', async () => {
    expect(await codeOf({ packed: deflateSync(Buffer.alloc(50_000_000)), size: 10 })).toBe('ATTACHMENT');
  });
});
