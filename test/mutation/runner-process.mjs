import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./runner.mjs').Order} Order */
/** @typedef {import('./runner.mjs').Ran} Ran */

/**
 * Starts a runner whose test files each have a time to end in. One that takes longer is ended with everything it
 * started, by the id of its own group, and counts as failed; the next order gets a new runner.
 * @param {(test: string) => number} patienceMs
 */
export function startRunner(patienceMs) {
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null;

  const end = () => {
    const isRunning = child !== null && child.exitCode === null && child.signalCode === null;
    if (isRunning && child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    child = null;
  };
  process.once('exit', end);

  const begin = async () => {
    const started = fork(fileURLToPath(new URL('./runner.mjs', import.meta.url)), {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await new Promise((resolve, reject) => {
      started.once('message', resolve);
      started.once('exit', (code) => reject(new Error(`The runner ended with ${code}.`)));
    });
    child = started;
    return started;
  };

  /** @param {Order} order @returns {Promise<Ran[]>} the test files that ran, up to the first that failed */
  const run = async (order) => {
    const runner = child ?? (await begin());
    /** @type {Ran[]} */
    const ran = [];
    return new Promise((resolve) => {
      /** @type {NodeJS.Timeout} */
      let timer;
      const stop = () => {
        clearTimeout(timer);
        runner.removeAllListeners('message');
        runner.removeAllListeners('exit');
        resolve(ran);
      };
      const giveUp = () => {
        const test = order.tests[ran.length] ?? '';
        const ms = patienceMs(test);
        ran.push({ test, ok: false, ms, reached: [], failure: `it ended, or took more than ${ms / 1000} s` });
        end();
        stop();
      };
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(giveUp, patienceMs(order.tests[ran.length] ?? ''));
      };
      runner.on('message', (message) => {
        if (message === 'done') return stop();
        ran.push(/** @type {Ran} */ (message));
        wait();
      });
      runner.once('exit', giveUp);
      runner.send(order);
      wait();
    });
  };

  return { run, end };
}
