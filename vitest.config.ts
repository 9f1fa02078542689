import { defineConfig } from 'vitest/config';
import { CaseTableReporter } from './test/lab/support/case-table-reporter.ts';

const reporters = ['default', new CaseTableReporter(), './test/support/closing-line-reporter.ts'];

/**
 * Tests that leave nothing behind in their process: they run together, so that modules are loaded once and not for each
 * file. A test that changes a global or measures its process stays out.
 */
const together = ['test/unit/shared/**/*.test.ts', 'test/unit/renderer/**/*.test.ts'];

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
          exclude: together,
        },
      },
      { extends: true, test: { name: 'unit-together', include: together, isolate: false } },
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
