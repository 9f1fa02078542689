import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

/**
 * Runs scripts of `package.json` side by side, so that what one waits for is another's time: `node build/at-once.mjs NAME…`,
 * started by npm. The last one is shown as it goes, what each other says when it has ended. Ends with 1 where one fails, and
 * names it.
 */

/** @typedef {{ readonly words: readonly string[], readonly name: string }} Task */

/**
 * @param {readonly Task[]} tasks
 * @param {(text: string) => void} say
 * @returns {Promise<readonly string[]>} the names of those that failed
 */
export async function atOnce(tasks, say) {
  const ended = await Promise.all(
    tasks.map(async ({ words: [program = '', ...args], name }, index) => {
      const isShown = index === tasks.length - 1;
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let text = '';
      const hear = (/** @type {string} */ chunk) => {
        if (isShown) say(chunk);
        else text += chunk;
      };
      child.stdout.setEncoding('utf8').on('data', hear);
      child.stderr.setEncoding('utf8').on('data', hear);
      const [code] = await once(child, 'close');
      if (text !== '') say(text);
      return { name, isFailed: code !== 0 };
    }),
  );
  return ended.filter(({ isFailed }) => isFailed).map(({ name }) => name);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const npm = process.env['npm_execpath'];
  if (npm === undefined) throw new Error('This is started by npm, which says where it is (npm_execpath).');
  const tasks = process.argv
    .slice(2)
    .map((name) => ({ name, words: [process.execPath, npm, 'run', '--silent', name] }));
  const failed = await atOnce(tasks, (text) => process.stdout.write(text));
  if (failed.length > 0) {
    console.error(`Failed: ${failed.join(', ')}`);
    process.exitCode = 1;
  }
}
