import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canBuildSingle } from '../../build/node-program.mjs';
import { buildSingle } from '../../build/single.mjs';
import packageJson from '../../package.json' with { type: 'json' };
import { needsAlso } from '../support/needs.ts';
import { startWindows, type Windows, windowsPath } from '../windows/support/windows-program.ts';

const hasNode = { isMet: await canBuildSingle('win-x64'), otherwise: 'Node for Windows cannot be fetched' };

needsAlso([hasNode], 'wine')('the single-file program for Windows', () => {
  const work = mkdtempSync(join(tmpdir(), 'netready-single-windows-'));
  let program = '';
  let windows: Windows;
  beforeAll(async () => {
    program = await buildSingle('win-x64', join(import.meta.dirname, '..', '..', 'dist'), work);
    windows = await startWindows();
  }, 300_000);
  afterAll(async () => {
    await windows.close();
    rmSync(work, { recursive: true, force: true });
  }, 60_000);

  it('says its version, and is at most 110 MB', async () => {
    const { code, stdout } = await windows.program(program, ['--version']);
    expect([code, stdout.trim()]).toEqual([0, packageJson.version]);
    expect(statSync(program).size).toBeLessThan(110_000_000);
  }, 120_000);

  it('writes a signed report with its own fonts, and finds it intact', async () => {
    const out = join(windows.work, 'report');
    const checked = await windows.program(program, [
      'check',
      '--only',
      'loc-port-12000',
      '--out',
      windowsPath(out),
    ]);
    expect(checked.code, checked.stderr).toBe(0);
    const pdf = readdirSync(out).find((name) => name.endsWith('.pdf')) ?? '';
    const verified = await windows.program(program, [
      'verify',
      windowsPath(join(out, pdf)),
      '--format',
      'json',
    ]);
    expect(verified.code).toBe(6);
    expect(JSON.parse(verified.stdout)).toMatchObject([{ outcome: 'unknown-signer' }]);
  }, 180_000);
});
