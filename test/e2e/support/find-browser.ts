import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { root } from './project-paths.ts';

/** A Chromium, and how it must be started here. */
export type BrowserProgram = { readonly path: string; readonly args: readonly string[] };

const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'];

/** Chromium refuses to sandbox itself for the root account. */
const argsHere = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/**
 * The Chromium that comes as a package, unpacked once for each version: the package itself would keep one that an
 * older version has unpacked.
 */
async function unpack(): Promise<string> {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  const folder = join(tmpdir(), `netready-chromium-${devDependencies['@sparticuz/chromium']}`);
  const kept = join(folder, 'chromium');
  if (existsSync(kept)) return kept;
  rmSync(join(tmpdir(), 'chromium'), { force: true });
  const fresh = await sparticuz.executablePath();
  mkdirSync(folder, { recursive: true });
  renameSync(fresh, kept);
  return kept;
}

/** The browser of NETREADY_BROWSER, else one of the system, else the one that comes as a package. */
export async function findBrowser(): Promise<BrowserProgram> {
  const named = process.env['NETREADY_BROWSER'];
  if (named !== undefined && named !== '') return { path: named, args: argsHere() };
  const path = installed.find((candidate) => existsSync(candidate));
  if (path !== undefined) return { path, args: argsHere() };
  return { path: await unpack(), args: ['--no-sandbox'] };
}
