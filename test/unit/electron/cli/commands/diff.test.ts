import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { healthyWorld, sampleResult, troubledWorld } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

const signer = makeEcSigner();
const profile = {
  machine: { roles: ['front-end'] },
  controller: { host: 'ctrl.example.local' },
  frontEnds: [{ host: 'app01' }],
};
const healthy = () => madeHere(sampleResult({ profile }));
const troubled = () =>
  madeHere(
    sampleResult({
      profile,
      world: troubledWorld(healthyWorld('before-install'), [
        { host: 'ctrl.example.local', port: 12000, outcome: 'timeout', code: 'ETIMEDOUT' },
      ]),
    }),
  );

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-diff-'));
  const write = async (name: string, result: RunResult) =>
    writeFile(join(home, name), await signResult(result, signer));
  await write('healthy.pdf', healthy());
  await write('troubled.pdf', troubled());
  await write('other.pdf', { ...healthy(), machine: { ...healthy().machine, hostname: 'app02' } });
  await write('foreign.pdf', { ...healthy(), tool: { ...healthy().tool, version: '0.0.1' } });
  const bytes = await signResult(healthy(), signer);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(join(home, 'spoilt.pdf'), bytes);
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

async function diff(old: string, next: string, ...args: readonly string[]) {
  const { context, log } = testContext(home);
  const files = [join(home, old), join(home, next)];
  await buildProgram(context.print, async () => context).parseAsync([
    'node',
    'netready',
    'diff',
    ...files,
    ...args,
  ]);
  return log;
}

describe('netready diff', () => {
  it('says of one report and itself that nothing differs', async () => {
    const { printed, exitCode } = await diff('healthy.pdf', 'healthy.pdf');
    expect(printed).toMatch(/\nNothing differs in \d+ checks\.\n$/);
    expect(exitCode).toBe(0);
  });

  it('puts first what got worse, and ends with 3', async () => {
    const { printed, exitCode, explained } = await diff('healthy.pdf', 'troubled.pdf', '--quick');
    const [, worse = ''] = /\nWorse \(\d+\)\n(.*?)\n\n/s.exec(printed) ?? [];
    expect(worse).toContain('ctrl.example.local:12000');
    expect(worse).toContain('+ Passed -> x Failed: ctrl.example.local:12000 does not answer');
    expect(worse).toMatch(/open, [\d.]+ ms -> no answer, /);
    expect(printed).toMatch(/\n\d+ worse(, .*)? and \d+ the same\.\n$/);
    expect(explained).toContain('healthy.pdf: the key of its signer is not known.');
    expect(exitCode).toBe(3);
  });

  it('ends with 0 where all that differs got better', async () => {
    const { printed, exitCode } = await diff('troubled.pdf', 'healthy.pdf', '--quick');
    expect(printed).toContain('Better (');
    expect(printed).not.toContain('Worse (');
    expect(exitCode).toBe(0);
  });

  it('lays two machines side by side', async () => {
    const { printed } = await diff('other.pdf', 'troubled.pdf', '--quick');
    expect(printed).toMatch(/^One {9}app02 \(front-end\), before the installation, /);
    expect(printed).toContain('These are two machines, side by side');
    expect(printed).toContain('Worse on app01 (');
  });

  it('gives programs all of it', async () => {
    const { printed } = await diff('healthy.pdf', 'troubled.pdf', '--quick', '--format', 'json');
    const told = JSON.parse(printed);
    expect(told).toMatchObject({ machines: 'one', gotWorse: true, others: [] });
    expect(told.checks.worse.map(({ id }: { id: string }) => id)).toContain('out-ctrl');
    expect(told.old.id).toBe(healthy().id);
  });

  it.each([
    ['spoilt.pdf', 'healthy.pdf'],
    ['healthy.pdf', 'spoilt.pdf'],
  ])('draws nothing from a file that is not intact: %s, %s', async (old, next) => {
    const { printed, explained, exitCode } = await diff(old, next);
    expect(printed).toBe('');
    expect(explained).toMatch(/spoilt\.pdf is not compared: /);
    expect(exitCode).toBe(5);
  });

  it('compares reports of another version that it can read', async () => {
    const { printed, exitCode } = await diff('foreign.pdf', 'healthy.pdf');
    expect(printed).toMatch(/Netready: 0\.0\.1 -> \d/);
    expect(exitCode).toBe(0);
  });

  it('says which file cannot be read', async () => {
    const error: unknown = await diff('missing.pdf', 'healthy.pdf').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(String(error)).toContain('missing.pdf');
  });
});
