import { beforeAll, describe, expect, it } from 'vitest';
import { keySigner } from '../../../../../electron/core/identity/signer.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import type { TrustFile } from '../../../../../shared/report/trust-file.ts';
import type { VerifyOutcome } from '../../../../../shared/report/verify-outcome.ts';
import { type CertificateRequest, type Issued, issue, toPem } from '../../../../support/certificates.ts';
import { makeSigned } from '../../../../support/sample-report.ts';

const documentSigning = '1.3.6.1.5.5.7.3.36';
const serverAuthentication = '1.3.6.1.5.5.7.3.1';

const trustingAuthorities = (...authorities: readonly Issued[]): TrustFile => ({
  schemaVersion: 1,
  signers: [],
  authorities: authorities.map(({ certificate }) => toPem(certificate)),
});

describe('whose key signed a report', () => {
  let fonts: ReportFonts;
  let authority: Issued;
  beforeAll(async () => {
    fonts = await loadReportFonts();
    authority = await issue({ commonName: 'Example CA', keyKind: 'P-384', isAuthority: true });
  });

  const leafRequest = (changes: Partial<CertificateRequest> = {}): CertificateRequest => ({
    commonName: 'web01 (installation)',
    keyKind: 'P-256',
    issuer: authority,
    purposes: [documentSigning],
    ...changes,
  });

  const answerFor = async (request: CertificateRequest, trust: TrustFile): Promise<VerifyOutcome> => {
    const { certificate, privateKey } = await issue(request);
    return verifyReport(await makeSigned(fonts, keySigner(privateKey, [certificate])), trust);
  };

  it('is known when a listed authority certified it for documents', async () => {
    const answer = await answerFor(leafRequest(), trustingAuthorities(authority));
    expect(answer).toMatchObject({ outcome: 'trusted', code: 'KNOWN_AUTHORITY' });
    expect(answer.signer?.name).toBe('web01 (installation)');
    expect(answer.report?.host).toBe('web01');
  });

  it('is unknown when its authority is not listed, or another of the same name is', async () => {
    const namesake = await issue({ commonName: 'Example CA', keyKind: 'P-384', isAuthority: true });
    for (const trust of [trustingAuthorities(), trustingAuthorities(namesake)])
      expect(await answerFor(leafRequest(), trust)).toMatchObject({
        outcome: 'unknown-signer',
        code: 'UNKNOWN_SIGNER',
      });
    expect((await answerFor(leafRequest(), trustingAuthorities(namesake, authority))).code).toBe(
      'KNOWN_AUTHORITY',
    );
  });

  it('is unknown when its issuer may not issue certificates', async () => {
    const impostor = await issue(leafRequest({ commonName: 'Not an authority' }));
    const answer = await answerFor(
      leafRequest({ issuer: impostor }),
      trustingAuthorities(impostor, authority),
    );
    expect(answer.code).toBe('UNKNOWN_SIGNER');
  });

  it('is unknown when there is another authority in between', async () => {
    const between = await issue(leafRequest({ commonName: 'Between', isAuthority: true }));
    const answer = await answerFor(leafRequest({ issuer: between }), trustingAuthorities(authority));
    expect(answer.code).toBe('UNKNOWN_SIGNER');
  });

  it('is not taken from a certificate that serves another purpose', async () => {
    const trust = trustingAuthorities(authority);
    const wrong: readonly CertificateRequest[] = [
      leafRequest({ purposes: [serverAuthentication] }),
      { commonName: 'web01', keyKind: 'P-256', issuer: authority },
      leafRequest({ isAuthority: true }),
    ];
    for (const request of wrong)
      expect(await answerFor(request, trust)).toMatchObject({
        outcome: 'unknown-signer',
        code: 'AUTHORITY_PURPOSE',
      });
    const several = leafRequest({ purposes: [serverAuthentication, documentSigning] });
    expect((await answerFor(several, trust)).code).toBe('KNOWN_AUTHORITY');
  });

  it('counts only while both certificates are valid, by the claimed time of signing', async () => {
    const expired = leafRequest({ notAfter: new Date('2026-11-22T09:00:00Z') });
    const early = leafRequest({ notBefore: new Date('2026-11-22T11:00:00Z') });
    for (const request of [expired, early])
      expect(await answerFor(request, trustingAuthorities(authority))).toMatchObject({
        outcome: 'unknown-signer',
        code: 'AUTHORITY_PERIOD',
      });
    const old = await issue({
      commonName: 'Old CA',
      keyKind: 'P-256',
      isAuthority: true,
      notAfter: new Date('2026-11-01T00:00:00Z'),
    });
    const answer = await answerFor(leafRequest({ issuer: old }), trustingAuthorities(old));
    expect(answer.code).toBe('AUTHORITY_PERIOD');
  });

  it('is not taken from what an unsafe algorithm or key certified', async () => {
    const sha1 = await answerFor(leafRequest({ hash: 'SHA-1' }), trustingAuthorities(authority));
    expect(sha1).toMatchObject({ outcome: 'unknown-signer', code: 'AUTHORITY_ALGORITHM' });
    const weak = await issue({ commonName: 'Weak CA', keyKind: 'RSA-1024', isAuthority: true });
    const answer = await answerFor(leafRequest({ issuer: weak }), trustingAuthorities(weak));
    expect(answer.code).toBe('AUTHORITY_ALGORITHM');
  });
});
