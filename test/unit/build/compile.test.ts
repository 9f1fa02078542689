import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { asFunction, compiledName } from '../../../electron/core/base/compiled-code.ts';
import { commandPath } from '../../support/command.ts';

/** Says of files which V8 would compile anew. */
const asker = `
  const { readFileSync } = require('node:fs');
  const { Script } = require('node:vm');
  const [head, tail, end, ...paths] = process.argv.slice(1);
  const anew = paths.filter((path) => {
    const text = head + readFileSync(path, 'utf8') + tail;
    return new Script(text, { cachedData: readFileSync(path + end) }).cachedDataRejected;
  });
  console.log(JSON.stringify(anew));`;

it('what a command and its threads load is compiled ahead, for the Node that has built it', () => {
  const dist = dirname(commandPath);
  const folder = join(dist, 'cli');
  const names = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
  expect(names.length).toBeGreaterThan(50);
  const paths = [
    ...names.map((name) => join(folder, name)),
    ...['thread.cjs', 'quick-thread.cjs'].map((name) => join(dist, name)),
  ];
  const parts = [...asFunction('|').split('|'), compiledName('')];
  const { stdout } = spawnSync(process.execPath, ['-e', asker, ...parts, ...paths], {
    encoding: 'utf8',
    env: {},
  });
  expect(JSON.parse(stdout)).toEqual([]);
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
