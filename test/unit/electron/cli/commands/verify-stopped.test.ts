import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandPath } from '../../../../support/command.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { farmResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

let home = '';
let report = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-stopped-'));
  report = join(home, 'report.pdf');
  await writeFile(report, await signResult(madeHere(farmResult()), makeEcSigner()));
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

/** Tells, over file descriptor 3, that the thread of the command has checked a signature and compares pages. */
const reportSigned = `data:text/javascript,${encodeURIComponent(
  "import{writeSync}from'node:fs';process.on('worker',(w)=>w.on('message',({kind})=>{if(kind==='signed')writeSync(3,'x')}))",
)}`;

describe.skipIf(process.platform === 'win32')('netready verify, told to stop while it compares pages', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends at once with %s, and says how much it has done',
    async (signal) => {
      const args = ['--import', reportSigned, commandPath, 'verify', report, report];
      const child = spawn(process.execPath, args, {
        env: { PATH: process.env['PATH'], NETREADY_HOME: home, LANG: 'C.UTF-8' },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
      const ended = once(child, 'close');
      const said = [child.stdout, child.stderr].map((stream) => text(stream as Readable));
      await once(child.stdio[3] as Readable, 'data');
      child.kill(signal);
      expect(await ended).toEqual([130, null]);
      const [printed, explained] = await Promise.all(said);
      expect(printed).toBe('');
      expect(explained).toContain('Cancelled: 0 of 2 files verified.');
    },
    60_000,
  );
});
