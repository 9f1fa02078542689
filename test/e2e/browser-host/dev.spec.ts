import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startText } from '../../../renderer/text/en/start.ts';
import { wizardOf } from '../pages/wizard.ts';
import { root } from '../support/project-paths.ts';
import { environmentFor, type Folders } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

/** A copy of the sources, which a test may change, and a folder for temporary files that is empty. */
function copySources({ home }: Folders) {
  const project = join(home, 'project');
  const temporary = join(home, 'temporary');
  mkdirSync(temporary);
  for (const part of ['build', 'electron', 'renderer', 'shared', 'package.json'])
    cpSync(join(root, part), join(project, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
  const change = (file: string, from: string, to: string): void => {
    const source = readFileSync(join(project, file), 'utf8');
    expect(source).toContain(from);
    writeFileSync(join(project, file), source.replace(from, to));
  };
  return { project, temporary, change };
}

test('npm run dev shows what was changed, without being opened again, and leaves nothing behind', async ({
  chromiumHere,
  folders,
}) => {
  const { project, temporary, change } = copySources(folders);
  const child = spawn(process.execPath, [join(project, 'build', 'dev.mjs')], {
    env: { ...environmentFor(folders), TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exited = once(child, 'exit');
  const pressCtrlC = (): void => void process.kill(-Number(child.pid), 'SIGINT');
  const said: string[] = [];
  child.stderr.on('data', (data) => said.push(String(data)));
  const addresses: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => addresses.push(line));
  try {
    const ended = exited.then(([code]): never => {
      throw new Error(`It ended with ${code}: ${said.join('')}`);
    });
    const [address] = await Promise.race([once(lines, 'line'), ended]);
    const context = await chromiumHere.newContext();
    const page = await context.newPage();
    await page.goto(String(address));
    const { heading, start } = wizardOf(page);
    await start.opened();

    change('renderer/text/en/start.ts', startText.heading, 'A heading that was changed');
    await expect(heading).toHaveText('A heading that was changed');

    change(
      'electron/core/operations/app-operations.ts',
      'machine: { hostname,',
      "machine: { hostname: 'changed-name',",
    );
    await expect(page.getByRole('banner')).toContainText('changed-name');
    await expect(heading).toHaveText('A heading that was changed');

    change('renderer/text/en/start.ts', 'export const', 'export const const');
    await expect.poll(() => said.join('')).toContain('start.ts');
    await expect(heading).toHaveText('A heading that was changed');
    change('renderer/text/en/start.ts', 'export const const', 'export const');
    change('renderer/text/en/start.ts', 'A heading that was changed', 'And changed once more');
    await expect(heading).toHaveText('And changed once more');
    expect(addresses).toEqual([address]);
    await context.close();
  } finally {
    if (child.exitCode === null) pressCtrlC();
  }
  expect(await exited).toEqual([0, null]);
  await expect(fetch(String(addresses[0]))).rejects.toThrow('fetch failed');
  expect(readdirSync(temporary)).toEqual([]);
});
