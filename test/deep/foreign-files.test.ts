import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadReportFonts } from '../../electron/core/report/report-fonts.ts';
import { makeEcSigner, makeSigned } from '../support/sample-report.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { spoil } from '../support/spoil-file.ts';
import { verifyFolder } from '../support/verify-folder.ts';

/** What a verification of a whole folder may take: the program, and what each thread works on, of which there are up to 8. */
const mostMiB = 192 + 64 * Math.min(8, availableParallelism());

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-foreign-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function foreignPdf(
  number: number,
  options: PDFKit.PDFDocumentOptions,
  pages: number,
): Promise<Buffer> {
  const pdf = new PDFDocument({ ...options, info: { Title: `Netready ${number}`, Producer: 'somebody' } });
  for (let page = 1; page < pages; page += 1) pdf.text('A page like any other. '.repeat(80)).addPage();
  pdf.text('https://example.com', { link: 'https://example.com' });
  pdf.file(Buffer.from('{"schema":"invoice/1"}'), { name: 'report.json' });
  pdf.end();
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const variants: readonly PDFKit.PDFDocumentOptions[] = [
  {},
  { compress: false },
  { pdfVersion: '1.7' },
  { pdfVersion: '1.7', tagged: true, lang: 'en' },
  { pdfVersion: '1.7', subset: 'PDF/A-3b', tagged: true },
  { userPassword: 'secret', pdfVersion: '1.7ext3' },
  { ownerPassword: 'secret', permissions: { printing: 'highResolution' } },
  { size: 'LETTER', layout: 'landscape' },
];

it('calls no foreign PDF a report, however it was made', async () => {
  const folder = join(home, 'foreign');
  await mkdir(folder);
  let number = 0;
  for (const options of variants)
    for (const pages of [1, 2, 5, 20, 300]) {
      number += 1;
      const bytes = await foreignPdf(number, options, pages);
      await writeFile(join(folder, `${number}.pdf`), bytes);
      await writeFile(join(folder, `${number}-cut.pdf`), bytes.subarray(0, (bytes.length * 2) / 3));
    }
  const { outcomes, peakMiB, exitCode } = await verifyFolder(home, folder);
  expect(outcomes).toHaveLength(2 * variants.length * 5);
  for (const { file, outcome, signer } of outcomes) {
    expect(['not-a-report', 'damaged'], file).toContain(outcome);
    expect(signer, file).toBeNull();
  }
  expect(exitCode).toBe(5);
  expect(peakMiB).toBeLessThan(mostMiB);
});

it('calls no PDF of this system a report', async () => {
  const folder = join(home, 'system');
  await mkdir(folder);
  const names = await readdir('/usr/share', { recursive: true }).catch(() => []);
  const pdfs = names.filter((name) => /\.pdf$/i.test(name)).slice(0, 300);
  for (const [index, name] of pdfs.entries()) {
    const path = join('/usr/share', name);
    const isFile = await stat(path).then(
      (stats) => stats.isFile(),
      () => false,
    );
    if (isFile) await copyFile(path, join(folder, `${index}.pdf`));
  }
  const copied = await readdir(folder);
  await writeFile(join(folder, 'none.pdf'), 'at least one file');
  const { outcomes, peakMiB } = await verifyFolder(home, folder);
  expect(outcomes).toHaveLength(copied.length + 1);
  for (const { file, outcome } of outcomes) expect(['not-a-report', 'damaged'], file).toContain(outcome);
  expect(peakMiB).toBeLessThan(mostMiB);
});

it('stays within its memory on a folder of large and spoilt files', async () => {
  const folder = join(home, 'spoilt');
  await mkdir(folder);
  const signed = await makeSigned(await loadReportFonts(), makeEcSigner());
  const random = seededRandom(9);
  for (let number = 0; number < 300; number += 1) {
    const spoilt = spoil(signed, number, random);
    // A way that happens to change nothing leaves an intact report.
    const bytes = spoilt.equals(signed) ? spoilt.subarray(1) : spoilt;
    await writeFile(join(folder, `${number}.pdf`), bytes);
  }
  const header = '%PDF-1.7\n%\xff\xff\xff\xff\n';
  const large = [
    `${header}${'stream\nx\x9c'.repeat(2_000_000)}`,
    `${header}${'['.repeat(19_000_000)}%%EOF\n`,
  ];
  for (const [index, content] of large.entries())
    await writeFile(join(folder, `large-${index}.pdf`), Buffer.from(content, 'latin1'));
  const { outcomes, peakMiB, exitCode } = await verifyFolder(home, folder);
  expect(outcomes).toHaveLength(302);
  for (const { file, signer } of outcomes) expect(signer, file).toBeNull();
  expect(exitCode).toBe(5);
  expect(peakMiB).toBeLessThan(mostMiB);
});
