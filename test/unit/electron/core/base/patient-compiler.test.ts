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

const flags = [compilerPatience(process.versions.v8) ?? []].flat().map(({ given }) => given);

describe('a patient compiler', () => {
  it('is what a thread is started with', async () => {
    const told = vi.spyOn(v8, 'setFlagsFromString').mockReturnValue(undefined);
    syncBuiltinESMExports();
    const thread = await startThread();
    await thread.terminate();
    expect(told.mock.calls).toEqual(flags.map((flag) => [flag]));
  });

  it('waits, and V8 knows what it is told', () => {
    expect(isFastAfter(2_000, ...flags)).toBe(false);
  });

  it('is told to wait where V8 does not by itself', () => {
    expect(isFastAfter(2_000)).toBe(flags.length > 0);
  });

  it.each([
    ['11.3.244.8-node.38', true],
    ['12.4.254.21-node.57', false],
    ['13.6.233.17-node.28', false],
  ])('tells a V8 nothing that it does not know: %s', (version, isTold) => {
    expect(compilerPatience(version) !== null).toBe(isTold);
  });

  it('makes fast what runs for long', () => {
    expect(isFastAfter(1_000_000, ...flags)).toBe(true);
  });
});
