import { randomBytes, randomUUID } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { keySigner, type Signer } from '../../../../../electron/core/identity/signer.ts';
import { readPdf } from '../../../../../electron/core/pdf/pdf-structure.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signReport } from '../../../../../electron/core/report/sign-report.ts';
import { openReport, verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { emptyTrust, type TrustFile } from '../../../../../shared/report/trust-file.ts';
import { verifyOutcomeSchema } from '../../../../../shared/report/verify-outcome.ts';
import { maxEnvironmentBytes, maxReportBytes } from '../../../../../shared/run/limits.ts';
import { issue, type KeyKind } from '../../../../support/certificates.ts';
import { forgeSignature } from '../../../../support/forge-signature.ts';
import {
  makeEcSigner,
  makeSigned,
  makeUnsigned,
  sampleOptions,
  sampleResult,
  toBytes,
} from '../../../../support/sample-report.ts';
import { passedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

const trusting = (signer: Signer, name = 'Our web server'): TrustFile => ({
  ...emptyTrust,
  signers: [{ fingerprint: fingerprintOf(signer.certificates[0]), name, addedAt: '2026-11-22' }],
});

async function foreignSigner(keyKind: KeyKind, commonName: string): Promise<Signer> {
  const { certificate, privateKey } = await issue({ commonName, keyKind });
  return keySigner(privateKey, [certificate]);
}

const withAttachment = (text: string) => ({
  attachment: { ...sampleOptions.attachment, bytes: toBytes(text) },
});

async function plainPdf(text: string, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const pdf = new PDFDocument(options);
  pdf.text(text);
  pdf.end();
  const chunks: Buffer[] = [];
  for await (const chunk of pdf) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Writes the same objects in another layout, as a program does that opens a PDF and saves it as its own. */
function saveAnew(signed: Uint8Array): Uint8Array {
  const text = Buffer.from(signed).toString('latin1');
  let written = '%PDF-1.7\n%\xbf\xf7\xa2\xfe\n';
  const offsets: string[] = [];
  const { objects } = readPdf(signed);
  for (const id of [...objects.keys()].sort((a, b) => a - b)) {
    const start = text.indexOf(`\n${id} 0 obj\n`) + 1;
    const end = text.indexOf('\nendobj\n', start) + '\nendobj\n'.length;
    const [head = '', ...rest] = text.slice(start, end).split('\nstream\n');
    offsets.push(`${String(written.length).padStart(10, '0')} 00000 n \n`);
    written += [
      head
        .replaceAll('\n', ' ')
        .replace(' obj ', ' obj\n')
        .replace(/ endobj $/, '\nendobj\n'),
      ...rest,
    ].join('\nstream\n');
  }
  const table = written.length;
  const trailer = text.slice(text.indexOf('trailer\n'), text.indexOf('startxref')).replaceAll('\n', ' ');
  written += `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${offsets.join('')}${trailer}\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(written, 'latin1');
}

describe('verifying a report', () => {
  const signer = makeEcSigner();
  let fonts: ReportFonts;
  let signed: Uint8Array;
  beforeAll(async () => {
    fonts = await loadReportFonts();
    signed = await makeSigned(fonts, signer);
  });

  it('says of a report over which this program breaks that it cannot be judged, and whose key it is', async () => {
    const defect = async () => {
      throw new TypeError('x is not a function');
    };
    const own = await signResult(madeHere(passedResult()), signer);
    const { outcome, attachment } = await openReport(own, trusting(signer), { checkPages: defect });
    expect(verifyOutcomeSchema.parse(outcome)).toMatchObject({
      outcome: 'damaged',
      code: 'UNREADABLE',
      signer: { name: 'Our web server' },
      pages: 'not-checked',
    });
    expect(attachment).toBeNull();
  });

  it('says nothing of a report where a part of this program is missing', async () => {
    const missing = async () => {
      throw new AppError('internal', 'The font x is missing.');
    };
    const own = await signResult(madeHere(passedResult()), signer);
    await expect(openReport(own, trusting(signer), { checkPages: missing })).rejects.toMatchObject({
      code: 'internal',
      message: 'The font x is missing.',
    });
  });

  it('says that a report is as it was signed, whose key it is and what it says', async () => {
    const answer = await verifyReport(signed, trusting(signer));
    expect(verifyOutcomeSchema.parse(answer)).toEqual({
      outcome: 'trusted',
      code: 'KNOWN_SIGNER',
      message:
        'The data inside is as it was signed and its key is on the list of known installations. The pages were not compared with it, because that was left out as asked: read the data, not the pages.',
      signer: {
        fingerprint: fingerprintOf(signer.certificates[0]),
        name: 'Our web server',
        standing: 'known',
      },
      environment: null,
      report: {
        id: sampleResult.id,
        madeWith: null,
        host: 'web01',
        roles: ['controller', 'front-end'],
        phase: 'before-install',
        finishedAt: '2026-11-22T10:00:05.000Z',
        verdict: 'fail',
        redacted: false,
        failedCount: 2,
        failed: [
          {
            check: 'out-fe-db-sql@platform',
            requirements: ['R9', 'C2'],
            title: 'The SQL Server database cannot be reached from the front-end',
            reason: 'No answer from 10.0.0.9 on port 1433 within 5 s: packets are dropped on the way.',
          },
          {
            check: 'in-ssh',
            requirements: ['R1'],
            title: 'System operators cannot reach this server through SSH',
            reason: 'The firewall of this machine blocks TCP 22.',
          },
        ],
      },
      pages: 'not-checked',
      pagesReason: 'not-asked',
      timestamp: null,
    });
  });

  it('answers apart whether it is intact and whether the key is known', async () => {
    const answer = await verifyReport(signed, emptyTrust);
    expect(answer).toMatchObject({ outcome: 'unknown-signer', code: 'UNKNOWN_SIGNER' });
    expect(answer.signer).toEqual({
      fingerprint: fingerprintOf(signer.certificates[0]),
      name: 'Netready on web01',
      standing: 'unknown',
    });
    expect(answer.report?.host).toBe('web01');
  });

  it('accepts RSA keys and certificates that other programs have made', async () => {
    for (const keyKind of ['RSA-2048', 'P-256'] as const) {
      const imported = await foreignSigner(keyKind, `Imported ${keyKind}`);
      const answer = await verifyReport(await makeSigned(fonts, imported), trusting(imported));
      expect(answer.outcome, keyKind).toBe('trusted');
    }
  });

  it('shows a name from a certificate without what could deceive', async () => {
    const odd = await foreignSigner('P-256', 'good\u{202E}evil\n\u{7}name');
    const answer = await verifyReport(await makeSigned(fonts, odd), emptyTrust);
    expect(answer.signer?.name).toBe('good evil  name');
  });

  it('hands out the attached results only when the report is intact', async () => {
    const opened = await openReport(signed, emptyTrust);
    expect(opened.attachment).toEqual(Buffer.from(sampleOptions.attachment.bytes));
    const changed = Uint8Array.from(signed);
    changed[40] = 0x20;
    const refused = await openReport(changed, emptyTrust);
    expect(refused.outcome.outcome).toBe('changed');
    expect(refused.attachment).toBeNull();
  });

  it('asks for a newer program when the results have a newer schema, or values that this one does not know', async () => {
    for (const changes of [{ schema: 'netready.run/2' }, { verdict: 'splendid' }]) {
      const text = JSON.stringify({ ...sampleResult, ...changes });
      const answer = await verifyReport(
        await makeSigned(fonts, signer, withAttachment(text)),
        trusting(signer),
      );
      expect(answer).toMatchObject({
        outcome: 'unsupported-version',
        code: 'SCHEMA',
        report: null,
        pagesReason: 'other-version',
        signer: { name: 'Our web server', standing: 'known' },
      });
      expect(answer.message).not.toContain('intact');
    }
  });

  it('reads results to which a newer program of the same schema has added fields', async () => {
    const text = JSON.stringify({ ...sampleResult, weather: 'fair' });
    const answer = await verifyReport(
      await makeSigned(fonts, signer, withAttachment(text)),
      trusting(signer),
    );
    expect(answer.outcome).toBe('trusted');
  });

  it('does not take signed results of something else for a report', async () => {
    const twice = JSON.stringify(sampleResult).replace('"verdict":', '"verdict":"pass","verdict":');
    for (const text of ['{"schema":"invoice/1"}', '[]', 'not json', '\u{FFFF}', '', twice]) {
      const answer = await verifyReport(
        await makeSigned(fonts, signer, withAttachment(text)),
        trusting(signer),
      );
      expect(answer, text).toMatchObject({ outcome: 'not-a-report', code: 'NO_RESULT', report: null });
      expect(answer.signer).toMatchObject({ name: 'Our web server', standing: 'known' });
    }
  });

  it('refuses an unsigned report', async () => {
    const answer = await verifyReport(await makeUnsigned(fonts), emptyTrust);
    expect(answer).toMatchObject({ outcome: 'changed', code: 'BYTERANGE' });
  });

  it('recognises a report that another program has saved anew', async () => {
    expect(await verifyReport(saveAnew(signed), emptyTrust)).toMatchObject({
      outcome: 'resaved',
      code: 'RESAVED',
    });
  });

  it('recognises a report that only its attachment gives away', async () => {
    const text = Buffer.from(saveAnew(signed)).toString('latin1').replaceAll('urn:netready', 'urn:xxxxxxxx');
    const answer = await verifyReport(Buffer.from(text, 'latin1'), emptyTrust);
    expect(answer.code).toBe('RESAVED');
  });

  it('says of other files that they are not reports', async () => {
    const foreign = [
      await plainPdf('The word Netready in a foreign PDF.'),
      await plainPdf('As similar as the same library makes it.', {
        pdfVersion: '1.7',
        tagged: true,
        subset: 'PDF/A-3b',
        lang: 'en',
      }),
    ];
    for (const bytes of foreign)
      expect(await verifyReport(bytes, emptyTrust)).toMatchObject({
        outcome: 'not-a-report',
        code: 'FOREIGN',
      });
    for (const text of ['PK\u{3}\u{4} an archive', '{"schema":1}', ' ', '%', 'stream\nx'])
      expect(await verifyReport(toBytes(text), emptyTrust), text).toMatchObject({
        outcome: 'not-a-report',
        code: 'NOT_PDF',
      });
    const large = new Uint8Array(maxEnvironmentBytes + 1);
    large.set(signed);
    expect(await verifyReport(large, emptyTrust)).toMatchObject({
      outcome: 'not-a-report',
      code: 'TOO_LARGE',
    });
  });

  it('refuses to sign or read the report of a run that is larger than any, though an environment report may be', async () => {
    const attachment = { ...sampleOptions.attachment, bytes: randomBytes(maxReportBytes) };
    const unsigned = await makeUnsigned(fonts, { attachment });
    await expect(signReport(unsigned, signer)).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringContaining('TOO_LARGE'),
    });
    expect(await verifyReport(await forgeSignature(unsigned, signer), emptyTrust)).toMatchObject({
      outcome: 'not-a-report',
      code: 'TOO_LARGE',
      signer: { standing: 'unknown' },
    });
    const merged = { ...attachment, name: 'environment.json' } as const;
    const file = await signReport(await makeUnsigned(fonts, { attachment: merged }), signer);
    expect((await verifyReport(file, emptyTrust)).code).not.toBe('TOO_LARGE');
  });

  it('says of incomplete and garbled files that they are damaged', async () => {
    expect(await verifyReport(new Uint8Array(), emptyTrust)).toMatchObject({
      outcome: 'damaged',
      code: 'EMPTY',
    });
    for (const length of [5, 9, 15, 400, Math.floor(signed.length / 2), signed.length - 60]) {
      const answer = await verifyReport(signed.subarray(0, length), emptyTrust);
      expect(answer, String(length)).toMatchObject({ outcome: 'damaged', code: 'TRUNCATED' });
    }
    for (const missing of [1, 3, 7]) {
      const answer = await verifyReport(signed.subarray(0, signed.length - missing), emptyTrust);
      expect(answer, String(missing)).toMatchObject({ outcome: 'changed', code: 'TAIL' });
    }
    const text = Buffer.from(signed).toString('latin1');
    const asText = [
      Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'),
      Buffer.from(text, 'utf8'),
      Buffer.from(Buffer.from(signed).toString('utf8'), 'utf8'),
    ];
    for (const bytes of asText)
      expect(await verifyReport(bytes, emptyTrust)).toMatchObject({
        outcome: 'damaged',
        code: 'TEXT_TRANSFER',
      });
  });

  it('says of a report behind other bytes that it was changed', async () => {
    const answer = await verifyReport(Buffer.concat([toBytes('From: web01\n\n'), signed]), emptyTrust);
    expect(answer).toMatchObject({ outcome: 'changed', code: 'HEADER' });
  });

  it('accepts a view into a larger buffer', async () => {
    const larger = Buffer.concat([Buffer.from(randomUUID()), signed, Buffer.from(randomUUID())]);
    const view = new Uint8Array(larger.buffer, larger.byteOffset + 36, signed.length);
    expect((await verifyReport(view, trusting(signer))).outcome).toBe('trusted');
  });

  it('gives every report signed by the same key the same signer', async () => {
    const other = await signReport(await makeUnsigned(fonts, { documentId: 'another' }), signer);
    const answers = [await verifyReport(signed, emptyTrust), await verifyReport(other, emptyTrust)];
    expect(answers[0]?.signer).toEqual(answers[1]?.signer);
  });
});
