import { defineConfig } from '@playwright/test';
import { root } from '../test/e2e/support/project-paths.ts';
import type { TargetOptions } from '../test/e2e/support/test.ts';
import { findElectron } from './start.mjs';

const electron = findElectron(root, process.env);

/** A change is being accepted: nothing may be skipped, and what passes at its second try only is named. */
const accepting = process.env['NETREADY_NO_SKIP'] === '1';

/** Without the program its tests cannot run; they are named as skipped, with the reason. */
const notRun =
  electron === null
    ? ['electron: no Electron program is installed here; NETREADY_ELECTRON may name one']
    : [];

/** The same specs against each host of the wizard; `desktop` and `browser-host` hold what only one of them has. */
export default defineConfig<TargetOptions>({
  testDir: '../test/e2e',
  outputDir: '../test-results',
  globalSetup: '../test/e2e/support/global-setup.ts',
  fullyParallel: true,
  forbidOnly: accepting,
  retries: accepting ? 1 : 0,
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['../test/e2e/support/closing-line-reporter.ts', { notRun }]],
  projects: [
    { name: 'browser-host', testIgnore: 'desktop/**', use: { target: { kind: 'browser-host' } } },
    {
      name: 'electron-standin',
      testIgnore: 'browser-host/**',
      use: { target: { kind: 'electron-standin' } },
    },
    ...(electron === null
      ? []
      : [
          {
            name: 'electron',
            testIgnore: 'browser-host/**',
            use: { target: { kind: 'electron' as const, program: electron } },
          },
        ]),
  ],
});
