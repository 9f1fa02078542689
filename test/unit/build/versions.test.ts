import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodePackages } from '../../../build/node-program.mjs';
import { warnOfNode } from '../../../electron/cli/sound-node.ts';
import packageJson from '../../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..', '..');
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');

const numbers = (version: string): readonly number[] => version.split('.').map(Number);

/** Below zero when the first version is the older one. */
const compare = (a: string, b: string): number => {
  const [left, right] = [numbers(a), numbers(b)];
  const at = [0, 1, 2].find((index) => left[index] !== right[index]);
  return at === undefined ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
};

const oldest = packageJson.engines.node.replace('>=', '');

describe('the versions that are named in several places', () => {
  it('are exact in package.json', () => {
    for (const version of Object.values(packageJson.devDependencies))
      expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(packageJson.engines.node).toMatch(/^>=\d+\.\d+\.\d+$/);
  });

  it('of Node agree: what is asked for, what is documented, and what the single-file programs carry', () => {
    const short = numbers(oldest).slice(0, 2).join('.');
    expect(read('README.md')).toContain(`${short} or newer`);
    expect(read('CONTRIBUTING.md')).toContain(`Node ${short} or newer`);
    for (const { name, version } of Object.values(nodePackages)) {
      expect(compare(version, oldest), version).toBeGreaterThanOrEqual(0);
      expect(read('build', 'RELEASE.md')).toContain(`${name}-${version}.tgz`);
    }
    expect(nodePackages['win-x64'].version).toBe(nodePackages['linux-x64'].version);
  });

  it('of Node for Windows are sound: the one that is carried, and those that the README names', () => {
    expect(warnOfNode('win32', nodePackages['win-x64'].version)).toBeNull();
    const named = /Node\.js (\d+\.\d+) or newer of line \d+, or\s+(\d+\.\d+) or newer/.exec(
      read('README.md'),
    );
    for (const version of named?.slice(1) ?? ['0.0']) {
      const [major, minor] = version.split('.').map(Number);
      expect(warnOfNode('win32', `${major}.${minor}.0`), version).toBeNull();
      expect(warnOfNode('win32', `${major}.${(minor ?? 0) - 1}.9`), version).toContain(version);
    }
  });

  it('of Node are the ones that the tests run on', () => {
    expect(read('.ci', 'run')).toContain(`node24=${nodePackages['linux-x64'].version}\n`);
  });

  it('of Electron come from package.json alone', () => {
    const { electron } = packageJson.devDependencies;
    expect(read('build', 'electron-builder.yml')).not.toMatch(/electronVersion|45\.\d/);
    expect(read('build', 'RELEASE.md').match(/electron-v[\d.]+\d/g)).toEqual([`electron-v${electron}`]);
  });
});
