import type { Page } from '@playwright/test';
import { machineText } from '../../../renderer/text/en/machine.ts';
import { startText } from '../../../renderer/text/en/start.ts';
import { answerByMouse, type PickedFile, type WizardPage, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { closedEnvironment } from '../support/environments.ts';
import type { Running } from '../support/running.ts';
import { picked, saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

/** Drops files on the page, as from a file manager. */
async function drop(page: Page, files: readonly PickedFile[]): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    text: buffer.toString('base64'),
  }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, mimeType, text } of list) {
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: mimeType }));
    }
    return data;
  }, given);
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText(startText.openOver)).toBeVisible();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

/** Makes a report of the loopback environment, and goes back to the start. */
async function saveReport(running: Running, wizard: WizardPage, isRedacted: boolean): Promise<string> {
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  if (isRedacted) {
    await wizard.report.redact.check();
    await wizard.report.opened();
  }
  const path = await saveFile(running, () => wizard.report.save.click());
  await wizard.open('start');
  await wizard.start.opened();
  return path;
}

test('a report that is dropped gives its answers, and says whose they are', async ({ wizard: running }) => {
  const { page } = running;
  const wizard = wizardOf(page);
  const path = await saveReport(running, wizard, false);
  await drop(page, [picked(path, 'application/pdf')]);
  await wizard.machine.opened();
  await expect(page.getByText(machineText.notes)).toBeVisible();
  await expect(page.getByText(/^These are the answers of /)).toBeVisible();
  await expect(page.getByText(/^The report is intact/)).toBeVisible();
  await wizard.next();
  await wizard.environment.opened();
  await expect(wizard.environment.name).toHaveValue('Acceptance');
  await expect(wizard.environment.databaseHost).toHaveValue(closedEnvironment.database.host);

  await wizard.open('start');
  await wizard.start.opened();
  await wizard.start.openFile(
    picked(path, 'application/pdf', (bytes) => {
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      return bytes;
    }),
  );
  await expect(wizard.start.refused).toContainText('was not opened');
  await expect(wizard.start.refused).toContainText('Nothing was taken from it.');
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a report that names nobody is refused with one sentence, and several files are led elsewhere', async ({
  wizard: running,
}) => {
  const { page } = running;
  const wizard = wizardOf(page);
  const path = await saveReport(running, wizard, true);
  const report = picked(path, 'application/pdf');
  await drop(page, [report]);
  await expect(wizard.start.refused).toContainText('Names and addresses were replaced');
  await drop(page, [report, { ...report, name: 'other.pdf' }]);
  await expect(page.getByText(startText.several.title(2))).toBeVisible();
  await wizard.main.getByRole('button', { name: startText.several.verify }).first().click();
  await expect(wizard.main.getByText('other.pdf').first()).toBeVisible();
});

test('a profile is dropped as it is chosen', async ({ wizard: { page } }) => {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  const profile = { schemaVersion: 1, environment: { name: 'Dropped' } };
  await drop(page, [
    { name: 'environment.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(profile)) },
  ]);
  await wizard.machine.opened();
  await wizard.next();
  await wizard.environment.opened();
  await expect(wizard.environment.name).toHaveValue('Dropped');
});
