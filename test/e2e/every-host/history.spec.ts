import type { Page } from '@playwright/test';
import { answerByMouse, providerUnanswered, type WizardPage, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

/** The pages that are gone through, in order, by how each is known to be open. */
const pagesOf = (wizard: WizardPage): readonly (() => Promise<void>)[] => [
  wizard.start.opened,
  wizard.machine.opened,
  wizard.environment.opened,
  wizard.scope.opened,
  wizard.review.opened,
  wizard.results.opened,
  wizard.report.shown,
  wizard.verifyPage.opened,
];

/** Goes through the whole wizard, up to the page that verifies. */
async function goThrough(wizard: WizardPage): Promise<void> {
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.shown();
  await wizard.verify.click();
  await wizard.verifyPage.opened();
}

/** The address holds nothing of the check, wherever one is. */
const addressOf = (page: Page): string => page.url();

test('back and forward lead through the steps, and reading goes on at their headings', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await goThrough(wizard);
  const before = addressOf(page);
  const pages = pagesOf(wizard);
  for (const opened of pages.slice(0, -1).reverse()) {
    await page.goBack();
    await opened();
    await expect(wizard.heading).toBeFocused();
    expect(addressOf(page)).toBe(before);
  }
  for (const opened of pages.slice(1)) {
    await page.goForward();
    await opened();
    await expect(wizard.heading).toBeFocused();
  }
});

test('a page that is loaded again stays on its step, with what was answered', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await goThrough(wizard);
  const pages = pagesOf(wizard);
  for (const opened of [...pages].reverse()) {
    await opened();
    await page.reload();
    await opened();
    if (opened !== pages[0]) await page.goBack();
  }
  for (const opened of pages.slice(1)) {
    await page.goForward();
    await opened();
  }
  await page.goBack();
  await wizard.report.shown();
  await page.reload();
  await wizard.report.opened();
  await wizard.step('environment').click();
  await wizard.environment.opened();
  await wizard.environment.name.fill('Typed just before');
  await page.reload();
  await wizard.environment.opened();
  await expect(wizard.environment.name).toHaveValue('Typed just before');
  await expect(wizard.environment.databaseHost).toHaveValue(closedEnvironment.database.host);
});

test('what was gone back from is gone back to, with the button of the page as with the browser', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.back();
  await wizard.scope.opened();
  await wizard.back();
  await wizard.environment.opened();
  await page.goForward();
  await wizard.scope.opened();
  await page.goForward();
  await wizard.review.opened();
  await wizard.verify.click();
  await wizard.verifyPage.opened();
  await wizard.leaveDesk.click();
  await wizard.review.opened();
  await page.goBack();
  await wizard.scope.opened();
});

test('a step that cannot be reached any more gives way to the last one that can', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await page.goBack();
  await wizard.scope.opened();
  await page.goBack();
  await wizard.environment.opened();
  await wizard.environment.controller.fill('');
  await page.goForward();
  await wizard.environment.opened();
  await page.goForward();
  await wizard.environment.opened();
  await wizard.environment.controller.fill('127.0.0.1');
  await wizard.next();
  await wizard.scope.opened();
});

test('a new check that was only begun is still there when the page is loaded again', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.step('start').click();
  await wizard.start.opened();
  await wizard.main.getByRole('button', { name: 'Start a new check' }).click();
  await wizard.machine.opened();
  await page.reload();
  await wizard.machine.opened();
  await expect(wizard.machine.role('controller')).not.toBeChecked();
});

test('the evidence is an entry of its own: back closes it, forward and loading again open it', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  const opener = wizard.results.evidenceOf(providerUnanswered);
  await wizard.results.showEvidence(providerUnanswered);
  await expect(wizard.results.evidence).toBeVisible();
  await page.goBack();
  await expect(wizard.results.evidence).toBeHidden();
  await wizard.results.opened();
  await expect(opener).toBeFocused();
  await page.goForward();
  await expect(wizard.results.evidence).toContainText(providerUnanswered);
  await page.reload();
  await expect(wizard.results.evidence).toContainText(providerUnanswered);
  await wizard.results.evidence.getByRole('button', { name: 'Next check' }).click();
  await page.keyboard.press('Escape');
  await expect(wizard.results.evidence).toBeHidden();
  await page.goBack();
  await wizard.review.opened();
});

test('results stand in the place of their run', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.runAll.click();
  await wizard.results.opened();
  await page.goBack();
  await wizard.review.opened();
});

test('cards that were opened are open when the page is loaded again, and after the report', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  const cards = wizard.main.locator('[data-stop="card"]');
  await cards.first().click();
  await cards.last().click();
  const isOpen = (): Promise<readonly (string | null)[]> =>
    cards.evaluateAll((all) => all.map((card) => card.getAttribute('aria-expanded')));
  const before = await isOpen();
  expect(before.at(0)).toBe('false');
  expect(before.at(-1)).toBe('true');
  await page.reload();
  await wizard.results.opened();
  expect(await isOpen()).toEqual(before);
  await wizard.results.toReport.click();
  await wizard.report.shown();
  await wizard.back();
  await wizard.results.opened();
  expect(await isOpen()).toEqual(before);
});
