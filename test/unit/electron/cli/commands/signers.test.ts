import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { trustFileSchema } from '../../../../../shared/report/trust-file.ts';
import { fingerprintGroups } from '../../../../../shared/words/phrases.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { reportOf, signerOf } from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';

const result = environmentResults(farmOf(1)).find(({ machine }) => machine.hostname === 'fe1');
const key = fingerprintOf(signerOf('fe1').certificates[0]);
const last = fingerprintGroups(key).slice(-4).join(' ');
let own = new Uint8Array();
let foreign = new Uint8Array();
beforeAll(async () => {
  if (result === undefined) throw new TypeError('no such machine');
  own = Uint8Array.from(await reportOf(result));
  foreign = Uint8Array.from(await reportOf(result, makeEcSigner('Netready on fe1')));
}, 60_000);

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-signers-'));
  await writeFile(join(home, 'fe1.pdf'), own);
  await writeFile(join(home, 'other.pdf'), foreign);
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Carries out a command line; an expected failure is given instead of thrown. */
async function run(...args: readonly string[]) {
  const { context, log } = testContext(home);
  try {
    await buildProgram(context.print, async () => context).parseAsync(['node', 'netready', ...args]);
    return { ...log, error: null, why: '' };
  } catch (error) {
    if (error instanceof AppError) return { ...log, error: error.code, why: error.message };
    throw error;
  }
}
const report = (name: string): string => join(home, name);

describe('netready signers', () => {
  it('adds the signer of a report whose last groups were read out, and nobody else', async () => {
    const wrong = await run('signers', 'add', report('fe1.pdf'), '--last', 'abab abab abab abab');
    expect(wrong.error).toBe('fingerprint-differs');
    expect((await run('signers', 'list')).printed).toContain('Nobody is known yet.');
    const added = await run('signers', 'add', report('fe1.pdf'), '--last', last, '--customer', 'Example Ltd');
    expect(added.error).toBeNull();
    expect(added.printed).toContain(fingerprintGroups(key).join(' '));
    const { printed } = await run('signers', 'list', '--format', 'json');
    expect(JSON.parse(printed)).toMatchObject({
      signers: [{ fingerprint: key, name: 'Netready on fe1', machine: 'fe1', customer: 'Example Ltd' }],
    });
    expect((await run('verify', '--quick', report('fe1.pdf'))).exitCode).toBe(0);
  });

  it.each([
    [
      ['--last', ''],
      '--last: "" was given. Allowed: the last four groups of the fingerprint, as they were read out.',
    ],
    [['--last', 'abab', '--name', ' '], '--name: " " was given. Allowed: a text of 1 to 200 characters.'],
    [['--last', 'abab', '--note', 'x'.repeat(1001)], 'Allowed: a text of at most 1000 characters.'],
  ])('says what an option allows: %s', async (options, sentence) => {
    const { error, why } = await run('signers', 'add', report('fe1.pdf'), ...options);
    expect(error).toBe('usage');
    expect(why).toContain(sentence);
  });

  it('adds nobody from a file that is refused', async () => {
    await writeFile(report('spoilt.pdf'), own.subarray(0, own.length / 2));
    const { exitCode, explained } = await run('signers', 'add', report('spoilt.pdf'), '--last', last);
    expect(exitCode).toBe(5);
    expect(explained).toContain('spoilt.pdf');
  });

  it('tells another key of a known machine as a changed one, which is not merged unless it is confirmed', async () => {
    await run('signers', 'add', report('fe1.pdf'), '--last', last);
    const verified = await run('verify', '--quick', report('other.pdf'));
    expect(verified.exitCode).toBe(6);
    expect(verified.printed).toContain('another one than the key that is known for this machine');
    expect(verified.printed).toContain('KEY_CHANGED');
    const out = join(home, 'merged');
    const merged = await run('merge', report('other.pdf'), '--out', out);
    expect([merged.exitCode, merged.explained]).toEqual([5, expect.stringContaining('which is not known')]);
    const json = JSON.parse(
      (await run('verify', '--quick', report('other.pdf'), '--format', 'json')).printed,
    );
    const fingerprint: string = json[0].signer.fingerprint;
    const confirmed = await run('merge', report('other.pdf'), '--out', out, '--confirm-key', fingerprint);
    expect(confirmed.explained).toContain('Written: ');
    const typed = fingerprint.slice(-16);
    expect((await run('signers', 'add', report('other.pdf'), '--last', typed)).error).toBe('machine-has-key');
    const added = await run('signers', 'add', report('other.pdf'), '--last', typed, '--former', 'remove');
    expect(added.error).toBeNull();
    expect((await run('verify', '--quick', report('fe1.pdf'))).printed).toContain('KEY_CHANGED');
  }, 60_000);

  it('hands the list on, takes one over, and takes signers off', async () => {
    await run('signers', 'add', report('fe1.pdf'), '--last', last);
    const out = join(home, 'signers.json');
    await run('signers', 'export', '--out', out);
    expect(trustFileSchema.parse(JSON.parse(await readFile(out, 'utf8'))).signers).toHaveLength(1);
    expect((await run('signers', 'remove', 'abcd')).error).toBe('input-invalid');
    expect((await run('signers', 'remove', last)).printed).toBe('Netready on fe1 is off the list.\n');
    expect((await run('signers', 'import', out)).printed).toBe(
      '1 signer taken over, 0 were known already.\n',
    );
    expect((await run('signers', 'import', out)).printed).toBe(
      '0 signers taken over, 1 was known already.\n',
    );
  });
});
