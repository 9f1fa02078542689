import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fateOf, ownMark } from '../../../../../electron/core/files/process-mark.ts';
import { sweepTemporary, temporaryPath } from '../../../../../electron/core/files/temporary.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The id of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** A temporary name as another process, machine or start of the machine would have given it. */
async function nameOf(
  kind: 'netready' | 'identity',
  changes: Partial<ReturnType<typeof ownMark>>,
): Promise<string> {
  const { machine, boot, pid } = { ...ownMark(), ...changes };
  return `.${kind}-${machine}-${boot}-${pid}-0123456789ab.tmp`;
}

const hoursAgo = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);

async function leave(name: string, age = 0): Promise<void> {
  const path = join(folder, name);
  if (name.includes('identity-')) {
    await mkdir(path);
    await writeFile(join(path, 'key.pem'), 'a secret');
  } else await writeFile(path, 'half');
  await utimes(path, hoursAgo(age), hoursAgo(age));
}

const sweep = (alsoOlder = false) => sweepTemporary(folder, new Date(), alsoOlder);

describe('what a killed process has left', () => {
  it('goes at the next start, however young it is: files and private keys', async () => {
    const pid = await endedPid();
    for (const kind of ['netready', 'identity'] as const) await leave(await nameOf(kind, { pid }));
    await leave('report.pdf');
    await sweep();
    expect(await readdir(folder)).toEqual(['report.pdf']);
  });

  it('goes after the machine was started anew, whoever has the process id now', async () => {
    await leave(await nameOf('identity', { boot: 'ffffffff' }));
    await sweep();
    expect(await readdir(folder)).toEqual(ownMark().boot === '00000000' ? [expect.anything()] : []);
  });

  it('stays while its process may be at work on it', async () => {
    const own = basename(temporaryPath(folder));
    const elsewhere = await nameOf('netready', { machine: 'ffffffff', pid: await endedPid() });
    const reused = await nameOf('identity', { pid: process.ppid });
    await leave(own, 1000);
    for (const name of [elsewhere, reused]) await leave(name, 23);
    await sweep();
    expect((await readdir(folder)).sort()).toEqual([own, elsewhere, reused].sort());
  });

  it('goes after a day where nobody can tell', async () => {
    await leave(await nameOf('netready', { machine: 'ffffffff' }), 25);
    await leave(await nameOf('identity', { pid: process.ppid }), 25);
    await sweep();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['a day, where its name says who made it', '.netready-ffffffff-00000000-1-0123456789ab.tmp', 86_400_000],
    ['ten minutes, where it does not', '.session.json.0123456789ab.tmp', 600_000],
  ])('stays for %s, and goes with the next millisecond', async (_, name, mostMs) => {
    const made = new Date('2026-11-22T10:00:00Z');
    await writeFile(join(folder, name), 'half');
    await utimes(join(folder, name), made, made);
    await sweepTemporary(folder, new Date(made.getTime() + mostMs), true);
    expect(await readdir(folder)).toEqual([name]);
    await sweepTemporary(folder, new Date(made.getTime() + mostMs + 1), true);
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(process.getuid?.() !== 0)('stays when it belongs to another account', async () => {
    const name = await nameOf('netready', { pid: await endedPid() });
    await leave(name);
    await chown(join(folder, name), 65_534, 65_534);
    await sweep();
    expect(await readdir(folder)).toEqual([name]);
  });

  it('stays when it is of another kind than its name says', async () => {
    const pid = await endedPid();
    const [file, key] = [await nameOf('netready', { pid }), await nameOf('identity', { pid })];
    await mkdir(join(folder, file));
    await writeFile(join(folder, key), '');
    await sweep();
    expect((await readdir(folder)).sort()).toEqual([file, key].sort());
  });

  it('is nothing that others could have called so', async () => {
    const names = [
      '.netready-report.pdf.tmp',
      '.identity-me.tmp',
      'netready-00000000-00000000-1-0123456789ab.tmp',
      '.netready-00000000-00000000-1-0123456789ab.tmp.txt',
      '.netready-00000000-00000000-1-0123456789AB.tmp',
    ];
    for (const name of names) await writeFile(join(folder, name), '');
    for (const name of names) await utimes(join(folder, name), hoursAgo(1000), hoursAgo(1000));
    await sweep(true);
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
  });

  it('is no link, and what a link leads to stays', async () => {
    const pid = await endedPid();
    await mkdir(join(folder, 'kept'));
    await writeFile(join(folder, 'kept', 'key.pem'), 'a secret');
    const links = [await nameOf('identity', { pid }), await nameOf('netready', { pid })];
    await symlink('kept', join(folder, links[0] ?? ''));
    await symlink('kept/key.pem', join(folder, links[1] ?? ''));
    await sweep();
    expect((await readdir(folder)).sort()).toEqual([...links, 'kept'].sort());
    expect(await readFile(join(folder, 'kept', 'key.pem'), 'utf8')).toBe('a secret');
  });

  it.skipIf(process.platform === 'win32')('is not followed out of the folder of a key', async () => {
    const name = await nameOf('identity', { pid: await endedPid() });
    await leave(name);
    await writeFile(join(folder, 'precious'), 'stays');
    await symlink(join(folder, 'precious'), join(folder, name, 'certificate.pem'));
    await sweep();
    expect(await readdir(folder)).toEqual(['precious']);
  });

  it('goes under the names of version 0.1.0 too, in the data folder and not at once', async () => {
    const names = ['.identity-0123456789abcdef.tmp', '.session.json.0123456789ab.tmp'];
    for (const name of names) await leave(name, 1);
    await sweep();
    expect(await readdir(folder)).toHaveLength(2);
    await sweep(true);
    expect(await readdir(folder)).toEqual([]);
    await leave(names[0] ?? '');
    await sweep(true);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('waits for its time to the very end, and goes then', async () => {
    const now = new Date('2026-11-22T10:00:00.000Z');
    const [marked, older] = [
      await nameOf('netready', { machine: 'ffffffff' }),
      '.identity-0123456789abcdef.tmp',
    ];
    const made = async (name: string, ageMs: number) => {
      await leave(name);
      const time = new Date(now.getTime() - ageMs);
      await utimes(join(folder, name), time, time);
    };
    await made(marked, 24 * 3_600_000);
    await made(older, 600_000);
    await sweepTemporary(folder, now, true);
    expect((await readdir(folder)).sort()).toEqual([older, marked].sort());
    await sweepTemporary(folder, new Date(now.getTime() + 1), true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is looked for without harm in a folder that is not there', async () => {
    await expect(sweepTemporary(join(folder, 'absent'), new Date())).resolves.toBeUndefined();
    await expect(lstat(join(folder, 'absent'))).rejects.toThrow();
  });
});

describe('the fate of a process', () => {
  it.skipIf(process.platform !== 'linux')('goes by when it was started, which Linux tells', () => {
    expect(ownMark().started).toBeGreaterThan(0);
  });

  it('is known of this one, of an ended one, and of one that has taken over its id', async () => {
    const own = ownMark();
    expect(fateOf(own)).toBe('runs');
    expect(fateOf({ ...own, pid: await endedPid() })).toBe('gone');
    if (own.started !== 0) expect(fateOf({ ...own, started: own.started + 1 })).toBe('gone');
  });

  it('is unknown on another machine, and of an id that another process may have', () => {
    expect(fateOf({ ...ownMark(), machine: 'ffffffff' })).toBe('unknown');
    expect(fateOf({ ...ownMark(), pid: process.ppid, started: 0 })).toBe('unknown');
  });
});
