import { linkIds } from '../../../shared/contract/operations.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { closedEnvironment } from '../support/environments.ts';
import type { Running } from '../support/running.ts';
import { saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

function chooseInMenu({ desktop }: Running, label: string): Promise<void> | undefined {
  return desktop?.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    items.find((item) => item.label === wanted)?.click();
  }, label);
}

test('the menu leads to where a thing is done', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await chooseInMenu(running, 'Save report…');
  await wizard.report.opened();
  await chooseInMenu(running, 'New check');
  await wizard.start.opened();
});

test('a saved report is shown in its folder', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  const path = await saveFile(running, () => wizard.report.save.click());
  const shown = running.desktop?.evaluate(
    ({ shell }) =>
      new Promise<string>((resolve) => {
        shell.showItemInFolder = resolve;
      }),
    null,
  );
  await wizard.report.reveal.click();
  expect(await shown).toBe(path);
});

test('a dialog that is closed saves nothing, and says so', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  await running.desktop?.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
  }, null);
  await wizard.report.save.click();
  await expect(wizard.main).toContainText('Nothing was saved');
});

test('a link opens the browser of the system at an address of ours', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  await wizard.start.opened();
  const opened = running.desktop?.evaluate(
    ({ shell }) =>
      new Promise<string>((resolve) => {
        shell.openExternal = async (url) => resolve(url);
      }),
    null,
  );
  await wizard.start.requirements.click();
  expect(await opened).toMatch(/^https:\/\/success\.outsystems\.com\//);
  expect(linkIds).toContain('requirements');
});

test('Quit in the wizard ends the program', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.opened();
  await wizard.report.quit.click();
  expect(await running.exited).toBe(0);
});

test('whoever looks at another window is told that the run has ended, by its verdict', async ({
  wizard: running,
}) => {
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, closedEnvironment);
  const told = running.desktop?.evaluate(({ BrowserWindow, Notification }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window !== undefined) window.isFocused = () => false;
    return new Promise<string>((resolve) => {
      Notification.prototype.show = function show(this: { readonly body: string }) {
        resolve(this.body);
      };
    });
  }, null);
  await wizard.review.run.click();
  await wizard.results.opened();
  expect(await told).toMatch(/^Not ready: /);
});
