import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { keptSession } from '../support/kept-session.ts';
import { expect, test } from '../support/test.ts';

test('what was typed just before a page is left is kept', async ({ wizard: running }) => {
  const { page, folders } = running;
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.step('environment').click();
  await wizard.environment.controller.fill('typed last');
  await page.goto('about:blank');
  await expect.poll(() => keptSession(folders)).toContain('typed last');
});
