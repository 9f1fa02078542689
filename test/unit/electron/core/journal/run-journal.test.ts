import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownMark } from '../../../../../electron/core/files/process-mark.ts';
import { createOpenJournal, type JournalSubject } from '../../../../../electron/core/journal/run-journal.ts';
import { readJournal } from '../../../../../electron/core/runs/read-journal.ts';
import type { RunEvent } from '../../../../../shared/run/event.ts';
import { needsRoot } from '../../../../support/needs.ts';
import { journalHead, journalId } from '../../../../support/run-journals.ts';

let folder = '';
const notices: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-journal-'));
  notices.length = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const now = new Date('2026-11-22T10:00:00.000Z');
const { kind: _kind, schema: _schema, process: _process, ...subject } = journalHead(ownMark());
const about: JournalSubject = subject;

const openIn = (runs: string, maxBytes?: number) =>
  createOpenJournal(runs, { now: () => now }, (sentence) => notices.push(sentence), maxBytes)(about);

const found = (key: string): RunEvent => ({
  kind: 'probe-finished',
  key,
  facts: [
    { kind: 'bind', outcome: 'free', startedAt: now.toISOString(), durationMs: 1, address: '::', port: 80 },
  ],
});

const linesIn = async (path: string): Promise<readonly Record<string, unknown>[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the journal of a run', () => {
  const runs = () => join(folder, 'runs');
  const path = () => join(runs(), `${journalId}.journal`);

  it('says what is run before anything happens, and what happened in its order', async () => {
    const journal = await openIn(runs());
    expect(await linesIn(path())).toEqual([
      { kind: 'begun', schema: 'netready.journal/1', process: ownMark(), ...about },
    ]);
    journal.note({ kind: 'run-started', probes: 2 });
    journal.note({ kind: 'contacted', contact: { host: 'db', address: '10.0.0.1', port: 1433 } });
    journal.note(found('bind :: 80'));
    journal.noteEnd(true);
    await journal.close();
    expect((await linesIn(path())).slice(1)).toMatchObject([
      { kind: 'contacted', contact: { host: 'db', address: '10.0.0.1', port: 1433 } },
      { kind: 'facts', key: 'bind :: 80', at: now.toISOString(), facts: [{ kind: 'bind', outcome: 'free' }] },
      { kind: 'ended', at: now.toISOString(), cancelled: true },
    ]);
    expect(notices).toEqual([]);
  });

  it('can be read again whatever the machine and what it talks to are called', async () => {
    const long = 'a'.repeat(5000);
    const open = createOpenJournal(runs(), { now: () => now }, (sentence) => notices.push(sentence));
    const journal = await open({
      ...about,
      machine: { ...about.machine, hostname: `${long}\ud800`, os: long, addresses: [long] },
    });
    journal.note({ kind: 'contacted', contact: { host: long, address: long, port: 1433 } });
    await journal.close();
    const read = readJournal(await readFile(path(), 'utf8'));
    expect(read?.head.machine.hostname).toHaveLength(253);
    expect(read?.lines).toHaveLength(1);
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner alone', async () => {
    await (await openIn(runs())).close();
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect((await stat(runs())).mode & 0o777).toBe(0o700);
  });

  it('goes when the run is kept, and takes nothing after that', async () => {
    const journal = await openIn(runs());
    journal.note(found('a'));
    await journal.discard();
    journal.note(found('b'));
    await journal.close();
    expect(await readdir(runs())).toEqual([]);
  });

  it('is missed in one sentence where it cannot be made, and does no harm then', async () => {
    await writeFile(runs(), 'a file in the way');
    const journal = await openIn(runs());
    for (const key of ['a', 'b']) journal.note(found(key));
    journal.noteEnd(false);
    await journal.close();
    await journal.discard();
    expect(notices).toEqual([
      `${runs()} is a file, where a folder is needed. The run goes on; if Netready is ended before it ends, what it has found is lost.`,
    ]);
  });

  it('stays within its bound, says so once, and keeps what it has', async () => {
    const journal = await openIn(runs(), 4000);
    for (let index = 0; index < 50; index += 1) {
      journal.note(found(`probe ${index}`));
      await Promise.resolve();
    }
    await journal.close();
    expect(notices).toEqual([
      expect.stringMatching(/^More than 4000 bytes of a run are not written down\. The run goes on;/),
    ]);
    expect((await stat(path())).size).toBeLessThanOrEqual(4000);
    expect((await linesIn(path()))[0]).toMatchObject({ kind: 'begun' });
  });
});

needsRoot('mount', 'umount')('the journal of a run on a full disk', () => {
  let disk = '';
  beforeEach(async () => {
    disk = join(folder, 'disk');
    await mkdir(disk);
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'netready-test', disk]);
  });
  afterEach(async () => {
    await promisify(execFile)('umount', [disk]);
  });

  it('is told once; what fitted can be read', async () => {
    const journal = await openIn(join(disk, 'runs'));
    for (let index = 0; index < 200; index += 1) journal.note(found(`probe ${index} ${'x'.repeat(200)}`));
    await journal.close();
    const path = join(disk, 'runs', `${journalId}.journal`);
    expect(notices).toEqual([
      `${path} could not be written: the disk is full (ENOSPC). The run goes on; if Netready is ended before it ends, what it has found is lost.`,
    ]);
    expect(JSON.parse((await readFile(path, 'utf8')).split('\n')[0] ?? '')).toMatchObject({ id: journalId });
    await journal.discard();
    expect(await readdir(join(disk, 'runs'))).toEqual([]);
  });
});
