import { startDroppingServer } from '../../support/servers/tcp-servers.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { openTab } from '../support/browser-host.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

test('the second tab is told that it is one, and each is told what the other changes', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  const tab = await openTab(page);
  const second = wizardOf(tab);
  await expect(second.otherTab.told).toBeVisible();
  expect(await accessibilityProblems(tab)).toEqual([]);
  await second.otherTab.note.click();
  await expect(second.otherTab.told).toBeHidden();
  await expect(wizard.otherTab.told).toBeHidden();

  await second.start.continue.first().click();
  await second.step('environment').click();
  await second.environment.controller.fill('127.0.0.11');
  await expect(wizard.other.told).toContainText('127.0.0.11');
  expect(await accessibilityProblems(page)).toEqual([]);
  await wizard.other.keepMine.click();
  await expect(wizard.other.told).toBeHidden();
  await expect(second.other.told).toContainText(`to ${closedEnvironment.controller}`);
  await second.other.takeOther.click();
  await expect(second.environment.controller).toHaveValue(closedEnvironment.controller);
});

test('a run that goes on is offered to the second tab, which cannot start another, and both get its results', async ({
  wizard: { page },
}) => {
  const dropping = await startDroppingServer();
  const address = `${dropping.address}:${dropping.port}`;
  const wizard = wizardOf(page);
  await answerByMouse(wizard, {
    ...closedEnvironment,
    database: { host: dropping.address, port: dropping.port },
  });
  await wizard.scopeTimeLimit('60000');
  await wizard.review.run.click();
  await wizard.running.opened();

  const tab = await openTab(page);
  const second = wizardOf(tab);
  await expect(second.start.running).toBeVisible();
  expect(await accessibilityProblems(tab)).toEqual([]);
  await second.start.continue.first().click();
  await second.review.opened();
  await second.review.run.click();
  await second.running.isBusy();
  expect(await accessibilityProblems(tab)).toEqual([]);
  await second.running.watch.click();
  await expect(second.running.waitingFor(address)).toBeVisible();
  await second.running.cancel.click();
  await second.results.opened();
  await wizard.results.opened();
  await expect(second.results.cancelled).toBeVisible();
  await expect(wizard.results.cancelled).toBeVisible();
  await expect(wizard.other.told).toBeHidden();
  await expect(second.other.told).toBeHidden();
  await dropping.close();
});
