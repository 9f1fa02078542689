import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCheckCommand } from '../../../../../electron/cli/commands/check.ts';
import { checkOptionsSchema } from '../../../../../electron/cli/options/check-options.ts';
import { parseOptions } from '../../../../../electron/cli/options/parse-options.ts';
import { openIdentity } from '../../../../../electron/core/identity/identity-store.ts';
import { createRunStore } from '../../../../../electron/core/runs/run-store.ts';
import { identityWorld } from '../../../../../electron/core/system/system-world.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { testContext } from '../../../../support/cli-context.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-check-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** A signer that can be opened before the run, and no longer when the report is to be signed. */
function failingLater(error: unknown) {
  let calls = 0;
  return () => {
    calls += 1;
    return calls === 1 ? openIdentity(join(home, 'data'), identityWorld(process)) : Promise.reject(error);
  };
}

const options = (more: object = {}) =>
  parseOptions(checkOptionsSchema, { only: ['loc-roles'], out: join(home, 'out'), ...more });

const failureOf = (work: Promise<void>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error)),
  );

describe('netready check, when the report cannot be made', () => {
  it.each([
    [
      'the key',
      new AppError('identity-damaged', 'The key is damaged.'),
      'identity-damaged',
      'The key is damaged.',
    ],
    ['a fault of its own', new TypeError('x is not y'), 'internal', 'TypeError: x is not y.'],
  ])('because of %s, has printed, written and kept the result before', async (_, thrown, code, why) => {
    const { context, log } = testContext(home, { openIdentity: failingLater(thrown) });
    const failure = await failureOf(runCheckCommand(options(), context));
    const [run] = (await createRunStore(join(home, 'data')).list()).runs;
    expect(failure.code).toBe(code);
    const names = await readdir(join(home, 'out'));
    const base = names.find((name) => name.endsWith('.json'))?.replace('.json', '');
    expect(failure.message).toBe(
      `The signed report was not written: ${why} Written: ${base}.json, ${base}-firewall.csv. The run is kept: netready run save ${run?.id} --out FOLDER`,
    );
    expect(log.printed).toContain('loc-roles');
    expect(log.printed.trimEnd().split('\n').at(-1)).toBe(
      '+ Partial run: 1 check passed; 30 checks were left out',
    );
    expect(names.map((name) => name.replace(/^.*Z/, '')).sort()).toEqual(['-firewall.csv', '.json']);
    const json = await readFile(join(home, 'out', `${base}.json`), 'utf8');
    expect(runResultSchema.parse(JSON.parse(json)).id).toBe(run?.id);
  });

  it('prints JSON whole before it is known', async () => {
    const { context, log } = testContext(home, { openIdentity: failingLater(new Error('boom')) });
    await failureOf(runCheckCommand(options({ format: 'json' }), context));
    expect(runResultSchema.safeParse(JSON.parse(log.printed)).success).toBe(true);
  });

  it('contacts nothing where the key cannot be used from the start', async () => {
    const damaged = new AppError('identity-damaged', 'The key is damaged.');
    const { context, log } = testContext(home, { openIdentity: () => Promise.reject(damaged) });
    expect(await failureOf(runCheckCommand(options(), context))).toBe(damaged);
    expect(log.printed).toBe('');
    expect((await createRunStore(join(home, 'data')).list()).runs).toEqual([]);
  });
});

describe('the memory of a check', () => {
  it('is spared before anything is found, and waits for standard output between the parts of its JSON', async () => {
    const told: string[] = [];
    const { context } = testContext(home, {
      spareMemory: () => told.push('spare'),
      print: () => told.push('part'),
      printed: async () => told.push('taken'),
    });
    await runCheckCommand({ ...options({ format: 'json' }), out: undefined }, context);
    const [first, ...parts] = told;
    expect(first).toBe('spare');
    expect(parts.length).toBeGreaterThan(4);
    expect(parts).toEqual(parts.map((_, index) => (index % 2 === 0 ? 'part' : 'taken')));
  });

  it('is spared before a profile is read, which may name thousands of servers', async () => {
    const told: string[] = [];
    const { context } = testContext(home, { spareMemory: () => told.push('spare') });
    await failureOf(runCheckCommand(options({ profile: join(home, 'none.json') }), context));
    expect(told).toEqual(['spare']);
  });
});

describe('the files of a run', () => {
  it('have one name, also where another run of the same second has left its report alone', async () => {
    const { context } = testContext(home);
    const clock = { ...context.world.clock, now: () => new Date('2026-11-22T10:00:00.000Z') };
    const frozen = { ...context, world: { ...context.world, clock } };
    const out = join(home, 'out');
    await runCheckCommand(options(), frozen);
    for (const name of await readdir(out)) if (!name.endsWith('.pdf')) await rm(join(out, name));
    await runCheckCommand(options(), frozen);
    expect((await readdir(out)).map((name) => name.replace(/^.*Z/, '')).sort()).toEqual([
      '-2-firewall.csv',
      '-2.json',
      '-2.pdf',
      '.pdf',
    ]);
  });
});

describe('the data of a run that cannot be written', () => {
  const frozenAt = new Date('2026-11-22T10:00:00.000Z');
  const out = (): string => join(home, 'out');

  /** Takes every number that the data of one second may get, and none of their reports. */
  async function takeNames(base: string, ending: string): Promise<void> {
    await mkdir(out());
    for (let number = 1; number <= 20; number += 1)
      await writeFile(join(out(), `${base}${number === 1 ? '' : `-${number}`}${ending}`), 'of another run');
  }

  it.each([{}, { redact: true }])('keeps the report from nothing, and both are named: %o', async (more) => {
    const { context, log } = testContext(home);
    const clock = { ...context.world.clock, now: () => frozenAt };
    const machine = await context.world.platform.machine();
    const base = `netready-${'redact' in more ? 'ctrl-1' : machine.hostname}-20261122-100000Z`;
    await takeNames(base, '.json');
    const frozen = { ...context, world: { ...context.world, clock } };
    const failure = await failureOf(runCheckCommand(options(more), frozen));
    expect(failure.code).toBe('file-exists');
    expect(failure.message).toContain('JSON and CSV were not written: ');
    expect(failure.message).toContain(` Written: ${base}.pdf. The run is kept: `);
    expect(log.printed).toContain('1 check passed');
    expect((await readdir(out())).filter((name) => name.endsWith('.pdf'))).toEqual([`${base}.pdf`]);
  });
});

describe('a waiver of the command line', () => {
  const refusal = (waive: readonly string[]) => {
    try {
      parseOptions(checkOptionsSchema, { waive });
      return null;
    } catch (error) {
      return error instanceof AppError ? error.message : error;
    }
  };

  it('is held to what a profile allows, before the run', () => {
    expect(refusal([`lat-provider=${'x'.repeat(501)}`])).toMatch(
      /^--waive: "lat-provider=x+…" was given\. Allowed: ID=REASON, where the reason is at most 500 characters\.$/,
    );
    expect(refusal(['lat-provider=agreed \ud83d'])).toMatch(
      /Allowed: ID=REASON, where the reason is a text of whole characters; this one holds half of one/,
    );
    expect(refusal(['lat-provider=no'])).toContain('ID=REASON, with a reason of at least 3 characters');
    expect(refusal(['=because I say so'])).toContain('ID=REASON, with a reason of at least 3 characters');
    expect(refusal(Array.from({ length: 501 }, () => 'lat-provider=agreed'))).toContain(
      'at most 500 waivers',
    );
    expect(refusal([`lat-provider=${'👩‍👩‍👧‍👦'.repeat(40)}`])).toBeNull();
  });
});
