import { defineConfig } from 'vitest/config';

const reporters = ['default', './test/support/closing-line-reporter.ts'];

export default defineConfig({
  test: {
    reporters,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'] },
      },
      { extends: true, test: { name: 'tools', include: ['test/tools/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
