import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { aboutText } from '../../../renderer/text/en/about.ts';
import { deskText } from '../../../renderer/text/en/desk.ts';
import { historyText } from '../../../renderer/text/en/history.ts';
import { symptomsText } from '../../../renderer/text/en/symptoms.ts';
import { ticketTexts } from '../../../renderer/text/en/ticket.ts';
import { verifyText } from '../../../renderer/text/en/verify.ts';
import { reportOf } from '../../support/environment-report.ts';
import { failedResult, passedResult } from '../../support/sample-results.ts';
import { type PickedFile, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { keepRun } from '../support/keep-run.ts';
import { watchPolicy } from '../support/policy-watch.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

const earlier = failedResult();
const later = {
  ...passedResult(),
  id: '2f3c9a52-6d1e-4b7a-9c44-2f1d8e5b7a92',
  finishedAt: '2026-03-04T14:05:10.000Z',
};

const refused =
  'No connection could be made because the target machine actively refused it controller.example.local:12000';
const log = [
  '2026-03-02 14:05:09 INFO started',
  `2026-03-02 14:05:10 ERROR ${refused}`,
  '2026-03-02 14:05:11 ERROR ORA-12541: TNS:no listener',
  '2026-03-02 14:05:13 ERROR The licence of the frobnicator failed in an unheard-of way',
].join('\n');

/** Opens a page of the support desk from the first page. */
async function openPage(page: Page, name: string): Promise<ReturnType<typeof wizardOf>> {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.verify.click();
  await wizard.verifyPage.opened();
  await wizard.openDeskPage(name);
  return wizard;
}

const field = (page: Page) => page.getByRole('textbox', { name: symptomsText.field });
const cards = (page: Page) => page.getByRole('region', { name: symptomsText.answers }).locator('> ol > li');

test('lines of a log are explained, and lead to the checks of a kept run', async ({ folders, start }) => {
  keepRun(folders, earlier);
  const { page } = await start();
  const policy = await watchPolicy(page);
  const wizard = await openPage(page, deskText.pages.symptoms);
  await wizard.isAt(symptomsText.heading);
  expect(await accessibilityProblems(page)).toEqual([]);
  await expect(wizard.button(symptomsText.explain)).toBeDisabled();
  await field(page).fill(log);
  await wizard.button(symptomsText.explain).click();
  await expect(cards(page)).toHaveCount(2);
  await expect(page.getByRole('heading', { name: symptomsText.answers, exact: true })).toBeFocused();
  await expect(cards(page).nth(0)).toContainText('The Deployment Controller Service refuses connections');
  await expect(cards(page).nth(0)).toContainText(symptomsText.samePlace);
  await expect(cards(page).nth(1)).toContainText('netready check --only out-fe-db-ora');
  await expect(page.getByText(symptomsText.unknown.title(1))).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);

  await wizard.openDeskPage(deskText.pages.about);
  await wizard.isAt(aboutText.heading);
  await wizard.openDeskPage(deskText.pages.symptoms);
  await expect(field(page)).toHaveValue(log);
  await expect(cards(page)).toHaveCount(2);
  await wizard.button(symptomsText.clear).click();
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();
  await expect(cards(page)).toHaveCount(0);

  await field(page).fill(refused);
  await wizard.button(symptomsText.explain).click();
  await page.getByRole('button', { name: symptomsText.openRun }).click();
  await wizard.results.opened();
  expect(await policy.violations()).toEqual([]);
});

test('a line that nobody knows is said to be unknown', async ({ wizard: { page } }) => {
  const wizard = await openPage(page, deskText.pages.symptoms);
  await field(page).fill('<img src=x onerror=alert(1)> Error Locating the Server or the Instance');
  await wizard.button(symptomsText.explain).click();
  await expect(page.getByText('Netready does not know this line.', { exact: false })).toBeVisible();
  await expect(page.getByText(symptomsText.unknown.title(1))).toBeVisible();
  await expect(page.getByText('Nearest, but another line', { exact: false })).toBeVisible();
  await expect(cards(page)).toHaveCount(0);
});

