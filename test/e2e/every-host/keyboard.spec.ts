import { wizardOf } from '../pages/wizard.ts';
import { netready } from '../support/command.ts';
import { closedEnvironment } from '../support/environments.ts';
import { keyboardOf } from '../support/keyboard.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

test('the whole way without a mouse', async ({ wizard: running }) => {
  const { page, folders } = running;
  const wizard = wizardOf(page);
  const keys = keyboardOf(page);
  const next = wizard.button('Continue');

  await wizard.start.opened();
  await keys.activate(wizard.button('Start a new check'));
  await wizard.machine.opened();
  await expect(wizard.heading).toBeFocused();
  await keys.tick(wizard.machine.role('controller'));
  await keys.tick(wizard.machine.role('front-end'));
  await keys.activate(next);

  await wizard.environment.opened();
  await expect(wizard.heading).toBeFocused();
  await keys.type(wizard.environment.controller, closedEnvironment.controller);
  await keys.type(wizard.environment.frontEnds, closedEnvironment.frontEnds.join(', '));
  await keys.type(wizard.environment.databaseHost, closedEnvironment.database.host);
  await keys.type(wizard.environment.databasePort, String(closedEnvironment.database.port));
  await keys.type(wizard.environment.name, closedEnvironment.name);
  await keys.activate(next);

  await wizard.scope.opened();
  await keys.activate(next);
  await wizard.review.opened();
  await expect(wizard.heading).toBeFocused();
  await keys.activate(wizard.review.run);

  await wizard.results.opened();
  await keys.activate(wizard.results.toReport);
  await wizard.report.opened();
  const path = await saveFile(running, () => keys.activate(wizard.report.save));
  await expect(wizard.report.save).toBeFocused();
  expect(netready(folders, 'verify', path).status).toBe(6);
});

test('a step that is done is opened again without a mouse', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  const keys = keyboardOf(page);
  await wizard.start.opened();
  await keys.activate(wizard.button('Start a new check'));
  await wizard.machine.opened();
  await keys.tick(wizard.machine.role('front-end'));
  await keys.activate(wizard.button('Continue'));
  await wizard.environment.opened();
  await keys.activate(wizard.step('machine'));
  await wizard.machine.opened();
  await expect(wizard.machine.role('front-end')).toBeChecked();
});

test('what is wrong is named and led to', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  const keys = keyboardOf(page);
  await wizard.start.opened();
  await keys.activate(wizard.button('Start a new check'));
  await wizard.machine.opened();
  await keys.tick(wizard.machine.role('front-end'));
  await keys.activate(wizard.button('Continue'));
  await wizard.environment.opened();
  await keys.type(wizard.environment.controller, 'https://controller.example.local/');
  await keys.activate(wizard.button('Continue'));
  await wizard.environment.opened();
  await expect(wizard.environment.controller).toHaveAttribute('aria-invalid', 'true');
  await keys.activate(wizard.main.getByRole('link').first());
  const focused = page.locator('[aria-invalid="true"]:focus');
  await expect(focused).toHaveCount(1);
});
