import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeIcons } from './icons.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Packs the desktop program as `electron-builder.yml` says. Nothing is ever published. With a certificate
 * (CSC_LINK, or WIN_CSC_LINK for Windows) everything must be signed; without one nothing is.
 * @param {readonly string[]} args more arguments for electron-builder, such as `--linux dir`
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<{ status: number | null, output: string }>}
 */
export async function pack(args, environment, { quiet = false } = {}) {
  await writeIcons(join(root, 'release', 'icons'));
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const isSigned = Boolean(environment['CSC_LINK'] ?? environment['WIN_CSC_LINK']);
  const own = ['--config', 'build/electron-builder.yml', '--publish', 'never'];
  const signing = isSigned ? ['-c.forceCodeSigning=true'] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...own, ...signing, ...args], {
    cwd: root,
    env: isSigned ? environment : { ...environment, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
    encoding: 'utf8',
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  return { status, output: `${stdout ?? ''}${stderr ?? ''}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = (await pack(process.argv.slice(2), process.env)).status ?? 1;
