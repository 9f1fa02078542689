import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLimited } from '../../../../../electron/core/files/read-limited.ts';

describe('reading a file from outside', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const refusal = async (path: string) => {
    const error: unknown = await readLimited(path, 10, 'file-unreadable').catch((reason: unknown) => reason);
    return error instanceof Error ? error.message : 'not refused';
  };

  it('returns all bytes up to the limit', async () => {
    const path = join(folder, 'ten');
    await writeFile(path, '0123456789');
    expect(Buffer.from(await readLimited(path, 10, 'file-unreadable')).toString()).toBe('0123456789');
  });

  it('refuses what is larger, missing, or no file, with the path and the reason', async () => {
    const path = join(folder, 'eleven');
    await writeFile(path, '01234567890');
    expect(await refusal(path)).toBe(`${path} could not be read: it has 11 bytes; at most 10 are allowed.`);
    expect(await refusal(folder)).toBe(`${folder} could not be read: it is a folder.`);
    const absent = join(folder, 'absent');
    expect(await refusal(absent)).toBe(`${absent} could not be read: there is no such file (ENOENT).`);
  });

  it.runIf(process.platform === 'linux')('leaves no file open', async () => {
    const path = join(folder, 'ten');
    await writeFile(path, '0123456789');
    await readLimited(path, 10, 'file-unreadable');
    const numbers = await readdir('/proc/self/fd');
    const opened = await Promise.all(
      numbers.map((number) => readlink(`/proc/self/fd/${number}`).catch(() => null)),
    );
    expect(opened.length).toBeGreaterThan(2);
    expect(opened).not.toContain(path);
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe that nobody writes to', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await refusal(pipe)).toBe(`${pipe} could not be read: it is not a regular file.`);
  });
});
