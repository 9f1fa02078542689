import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  context,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../../../../../electron/core/asn1/der.ts';
import { commonNameOf } from '../../../../../electron/core/identity/common-name.ts';
import { openKeyFile } from '../../../../../electron/core/identity/key-file.ts';
import { readPkcs12 } from '../../../../../electron/core/identity/pkcs12/read-pkcs12.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { issue } from '../../../../support/certificates.ts';
import { keyFile, keyFilePassword } from '../../../../support/key-files.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';

const now = new Date('2027-01-01T00:00:00Z');

async function refusal(name: string, password = keyFilePassword, at = now): Promise<string> {
  try {
    openKeyFile('key.p12', await readFile(keyFile(name)), password, at);
    return 'accepted';
  } catch (error) {
    if (error instanceof AppError && error.code === 'key-file-invalid') return error.message;
    throw error;
  }
}

const names = (certificates: readonly Uint8Array[]): readonly string[] =>
  certificates.map((der) => commonNameOf(new X509Certificate(der)));

/** A key file without encryption, put together from given keys and certificates. */
function plainKeyFile(keys: readonly Uint8Array[], certificates: readonly Uint8Array[]): Uint8Array {
  const bag = (oid: string, value: Uint8Array): Uint8Array =>
    sequence(objectIdentifier(`1.2.840.113549.1.12.10.1.${oid}`), context(0, value));
  const certificateBag = (der: Uint8Array): Uint8Array =>
    bag('3', sequence(objectIdentifier('1.2.840.113549.1.9.22.1'), context(0, octetString(der))));
  const data = (content: Uint8Array): Uint8Array =>
    sequence(objectIdentifier('1.2.840.113549.1.7.1'), context(0, octetString(content)));
  const safe = sequence(...keys.map((der) => bag('1', der)), ...certificates.map(certificateBag));
  return sequence(integer(3n), data(sequence(data(safe))));
}

const pkcs8 = (key: Awaited<ReturnType<typeof issue>>['privateKey']): Uint8Array =>
  key.export({ type: 'pkcs8', format: 'der' });

function refusalOf(keys: readonly Uint8Array[], certificates: readonly Uint8Array[]): string {
  try {
    openKeyFile('key.p12', plainKeyFile(keys, certificates), '', now);
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? error.message : String(error);
  }
}

