import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { errors, type Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 up to level AA, and what axe counts as good practice. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** How often a page is given to come to rest; one that moves for longer is judged as it is. */
const readings = 5;

/**
 * What axe finds wrong with the page once it stands still, as `rule: selector (why)`, one for each element. A colour on
 * its way from a disabled button to an enabled one is nobody's choice, so what is found counts only if the page has
 * neither moved before nor changed until it is read again.
 */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`${axe};void 0`);
  let before: readonly string[] | undefined;
  for (let reading = 0; reading < readings; reading += 1) {
    await atRest(page);
    const found = await problemsNow(page);
    if (found.length === 0 || found.join('\n') === before?.join('\n')) return found;
    before = found;
  }
  return before ?? [];
}

/** How long a page is waited for, in ms, and how often it is looked at: without frames nothing in it is told that it has ended. */
const rest = { timeout: 2000, polling: 50 };

/** Waits for the transitions and animations that have an end. One that takes longer is left to go on. */
async function atRest(page: Page): Promise<void> {
  const isAtRest = (): boolean =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
      );
  await page.waitForFunction(isAtRest, undefined, rest).catch((error: unknown) => {
    if (!(error instanceof errors.TimeoutError)) throw error;
  });
}

/**
 * What axe finds wrong with the page as it is. Where the system has forced its own colours their contrast is the
 * system's, and axe would measure those that are not shown.
 */
async function problemsNow(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate((values) => {
    const { axe } = window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } };
    const isForced = matchMedia('(forced-colors: active)').matches;
    return axe.run({
      runOnly: { type: 'tag', values },
      rules: { 'color-contrast': { enabled: !isForced } },
      resultTypes: ['violations'],
    });
  }, standards);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary ?? ''})`),
  );
}
