import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { commandPath } from '../../support/command.ts';

/** Says of the files of a folder how many there are, and which V8 would compile anew. */
const asker = `
  const { readdirSync, readFileSync } = require('node:fs');
  const { Script } = require('node:vm');
  const [folder, head, tail] = process.argv.slice(1);
  const names = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
  const anew = names.filter((name) => {
    const text = head + readFileSync(folder + '/' + name, 'utf8') + tail;
    return new Script(text, { cachedData: readFileSync(folder + '/' + name + '.compiled') }).cachedDataRejected;
  });
  console.log(JSON.stringify({ count: names.length, anew }));`;

it('what a command loads is compiled ahead, for the Node that has built it', async () => {
  const { asFunction } = await import('../../../electron/cli/load-built.ts');
  const [head = '', tail = ''] = asFunction('|').split('|');
  const args = ['-e', asker, join(dirname(commandPath), 'cli'), head, tail];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env: {} });
  const { count, anew } = JSON.parse(stdout);
  expect(count).toBeGreaterThan(50);
  expect(anew).toEqual([]);
});

it('a command says the same where V8 does not take what was compiled', () => {
  const said = (...options: readonly string[]) =>
    spawnSync(process.execPath, [...options, commandPath, 'firewall', '--format', 'nft'], {
      encoding: 'utf8',
    });
  const [usual, other] = [said(), said('--no-opt', '--stack-size=2000')];
  expect(usual).toMatchObject({ status: 0, stderr: '' });
  expect(other).toMatchObject({ status: 0, stderr: '', stdout: usual.stdout });
});
