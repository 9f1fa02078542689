import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { equivalent } from './equivalent.mjs';
import { filesUnder, importsOf } from './imports.mjs';
import { mutantsOf, withTraces } from './mutants.mjs';
import { startRunner } from './runner-process.mjs';

/**
 * Changes the product in small ways, one at a time and in memory only, and tells which changes no unit test notices.
 * `npm run mutate -- <path…> [--sample N] [--seed S]`: of each path all changes, or N of them; the same seed takes the
 * same ones. A change is shown to the nearest test files (`--tests N`) that run the function it is in, the quickest
 * first. `--least P` fails below P percent.
 */

/** @typedef {import('./mutants.mjs').Mutant} Mutant */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', default: '12' },
    workers: { type: 'string', default: '1' },
    least: { type: 'string', default: '0' },
  },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const root = fileURLToPath(new URL('../../', import.meta.url));

/** @type {any} */
const random = (await runnerImport(join(root, 'test/support/seeded-random.ts'), { root, configFile: false }))
  .module;

/** Some of a list, by the seed. @template T @param {readonly T[]} list @returns {T[]} */
function sampleOf(list) {
  if (values.sample === undefined) return [...list];
  const { below } = random.seededRandom(Number(values.seed));
  const rest = [...list];
  const count = Math.min(rest.length, Number(values.sample));
  return Array.from({ length: count }, () => rest.splice(below(rest.length), 1)).flat();
}

/** @param {Mutant} mutant */
const isEquivalent = ({ file, before, after }) =>
  equivalent.some((entry) => entry.file === file && entry.before === before && entry.after === after);

/** @param {number} ms */
const patience = (ms) => 4 * ms + 15_000;

/**
 * Does something with each item of a list, in as many runners as there are workers.
 * @template T
 * @param {(test: string) => number} patienceMs
 * @param {readonly T[]} list
 * @param {(runner: ReturnType<typeof startRunner>, item: T) => Promise<void>} act
 */
async function withRunners(patienceMs, list, act) {
  const queue = list.values();
  const work = async () => {
    const runner = startRunner(patienceMs);
    try {
      for (const item of queue) await act(runner, item);
    } finally {
      runner.end();
    }
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
}

/** The first word of a file's name. @param {string} file */
const firstWord = (file) => basename(file).split(/[-.]/)[0];

/** How many folders of a file a test mirrors, and two more for its name. @param {string} test @param {string} file */
function mirrored(test, file) {
  const folders = dirname(file).split('/');
  const own = test.split('/').slice(2);
  const differs = folders.findIndex((folder, index) => own[index] !== folder);
  return (differs < 0 ? folders.length : differs) + (firstWord(test) === firstWord(file) ? 2 : 0);
}

/**
 * The test files that import a file, with their distance: the imports in between, less for those that are called and lie like it.
 * @param {string} file
 * @param {ReadonlyMap<string, ReadonlyMap<string, number>>} imports
 */
function distancesTo(file, imports) {
  return [...imports].flatMap(([test, distances]) => {
    const between = distances.get(file);
    return between === undefined ? [] : [{ test, distance: between - mirrored(test, file) }];
  });
}

/**
 * The test files nearest to a file: twice as many as may be shown a change, because not all of them run every function.
 * @param {string} file
 * @param {ReadonlyMap<string, ReadonlyMap<string, number>>} imports
 */
const nearestTo = (file, imports) =>
  distancesTo(file, imports)
    .sort((first, second) => first.distance - second.distance)
    .slice(0, 2 * Number(values.tests))
    .map(({ test }) => test);

/**
 * Runs the unit tests near some files once, unchanged, to see which are green, how long they take and what they
 * run.
 * @param {ReadonlyMap<string, string>} sources
 */
async function findWitnesses(sources) {
  const tests = (
    await Promise.all(['test/unit', 'test/contract'].map((folder) => filesUnder(root, folder)))
  ).flat();
  const imports = await importsOf(
    root,
    tests.filter((name) => name.endsWith('.test.ts')),
  );
  const near = new Set([...sources.keys()].flatMap((file) => nearestTo(file, imports)));
  const traced = Object.fromEntries([...sources].map(([file, text]) => [file, withTraces(file, text)]));
  /** @type {Map<string, { ms: number, reached: ReadonlySet<string> }>} */
  const green = new Map();
  console.log(`${near.size} test files are near to what is to be changed.`);
  await withRunners(
    () => 600_000,
    [...near],
    async (runner, test) => {
      const [ran] = await runner.run({ tests: [test], sources: traced });
      if (ran?.ok) green.set(test, { ms: ran.ms, reached: new Set(ran.reached) });
      else console.log(`${test} fails unchanged, so it is not used: ${ran?.failure}`);
    },
  );
  return { green, imports };
}

/** @type {Map<string, string>} */
const sources = new Map();
/** @type {{ path: string, all: number, equal: number, mutants: Mutant[] }[]} */
const rooms = [];
for (const path of positionals) {
  const files = await filesUnder(root, path);
  for (const file of files) sources.set(file, await readFile(join(root, file), 'utf8'));
  const all = files.flatMap((file) => mutantsOf(file, sources.get(file) ?? ''));
  const chosen = sampleOf(all);
  const mutants = chosen.filter((mutant) => !isEquivalent(mutant));
  rooms.push({ path, all: all.length, equal: chosen.length - mutants.length, mutants });
}
if (rooms.every(({ mutants }) => mutants.length === 0))
  throw new Error('Nothing to change: npm run mutate -- <path…>');

const { green, imports } = await findWitnesses(sources);

/** The test files that run what was changed, the quickest first. @param {Mutant} mutant */
function testsOf({ file, inside }) {
  const able = distancesTo(file, imports).flatMap(({ test, distance }) => {
    const known = green.get(test);
    return known?.reached.has(`${file}#${inside}`) ? [{ test, distance, ms: known.ms }] : [];
  });
  return able
    .sort((first, second) => first.distance - second.distance || first.ms - second.ms)
    .slice(0, Number(values.tests))
    .sort((first, second) => first.ms - second.ms)
    .map(({ test }) => test);
}

/** @param {string} text */
const clipped = (text) => (text.length > 150 ? `${text.slice(0, 149)}…` : text);

/** @param {Mutant} mutant @param {string} note */
const tellSurvivor = ({ file, line, before, after }, note) =>
  console.log(
    `survived: ${file}:${line} (${note}; change ${tried})\n    ${clipped(before)}\n  → ${clipped(after)}`,
  );

/** @type {Set<Mutant>} */
const survivors = new Set();
let tried = 0;
console.log(`${green.size} of them are green unchanged.`);
await withRunners(
  (test) => patience(green.get(test)?.ms ?? 0),
  rooms.flatMap(({ mutants }) => mutants),
  async (runner, mutant) => {
    const tests = testsOf(mutant);
    const ran = await runner.run({ tests, sources: { [mutant.file]: mutant.text } });
    tried += 1;
    if (ran.some(({ ok }) => !ok)) return;
    survivors.add(mutant);
    tellSurvivor(mutant, tests.length === 0 ? 'no test runs it' : `${tests.length} test files`);
  },
);

for (const { path, all, equal, mutants } of rooms) {
  const killed = mutants.filter((mutant) => !survivors.has(mutant)).length;
  const percent = mutants.length === 0 ? 100 : (100 * killed) / mutants.length;
  if (percent < Number(values.least)) process.exitCode = 1;
  console.log(
    `${path}: ${killed} of ${mutants.length} noticed, ${percent.toFixed(1)} % (of ${all} changes; ${equal} that nobody can see are left out)`,
  );
}
