import { environmentText } from '../../../renderer/text/en/environment.ts';
import { frameText } from '../../../renderer/text/en/frame.ts';
import { wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { expect, test } from '../support/test.ts';

const { ownPlace: texts } = environmentText;

test('which of the pasted servers this machine is, is asked only where it is not clear', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.role('front-end').check();
  await wizard.next();
  await wizard.environment.opened();
  const question = page.getByText(texts.question(2));
  await expect(question).toBeHidden();
  await wizard.environment.frontEnds.fill('nr-test-a.example.local\nnr-test-b.example.local');
  await expect(question).toBeVisible();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'nr-test-b.example.local', exact: true }).click();
  await expect(page.getByText(texts.is('nr-test-b.example.local'))).toBeVisible();
  await expect(page.getByRole('button', { name: texts.change, exact: true })).toBeFocused();
  await expect(wizard.said(frameText.machine)).toHaveText('nr-test-b.example.local');

  await page.keyboard.press('Enter');
  await expect(question).toBeVisible();
  await page.getByRole('button', { name: texts.noneOfThem(2) }).click();
  await expect(page.getByText(/^None of the named servers is this machine/)).toBeVisible();
  await wizard.environment.frontEnds.fill('127.0.0.1');
  await expect(page.getByText(/^None of the named servers is this machine/)).toBeHidden();
});
