import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { openTab, serve } from '../support/browser-host.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

test('Quit leaves a page that says so, in every tab, and what was answered is kept', async ({
  wizard: running,
}) => {
  const { page } = running;
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.results.toReport.click();
  await wizard.report.quit.waitFor();
  const tab = await openTab(page);
  const second = wizardOf(tab);
  await second.start.opened();

  await wizard.report.quit.click();
  await wizard.gone.ended();
  await second.gone.ended();
  expect(await running.exited).toBe(0);
  for (const gone of [page, tab]) {
    await expect(gone.getByRole('main')).toContainText('Your answers and the finished runs are kept');
    await expect(gone.getByRole('main')).toContainText('netready serve');
    await expect(gone.getByRole('main').getByRole('button')).toHaveText(['Copy']);
    await expect(gone.getByRole('heading', { level: 1 })).toBeFocused();
    expect(await accessibilityProblems(gone)).toEqual([]);
  }
});

for (const signal of ['SIGINT', 'SIGKILL'] as const)
  test(`a page says by itself that its host is gone (${signal})`, async ({ chromiumHere, folders }) => {
    const serving = await serve(folders);
    const context = await chromiumHere.newContext();
    const page = await context.newPage();
    await page.goto(serving.url);
    const wizard = wizardOf(page);
    await answerByMouse(wizard, closedEnvironment);
    serving.process.kill(signal);
    await serving.exited;
    await wizard.gone.lost();
    await expect(wizard.heading).toBeFocused();
    await expect(wizard.gone.main).toContainText(/this page goes on by itself|it goes on here/);
    await expect(wizard.gone.main.getByRole('button')).toHaveText(['Copy', 'Try again']);
    expect(await accessibilityProblems(page)).toEqual([]);
    await context.close();
  });
