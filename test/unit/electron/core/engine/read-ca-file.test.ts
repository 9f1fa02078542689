import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxCaFileBytes, readCaFile } from '../../../../../electron/core/engine/read-ca-file.ts';
import { makeAuthority } from '../../../../support/servers/server-certificates.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-ca-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(text: string): Promise<string> {
  const path = join(folder, 'authorities.pem');
  await writeFile(path, text);
  return path;
}

describe('a file of authorities', () => {
  it('gives each certificate, whatever stands around them', async () => {
    const one = await makeAuthority({ commonName: 'One' });
    const two = await makeAuthority({ commonName: 'Two' });
    const path = await fileWith(`# our authorities\r\n${one.cert}\nSubject: two\n${two.cert}${one.key}`);
    expect(await readCaFile(path)).toEqual([one.cert.trim(), two.cert.trim()]);
  });

  it.each([
    ['nothing', '', 'holds no certificate in PEM'],
    ['something else', 'hello', 'holds no certificate in PEM'],
    [
      'a damaged certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      'holds a certificate that cannot be read (number 1)',
    ],
  ])('is refused with %s in it', async (_, text, why) => {
    const path = await fileWith(text);
    await expect(readCaFile(path)).rejects.toMatchObject({
      code: 'profile-invalid',
      message: `caFile: ${path} ${why}. Allowed: a file of certificates in PEM.`,
    });
  });

  it('is refused when it is missing, a folder, or too large', async () => {
    const missing = join(folder, 'missing.pem');
    const large = await fileWith('x'.repeat(maxCaFileBytes + 1));
    for (const path of [missing, folder, large]) {
      await expect(readCaFile(path)).rejects.toMatchObject({
        code: 'file-unreadable',
        message: expect.stringContaining(path),
      });
    }
  });
});
