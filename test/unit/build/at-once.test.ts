import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { atOnce } from '../../../build/at-once.mjs';

const node = (name: string, code: string) => ({ name, words: [process.execPath, '-e', code] });

async function run(...tasks: readonly ReturnType<typeof node>[]) {
  const said: string[] = [];
  const failed = await atOnce(tasks, (text) => said.push(text));
  return { failed, said: said.join('') };
}

it('names what failed, and shows what each has said', async () => {
  const bad = node('bad', "process.stderr.write('two errors'); process.exitCode = 3");
  const good = node('good', "process.stdout.write('all fine')");
  const { failed, said } = await run(bad, good);
  expect(failed).toEqual(['bad']);
  expect(said).toContain('two errors');
  expect(said).toContain('all fine');
  expect((await run(good)).failed).toEqual([]);
});

it('takes what is ended by a signal for failed', async () => {
  const killed = node('killed', "process.kill(process.pid, 'SIGKILL')");
  expect((await run(killed, node('good', ''))).failed).toEqual(['killed']);
});

it('runs them side by side: the first waits for what only the second does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'netready-at-once-'));
  const file = JSON.stringify(join(folder, 'done'));
  const look = `const look = () => existsSync(${file}) || setTimeout(look, 10);`;
  const waiting = node('waiting', `const { existsSync } = require('node:fs'); ${look} look();`);
  const doing = node('doing', `require('node:fs').writeFileSync(${file}, '')`);
  expect((await run(waiting, doing)).failed).toEqual([]);
  await rm(folder, { recursive: true });
});
