import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { createVitest } from 'vitest/node';

/**
 * Runs test files for its parent, one order after the other, with some sources replaced in memory. It is a process of
 * its own because a changed source may never come back.
 * @typedef {{ tests: readonly string[], sources: Readonly<Record<string, string>> }} Order
 * @typedef {{ test: string, ok: boolean, ms: number, reached: readonly string[], failure: string | null }} Ran
 */
const root = fileURLToPath(new URL('../../', import.meta.url));

/** The project's own, whose time limits hold here too: a test that is green there must not fail here for being slow. @type {any} */
const project = (await runnerImport(join(root, 'vitest.config.ts'), { root, configFile: false })).module;
const { testTimeout, hookTimeout } = project.default.test;

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
    testTimeout,
    hookTimeout,
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

/**
 * The first thing that failed, in one line.
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {readonly unknown[]} unhandled
 * @returns {string | null} null when nothing did
 */
function failureOf(modules, unhandled) {
  if (modules.length === 0) return 'it did not run';
  const parts = modules.flatMap((module) => [
    module,
    ...module.children.allSuites(),
    ...module.children.allTests(),
  ]);
  for (const part of parts) {
    const errors = part.type === 'test' ? part.result().errors : part.errors();
    const name = part.type === 'module' ? '' : `${part.fullName}: `;
    if (errors?.[0] !== undefined) return `${name}${errors[0].message.split('\n')[0]}`;
  }
  if (unhandled.length > 0) return String(Object(unhandled[0]).message ?? unhandled[0]);
  return modules.every((module) => module.ok()) ? null : 'a part of it failed';
}

/** @param {string} test @returns {Promise<Ran>} */
async function run(test) {
  const specification = specifications.get(join(root, test));
  if (specification === undefined) throw new Error(`${test} is no unit test.`);
  const start = performance.now();
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  const ms = performance.now() - start;
  const own = testModules.filter(({ moduleId }) => moduleId === specification.moduleId);
  const failure = failureOf(own, unhandledErrors);
  const reached = own.flatMap((module) => Object(module.meta())['reached'] ?? []);
  return { test, ok: failure === null, ms, reached, failure };
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
