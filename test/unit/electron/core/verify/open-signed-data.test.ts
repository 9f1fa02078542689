import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../../electron/core/identity/certificate.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { keySigner, type Signer } from '../../../../../electron/core/identity/signer.ts';
import { Refusal } from '../../../../../electron/core/pdf/refusal.ts';
import {
  encodeSignedData,
  parseSignedData,
  type SignedDataParts,
} from '../../../../../electron/core/pdf/signed-data.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { normalToken } from '../../../../../electron/core/timestamp/timestamp-token.ts';
import { openSignedData } from '../../../../../electron/core/verify/open-signed-data.ts';
import { openReport } from '../../../../../electron/core/verify/verify-report.ts';
import { emptyTrust, type TrustFile } from '../../../../../shared/report/trust-file.ts';
import { issue, toPem } from '../../../../support/certificates.ts';
import { encodeSaying, forgeSignature } from '../../../../support/forge-signature.ts';
import {
  makeEcSigner,
  makeSigned,
  makeUnsigned,
  sampleOptions,
  sampleResult,
  toBytes,
} from '../../../../support/sample-report.ts';
import { confirmedAt, makeTimeAuthority, makeToken } from '../../../../support/time-authority.ts';
import { makeTimestamped } from '../../../../support/timestamped-report.ts';

/** What travels without pages. */
type Carried = { readonly signature: Uint8Array; readonly data: Uint8Array };

async function carriedFrom(file: Uint8Array): Promise<Carried> {
  const { signature, attachment } = await openReport(file, emptyTrust);
  if (signature === null || attachment === null) throw new Error('the report hands nothing out');
  return { signature, data: attachment };
}

/** The same signature with a part exchanged, the value of the signature as it was. */
function reencoded(signature: Uint8Array, changes: Partial<SignedDataParts>): Uint8Array {
  const parsed = parseSignedData(signature);
  const [own] = parsed.certificates.map(readCertificate);
  if (own === undefined || parsed.digest === null) throw new Error('no signature of a report');
  const { digest, data, signature: value, timestamp } = parsed;
  return encodeSignedData({ certificates: [own], digest, data, signature: value, timestamp, ...changes });
}

