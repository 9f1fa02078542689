import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/** The folder of the project, and the built command in it. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const command = join(root, 'dist/cli.cjs');

/** A module of the project in TypeScript. @param {string} path from the folder of the project */
export const load = async (path) =>
  /** @type {any} */ (
    (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'silent' })).module
  );

/** @param {readonly number[]} values */
export const median = (values) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Ticks of the processor's clock in a second, as proc(5) counts: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Processor time of the processes that this one started and that have ended, in ms; NaN where the system does not tell. */
const cpuOfChildren = () => {
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(13, 15);
    return ((Number(user) + Number(system)) * 1000) / ticksPerSecond;
  } catch {
    return Number.NaN;
  }
};

/** @typedef {{ readonly cwd?: string, readonly env?: Readonly<Record<string, string>>, readonly codes?: readonly number[] }} How */

/** @param {readonly string[]} words @param {How} how */
async function ended(words, how) {
  const [program = '', ...args] = words;
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], LANG: 'C.UTF-8', ...how.env },
    ...(how.cwd === undefined ? {} : { cwd: how.cwd }),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const text = { out: '', error: '', told: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    text.error += chunk;
  });
  const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  pipe.setEncoding('utf8').on('data', (chunk) => {
    text.told += chunk;
  });
  const [code] = await once(child, 'close');
  if (!(how.codes ?? [0]).includes(code))
    throw new Error(`"${words.join(' ')}" ended with ${code}: ${text.error.slice(0, 1000)}`);
  return text;
}

/**
 * Runs a command once: how long it took, its processor time with that of its children (Linux alone tells), and what it
 * wrote to standard output. One command at a time, or the processor time is that of several.
 * @param {readonly string[]} words @param {How} [how] with the exit codes that are allowed; 0 unless given
 */
export async function timed(words, how = {}) {
  const [start, used] = [performance.now(), cpuOfChildren()];
  const { out: output } = await ended(words, how);
  return { ms: performance.now() - start, cpuMs: cpuOfChildren() - used, output };
}

/** Tells the peak of its own memory, in KiB, over file descriptor 3; the peak that the system gives for a child begins with its parent's. */
const tellPeak = `data:text/javascript,${encodeURIComponent(
  [
    "import{readFileSync,writeSync}from'node:fs';",
    "const own=()=>{try{return Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1])}catch{return process.resourceUsage().maxRSS}};",
    "process.on('exit',()=>writeSync(3,String(own())))",
  ].join(''),
)}`;

/** The highest memory of a Node program, in MiB. @param {readonly string[]} args of Node @param {How} [how] @param {readonly string[]} [before] words that start Node */
export async function peakMib(args, how = {}, before = []) {
  const { told } = await ended([...before, process.execPath, '--import', tellPeak, ...args], how);
  return Number(told || Number.NaN) / 1024;
}

/** @typedef {{ readonly ms: number, readonly cpuMs: number }} Took wall and processor time, in ms */

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What several commands take that run in turn, so that what slows one round slows all of them: the median of their times, and
 * the mean of their processor times, which the system tells in steps of 10 ms.
 * @param {number} rounds
 * @param {Readonly<Record<string, () => Promise<Took>>>} commands
 * @returns {Promise<(name: string) => Took>} what each took
 */
export async function inTurn(rounds, commands) {
  /** @type {Map<string, Took[]>} */
  const found = new Map(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const [name, run] of Object.entries(commands)) found.get(name)?.push(await run());
  return (name) => {
    const list = found.get(name) ?? [];
    return { ms: median(list.map(({ ms }) => ms)), cpuMs: mean(list.map(({ cpuMs }) => cpuMs)) };
  };
}

/** Processor time of this process while it does something, and how long that took, in ms. @param {() => Promise<unknown>} work */
export async function timedHere(work) {
  const [start, used] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(used);
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 };
}
