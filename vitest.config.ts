import { defineConfig } from 'vitest/config';
import { CaseTableReporter } from './test/lab/support/case-table-reporter.ts';

const reporters = ['default', new CaseTableReporter(), './test/support/closing-line-reporter.ts'];

/**
 * What is tested here keeps nothing between two tests and touches no process, so that its modules are loaded once for
 * all files and not for each.
 */
const pureTests = ['test/unit/shared/**/*.test.ts', 'test/unit/renderer/**/*.test.ts'];

export default defineConfig({
  test: {
    reporters,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
          exclude: pureTests,
        },
      },
      { extends: true, test: { name: 'unit-pure', include: pureTests, isolate: false } },
      { extends: true, test: { name: 'tools', include: ['test/tools/**/*.test.ts'], testTimeout: 60_000 } },
      {
        extends: true,
        test: { name: 'windows', include: ['test/windows/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: 'packaging', include: ['test/packaging/**/*.test.ts'], testTimeout: 60_000 },
      },
      { extends: true, test: { name: 'deep', include: ['test/deep/**/*.test.ts'], testTimeout: 900_000 } },
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
        },
      },
    ],
  },
});
