import { readdirSync } from 'node:fs';
import { answerByMouse, type WizardPage, wizardOf } from '../pages/wizard.ts';
import { startBrowserHost } from '../support/browser-host.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

/** Goes on with the kept check, and to the questions about the environment. */
async function openEnvironment(wizard: WizardPage): Promise<void> {
  await wizard.start.opened();
  await wizard.start.continue.first().click();
  await wizard.step('environment').click();
  await wizard.environment.opened();
}

test.describe('two programs on the data of one user', () => {
  test('the second one is told, nothing is lost, and the person chooses', async ({
    wizard: running,
    chromiumHere,
    look,
  }) => {
    const wizard = wizardOf(running.page);
    await answerByMouse(wizard, closedEnvironment);
    const second = await startBrowserHost(chromiumHere, running.folders, look);
    const other = wizardOf(second.page);
    await openEnvironment(other);

    await wizard.step('environment').click();
    await wizard.environment.controller.fill('127.0.0.11');
    await wizard.step('machine').click();
    await wizard.machine.opened();
    await other.environment.name.fill('Typed in the second one');
    await expect(other.other.told).toContainText('Another window has changed the Deployment Controller');
    await expect(other.environment.name).toHaveValue('Typed in the second one');

    await second.page.reload();
    await other.environment.opened();
    await expect(other.other.told).toBeVisible();
    await expect(other.environment.name).toHaveValue('Typed in the second one');

    await other.other.keepMine.click();
    await expect(other.other.told).toBeHidden();
    await expect(other.environment.name).toHaveValue('Typed in the second one');

    await expect(wizard.other.told).toBeVisible();
    await wizard.other.takeOther.click();
    await expect(wizard.other.told).toBeHidden();
    await expect(wizard.heading).toBeFocused();
    await wizard.step('environment').click();
    await expect(wizard.environment.name).toHaveValue('Typed in the second one');
    await expect(wizard.environment.controller).toHaveValue(closedEnvironment.controller);
    await expect
      .poll(() => readdirSync(running.folders.home).filter((name) => name.startsWith('session.')))
      .toEqual(['session.json']);
    await second.end();
  });

  test('a version about which nobody has decided is offered at the next start', async ({
    wizard: running,
    chromiumHere,
    look,
  }) => {
    const wizard = wizardOf(running.page);
    await answerByMouse(wizard, closedEnvironment);
    const second = await startBrowserHost(chromiumHere, running.folders, look);
    const other = wizardOf(second.page);
    await openEnvironment(other);
    await wizard.step('environment').click();
    await wizard.environment.controller.fill('127.0.0.11');
    await wizard.step('machine').click();
    await expect(other.other.told).toBeVisible();
    await other.environment.controller.fill('127.0.0.12');
    await other.step('machine').click();
    await other.machine.opened();
    await second.end();

    const third = await startBrowserHost(chromiumHere, running.folders, look);
    const again = wizardOf(third.page);
    await again.start.opened();
    await again.start.aside.getByRole('button').click();
    await again.machine.opened();
    await expect(again.other.told).toContainText('127.0.0.11');
    await again.step('environment').click();
    await expect(again.environment.controller).toHaveValue('127.0.0.12');
    await again.other.takeOther.click();
    await expect(again.environment.controller).toHaveValue('127.0.0.11');
    await third.end();
  });
});
