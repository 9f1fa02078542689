import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { loadReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import type { TrustFile } from '../../../../../shared/report/trust-file.ts';
import { verifyOutcomeSchema } from '../../../../../shared/report/verify-outcome.ts';
import { makeEcSigner, makeSigned } from '../../../../support/sample-report.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';
import { spoil } from '../../../../support/spoil-file.ts';

const seed = 20261122;

describe('the verifier on files that nobody made with care', () => {
  const signer = makeEcSigner();
  const trust: TrustFile = {
    schemaVersion: 1,
    signers: [{ fingerprint: fingerprintOf(signer.certificates[0]), name: 'web01', addedAt: '2026-11-22' }],
    authorities: [],
    timeAuthorities: [],
  };
  let signed: Uint8Array;
  beforeAll(async () => {
    signed = await makeSigned(await loadReportFonts(), signer);
  });

  const isRefused = async (bytes: Uint8Array): Promise<boolean> => {
    const answer = verifyOutcomeSchema.parse(await verifyReport(bytes, trust));
    return answer.signer === null && answer.report === null;
  };

  const outcomeWith = async (position: number, value: number): Promise<string> => {
    const changed = Uint8Array.from(signed);
    changed[position] = value;
    return (await verifyReport(changed, trust)).outcome;
  };

  const offsetOf = (text: string): number => Buffer.from(signed).lastIndexOf(text);

  const everyOffset = (start: number, length: number): readonly number[] =>
    Array.from({ length }, (_, index) => start + index).filter(
      (offset) => offset >= 0 && offset < signed.length,
    );

  it('calls a report changed when a single byte differs, wherever it is', async () => {
    const random = seededRandom(seed);
    for (let count = 0; count < 1500; count += 1) {
      const position = random.below(signed.length);
      const value = ((signed[position] ?? 0) + 1 + random.below(255)) % 256;
      expect(await outcomeWith(position, value), `byte ${position}`).toBe('changed');
    }
  }, 60_000);

  it('calls a report changed when any byte of the structure or around the signature differs', async () => {
    const contents = Buffer.from(signed).indexOf('/Contents <');
    const lastDigit = signed.indexOf(0x3e, contents);
    const positions = new Set([
      ...everyOffset(0, 24),
      ...everyOffset(offsetOf('/Type /Sig\n'), 160),
      ...everyOffset(contents, 60),
      ...everyOffset(lastDigit - 24, 48),
      ...everyOffset(offsetOf('xref\n0 '), 60),
      ...everyOffset(offsetOf('trailer\n') - 24, 400),
    ]);
    expect(positions.size).toBeGreaterThan(450);
    for (const position of positions)
      expect(await outcomeWith(position, (signed[position] ?? 0) ^ 0x01), `byte ${position}`).toBe('changed');
  }, 60_000);

  it('refuses anything appended, put in front, inserted or removed', async () => {
    const random = seededRandom(seed + 1);
    const endings = ['\n', '\0', ' ', '%', '%%EOF\n', '\r\n', 'x'.repeat(5000)].map((text) =>
      Buffer.from(text),
    );
    for (const ending of [...endings, Buffer.from(signed)]) {
      expect(await isRefused(Buffer.concat([signed, ending]))).toBe(true);
      expect(await isRefused(Buffer.concat([ending, signed]))).toBe(true);
    }
    for (let count = 0; count < 200; count += 1) {
      const position = random.below(signed.length);
      const [head, tail] = [signed.subarray(0, position), signed.subarray(position)];
      const length = 1 + random.below(40);
      expect(await isRefused(Buffer.concat([head, Buffer.alloc(length, 0x20), tail]))).toBe(true);
      expect(await isRefused(Buffer.concat([head, tail.subarray(length)]))).toBe(true);
    }
  });

  it('refuses the file cut off at any place, as damaged or changed', async () => {
    const random = seededRandom(seed + 2);
    for (let count = 0; count < 300; count += 1) {
      const answer = await verifyReport(signed.subarray(0, random.below(signed.length)), trust);
      expect(['damaged', 'not-a-report', 'changed']).toContain(answer.outcome);
      expect(answer.signer).toBeNull();
    }
  });

  it('never throws and never trusts, on 2,000 spoilt files', async () => {
    const random = seededRandom(seed + 3);
    let slowestMs = 0;
    for (let count = 0; count < 2000; count += 1) {
      const spoilt = spoil(signed, count, random);
      if (Buffer.compare(spoilt, signed) === 0) continue;
      const start = performance.now();
      const refused = await isRefused(spoilt);
      slowestMs = Math.max(slowestMs, performance.now() - start);
      expect(refused, `file ${count}`).toBe(true);
    }
    expect(slowestMs).toBeLessThan(2000);
  }, 60_000);

  it('ends soon on files that are made to keep it busy', async () => {
    const header = '%PDF-1.7\n%\xff\xff\xff\xff\n';
    const object = (body: string): string => {
      const start = header.length;
      const text = `${header}1 0 obj\n${body}\nendobj\n`;
      const table = `xref\n0 2\n0000000000 65535 f \n${String(start).padStart(10, '0')} 00000 n \n`;
      return `${text}${table}trailer\n<<\n/Size 2\n/Root 1 0 R\n/Info 1 0 R\n/ID []\n>>\nstartxref\n${text.length}\n%%EOF\n`;
    };
    const million = 4_000_000;
    const busy = [
      object('['.repeat(million)),
      object('<</A'.repeat(million / 4)),
      object(`[${'0 '.repeat(million)}]`),
      object(`(${'\\('.repeat(million)})`),
      object(`<${'0'.repeat(million)}>`),
      object(`/${'a'.repeat(million)}`),
      `${header}${'stream\nx'.repeat(million / 8)}%%EOF\n`,
      `${header}${'stream\nx\x9c'.repeat(million / 8)}%%EOF\n`,
      `${header}${'%%EOF\n'.repeat(million / 6)}`,
      `${header}${'startxref\n1\n%%EOF\n'.repeat(million / 18)}`,
      `${header}xref\n0 ${'9'.repeat(million)}`,
    ];
    for (const [index, text] of busy.entries()) {
      const start = performance.now();
      expect(await isRefused(Buffer.from(text, 'latin1')), `file ${index}`).toBe(true);
      expect(performance.now() - start, `file ${index}`).toBeLessThan(10_000);
    }
  }, 60_000);
});
