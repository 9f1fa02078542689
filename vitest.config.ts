import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { CaseTableReporter } from './test/lab/support/case-table-reporter.ts';

const reporters = ['default', new CaseTableReporter(), './test/support/closing-line-reporter.ts'];

/** Tests that change a global, the environment or the folder of their process, or measure it: each has one of its own. */
const alone = [
  'test/contract/http-bridge.test.ts',
  'test/unit/build/{fetch-electron,pre-commit,sign,start,workflow}.test.ts',
  'test/unit/electron/cli/{load-built,thread-pool,commands/verify-stopped}.test.ts',
  'test/unit/electron/core/base/{given-flags,program-thread}.test.ts',
  'test/unit/electron/core/identity/{common-name,given-password}.test.ts',
  'test/unit/electron/core/platform/run-command.test.ts',
  'test/unit/electron/core/probes/http.test.ts',
  'test/unit/electron/core/report/pdf-document.test.ts',
  'test/unit/electron/core/verify/verifier.test.ts',
  'test/unit/electron/{main,preload}/**/*.test.ts',
  'test/unit/support/mutants.test.ts',
];

/**
 * Tests of programs, servers and networks beside each other, with limits of time as their users have them: where a change is
 * accepted, one that fails is tried once more, and named.
 */
const retry = process.env['NETREADY_NO_SKIP'] === '1' ? 1 : 0;

/** One more than this machine runs at once, because one in three files waits: for servers, for processes, for a limit. */
const maxWorkers = availableParallelism() + 1;

/** Takes its schema from JSON as bundlers do, and Node does not. */
const workflowParser = /@actions\/workflow-parser\/.*\.js$/;

/** The maps of that package name files that it does not have, of each of which a line would be said. */
const withoutMap = {
  name: 'without-map',
  load: (id: string) => (workflowParser.test(id) ? { code: readFileSync(id, 'utf8'), map: null } : null),
};

export default defineConfig({
  test: {
    reporters,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        plugins: [withoutMap],
        test: {
          name: 'unit',
          include: alone,
          maxWorkers,
          retry,
          server: { deps: { inline: [workflowParser] } },
        },
      },
      {
        // The others leave nothing behind, and run together, so that modules are loaded once and not for each file; after
        // those, because a process that is followed by one of its own is ended.
        extends: true,
        test: {
          name: 'unit-together',
          include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
          exclude: alone,
          isolate: false,
          maxWorkers,
          retry,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'tools', include: ['test/tools/**/*.test.ts'], retry } },
      {
        extends: true,
        test: { name: 'windows', include: ['test/windows/**/*.test.ts'], testTimeout: 120_000, retry },
      },
      // One after the other: they change the machine that they run on.
      { extends: true, test: { name: 'truth', include: ['test/truth/**/*.test.ts'], testTimeout: 180_000 } },
      {
        extends: true,
        test: { name: 'packaging', include: ['test/packaging/**/*.test.ts'], retry },
      },
      {
        extends: true,
        test: { name: 'deep', include: ['test/deep/**/*.test.ts'], testTimeout: 900_000, retry },
      },
      {
        extends: true,
        test: { name: 'unicode', include: ['test/unicode/**/*.test.ts'], testTimeout: 900_000 },
      },
      {
        extends: true,
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          testTimeout: 120_000,
          maxConcurrency: 6,
          retry,
        },
      },
    ],
  },
});
