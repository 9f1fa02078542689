import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, contentOf, parseDer, partsOf, sequence } from '../../../../../electron/core/asn1/der.ts';
import { maxTrustBytes, readTrustFile } from '../../../../../electron/core/verify/trust.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { issue, toPem } from '../../../../support/certificates.ts';

const fingerprint = 'ab'.repeat(32);
const signer = { fingerprint, name: 'web01', addedAt: '2026-11-22' };

describe('reading a trust file', () => {
  let folder = '';
  let path = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
    path = join(folder, 'trust.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const refusal = async (content: string | Uint8Array): Promise<string> => {
    await writeFile(path, content);
    const error: unknown = await readTrustFile(path).catch((reason: unknown) => reason);
    if (!(error instanceof AppError)) return 'not refused';
    expect(error.code).toBe('trust-invalid');
    return error.message;
  };

  it('gives signers and authorities', async () => {
    const { certificate } = await issue({ commonName: 'Example CA', keyKind: 'P-256', isAuthority: true });
    const shown = fingerprint.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:');
    await writeFile(
      path,
      JSON.stringify({
        schemaVersion: 1,
        signers: [{ ...signer, fingerprint: shown, note: 'compared by telephone' }],
        authorities: [`${toPem(certificate)}\n`],
      }),
    );
    expect(await readTrustFile(path)).toEqual({
      schemaVersion: 1,
      signers: [{ ...signer, note: 'compared by telephone' }],
      authorities: [toPem(certificate)],
      timeAuthorities: [],
    });
  });

  it('names the file and the field that is wrong', async () => {
    expect(await refusal(JSON.stringify({ schemaVersion: 1, signer: [] }))).toBe(
      `${path}: signer: there is no such field. Allowed: schemaVersion, signers, authorities, timeAuthorities.`,
    );
    expect(await refusal(JSON.stringify({ schemaVersion: 1, signers: [{ ...signer, name: '' }] }))).toBe(
      `${path}: signers[0].name: "" was given. Allowed: some text.`,
    );
    expect(await refusal(JSON.stringify({ schemaVersion: 2 }))).toContain(
      `${path}: schemaVersion: 2 was given.`,
    );
  });

  it('refuses what is no JSON or no text', async () => {
    expect(await refusal('{')).toBe(`${path} is not JSON.`);
    expect(await refusal(Uint8Array.of(0x22, 0xff, 0x22))).toBe(`${path} is not JSON.`);
  });

  it('tells a file that cannot be read from one that is wrong', async () => {
    await writeFile(path, ' '.repeat(maxTrustBytes + 1));
    const tooLarge = { code: 'file-unreadable', message: expect.stringContaining('bytes; at most') };
    await expect(readTrustFile(path)).rejects.toMatchObject(tooLarge);
    await rm(path);
    const absent = { code: 'file-unreadable', message: expect.stringContaining('there is no such file') };
    await expect(readTrustFile(path)).rejects.toMatchObject(absent);
  });

  it('refuses a certificate that cannot be read or is not that of an authority', async () => {
    const { certificate } = await issue({ commonName: 'web01', keyKind: 'P-256' });
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
    const withAuthority = (pem: string) => JSON.stringify({ schemaVersion: 1, authorities: [pem] });
    expect(await refusal(withAuthority(broken))).toBe(
      `${path}: authorities[0]: the certificate cannot be read.`,
    );
    expect(await refusal(withAuthority(toPem(certificate)))).toBe(
      `${path}: authorities[0]: the certificate is not that of an authority (basicConstraints CA).`,
    );
    const forTimes = JSON.stringify({ schemaVersion: 1, timeAuthorities: [toPem(certificate)] });
    expect(await refusal(forTimes)).toBe(
      `${path}: timeAuthorities[0]: the certificate is not that of an authority (basicConstraints CA).`,
    );
  });

  it('refuses a certificate that is written in another way than DER', async () => {
    const { certificate } = await issue({ commonName: 'Example CA', keyKind: 'P-256', isAuthority: true });
    const [body, algorithm, signature] = partsOf(parseDer(certificate));
    const open = Buffer.concat([Buffer.from([0x30, 0x80]), contentOf(body), Buffer.from([0, 0])]);
    const changed = sequence(open, bytesOf(algorithm), bytesOf(signature));
    expect(new X509Certificate(changed).ca).toBe(true);
    expect(await refusal(JSON.stringify({ schemaVersion: 1, authorities: [toPem(changed)] }))).toBe(
      `${path}: authorities[0]: the certificate cannot be read.`,
    );
  });
});
