import { readFileSync } from 'node:fs';
import { commonText } from '../../../renderer/text/en/common.ts';
import { answerByMouse, providerUnanswered, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { keyboardOf } from '../support/keyboard.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

test('a remedy leads to the answer that it is about, from its card and from the evidence', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  const keys = keyboardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await keys.activate(wizard.results.answer(providerUnanswered));
  await wizard.scope.opened();
  const chosen = wizard.scope.oneProvider.getByRole('radio', { name: commonText.notKnown });
  await expect(chosen).toBeFocused();

  await wizard.step('results').click();
  await wizard.results.opened();
  await wizard.results.showEvidence(providerUnanswered);
  await wizard.results.evidence
    .getByRole('button', { name: /^Change the answer about the provider/ })
    .click();
  await wizard.scope.opened();
  await expect(chosen).toBeFocused();
});

test('a remedy opens what its answer is folded into', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  const profile = {
    schemaVersion: 1,
    machine: { roles: ['controller'] },
    controller: { host: '127.0.0.1' },
    frontEnds: [{ host: '127.0.0.1' }],
    databases: [{ purpose: 'platform', host: '127.0.0.3', port: 9 }],
    cache: { port: 12000 },
  };
  await wizard.start.openFile({
    name: 'environment.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(profile)),
  });
  await wizard.machine.opened();
  await wizard.machine.role('controller').check();
  await wizard.next();
  await wizard.environment.opened();
  await wizard.next();
  await wizard.scope.opened();
  await wizard.next();
  await wizard.review.opened();
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.openCards();
  await wizard.results.change('ports').click({ timeout: 15_000 });
  await wizard.environment.opened();
  const focused = page.locator('details[open] input:focus');
  await expect(focused).toBeVisible();
});

test('a file that is refused is named, and no command line with it', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.openFile({ name: 'server.hsconf', mimeType: 'text/xml', buffer: Buffer.from('<a>') });
  await expect(wizard.start.refused).toContainText('server.hsconf was not opened');
  await expect(wizard.start.refused).not.toContainText('netready ');
});

test('the report is made on the paper that is chosen', async ({ wizard: running }) => {
  const { page } = running;
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  await wizard.report.paper('LETTER').check();
  await expect(wizard.report.save).toBeEnabled();
  await wizard.report.opened();
  const path = await saveFile(running, () => wizard.report.save.click());
  expect(readFileSync(path, 'latin1')).toContain('/MediaBox [0 0 612 792]');
});
