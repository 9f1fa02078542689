import type { Page } from '@playwright/test';
import { deskText } from '../../../renderer/text/en/desk.ts';
import { frameText } from '../../../renderer/text/en/frame.ts';
import { helpText } from '../../../renderer/text/en/help.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

const helpOf = (page: Page) => page.getByRole('dialog', { name: helpText.heading });
const ground = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('the help has the keys and the words, and gives the focus back', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  const button = page.getByRole('button', { name: frameText.help });
  await button.click();
  await expect(helpOf(page).getByText('OSSYS_PARAMETER', { exact: true })).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(helpOf(page)).toBeHidden();
  await expect(button).toBeFocused();

  await page.keyboard.press('?');
  await helpOf(page).getByRole('checkbox', { name: helpText.keys.switch }).uncheck();
  await helpOf(page).getByRole('button', { name: helpText.close }).click();
  await page.keyboard.press('?');
  await expect(helpOf(page)).toBeHidden();
  await button.click();
  await helpOf(page).getByRole('checkbox', { name: helpText.keys.switch }).check();
  await page.keyboard.press('Escape');

  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.name.fill('');
  await wizard.machine.name.pressSequentially('?e/n');
  await expect(wizard.machine.name).toHaveValue('?e/n');
  await expect(helpOf(page)).toBeHidden();
});

test('light and dark can be chosen, and are still so when the page is loaded again', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  const light = await ground(page);
  await page.keyboard.press('?');
  const choose = (look: keyof typeof helpText.look.words) =>
    helpOf(page).getByRole('radio', { name: helpText.look.words[look] }).check();
  await choose('dark');
  const dark = await ground(page);
  expect(dark).not.toBe(light);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.reload();
  await wizard.start.opened();
  await expect.poll(() => ground(page)).toBe(dark);
  await page.keyboard.press('?');
  await choose('system');
  expect(await ground(page)).toBe(light);
});

test('keys lead to the checks that need somebody, to their evidence, and to the field that finds checks', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.closest('[data-check]')?.getAttribute('data-check'));
  await page.keyboard.press('n');
  const first = await focused();
  expect(first).toMatch(/./);
  await page.keyboard.press('n');
  const second = await focused();
  expect([second === first, second ?? '']).toEqual([false, expect.stringMatching(/./)]);
  await page.keyboard.press('Shift+N');
  expect(await focused()).toBe(first);
  await page.keyboard.press('e');
  await expect(wizard.results.evidence).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(wizard.results.evidence).toBeHidden();
  await page.keyboard.press('/');
  await expect(wizard.results.search).toBeFocused();
  await page.keyboard.type('e?');
  await expect(wizard.results.search).toHaveValue('e?');
});

test('on paper a page is as long as it is, without what only a screen needs', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  const printed = page.getByText(frameText.printed);
  await expect(printed).toBeHidden();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(printed).toBeVisible();
  for (const place of [page.getByRole('navigation', { name: frameText.steps }), wizard.foot])
    await expect(place).toBeHidden();
  const scrolls = await page.evaluate(() => {
    const main = document.querySelector('main');
    return main !== null && main.scrollHeight > main.clientHeight + 1;
  });
  expect(scrolls).toBe(false);
});

test('the page that verifies reports is about no machine', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.verify.click();
  await expect(page).toHaveTitle(/^Verify reports/);
  await expect(page.getByRole('navigation', { name: frameText.steps })).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: deskText.heading })).toBeVisible();
  await expect(page.getByRole('banner')).toHaveCount(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  await wizard.leaveDesk.click();
  await wizard.start.opened();
});
