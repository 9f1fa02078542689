import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importProfileFile } from '../../../../../electron/core/profile/import-profile.ts';
import { secrets, sqlServerHsconf } from '../hsconf/sample-hsconf.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('importProfileFile', () => {
  it('takes hosts and ports from a Platform Server configuration, says so, and takes no secret', async () => {
    const { profile, notes } = await importProfileFile(await file('server.hsconf', sqlServerHsconf));
    expect(profile.databases.map(({ host }) => host)).toContain('db01.example.local');
    expect(notes).toContain('The platform database was taken from the file.');
    for (const secret of secrets) expect(JSON.stringify({ profile, notes })).not.toContain(secret);
  });

  it('reads a configuration that an editor has saved as UTF-16', async () => {
    const bytes = Buffer.from(`\uFEFF${sqlServerHsconf.replace('utf-8', 'utf-16')}`, 'utf16le');
    const plain = await importProfileFile(await file('plain.hsconf', sqlServerHsconf));
    expect(await importProfileFile(await file('wide.hsconf', bytes))).toEqual(plain);
  });

  it('takes a profile as it is', async () => {
    const path = await file('profile.json', '{"schemaVersion": 1, "environment": {"name": "Production"}}');
    const { profile, notes } = await importProfileFile(path);
    expect([profile.environment.name, notes]).toEqual(['Production', []]);
  });

  it.each([
    ['other.txt', 'password=hunter2', /other\.txt is neither a profile \(JSON\) nor a Platform Server/],
    ['other.xml', '<settings/>', /its root element is not EnvironmentConfiguration/],
    ['bytes.hsconf', Uint8Array.of(0x3c, 0xff), /bytes\.hsconf is neither text in UTF-8 nor in UTF-16/],
    ['wrong.json', '{"schemaVersion": 1, "phases": 1}', /wrong\.json has one problem/],
  ])('refuses %s and quotes nothing of it', async (name, content, message) => {
    const failure = importProfileFile(await file(name, content));
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.not.toThrow(/hunter2/);
  });

  it('names line and column of what is no JSON, and quotes nothing', async () => {
    const path = await file('cut.json', '{\n  "AdminPassword":"fake-1"');
    await expect(importProfileFile(path)).rejects.toThrow(
      /cut\.json is not JSON \(line 2, column 27: the text ends too early\)\.$/,
    );
  });

  it('refuses a file that is not there', async () => {
    await expect(importProfileFile(join(folder, 'absent.hsconf'))).rejects.toThrow(/there is no such file/);
  });
});