describe('data that travels with its signature and without pages', () => {
  const signer = makeEcSigner();
  const fingerprint = fingerprintOf(signer.certificates[0]);
  const trust: TrustFile = {
    ...emptyTrust,
    signers: [{ fingerprint, name: 'Our web server', addedAt: '2026-11-22' }],
  };
  let fonts: ReportFonts;
  let carried: Carried;
  beforeAll(async () => {
    fonts = await loadReportFonts();
    carried = await carriedFrom(await makeSigned(fonts, signer));
  });

  const codeOf = (signature: Uint8Array, data = carried.data, known = trust): string => {
    try {
      return openSignedData(data, signature, known).signed.code;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  };

  it('proves who signed it', () => {
    expect(Buffer.from(carried.data).equals(sampleOptions.attachment.bytes)).toBe(true);
    const { results, signed } = openSignedData(carried.data, carried.signature, trust);
    expect(results.summary).toMatchObject({ id: sampleResult.id, host: 'web01', failedCount: 2 });
    expect(signed).toMatchObject({
      code: 'KNOWN_SIGNER',
      signer: { fingerprint, name: 'Our web server', standing: 'known' },
    });
    expect(codeOf(carried.signature, carried.data, emptyTrust)).toBe('UNKNOWN_SIGNER');
  });

  it('is refused where a byte of it, or of its signature, is another', () => {
    const changed = Uint8Array.from(carried.data);
    changed[20] = (changed[20] ?? 0) ^ 1;
    expect(codeOf(carried.signature, changed)).toBe('DATA');
    expect(codeOf(carried.signature, carried.data.subarray(1))).toBe('DATA');
    expect(codeOf(carried.signature, new Uint8Array())).toBe('DATA');
    for (let at = 0; at < carried.signature.length; at += 1) {
      const spoilt = Uint8Array.from(carried.signature);
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      expect(() => openSignedData(carried.data, spoilt, trust), `byte ${at}`).toThrow(Refusal);
    }
    for (const cut of [carried.signature.subarray(1), carried.signature.subarray(0, -1), new Uint8Array()])
      expect(codeOf(cut)).toBe('CMS');
    expect(codeOf(Buffer.concat([carried.signature, Buffer.alloc(1)]))).toBe('CMS');
  });

  it('is refused with the signature of another report, of the same signer too', async () => {
    const bytes = toBytes(JSON.stringify({ ...sampleResult, verdict: 'pass' }));
    const attachment = { ...sampleOptions.attachment, bytes };
    const other = await carriedFrom(await makeSigned(fonts, signer, { attachment }));
    expect(codeOf(other.signature, other.data)).toBe('KNOWN_SIGNER');
    expect(codeOf(other.signature)).toBe('DATA');
    expect(codeOf(carried.signature, other.data)).toBe('DATA');
  });

  it('is refused where what the signature says was exchanged or taken out', () => {
    const sha256 = createHash('sha256').update('{}').digest();
    expect(codeOf(reencoded(carried.signature, {}))).toBe('KNOWN_SIGNER');
    expect(
      codeOf(reencoded(carried.signature, { data: { sha256, timestamped: false } }), toBytes('{}')),
    ).toBe('SIGNATURE');
    expect(codeOf(reencoded(carried.signature, { data: null }))).toBe('DATA');
  });

  it('does not travel from a report from before, whose signature says nothing of it', async () => {
    const before = await forgeSignature(await makeUnsigned(fonts), signer, encodeSaying(null));
    const opened = await openReport(before, trust);
    expect(opened.outcome.code).toBe('KNOWN_SIGNER');
    expect(opened.attachment).not.toBeNull();
    expect(opened.signature).toBeNull();
  });

  it('is refused where it is no data of a run', async () => {
    const attachment = { ...sampleOptions.attachment, bytes: toBytes('{"schema":"something/1"}') };
    const file = await makeSigned(fonts, signer, { attachment });
    const opened = await openReport(file, trust);
    expect(opened.signature).toBeNull();
    expect(opened.outcome.code).toBe('NO_RESULT');
  });

  it('knows a signer by its authority, at the time that the data claims', async () => {
    const authority = await issue({ commonName: 'Example CA', keyKind: 'P-256', isAuthority: true });
    const leafOf = async (notAfter: string): Promise<Signer> => {
      const leaf = await issue({
        commonName: 'web01',
        keyKind: 'P-256',
        issuer: authority,
        purposes: ['1.3.6.1.5.5.7.3.36'],
        notAfter: new Date(notAfter),
      });
      return keySigner(leaf.privateKey, [leaf.certificate, authority.certificate]);
    };
    const known = { ...emptyTrust, authorities: [toPem(authority.certificate)] };
    const answerFor = async (notAfter: string): Promise<string> => {
      const { signature, data } = await carriedFrom(await makeSigned(fonts, await leafOf(notAfter)));
      return codeOf(signature, data, known);
    };
    expect(await answerFor('2030-01-01T00:00:00Z')).toBe('KNOWN_AUTHORITY');
    expect(await answerFor('2026-11-22T10:00:05Z')).toBe('KNOWN_AUTHORITY');
    expect(await answerFor('2026-11-22T10:00:04Z')).toBe('AUTHORITY_PERIOD');
  });

  it('keeps the word of who confirmed the time, which can neither be taken out nor put in', async () => {
    const authority = await makeTimeAuthority();
    const root = authority.chain.at(-1) ?? authority.own;
    const stamped = await carriedFrom(await makeTimestamped(fonts, signer, authority));
    const believing = { ...trust, timeAuthorities: [toPem(root.certificate)] };
    expect(openSignedData(stamped.data, stamped.signature, believing).signed).toMatchObject({
      code: 'KNOWN_SIGNER',
      timestamp: { time: confirmedAt.toISOString(), isKnown: true, claim: 'agrees' },
    });
    expect(codeOf(reencoded(stamped.signature, { timestamp: null }), stamped.data)).toBe('TIMESTAMP');
    const token = normalToken(makeToken(authority, parseSignedData(carried.signature).signature));
    expect(codeOf(reencoded(carried.signature, { timestamp: token }))).toBe('TIMESTAMP');
    const wrong = normalToken(makeToken(authority, toBytes('another signature')));
    expect(codeOf(reencoded(stamped.signature, { timestamp: wrong }), stamped.data)).toBe('TIMESTAMP');
  });
});
