import { frameText } from '../../../renderer/text/en/frame.ts';
import { wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { expect, test } from '../support/test.ts';

test.use({ look: { viewport: { width: 390, height: 844 }, colorScheme: 'light' } });

test('in a narrow window the steps are a menu, which closes by itself and gives the focus back', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  const steps = page.getByRole('navigation', { name: frameText.steps }).getByRole('listitem');
  await expect(wizard.menu).toHaveText(new RegExp(`${frameText.stepWords.start}$`));
  await expect(steps.first()).toBeHidden();
  await wizard.start.begin();
  await wizard.machine.opened();
  await expect(wizard.menu).toHaveText(new RegExp(`${frameText.stepWords.machine}$`));

  await wizard.menu.click();
  await expect(steps).toHaveCount(8);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(steps.first()).toBeHidden();
  await expect(wizard.menu).toBeFocused();

  await wizard.menu.press('Enter');
  await wizard.machine.name.click();
  await expect(steps.first()).toBeHidden();
  await expect(wizard.machine.name).toBeFocused();

  await wizard.open('start');
  await wizard.start.opened();
  await expect(steps.first()).toBeHidden();
  await expect(wizard.heading).toBeFocused();

  await wizard.menu.click();
  await page.getByRole('button', { name: frameText.help }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(wizard.menu).toBeFocused();
});
