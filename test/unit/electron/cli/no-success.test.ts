import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandPath } from '../../../support/command.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-broken-'));
  await cp(commandPath, join(folder, 'cli.cjs'));
  await cp(join(dirname(commandPath), 'cli'), join(folder, 'cli'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

/** Puts another text in the place of a file of the build. */
async function replace(start: string, text: string): Promise<void> {
  const names = (await readdir(join(folder, 'cli'))).filter((name) => name.startsWith(start));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) await rm(join(folder, 'cli', name));
  for (const name of names.filter((one) => one.endsWith('.cjs')))
    await writeFile(join(folder, 'cli', name), text);
}

const exitCode = (...args: readonly string[]): number | null =>
  spawnSync(process.execPath, [join(folder, 'cli.cjs'), ...args], { env: { NETREADY_HOME: folder } }).status;

describe('a command that says nothing has not succeeded', () => {
  it('where the file with which it begins is empty', async () => {
    expect(exitCode('plan')).toBe(0);
    await replace('index.', '');
    expect(exitCode('plan')).toBe(1);
  });

  it('where it waits for what never comes, and nothing else is to be done', async () => {
    await replace('open-context-', 'exports.openContext = () => new Promise(() => undefined);');
    expect(exitCode('plan')).toBe(1);
  });
});
