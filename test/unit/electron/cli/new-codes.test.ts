import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerNewCodes, askForNewCode, servingProcesses } from '../../../../electron/cli/new-codes.ts';

describe('asking for a new code from another terminal', () => {
  let home = '';
  let data = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'netready-codes-'));
    data = join(home, 'data');
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const here = { port: 8765, pid: process.pid };

  it('gives the address that is made then, each time a new one, and leaves nothing behind', async () => {
    let made = 0;
    const end = await answerNewCodes(data, 8765, () => {
      made += 1;
      return `address ${made}`;
    });
    expect(await servingProcesses(data)).toEqual([here]);
    expect(await askForNewCode(data, here, 5000)).toBe('address 1');
    expect(await askForNewCode(data, here, 5000)).toBe('address 2');
    expect(await readdir(join(data, 'serve', `8765-${process.pid}`))).toEqual([]);
    await end();
    expect(await readdir(home)).toEqual([]);
    expect(await servingProcesses(data)).toEqual([]);
    expect(await askForNewCode(data, here, 5000)).toBeNull();
  });

  it('goes through folders that nobody else can look into', async () => {
    const end = await answerNewCodes(data, 8765, () => 'x');
    for (const folder of [data, join(data, 'serve'), join(data, 'serve', `8765-${process.pid}`)])
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await end();
  });

  it('keeps a data folder that was there before', async () => {
    await mkdir(data);
    const end = await answerNewCodes(data, 8765, () => 'x');
    await end();
    expect(await readdir(home)).toEqual(['data']);
  });

  it('does not take what a dead process has left for an answer, and removes it', async () => {
    const dead = join(data, 'serve', '8765-999999999');
    await mkdir(dead, { recursive: true });
    await writeFile(join(dead, 'address'), 'http://127.0.0.1:8765/old#old');
    await mkdir(join(data, 'serve', 'else'));
    expect(await servingProcesses(data)).toEqual([]);
    expect(await readdir(join(data, 'serve'))).toEqual(['else']);
  });

  it('does not take an answer to somebody before for its own', async () => {
    const folder = join(data, 'serve', `8765-${process.pid}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'address'), 'http://127.0.0.1:8765/old#old');
    expect(await askForNewCode(data, here, 50)).toBeNull();
  });
});
