import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownMark } from '../../../../../electron/core/files/process-mark.ts';
import type { JournalHead, JournalLine } from '../../../../../electron/core/journal/journal-lines.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { recoverRuns } from '../../../../../electron/core/runs/recover-runs.ts';
import { createRunStore, runsFolder } from '../../../../../electron/core/runs/run-store.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { verdictSentence } from '../../../../../shared/report/verdict-sentence.ts';
import { type RunResult, runResultSchema } from '../../../../../shared/run/result.ts';
import {
  endedProcess,
  freePort,
  journalHead,
  journalId,
  journalText,
  leaveJournal,
} from '../../../../support/run-journals.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-recover-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const store = () => createRunStore(folder);
const recover = (changes: Partial<Parameters<typeof recoverRuns>[0]> = {}) =>
  recoverRuns({
    folder: runsFolder(folder),
    runs: store(),
    platform: createPlatform(),
    now: () => new Date(),
    ...changes,
  });
const files = async (): Promise<readonly string[]> => (await readdir(runsFolder(folder))).sort();

/** Leaves the journal of a process that was killed. */
async function leave(
  changes: Partial<JournalHead> = {},
  lines: readonly JournalLine[] = freePort,
): Promise<string> {
  return leaveJournal(folder, journalText(journalHead(await endedProcess(), changes), lines));
}

const checkOf = (result: RunResult, id: string) => result.checks.find((check) => check.id === id);

describe('a run whose process was killed', () => {
  it('is kept with what it had found, and says that it was broken off', async () => {
    await leave();
    const [told, ...more] = await recover();
    expect(more).toEqual([]);
    expect(told).toMatch(
      new RegExp(
        `^A run of 2026-11-22 10:00:00 UTC on app01 was broken off after \\d+ of \\d+ checks\\. Its result is kept: netready run save ${journalId} --out FOLDER$`,
      ),
    );
    const result = await store().read(journalId);
    expect(runResultSchema.safeParse(result).error).toBeUndefined();
    expect(result).toMatchObject({
      id: journalId,
      brokenOff: true,
      cancelled: true,
      startedAt: '2026-11-22T10:00:00.000Z',
      finishedAt: '2026-11-22T10:00:07.000Z',
      profile: { environment: { name: 'Production' } },
    });
    expect(checkOf(result, 'loc-port-12000')).toMatchObject({ verdict: 'pass', finding: 'free' });
    expect(checkOf(result, 'loc-port-12001')).toMatchObject({
      verdict: 'unknown',
      finding: 'broken-off',
      reason: 'The run was broken off before this was tested: Netready, or this machine, was ended.',
    });
    expect(verdictSentence(result)).toMatch(/^Broken off: \d+ of \d+ checks were not tested/);
    expect((await store().list()).runs[0]).toMatchObject({ id: journalId, brokenOff: true });
  });

  it('is offered once, and its journal is gone', async () => {
    await leave();
    expect(await recover()).toHaveLength(1);
    expect(await recover()).toEqual([]);
    expect(await files()).toEqual([`${journalId}.json`]);
  });

  it('loses nothing but the line that was being written', async () => {
    const text = journalText(journalHead(await endedProcess()));
    await leaveJournal(folder, `${text}{"kind":"facts","key":"bind 0.0.0.0 12001","at":"2026-1`);
    expect(await recover()).toHaveLength(1);
    expect(checkOf(await store().read(journalId), 'loc-port-12000')?.verdict).toBe('pass');
  });

  it('passes over lines that are not its own', async () => {
    const text = journalText(journalHead(await endedProcess()));
    await leaveJournal(folder, `${text}null\n[]\n{"kind":"facts","key":"x"}\n\u0000\u0000\u0000\n`);
    expect(await recover()).toHaveLength(1);
  });

  it('tells what it had contacted, with how many attempts', async () => {
    const contact = { host: 'db', address: '10.0.0.1', port: 1433 };
    await leave({}, [{ kind: 'contacted', contact }, ...freePort, { kind: 'contacted', contact }]);
    await recover();
    expect((await store().read(journalId)).contacted).toEqual([{ ...contact, count: 2 }]);
  });

  it('is not called broken off where only its keeping was', async () => {
    await leave({ only: ['loc-port-12000'] }, [
      ...freePort,
      { kind: 'ended', at: '2026-11-22T10:00:09.000Z', cancelled: false },
    ]);
    const [told] = await recover();
    const result = await store().read(journalId);
    expect(told).toMatch(/ had ended, but was not kept\. Its result is kept: /);
    expect(result).toMatchObject({ finishedAt: '2026-11-22T10:00:09.000Z', cancelled: false });
    expect(result.brokenOff).toBeUndefined();
  });

  it('keeps the checks that it was not asked for left out', async () => {
    await leave({ only: ['loc-port-12000', 'loc-port-12001'] });
    const [told] = await recover();
    expect(told).toContain('was broken off after 1 of 2 checks.');
    expect(checkOf(await store().read(journalId), 'loc-resolve')?.finding).toBe('left-out');
  });

  it('is joined to the run of which it repeated checks', async () => {
    await leave();
    await recover();
    const base = await store().read(journalId);
    const id = '99999999-2222-4333-8444-555555555555';
    const head = journalHead(await endedProcess(), { id, base: journalId, only: ['loc-port-12000'] });
    await leaveJournal(folder, journalText(head), { id });
    await recover();
    const joined = await store().read(id);
    expect(joined.checks).toHaveLength(base.checks.length);
    expect(checkOf(joined, 'loc-port-12000')?.verdict).toBe('pass');
    expect(checkOf(joined, 'loc-resolve')?.finding).toBe('broken-off');
  });

  it('is dropped without a word where nothing was done, or where it is kept already', async () => {
    await leave({}, [{ kind: 'contacted', contact: { host: 'a', address: '10.0.0.1', port: 1 } }]);
    expect(await recover()).toEqual([]);
    expect(await files()).toEqual([]);
    await leave();
    await recover();
    const before = await readFile(join(runsFolder(folder), `${journalId}.json`), 'utf8');
    await leave({ startedAt: '2026-11-22T11:00:00.000Z' });
    expect(await recover()).toEqual([]);
    expect(await files()).toEqual([`${journalId}.json`]);
    expect(await readFile(join(runsFolder(folder), `${journalId}.json`), 'utf8')).toBe(before);
  });
});

