import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { writeIcons } from './icons.mjs';
import { assertDecided, owner } from './owner.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What `electron-builder.yml` must not repeat: each has its one place elsewhere. */
const settings = {
  electronVersion: packageJson.devDependencies.electron,
  appId: owner.appId,
  'extraMetadata.homepage': owner.homepage,
  'extraMetadata.author.name': owner.name,
  'extraMetadata.author.email': owner.email,
  'linux.maintainer': `${owner.name} <${owner.email}>`,
};

/**
 * Packs the desktop program as `electron-builder.yml` says. Nothing is ever published. With a certificate
 * (CSC_LINK, or WIN_CSC_LINK for Windows) everything must be signed; without one nothing is.
 * @param {readonly string[]} args more arguments for electron-builder, such as `--linux dir`
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {{ quiet?: boolean }} [options]
 * @returns {Promise<{ status: number | null, output: string }>}
 * @throws Error when it would be signed while the owner is not decided
 */
export async function pack(args, environment, { quiet = false } = {}) {
  assertDecided(owner, environment);
  await writeIcons(join(root, 'release', 'icons'));
  const cli = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const isSigned = Boolean(environment['CSC_LINK'] ?? environment['WIN_CSC_LINK']);
  const own = ['--config', 'build/electron-builder.yml', '--publish', 'never'];
  const known = Object.entries(settings).map(([key, value]) => `-c.${key}=${value}`);
  const signing = isSigned ? ['-c.forceCodeSigning=true'] : [];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, ...own, ...known, ...signing, ...args],
    {
      cwd: root,
      env: isSigned ? environment : { ...environment, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
      encoding: 'utf8',
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    },
  );
  return { status, output: `${stdout ?? ''}${stderr ?? ''}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = (await pack(process.argv.slice(2), process.env)).status ?? 1;
