import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderReport } from '../../electron/core/report/render-report.ts';
import { loadReportFonts } from '../../electron/core/report/report-fonts.ts';
import { redactResult } from '../../shared/redact/redact.ts';
import { buildReportModel } from '../../shared/report/model.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { canaries, canaryResult } from '../support/canaries.ts';
import { needs } from '../support/needs.ts';
import { everyByte, holdsText } from '../support/pdf-reading.ts';
import { richOriginals, richResult } from '../support/rich-result.ts';
import { signedAt, toBytes } from '../support/sample-report.ts';
import { failedResult, farmResult, passedResult, sampleResult } from '../support/sample-results.ts';

const fingerprint = 'ab12cd34ef567890a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef0';
const makers: Readonly<Record<string, () => RunResult>> = {
  passed: passedResult,
  failed: failedResult,
  farm: farmResult,
  redacted: () => redactResult(richResult()).result,
  canaries: () => redactResult(canaryResult()).result,
  reordered: () =>
    sampleResult({
      profile: {
        machine: { name: 'เซิร์ฟเวอร์ที่ น้ำ', roles: ['front-end'] },
        environment: { name: 'मुख्य क्षत्रिय हिन्दी' },
      },
    }),
};
const names = Object.keys(makers);
let folder = '';

async function run(command: string, ...parameters: readonly string[]): Promise<string> {
  const environment = { ...process.env, LC_ALL: 'C.UTF-8' };
  const options = { env: environment, maxBuffer: 64 * 1024 * 1024 };
  return (await promisify(execFile)(command, [...parameters], options)).stdout;
}

const pathOf = (name: string): string => join(folder, `${name}.pdf`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-'));
  for (const [name, make] of Object.entries(makers)) {
    const result = make();
    const model = buildReportModel(result, { fingerprint, signerName: 'Netready on app01' });
    const fonts = await loadReportFonts(JSON.stringify(model));
    const options = { createdAt: signedAt, pageSize: 'A4', fonts } as const;
    await writeFile(pathOf(name), await renderReport(model, toBytes(JSON.stringify(result)), options));
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

needs('pdftotext')('the pages of a report in pdftotext', () => {
  it('read in order: machine, sentence, failures, requirements, fingerprint', async () => {
    const text = (await run('pdftotext', pathOf('failed'), '-')).replaceAll(/\s+/g, ' ');
    const order = [
      'Network readiness report',
      'app01',
      'Not ready: 2 required checks failed',
      'Where this machine stands',
      'What has to be done',
      'Firewall change request',
      'All checks',
      'Coverage of the requirements',
      'Addresses contacted',
      'ab12 cd34 ef56 7890 a1b2 c3d4 e5f6 0718',
      'Signed by this installation of Netready',
    ];
    const places = order.map((phrase) => text.lastIndexOf(phrase));
    expect(order.filter((_, index) => places[index] === -1)).toEqual([]);
    const first = order.map((phrase) => text.indexOf(phrase));
    expect(first.slice(0, 5)).toEqual([...first.slice(0, 5)].sort((a, b) => a - b));
    expect(places.slice(5)).toEqual([...places.slice(5)].sort((a, b) => a - b));
  });

  it('give names whose glyphs stand in another order as they were written, wherever they stand', async () => {
    for (const layout of [[], ['-raw'], ['-layout']]) {
      const text = await run('pdftotext', ...layout, pathOf('reordered'), '-');
      for (const name of ['เซิร์ฟเวอร์ที่', 'น้ำ', 'मुख्य', 'क्षत्रिय', 'हिन्दी']) expect(text).toContain(name);
    }
  });

  it('give addresses, names of any script and markup as they are', async () => {
    const text = await run('pdftotext', '-raw', pathOf('farm'), '-');
    for (const phrase of [
      '127.0.0.1',
      '[::1]:80',
      '2001:db8::15',
      'Производство',
      '東京',
      '<img src=x onerror=alert(1)>',
    ])
      expect(text).toContain(phrase);
  });

  it.each(names)('keep every word within the margins: %s', async (name) => {
    const words = await run('pdftotext', '-bbox', pathOf(name), '-');
    const margin = (18 * 72) / 25.4;
    const boxes = [
      ...words.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">/g),
    ];
    expect(boxes.length).toBeGreaterThan(1000);
    const outside = boxes.filter(([, left, top, right, bottom]) => {
      const isAcross = Number(left) < margin - 1 || Number(right) > 595.28 - margin + 1;
      return isAcross || Number(top) < margin - 4 || Number(bottom) > 841.89 - margin + 30;
    });
    expect(outside.map(([whole]) => whole)).toEqual([]);
  });
});

needs('pdfinfo')('a report in pdfinfo', () => {
  it.each(names)('is tagged A4 without scripts: %s', async (name) => {
    const facts = await run('pdfinfo', pathOf(name));
    expect(facts).toMatch(/^Tagged:\s+yes$/m);
    expect(facts).toMatch(/^JavaScript:\s+no$/m);
    expect(facts).toMatch(/^Page size:\s+595\.28 x 841\.89 pts \(A4\)$/m);
    expect(facts).toMatch(/^Title:\s+Network readiness of /m);
  });

  it('has tables with heads, figures with alternative text and a list of contents', async () => {
    const structure = await run('pdfinfo', '-struct', pathOf('failed'));
    for (const tag of ['H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'Figure', 'TOC', 'LBody', 'Form'])
      expect(structure).toMatch(new RegExp(`^ *${tag}\\b`, 'm'));
    expect(structure).toContain('Scope');
  });
});

const originals: readonly (readonly [name: string, texts: readonly string[]])[] = [
  ['redacted', richOriginals],
  ['canaries', canaries.map(({ text }) => text)],
];

needs('qpdf')('a redacted report in qpdf', () => {
  it.each(originals)(
    'has no original in any byte of its unpacked form, in its pages, its attachment or its facts: %s',
    async (name, planted) => {
      const unpacked = join(folder, `${name}-unpacked.pdf`);
      await run('qpdf', '--qdf', '--object-streams=disable', pathOf(name), unpacked);
      const whole = everyByte(await readFile(unpacked));
      expect(holdsText(whole, 'ctrl-1')).toBe(true);
      expect(planted.filter((original) => holdsText(whole, original))).toEqual([]);
      const attached = await run('qpdf', '--show-attachment=report.json', pathOf(name));
      expect(attached).toContain('"redacted":true');
      const texts = [
        await run('pdftotext', '-raw', pathOf(name), '-'),
        await run('pdfinfo', '-meta', pathOf(name)),
        await run('pdfinfo', '-struct-text', pathOf(name)),
        await run('pdfinfo', pathOf(name)),
        attached.replaceAll('\\\\', '\\'),
      ];
      const squeezed = texts.join('\n').replaceAll(/\s+/g, '').toLowerCase();
      expect(squeezed).toContain('namesandaddressesreplaced');
      const left = planted.filter((original) =>
        squeezed.includes(original.replaceAll(/\s+/g, '').toLowerCase()),
      );
      expect(left).toEqual([]);
    },
    300_000,
  );
});

needs('qpdf')('a report in qpdf', () => {
  it.each(names)('has no error in its syntax: %s', async (name) => {
    expect(await run('qpdf', '--check', pathOf(name))).toContain('No syntax or stream encoding errors found');
  });
});
