import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toolsetTable } from '../../build/toolsets.mjs';
import { needs } from '../support/needs.ts';

const release = readFileSync(join(import.meta.dirname, '..', '..', 'build', 'RELEASE.md'), 'utf8');

describe('the table of archives in RELEASE.md', () => {
  it('says what the pinned electron-builder downloads, with its hashes', () => {
    const table = toolsetTable();
    expect(table.match(/`[0-9a-f]{64}`/g)?.length).toBeGreaterThan(10);
    expect(release).toContain(table);
  }, 60_000);
});

needs('tar')('an archive that lies in its place', () => {
  it('is used without a download', () => {
    const cache = mkdtempSync(join(tmpdir(), 'netready-toolset-'));
    try {
      const folder = join(cache, 'tool@1.0.0');
      mkdirSync(join(cache, 'tool'));
      mkdirSync(folder);
      writeFileSync(join(cache, 'tool', 'program'), 'its content');
      spawnSync('tar', ['-czf', join(folder, 'tool.tar.gz'), '-C', cache, 'tool']);
      const sha256 = createHash('sha256')
        .update(readFileSync(join(folder, 'tool.tar.gz')))
        .digest('hex');
      const builder = createRequire(import.meta.url).resolve('electron-builder/package.json');
      const options = { releaseName: 'tool@1.0.0', filenameWithExt: 'tool.tar.gz' };
      const provide = (hash: string) =>
        spawnSync(
          process.execPath,
          [
            '--eval',
            `const load = require('node:module').createRequire(${JSON.stringify(builder)});
const { downloadBuilderToolset } = load('app-builder-lib/out/util/electronGet.js');
const options = ${JSON.stringify({ ...options, checksums: { 'tool.tar.gz': hash } })};
downloadBuilderToolset(options).then((path) => console.log(require('fs').readFileSync(path + '/program', 'utf8')));`,
          ],
          {
            encoding: 'utf8',
            env: {
              ...process.env,
              ELECTRON_BUILDER_CACHE: cache,
              ELECTRON_BUILDER_BINARIES_MIRROR: 'https://127.0.0.1:9/',
            },
          },
        ).stdout;
      expect(provide(sha256)).toContain('its content');
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  });
});
