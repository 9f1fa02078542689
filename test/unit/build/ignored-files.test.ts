import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { needs } from '../../support/needs.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Which of some paths in the project's folder git leaves alone, and with it the check of style. */
const ignored = (paths: readonly string[]): readonly string[] =>
  spawnSync('git', ['check-ignore', '--no-index', ...paths], { cwd: root, encoding: 'utf8' })
    .stdout.split('\n')
    .filter((path) => path !== '');

/** The files and folders that the commands of a text name, each once. */
const filesOf = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/(?:--out|--trust|>|import) ([\w.-]+)(?= |$)/gm)].flatMap(([, file = '']) => file),
  ),
];

needs('git')('the files of a work tree in which the README was followed', () => {
  it('are never committed by mistake, and make no test fail', () => {
    const commands = readFileSync(join(root, 'README.md'), 'utf8').match(/^ *npx netready .*$/gm) ?? [];
    const files = filesOf(commands.join('\n'));
    expect(files).toEqual(
      expect.arrayContaining(['reports', 'prod.json', 'server.hsconf', 'firewall.csv', 'web01.p12', 'share']),
    );
    const folders = files.map((file) => (file.includes('.') ? file : `${file}/x.json`));
    expect(ignored(folders)).toEqual(folders);
  });

  it('are others than those of the project', () => {
    expect(ignored(['package.json', 'biome.json', 'shared/x.ts', 'test/unit/shared/x.json'])).toEqual([]);
  });
});
