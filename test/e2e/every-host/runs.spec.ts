import { readFileSync } from 'node:fs';
import { startDroppingServer } from '../../support/servers/tcp-servers.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { keptSession } from '../support/kept-session.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

test('a run goes on while its page is loaded again or somebody goes back, and can still be cancelled', async ({
  wizard: { page },
}) => {
  const dropping = await startDroppingServer();
  const address = `${dropping.address}:${dropping.port}`;
  const wizard = wizardOf(page);
  await answerByMouse(wizard, {
    ...closedEnvironment,
    database: { host: dropping.address, port: dropping.port },
  });
  await wizard.scopeTimeLimit('20000');
  await wizard.review.run.click();
  await expect(wizard.running.waitingFor(address)).toBeVisible();
  await page.goBack();
  await expect(wizard.running.stays).toBeVisible();
  await page.reload();
  await wizard.running.opened();
  await expect(wizard.running.waitingFor(address)).toBeVisible();
  await wizard.running.cancel.click();
  await wizard.results.opened();
  await expect(wizard.results.cancelled).toBeVisible();
  await dropping.close();
});

test('checks that are run again go on while the page is loaded again', async ({ wizard: { page } }) => {
  const dropping = await startDroppingServer();
  const wizard = wizardOf(page);
  await answerByMouse(wizard, {
    ...closedEnvironment,
    database: { host: dropping.address, port: dropping.port },
  });
  await wizard.scopeTimeLimit('20000');
  await wizard.review.run.click();
  await wizard.running.cancel.click();
  await wizard.results.opened();
  await wizard.results.runUntested.click();
  await expect(wizard.results.cancelRerun).toBeVisible();
  await page.reload();
  await wizard.results.opened();
  await wizard.results.cancelRerun.click();
  await expect(wizard.results.runAll).toBeVisible();
  await dropping.close();
});

test('correcting names costs no run: the report has the new ones', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.step('environment').click();
  await wizard.environment.name.fill('Production Lisbon');
  await wizard.step('machine').click();
  await wizard.machine.name.fill('lisbon-web-01');
  await wizard.step('results').click();
  await expect(wizard.results.renamed).toBeVisible();
  await expect(wizard.main).toContainText('The environment is now called Production Lisbon');
  await expect(wizard.results.stale).toBeHidden();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  await wizard.report.format('pdf').uncheck();
  await wizard.report.format('json').check();
  const path = await saveFile(running, () => wizard.report.save.click());
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    profile: { environment: { name: 'Production Lisbon' }, machine: { name: 'lisbon-web-01' } },
  });
  await wizard.step('environment').click();
  await wizard.environment.controller.fill('127.0.0.9');
  await wizard.step('results').click();
  await expect(wizard.results.stale).toBeVisible();
});

test('kept runs are listed at the start, and opening one takes nothing away', async ({ start }) => {
  const first = await start();
  const wizard = wizardOf(first.page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.step('environment').click();
  await wizard.environment.controller.fill('not yet run');
  await first.page.reload();
  await expect(wizard.environment.controller).toHaveValue('not yet run');
  await expect.poll(() => keptSession(first.folders)).toContain('not yet run');
  await first.end();

  const again = wizardOf((await start()).page);
  await again.start.opened();
  await expect(again.start.runs).toHaveCount(1);
  await expect(again.start.runs).toContainText('Not ready');
  await again.start.openRun(0);
  await again.results.opened();
  await expect(again.results.stale).toBeVisible();
  await again.step('environment').click();
  await expect(again.environment.controller).toHaveValue('not yet run');
  await again.step('results').click();
  await again.results.takeAnswers.click();
  await expect(again.results.stale).toBeHidden();
  await again.step('environment').click();
  await expect(again.environment.controller).toHaveValue(closedEnvironment.controller);
});

test('what differs from an earlier run is said, checks first and what else changed after them', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.compare.click();
  await expect(wizard.results.comparison).toContainText('No other run is kept on this machine.');
  await wizard.step('environment').click();
  await wizard.environment.controller.fill('127.0.0.9');
  await wizard.step('review').click();
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.compare.click();
  await wizard.results.earlierRun.selectOption({ index: 1 });
  await expect(wizard.results.comparison).toContainText(/changed in another way.* the same\./);
  await expect(wizard.results.comparison).toContainText('asked of 127.0.0.1:12000 before');
  await expect(wizard.results.comparison.getByRole('row', { name: /Deployment Controller/ })).toContainText(
    '127.0.0.9',
  );
});
