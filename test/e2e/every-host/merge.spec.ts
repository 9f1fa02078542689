import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { mergeText } from '../../../renderer/text/en/merge.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { reportOf } from '../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../support/environment-results.ts';
import { severalEnvironments } from '../../support/several-environments.ts';
import { wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { netready } from '../support/command.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

type Picked = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Signed reports, as a person picks them. */
const filesOf = (results: readonly RunResult[]): Promise<Picked[]> =>
  Promise.all(
    results.map(async (result) => ({
      name: `netready-${result.machine.hostname}.pdf`,
      mimeType: 'application/pdf',
      buffer: Buffer.from(await reportOf(result)),
    })),
  );

/** The reports of a farm in which no server reaches the database, and one front-end not the controller. */
function reports(): Promise<Picked[]> {
  const farm = farmOf(4, {
    fault: ({ from, host, port }) => {
      if (host.startsWith('db') && port !== null) return 'timeout';
      return from.name === 'fe02' && host.startsWith('ctl') && port === 12_000 ? 'refused' : null;
    },
  });
  return filesOf(environmentResults(farm));
}

async function open(page: Page, files: Picked[]): Promise<void> {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.openMerge();
  await expect(page).toHaveTitle(/^Environment report/);
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('main')
    .getByRole('button', { name: mergeText.choose })
    .or(page.getByRole('contentinfo').getByRole('button', { name: mergeText.choose }))
    .last()
    .click();
  await (await chooser).setFiles(files);
}

test('reports of many machines come to one matrix and one signed report', async ({ wizard: running }) => {
  const { page, folders } = running;
  const files = await reports();
  await open(page, files);
  const grid = page.getByRole('grid', { name: mergeText.matrix.heading });
  await expect(grid).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Not ready: / })).toBeVisible();
  await expect(page.getByRole('heading', { name: mergeText.causes.heading })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);

  await grid.getByRole('gridcell').first().focus();
  await page.keyboard.press('n');
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /Failed/);
  await page.keyboard.press('Enter');
  const pair = page.getByRole('region', { name: / to / }).first();
  await expect(pair.getByText(mergeText.pair.so).first()).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: mergeText.pair.close }).click();
  await expect(page.locator(':focus')).toHaveAttribute('aria-label', /Failed/);

  const path = await saveFile(running, () => page.getByRole('button', { name: mergeText.save }).click());
  await expect(page.getByText(/^Saved: /)).toBeVisible();
  expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
  expect(netready(folders, 'verify', path).status).toBe(6);
});

test('a file that is not intact is named, and the others are merged', async ({ wizard: { page } }) => {
  const [first, second] = await reports();
  if (first === undefined || second === undefined) throw new TypeError('no reports');
  const spoilt = Buffer.from(second.buffer);
  spoilt[spoilt.length - 2000] = (spoilt[spoilt.length - 2000] ?? 0) ^ 1;
  await open(page, [first, { ...second, buffer: spoilt }]);
  await expect(page.getByText(mergeText.refused.title(1))).toBeVisible();
  await expect(page.getByText(new RegExp(`^${second.name}: `))).toBeVisible();
  await expect(page.getByRole('grid', { name: mergeText.matrix.heading })).toBeVisible();
  await page.getByRole('button', { name: mergeText.remove }).click();
  await expect(page.getByRole('grid')).toHaveCount(0);
});

test('two servers are wires between what both say, and a file that is there twice is named', async ({
  wizard: { page },
}) => {
  const pair = farmOf(1, {
    fault: ({ from, port }) => (from.name === 'fe1' && port === 5672 ? 'timeout' : null),
  });
  const [ctrl, fe1] = await filesOf(environmentResults(pair));
  if (ctrl === undefined || fe1 === undefined) throw new TypeError('no reports');
  await open(page, [ctrl, fe1, { ...fe1, name: 'copy.pdf' }]);
  await expect(page.getByText(mergeText.same.of('copy.pdf', fe1.name))).toBeVisible();
  const wires = page.getByRole('list', { name: 'fe1 opens, ctrl accepts' });
  await expect(wires.getByRole('listitem').filter({ hasText: 'Port 5672' })).toContainText('Failed');
  await expect(page.getByRole('list', { name: 'ctrl opens, fe1 accepts' })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('radio', { name: mergeText.matrix.asTable }).check({ force: true });
  await expect(page.getByRole('grid', { name: mergeText.matrix.heading })).toBeVisible();
});

test('environments under one LifeTime stand beside each other', async ({ wizard: { page } }) => {
  await open(page, await filesOf(severalEnvironments().all));
  await expect(page.getByRole('heading', { name: mergeText.beside.heading(2) })).toBeVisible();
  const other = page.getByRole('button', { name: /Acceptance:/ });
  await expect(page.getByRole('region', { name: 'Production' })).toBeVisible();
  await expect(other).toHaveAttribute('aria-pressed', 'false');
  await other.click();
  await expect(other).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('region', { name: 'Acceptance' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Production' })).toHaveCount(0);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test.describe('in a narrow window', () => {
  test.use({ look: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } });

  test('the matrix is a list, which leads to the pairs', async ({ wizard: { page } }) => {
    await open(page, await reports());
    const list = page.getByRole('list', { name: mergeText.matrix.heading });
    await expect(list.getByRole('button').first()).toHaveAccessibleName(/Failed/);
    await expect(list.getByRole('button', { name: /Passed/ })).toHaveCount(0);
    await list
      .getByRole('button', { name: /Failed/ })
      .first()
      .click();
    await expect(page.getByText(mergeText.pair.so).first()).toBeVisible();
    expect(await accessibilityProblems(page)).toEqual([]);
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(isWide).toBe(false);
  });
});