describe('a key file of an organisation', () => {
  it.each(['aes-256', 'aes-128-sha384', 'rc2-40', 'rc2-128', 'triple-des', 'double-des', 'no-mac', 'plain'])(
    'is opened with a password that is not ASCII: %s',
    async (name) => {
      const { key, certificates } = openKeyFile(name, await readFile(keyFile(name)), keyFilePassword, now);
      const leaf = new X509Certificate(certificates[0]);
      expect(leaf.publicKey.equals(createPublicKey(key))).toBe(true);
      expect(names(certificates)[0]).toBe('web01, Example Ltd');
    },
  );

  it('is opened without a password when it has none', async () => {
    const bytes = await readFile(keyFile('empty-password'));
    expect(names(openKeyFile('x', bytes, '', now).certificates)).toEqual(['web01, Example Ltd']);
  });

  it('gives its chain from the own certificate up, in whatever order, without the root', async () => {
    for (const name of ['aes-256', 'rc2-40']) {
      const { certificates } = openKeyFile(name, await readFile(keyFile(name)), keyFilePassword, now);
      expect(names(certificates), name).toEqual(['web01, Example Ltd', 'Example Issuing CA']);
    }
  });

  it('is refused with another password', async () => {
    for (const name of ['aes-256', 'rc2-40', 'triple-des', 'no-mac'])
      expect(await refusal(name, 'another'), name).toBe(
        'key.p12 cannot be used: the password does not open it.',
      );
    expect(await refusal('empty-password', 'x')).toContain('the password does not open it');
  });

  it('is refused when it is protected in a way that is not known', async () => {
    expect(await refusal('rc4')).toContain('protected in a way that Netready does not know');
  });

  it('is refused without a key, without its certificate, or with a key of another kind', async () => {
    expect(await refusal('no-key')).toContain('it holds no private key');
    expect(await refusal('no-certificate')).toContain('it does not hold the certificate of its key');
    expect(await refusal('p-384')).toContain('neither ECDSA P-256 nor RSA with 2048 bits or more');
    const weak = await issue({ commonName: 'Weak', keyKind: 'RSA-1024' });
    expect(refusalOf([pkcs8(weak.privateKey)], [weak.certificate])).toContain('neither ECDSA P-256 nor RSA');
  });

  it('is refused before and after its time, its own and that of its authority', async () => {
    expect(await refusal('one-day')).toContain('its certificate expired on 2026-11-23');
    expect(await refusal('aes-256', keyFilePassword, new Date('2026-01-01T00:00:00Z'))).toContain(
      'its certificate is not valid before 2026-11-22',
    );
    const old = await issue({
      commonName: 'Old CA',
      keyKind: 'P-256',
      isAuthority: true,
      issuer: await issue({ commonName: 'Root', keyKind: 'P-256', isAuthority: true }),
      notAfter: new Date('2026-06-01T00:00:00Z'),
    });
    const leaf = await issue({ commonName: 'web01', keyKind: 'P-256', issuer: old });
    expect(refusalOf([pkcs8(leaf.privateKey)], [leaf.certificate, old.certificate])).toContain(
      'a certificate of its authority expired on 2026-06-01',
    );
  });

  it('is refused with several keys, with unreadable parts, and with a chain that no report can carry', async () => {
    const own = await issue({ commonName: 'web01', keyKind: 'P-256' });
    const key = pkcs8(own.privateKey);
    expect(refusalOf([key, key], [own.certificate])).toContain('it holds 2 private keys');
    expect(refusalOf([key], [nullValue])).toContain('a key or a certificate in it cannot be read');
    expect(refusalOf([nullValue], [own.certificate])).toContain('cannot be read');
    const open = Buffer.concat([Buffer.from([0x30, 0x80]), own.certificate.subarray(4), Buffer.from([0, 0])]);
    expect(new X509Certificate(open).subject).toBe('CN=web01');
    expect(refusalOf([key], [open])).toContain('a key or a certificate in it cannot be read');
    let issuer = await issue({ commonName: 'CA 0', keyKind: 'P-256', isAuthority: true });
    const chain: Uint8Array[] = [];
    for (const commonName of ['CA 1', 'CA 2', 'CA 3', 'CA 4']) {
      issuer = await issue({ commonName, keyKind: 'P-256', isAuthority: true, issuer });
      chain.push(issuer.certificate);
    }
    const leaf = await issue({ commonName: 'leaf', keyKind: 'P-256', issuer });
    expect(refusalOf([pkcs8(leaf.privateKey)], [leaf.certificate, ...chain])).toContain(
      'more than a report can carry (5, ',
    );
  });

  it('is refused with few certificates that are too large for a report', async () => {
    const named = (length: number) =>
      issue({ commonName: 'leaf', keyKind: 'P-256', critical: `1.2${'.99999999999999'.repeat(length)}` });
    const [small, large] = [await named(5), await named(900)];
    expect(refusalOf([pkcs8(large.privateKey)], [large.certificate])).toMatch(
      /more than a report can carry \(1, \d{4} bytes\)/,
    );
    expect(refusalOf([pkcs8(small.privateKey)], [small.certificate])).toBe('accepted');
  });

  it('takes RSA keys, and leaves certificates alone that do not belong to the chain', async () => {
    const own = await issue({ commonName: 'RSA', keyKind: 'RSA-2048' });
    const other = await issue({ commonName: 'Somebody else', keyKind: 'P-256' });
    const file = plainKeyFile([pkcs8(own.privateKey)], [other.certificate, own.certificate]);
    const { key, certificates } = openKeyFile('x', file, '', now);
    expect(names(certificates)).toEqual(['RSA']);
    expect(createPrivateKey(key.export({ type: 'pkcs8', format: 'pem' })).asymmetricKeyType).toBe('rsa');
  });

  it('is refused when it is something else', async () => {
    for (const bytes of [Buffer.from(''), Buffer.from('PEM?'), Buffer.from('3003020100', 'hex')])
      expect(readPkcs12(bytes, 'x')).toBe('not-pkcs12');
  });

  it('asks for no endless work', async () => {
    const bytes = await readFile(keyFile('aes-256'));
    const rounds = bytes.lastIndexOf(Buffer.from('02020800', 'hex'));
    const many = Buffer.concat([bytes.subarray(0, rounds), Buffer.from('020407ffffff', 'hex')]);
    many.writeUInt16BE(many.length - 4, 2);
    const [outer = 0x30] = many;
    expect(outer).toBe(0x30);
    expect(['unsupported', 'not-pkcs12']).toContain(readPkcs12(many, 'x'));
  });

  it('never fails in another way on a damaged file', async () => {
    const bytes = await readFile(keyFile('rc2-128'));
    const random = seededRandom(7);
    for (let count = 0; count < 40; count += 1) {
      const damaged = Buffer.from(bytes);
      damaged[random.below(damaged.length)] = random.below(256);
      const answer = readPkcs12(damaged, keyFilePassword);
      expect(typeof answer === 'string' || answer.certificates.length <= 3).toBe(true);
    }
  });
});
