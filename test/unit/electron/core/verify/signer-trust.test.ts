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
  timeAuthorities: [],
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

  /** Signs with a chain: the last request is issued by the listed authority, each other one by the one after it. */
  const answerForChain = async (
    requests: readonly CertificateRequest[],
    trust: TrustFile = trustingAuthorities(authority),
  ): Promise<VerifyOutcome> => {
    let issuer = authority;
    const issued: Issued[] = [];
    for (const request of requests.toReversed()) {
      issuer = await issue({ ...request, issuer });
      issued.unshift(issuer);
    }
    const [leaf, ...others] = issued;
    if (leaf === undefined) throw new Error('no request');
    const certificates = [leaf.certificate, ...others.map(({ certificate }) => certificate)] as const;
    return verifyReport(await makeSigned(fonts, keySigner(leaf.privateKey, certificates)), trust);
  };
  const leaf = leafRequest();
  const between = (changes: Partial<CertificateRequest> = {}): CertificateRequest => ({
    commonName: 'Issuing CA',
    keyKind: 'P-256',
    isAuthority: true,
    keyUsage: 0x04,
    ...changes,
  });

  it('is known through authorities in between that go with the signature', async () => {
    const chains = [
      [leaf, between()],
      [leaf, between({ commonName: 'CA 2', pathLength: 0 }), between({ pathLength: 1 })],
      [leaf, between({ keyKind: 'RSA-2048', purposes: [documentSigning] })],
      [leaf, between({ purposes: ['2.5.29.37.0'] })],
      [leafRequest({ keyUsage: 0x40 }), between()],
    ];
    for (const [index, chain] of chains.entries())
      expect((await answerForChain(chain)).code, `chain ${index}`).toBe('KNOWN_AUTHORITY');
  });

  it('is unknown when the chain leads to an authority that is not listed', async () => {
    const other = await issue({ commonName: 'Other CA', keyKind: 'P-256', isAuthority: true });
    expect((await answerForChain([leaf, between()], trustingAuthorities(other))).code).toBe('UNKNOWN_SIGNER');
    expect((await answerForChain([leaf, between()], trustingAuthorities())).code).toBe('UNKNOWN_SIGNER');
  });

  it('is not taken through one that may not issue, or not at that depth', async () => {
    const wrong = [
      [leaf, between({ isAuthority: false })],
      [leaf, between({ keyUsage: 0x80 })],
      [leaf, between({ commonName: 'CA 2' }), between({ pathLength: 0 })],
    ];
    for (const [index, chain] of wrong.entries())
      expect(await answerForChain(chain), `chain ${index}`).toMatchObject({
        outcome: 'unknown-signer',
        code: 'AUTHORITY_ISSUER',
      });
  });

  it('is not taken through conditions that this program cannot judge', async () => {
    const nameConstraints = '2.5.29.30';
    expect((await answerForChain([leaf, between({ critical: nameConstraints })])).code).toBe(
      'AUTHORITY_CRITICAL',
    );
    expect((await answerForChain([leafRequest({ critical: '1.2.3.4' }), between()])).code).toBe(
      'AUTHORITY_CRITICAL',
    );
  });

  it('is not taken through one that is limited to another purpose, or from a key that may not sign', async () => {
    expect((await answerForChain([leaf, between({ purposes: [serverAuthentication] })])).code).toBe(
      'AUTHORITY_PURPOSE',
    );
    expect((await answerForChain([leafRequest({ keyUsage: 0x20 }), between()])).code).toBe(
      'AUTHORITY_PURPOSE',
    );
  });

  it('is not taken through one that was not valid, or is not safe', async () => {
    const expired = between({ notAfter: new Date('2026-11-22T09:00:00Z') });
    expect((await answerForChain([leaf, expired])).code).toBe('AUTHORITY_PERIOD');
    expect((await answerForChain([leaf, between({ keyKind: 'RSA-1024' })])).code).toBe('AUTHORITY_ALGORITHM');
    expect((await answerForChain([leaf, between({ hash: 'SHA-1' })])).code).toBe('AUTHORITY_ALGORITHM');
  });

  it('must come with certificates of which each has issued the one before', async () => {
    const stranger = await issue(between());
    const namesake = await issue({ commonName: 'Example CA', keyKind: 'P-384', isAuthority: true });
    const { certificate, privateKey } = await issue(leafRequest());
    for (const other of [stranger, namesake]) {
      const signer = keySigner(privateKey, [certificate, other.certificate]);
      expect(
        await verifyReport(await makeSigned(fonts, signer), trustingAuthorities(authority)),
      ).toMatchObject({
        outcome: 'changed',
        code: 'CHAIN',
        signer: null,
      });
    }
    const signer = keySigner(privateKey, [certificate, authority.certificate]);
    expect((await verifyReport(await makeSigned(fonts, signer), trustingAuthorities(authority))).code).toBe(
      'KNOWN_AUTHORITY',
    );
  });
});
