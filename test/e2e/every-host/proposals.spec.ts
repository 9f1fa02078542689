import { questionText, questionTexts } from '../../../renderer/text/en/questions.ts';
import { scopeText } from '../../../renderer/text/en/scope.ts';
import { overlays } from '../../../shared/catalogue/overlays.ts';
import { wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

const titleOf = (id: string): string => overlays.find((overlay) => overlay.id === id)?.title ?? id;

/** A profile of a version that brings more than the edition in force asks. */
const later = {
  schemaVersion: 1,
  machine: { roles: ['controller'] },
  environment: { platformVersion: '11.41.0' },
  features: { mobileApps: true },
};

test('what the version brings is off until it is chosen, each with one click', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.openFile({
    name: 'later.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(later)),
  });
  await wizard.machine.opened();
  await wizard.machine.role('controller').check();
  await wizard.next();
  await wizard.environment.opened();
  await wizard.next();
  await wizard.scope.opened();

  const overlay = (id: string) => page.getByRole('checkbox', { name: titleOf(id) });
  const proposal = (what: string) => page.getByRole('button', { name: scopeText.choose(what), exact: true });
  const edition = page.getByLabel(questionTexts.edition.label);
  const why = page.getByText(/^OutSystems 11\.41\.0 (uses|listens on) /);
  await expect(why).toBeVisible();
  await expect(page.getByText(/overlay [a-z-]+ is off|environment\.platformVersion/)).toHaveCount(0);
  await expect(overlay('platform-ports')).toBeHidden();
  await page.getByText(questionTexts.overlays.label).click();
  await expect(overlay('platform-ports')).not.toBeChecked();
  await proposal(titleOf('platform-ports')).click();
  await expect(overlay('platform-ports')).toBeChecked();
  await expect(why).toHaveCount(0);
  await expect(overlay('mobile-builder-controller')).not.toBeChecked();

  await proposal('2025').click();
  await expect(proposal('2025')).toHaveCount(0);
  await expect(overlay('platform-ports')).toHaveCount(0);
  await expect(page.getByText(/^Part of the edition 2025: /)).toContainText(
    titleOf('mobile-builder-controller'),
  );
  expect(await edition.count()).toBeGreaterThan(0);
});

test('where the version was not said, the way to that question stands in place of a proposal', async ({
  wizard: { page },
}) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.role('front-end').check();
  await wizard.next();
  await wizard.environment.opened();
  await wizard.environment.fill(closedEnvironment);
  await wizard.next();
  await wizard.scope.opened();
  await expect(page.getByText(scopeText.noVersion)).toBeVisible();
  await page.getByRole('button', { name: questionText.change('platformVersion') }).click();
  await wizard.environment.opened();
  const version = page.getByRole('textbox', { name: questionTexts.platformVersion.label });
  await expect(version).toBeFocused();
  await version.fill('11.41.0');
  await wizard.next();
  await wizard.scope.opened();
  await expect(page.getByRole('button', { name: scopeText.choose('2025'), exact: true })).toBeVisible();
  await wizard.next();
  await wizard.review.opened();
});
