import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStandIn } from '../../support/electron-standin/build-stand-in.ts';
import { findBrowser } from './find-browser.ts';
import { bundles } from './project-paths.ts';

/** What the setup hands to the tests, which run in processes of their own. */
export const handedOver = {
  browser: 'NETREADY_TEST_BROWSER',
  standIn: 'NETREADY_TEST_STANDIN',
} as const;

/** Before all tests: the program must have been built; finds a browser and builds the stand-in for Electron. */
export default async function setUp(): Promise<() => void> {
  for (const file of Object.values(bundles))
    if (!existsSync(file)) throw new Error(`${file} is missing. Run npm run build first.`);
  const standIn = mkdtempSync(join(tmpdir(), 'netready-standin-'));
  await buildStandIn(standIn);
  process.env[handedOver.standIn] = standIn;
  process.env[handedOver.browser] = JSON.stringify(await findBrowser());
  return () => rmSync(standIn, { recursive: true, force: true });
}
