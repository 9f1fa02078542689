import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

/**
 * Runs test files for its parent, one order after the other, with some sources replaced in memory. It is a process of
 * its own because a changed source may never come back.
 * @typedef {{ tests: readonly string[], sources: Readonly<Record<string, string>> }} Order
 * @typedef {{ test: string, ok: boolean, ms: number, reached: readonly string[] }} Ran
 */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** @type {Map<string, string>} */
const replaced = new Map();

const vitest = await createVitest(
  'test',
  {
    root,
    config: false,
    watch: false,
    reporters: [{}],
    bail: 1,
    maxWorkers: 1,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
    setupFiles: [join(root, 'test/mutation/trace-setup.mjs')],
  },
  {
    logLevel: 'silent',
    plugins: [
      {
        name: 'replaced-sources',
        enforce: 'pre',
        load: (id) => replaced.get(id.split('?')[0] ?? id),
      },
    ],
  },
);
await vitest.standalone();
const specifications = new Map(
  (await vitest.globTestSpecifications()).map((specification) => [specification.moduleId, specification]),
);

/** @param {Readonly<Record<string, string>>} sources */
function replace(sources) {
  const before = [...replaced.keys()];
  replaced.clear();
  for (const [file, text] of Object.entries(sources)) replaced.set(join(root, file), text);
  for (const path of [...before, ...replaced.keys()]) vitest.invalidateFile(path);
}

/** @param {string} test @returns {Promise<Ran>} */
async function run(test) {
  const specification = specifications.get(join(root, test));
  if (specification === undefined) throw new Error(`${test} is no unit test.`);
  const start = performance.now();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  const ms = performance.now() - start;
  const own = testModules.filter(({ moduleId }) => moduleId === specification.moduleId);
  const ok = unhandledErrors.length === 0 && own.length > 0 && own.every((module) => module.ok());
  const reached = own.flatMap((module) => Object(module.meta())['reached'] ?? []);
  return { test, ok, ms, reached };
}

/** Runs until the first test file that fails. @param {Order} order */
async function obey({ tests, sources }) {
  replace(sources);
  for (const test of tests) {
    const ran = await run(test);
    process.send?.(ran);
    if (!ran.ok) break;
  }
  process.send?.('done');
}

process.on('message', (order) => obey(/** @type {Order} */ (order)));
process.on('disconnect', () => process.exit());
process.send?.('ready');
