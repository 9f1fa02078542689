import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPacked } from '../../truth/desktop/start-packed.ts';

describe.skipIf(process.platform === 'win32')('a packed program that does not start as it should', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-packed-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const programThat = async (script: string): Promise<string> => {
    const path = join(folder, 'program');
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
    return path;
  };

  it('is said with what it has printed', async () => {
    const program = await programThat('echo "FATAL: no display" >&2; exit 1');
    await expect(startPacked(program, folder)).rejects.toThrow(
      /program has shown no window: FATAL: no display$/,
    );
  });

  it('does not go on when its window cannot be taken hold of', async () => {
    const pid = join(folder, 'pid');
    const program = await programThat(
      `echo $$ > ${pid}; echo "DevTools listening on ws://127.0.0.1:9/x" >&2; exec sleep 600`,
    );
    await expect(startPacked(program, folder)).rejects.toThrow(/ECONNREFUSED/);
    const number = Number(await readFile(pid, 'utf8'));
    expect(() => process.kill(number, 0)).toThrow(/ESRCH/);
  });
});
