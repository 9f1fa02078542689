import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLicenceCollector, writeLicences } from '../../../build/licences.mjs';

describe('the licences of what is built in', () => {
  let work = '';
  beforeEach(() => {
    work = mkdtempSync(join(tmpdir(), 'netready-licences-'));
  });
  afterEach(() => rmSync(work, { recursive: true, force: true }));

  const collected = (licence: string | undefined, files: Readonly<Record<string, string>>) => {
    const folder = join(work, 'some-library');
    mkdirSync(folder);
    const about = { name: 'some-library', version: '1.2.3', license: licence };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const collector = createLicenceCollector();
    collector.add(folder);
    return collector.packages();
  };

  it('are written out with name, version and text', async () => {
    const packages = await collected('ISC', {
      'LICENCE.md': 'Do what you like.\r\nReally.\r\n',
      NOTICE: 'Note.',
    });
    expect(packages).toMatchObject([{ name: 'some-library', version: '1.2.3', licence: 'ISC' }]);
    await writeLicences(work, packages);
    const text = readFileSync(join(work, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    expect(text).toContain('some-library 1.2.3 (ISC)');
    expect(text).toContain('Do what you like.\nReally.\n\nNote.');
  });

  it('stop the build when a library carries no text', async () => {
    await expect(collected('MIT', { 'README.md': 'MIT' })).rejects.toThrow(
      'some-library@1.2.3 carries no text of its licence.',
    );
  });

  it('stop the build when a library has a licence that nobody has accepted, or none', async () => {
    await expect(collected('GPL-3.0-only', { LICENSE: 'GPL' })).rejects.toThrow('GPL-3.0-only, which is not');
    rmSync(join(work, 'some-library'), { recursive: true });
    await expect(collected(undefined, { LICENSE: 'Nothing.' })).rejects.toThrow('undefined, which is not');
  });
});
