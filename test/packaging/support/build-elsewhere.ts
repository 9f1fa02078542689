import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Target } from '../../../build/node-program.mjs';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..', '..');

/**
 * Builds a single-file program once more with everything around it different: the folder that it is started in, the
 * folders of the built files, of temporary files and of the result, the time zone, and settings of Node.
 * @returns the program's path
 */
export async function buildElsewhere(target: Target, work: string): Promise<string> {
  const folder = await mkdtemp(join(work, 'a folder with another name '));
  const dist = join(folder, 'built');
  const temporary = join(folder, 'temporary files');
  await Promise.all([cp(join(root, 'dist'), dist, { recursive: true }), mkdir(temporary)]);
  const script = `const { buildSingle } = await import(${JSON.stringify(join(root, 'build', 'single.mjs'))});
console.log(await buildSingle(${JSON.stringify(target)}, ${JSON.stringify(dist)}, ${JSON.stringify(folder)}));`;
  // The test runner's own setting would bring in what libraries carry for development.
  const { NODE_ENV: _runners, ...environment } = process.env;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    env: { ...environment, TMPDIR: temporary, TZ: 'Asia/Tokyo', NODE_OPTIONS: '--max-old-space-size=2000' },
  });
  return stdout.trim().split('\n').at(-1) ?? '';
}
