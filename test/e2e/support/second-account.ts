import { test } from './test.ts';

/**
 * Tests that need a second account, which only root can act as. Elsewhere they are skipped with the reason; with
 * `NETREADY_NO_SKIP=1` they fail.
 */
export function needsSecondAccount(): void {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (!isRoot && process.env['NETREADY_NO_SKIP'] === '1')
    throw new Error('A second account is needed, and only root on Linux can act as one.');
  test.skip(!isRoot, 'only root on Linux can act as a second account');
}
