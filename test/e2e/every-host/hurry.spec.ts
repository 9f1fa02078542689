import { verifyText } from '../../../renderer/text/en/verify.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

test('a double click does once what a click does', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.step('environment').click();
  await wizard.environment.opened();
  await wizard.button('Continue').dblclick();
  await wizard.scope.opened();
  await wizard.next();
  await wizard.review.opened();
  await wizard.review.run.dblclick();
  await wizard.results.opened();
  await expect(wizard.results.cancelled).toBeHidden();
  await expect(wizard.results.verdict).toContainText('Not ready');
  await wizard.results.toReport.dblclick();
  await wizard.report.opened();
});

test('a check that is run again says so, also where its answer is the same', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.main
    .getByRole('button', { name: /^Run (these \d+ )?again:/ })
    .last()
    .click();
  await expect(wizard.foot.getByRole('status')).toHaveText(/^\d+ checks? (was|were) run again\.$/);
});

test('a waiver that is taken back in the panel leaves the focus on the page', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.main
    .getByRole('button', { name: /^Waive:/ })
    .first()
    .click();
  await wizard.results.waive('Agreed with the database administrator');
  await wizard.results.verdict.getByRole('button', { name: /^Waived/ }).click();
  await expect(wizard.results.shown).toContainText(/^1 of/);
  await wizard.results.table.getByRole('row').nth(1).click();
  await wizard.results.evidence.getByRole('button', { name: /^Take the waiver back/ }).click();
  await expect(wizard.results.evidence.getByRole('button', { name: /^Waive:/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(wizard.results.evidence).toBeHidden();
  await expect(wizard.heading).toBeFocused();
});

test('files that are taken from the list leave the focus on the page', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.verify.click();
  await wizard.verifyPage.opened();
  const file = { name: 'note.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') };
  await wizard.verifyPage.check([file, { ...file, name: 'other.pdf' }]);
  await expect(wizard.verifyPage.summary(0, 0, 2)).toBeVisible();
  await wizard.main.getByRole('checkbox', { name: verifyText.list.selectOf('note.pdf') }).check();
  await wizard.main.getByRole('button', { name: verifyText.list.remove(1) }).press('Enter');
  await expect(wizard.verifyPage.summary(0, 0, 1)).toBeFocused();
  await wizard.main.getByRole('button', { name: verifyText.list.clear }).press('Enter');
  await expect(wizard.heading).toBeFocused();
});