describe('a run whose process lives', () => {
  it('is left alone', async () => {
    await leaveJournal(folder, journalText(journalHead(ownMark())), { minutesAgo: 600 });
    expect(await recover()).toEqual([]);
    expect(await files()).toEqual([`${journalId}.journal`]);
  });

  it('is left alone on another machine while it gives signs of life', async () => {
    const elsewhere = { ...(await endedProcess()), machine: 'ffffffff' };
    await leaveJournal(folder, journalText(journalHead(elsewhere)), { minutesAgo: 1 });
    expect(await recover()).toEqual([]);
    await leaveJournal(folder, journalText(journalHead(elsewhere)), { minutesAgo: 10 });
    expect(await recover()).toHaveLength(1);
  });

  it('is not taken for a process that got its id later', async () => {
    const { started } = ownMark();
    if (started === 0) return;
    await leaveJournal(folder, journalText(journalHead({ ...ownMark(), started: started + 7 })));
    expect(await recover()).toHaveLength(1);
  });

  it('replaces what was made of its journal meanwhile', async () => {
    await leave();
    await recover();
    const early = await store().read(journalId);
    const { brokenOff: _, ...whole } = early;
    await store().save({ ...whole, cancelled: false });
    expect((await store().list()).runs).toMatchObject([{ id: journalId, brokenOff: false }]);
  });
});

describe('a journal that cannot be used', () => {
  it.each([
    ['a head that is not whole', '{"kind":"begun","sch'],
    ['a head of another version', '{"kind":"begun","schema":"netready.journal/2"}\n'],
    ['something else', 'hello\n'],
  ])('is kept under another name and told once: %s', async (_, text) => {
    const path = await leaveJournal(folder, text, { minutesAgo: 60 });
    expect(await recover()).toEqual([
      `What a run that was broken off had found could not be used, because its beginning is damaged, or of another version; it is kept as ${path}.damaged.`,
    ]);
    expect(await files()).toEqual([`${journalId}.journal.damaged`]);
    expect(await recover()).toEqual([]);
  });

  it('is left while somebody may be about to write it', async () => {
    await leaveJournal(folder, '{"kind":"begun","sch');
    expect(await recover()).toEqual([]);
    expect(await files()).toEqual([`${journalId}.journal`]);
  });

  it('is kept where its profile asks for what this version does not know', async () => {
    const head = journalHead(await endedProcess());
    const overlays = ['from-the-future'];
    const path = await leaveJournal(folder, journalText({ ...head, profile: { ...head.profile, overlays } }));
    const [told] = await recover();
    expect(told).toContain('could not be used, because this version cannot plan it (');
    expect(told).toContain(`it is kept as ${path}.damaged.`);
  });

  it('stays where its result cannot be written, and is offered at the next start', async () => {
    await leave();
    const full = new AppError('output-unwritable', 'x could not be written: the disk is full (ENOSPC).');
    const runs = { ...store(), save: () => Promise.reject(full) };
    expect(await recover({ runs })).toEqual([full.message]);
    expect(await files()).toContain(`${journalId}.journal`);
    expect(await recover()).toEqual([expect.stringContaining('was broken off after')]);
  });

  it('is not read through a link', async () => {
    const path = await leave();
    await rm(path);
    await writeFile(join(folder, 'elsewhere'), journalText(journalHead(await endedProcess())));
    await symlink(join(folder, 'elsewhere'), path);
    expect(await recover()).toEqual([]);
    expect(await files()).toEqual([`${journalId}.journal`]);
  });

  it('is looked for without harm where there is none', async () => {
    expect(await recover({ folder: join(folder, 'absent') })).toEqual([]);
  });
});
