import { spawnSync } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import v8 from 'node:v8';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compilerPatience } from '../../../../../electron/core/base/patient-compiler.ts';
import { startThread } from '../../../../../electron/core/base/program-thread.ts';

/** Runs a function a number of times after flags were set, and prints whether V8 has made it fast (`kTurboFanned`). */
const program = `
const { setFlagsFromString } = require('node:v8');
const [times, ...flags] = process.argv.slice(1);
for (const flag of flags) setFlagsFromString(flag);
const sum = (a, b) => { let all = a; for (let index = 0; index < 5; index += 1) all += b; return all; };
for (let run = 0; run < Number(times); run += 1) sum(run, 1);
console.log((%GetOptimizationStatus(sum) & 64) !== 0);
`;

function isFastAfter(times: number, ...flags: readonly string[]): boolean {
  const options = ['--allow-natives-syntax', '--no-concurrent-recompilation', '--no-use-osr'];
  const args = [...options, '-e', program, String(times), ...flags];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim() === 'true';
}

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

describe('a patient compiler', () => {
  it('is what a thread is started with', async () => {
    const told = vi.spyOn(v8, 'setFlagsFromString').mockReturnValue(undefined);
    syncBuiltinESMExports();
    const thread = await startThread();
    await thread.terminate();
    expect(told.mock.calls).toEqual([[compilerPatience]]);
  });

  it('waits where V8 does not by itself, and V8 knows what it is told', () => {
    expect(isFastAfter(4_000)).toBe(true);
    expect(isFastAfter(4_000, compilerPatience)).toBe(false);
  });

  it('makes fast what runs for long', () => {
    expect(isFastAfter(1_000_000, compilerPatience)).toBe(true);
  });
});