test('kept runs are compared, saved again, deleted and opened', async ({ folders, start }) => {
  keepRun(folders, earlier);
  keepRun(folders, later);
  const running = await start();
  const { page } = running;
  const wizard = await openPage(page, deskText.pages.history);
  await wizard.isAt(historyText.heading);
  const rows = page.getByRole('region', { name: historyText.list }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('2026-03-04');
  await expect(page.getByText(historyText.kept(2, 100, 512), { exact: false })).toContainText(
    join(folders.home, 'runs'),
  );
  expect(await accessibilityProblems(page)).toEqual([]);

  await rows
    .nth(0)
    .getByRole('button', { name: /^Compare/ })
    .click();
  await expect(page.getByText(historyText.comparison.pick)).toBeVisible();
  await rows
    .nth(1)
    .getByRole('button', { name: /^Compare/ })
    .click();
  const comparison = page.getByRole('region', { name: historyText.comparison.heading });
  await expect(comparison).toContainText('better');
  await expect(comparison.getByRole('heading', { name: historyText.comparison.heading })).toBeFocused();
  expect(await accessibilityProblems(page)).toEqual([]);
  await comparison.getByRole('button', { name: historyText.comparison.close }).click();
  await expect(comparison).toHaveCount(0);

  await rows.nth(1).getByRole('button', { name: /^Save/ }).click();
  const form = rows.nth(1).getByRole('group');
  await form.getByRole('checkbox', { name: historyText.formats.word('pdf') }).uncheck();
  await expect(form.getByRole('button')).toBeDisabled();
  await form.getByRole('checkbox', { name: historyText.formats.word('json') }).check();
  const path = await saveFile(running, () => form.getByRole('button', { name: historyText.save }).click());
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ id: earlier.id });
  await expect(rows.nth(1)).toContainText('Saved: ');

  const kept = join(folders.home, 'runs', `${later.id}.json`);
  await rows
    .nth(0)
    .getByRole('button', { name: /^Delete/ })
    .click();
  await rows.nth(0).getByRole('button', { name: historyText.confirm.no }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0).getByRole('button', { name: /^Delete/ })).toBeFocused();
  expect(existsSync(kept)).toBe(true);
  await rows
    .nth(0)
    .getByRole('button', { name: /^Delete/ })
    .click();
  expect(await accessibilityProblems(page)).toEqual([]);
  await rows.nth(0).getByRole('button', { name: historyText.confirm.yes }).click();
  await expect(rows).toHaveCount(1);
  expect(existsSync(kept)).toBe(false);
  await expect(page.getByText('was deleted', { exact: false })).toBeVisible();
  await expect(page.getByText(historyText.kept(1, 100, 512), { exact: false })).toBeVisible();

  await rows.nth(0).getByRole('button', { name: /^Open/ }).click();
  await wizard.results.opened();
});

test('where no run is kept, that is said', async ({ wizard: { page } }) => {
  await openPage(page, deskText.pages.history);
  await expect(page.getByText(historyText.none.title)).toBeVisible();
});

test('Netready says what it is, and what it knows of its failures without names', async ({
  wizard: running,
}) => {
  const { page, folders } = running;
  const wizard = await openPage(page, deskText.pages.about);
  await wizard.isAt(aboutText.heading);
  await expect(page.getByText(folders.home, { exact: true })).toBeVisible();
  const diagnostics = page.getByRole('region', { name: aboutText.diagnostics.heading });
  await diagnostics.getByRole('button', { name: aboutText.diagnostics.show }).click();
  const shown = diagnostics.locator('pre');
  await expect(shown).toContainText('"schema": "netready.diagnostics/1"');
  await expect(shown).not.toContainText('"machine"');
  expect(await accessibilityProblems(page)).toEqual([]);
  const path = await saveFile(running, () =>
    diagnostics.getByRole('button', { name: aboutText.diagnostics.save }).click(),
  );
  const saved = readFileSync(path, 'utf8');
  expect(Object.keys(JSON.parse(saved))).toEqual(['schema', 'madeAt', 'tool', 'system', 'runs', 'failures']);
  expect(saved).not.toContain(folders.home);
  await diagnostics.getByRole('checkbox', { name: aboutText.diagnostics.machine }).check();
  await expect(shown).toContainText('"hostname"');
  await page.getByRole('button', { name: aboutText.licences.show }).click();
  await expect(page.getByRole('region', { name: aboutText.licences.heading }).locator('pre')).toContainText(
    'MIT',
  );
});

const pdf = (name: string, bytes: Uint8Array): PickedFile => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.from(bytes),
});

test('the answer to whoever sent a report is written of what was opened, and of nothing that is refused', async ({
  wizard: { page },
}) => {
  const wizard = await openPage(page, deskText.pages.verify);
  const bytes = await reportOf(earlier);
  const changed = Buffer.from(bytes);
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1;
  await wizard.verifyPage.check([pdf('report.pdf', bytes), pdf('changed.pdf', changed)]);
  const rows = page.getByRole('grid', { name: verifyText.list.label }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await rows.nth(1).click();
  await expect(page.getByText(verifyText.opened.refused)).toBeVisible();
  await expect(wizard.button(ticketTexts.open)).toHaveCount(0);
  await wizard.back();
  await rows.nth(2).click();
  await wizard.button(ticketTexts.open).click();
  const dialog = page.getByRole('dialog', { name: ticketTexts.heading });
  await expect(dialog).toContainText('## What is wrong');
  await expect(dialog).toContainText('We do not know the key that signed your report yet');
  await dialog.getByRole('button', { name: ticketTexts.formats.text }).click();
  await expect(dialog).toContainText('What is wrong\n-------------');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(wizard.button(ticketTexts.open)).toBeFocused();
});

test.describe('in a narrow window', () => {
  test.use({ look: { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } });

  test('no page is wider than the window', async ({ folders, start }) => {
    keepRun(folders, earlier);
    const { page } = await start();
    const wizard = wizardOf(page);
    await wizard.start.opened();
    await wizard.openVerify();
    await wizard.verifyPage.opened();
    for (const name of [deskText.pages.symptoms, deskText.pages.history, deskText.pages.about]) {
      await wizard.openDeskPage(name);
      await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
      if (name === deskText.pages.symptoms) {
        await field(page).fill(log);
        await wizard.button(symptomsText.explain).click();
        await expect(cards(page)).toHaveCount(2);
      }
      const overflow = await page.evaluate(() => {
        const scrollers = [document.documentElement, ...document.querySelectorAll('main')];
        return Math.max(...scrollers.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
      });
      expect({ name, overflow }).toEqual({ name, overflow: 0 });
      expect(await accessibilityProblems(page)).toEqual([]);
    }
  });
});
