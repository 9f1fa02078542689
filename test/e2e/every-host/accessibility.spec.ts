import { deskText } from '../../../renderer/text/en/desk.ts';
import { answerByMouse, providerUnanswered, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

const viewport = { width: 1280, height: 720 };

for (const [name, look] of [
  ['light', { viewport, colorScheme: 'light' }],
  ['dark', { viewport, colorScheme: 'dark' }],
  ['a narrow window', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
  ['forced colours', { viewport, colorScheme: 'dark', forcedColors: 'active' }],
] as const) {
  test.describe(`in ${name}`, () => {
    test.use({ look });

    test('every page can be used by everybody', async ({ wizard: { page } }) => {
      const wizard = wizardOf(page);
      const problems: Record<string, readonly string[]> = {};
      const look = async (step: string): Promise<void> => {
        const found = await accessibilityProblems(page);
        if (found.length > 0) problems[step] = found;
      };

      await wizard.start.opened();
      await look('start');
      await wizard.start.begin();
      await wizard.machine.opened();
      await look('machine');
      await wizard.machine.role('controller').check();
      await wizard.machine.role('front-end').check();
      await wizard.next();
      await wizard.environment.opened();
      await look('environment');
      await wizard.next();
      await wizard.environment.opened();
      await look('environment with problems');
      await wizard.environment.fill(closedEnvironment);
      await wizard.next();
      await wizard.scope.opened();
      await look('scope');
      await wizard.next();
      await wizard.review.opened();
      await look('review');
      await wizard.review.giveCode.click();
      await wizard.review.code.fill('00000');
      await expect(page.getByText('Group 1 of the code is wrong.').first()).toBeVisible();
      await look('review with a wrong code');
      await wizard.review.code.fill('');
      await wizard.review.listen.click();
      await wizard.listen.opened();
      await expect(wizard.listen.ports).toBeVisible();
      await look('listen');
      await wizard.back();
      await wizard.review.opened();
      await wizard.review.run.click();
      await wizard.results.opened();
      await look('results');
      await wizard.results.openCards();
      await look('results with open cards');
      await wizard.main
        .getByRole('button', { name: /^Waive these \d+:/ })
        .first()
        .click();
      await look('results, asked for a reason');
      await wizard.results.waive('Agreed until Friday');
      await expect(wizard.results.waived).toBeVisible();
      await look('results with a waiver');
      await wizard.open('start');
      await wizard.start.runs.first().waitFor();
      await look('start with kept runs');
      await wizard.open('results');
      await wizard.results.opened();
      await wizard.results.showEvidence(providerUnanswered);
      await expect(wizard.results.evidence).toBeVisible();
      await look('evidence');
      await page.keyboard.press('Escape');
      await expect(wizard.results.evidence).toBeHidden();
      await wizard.results.toReport.click();
      await wizard.report.opened();
      await look('report');
      await wizard.openVerify();
      await wizard.verifyPage.opened();
      await look('verify');
      await wizard.verifyPage.check([
        { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-') },
      ]);
      await expect(wizard.verifyPage.summary(0, 0, 1)).toBeVisible();
      await look('verified files');
      for (const name of [deskText.pages.symptoms, deskText.pages.history, deskText.pages.about]) {
        await wizard.openDeskPage(name);
        await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
        await look(name);
      }
      expect(problems).toEqual({});
    });
  });
}

for (const [name, size] of [
  ['a small screen', { width: 800, height: 600 }],
  ['200 % zoom of 1280 by 800', { width: 640, height: 400 }],
  ['a remote desktop', { width: 1280, height: 720 }],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use({ look: { viewport: size, colorScheme: 'light' } });

    test('the primary action stays in sight and nothing is cut off', async ({ wizard: { page } }) => {
      const wizard = wizardOf(page);
      const problems: string[] = [];
      const look = async (step: string): Promise<void> => {
        const overflow = await page.evaluate(() => {
          const scrollers = [document.documentElement, ...document.querySelectorAll('main')];
          return Math.max(...scrollers.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
        });
        if (overflow > 0) problems.push(`${step}: ${overflow} px to the side`);
        const box = await wizard.foot.getByRole('button').last().boundingBox();
        const isInSight =
          box !== null &&
          box.x >= 0 &&
          box.y >= 0 &&
          box.x + box.width <= size.width &&
          box.y + box.height <= size.height;
        if (!isInSight) problems.push(`${step}: the primary action is at ${JSON.stringify(box)}`);
      };

      await wizard.start.opened();
      await look('start');
      await answerByMouse(wizard, closedEnvironment, look);
      await look('review');
      await wizard.review.run.click();
      await wizard.results.opened();
      await look('results');
      await wizard.open('start');
      await wizard.start.runs.first().waitFor();
      await look('start with kept runs');
      await wizard.open('results');
      await wizard.results.opened();
      await wizard.results.toReport.click();
      await wizard.report.opened();
      await look('report');
      await wizard.openVerify();
      await wizard.verifyPage.opened();
      await look('verify');
      expect(problems).toEqual([]);
    });
  });
}

test.describe('at 400 % zoom of 1280 by 1024', () => {
  test.use({ look: { viewport: { width: 320, height: 256 }, colorScheme: 'light' } });

  test('a page has the whole window, and nothing lies over anything', async ({ wizard: { page } }) => {
    const wizard = wizardOf(page);
    const problems: string[] = [];
    const look = async (step: string): Promise<void> => {
      const { aside, hidden } = await page.evaluate(() => {
        const main = document.querySelector('main') ?? document.body;
        const root = document.documentElement;
        return {
          aside: Math.max(root.scrollWidth - root.clientWidth, main.scrollWidth - main.clientWidth),
          hidden: main.scrollHeight - main.clientHeight,
        };
      });
      if (aside > 0) problems.push(`${step}: ${aside} px to the side`);
      if (hidden > 0) problems.push(`${step}: ${hidden} px of the page are behind the bar`);
      await wizard.foot.getByRole('button').last().click({ trial: true });
    };

    await wizard.start.opened();
    await look('start');
    await answerByMouse(wizard, closedEnvironment, look);
    await expect(wizard.heading).toBeInViewport();
    await look('review');
    await wizard.review.run.click();
    await wizard.results.opened();
    await look('results');
    await wizard.main
      .getByRole('button', { name: /^Run (these \d+ )?again:/ })
      .first()
      .click();
    await expect(wizard.foot.getByRole('status')).toHaveText(/^\d+ checks? (was|were) run again\.$/);
    await look('results, after a check was run again');
    await wizard.results.toReport.click();
    await wizard.report.opened();
    await look('report');
    expect(problems).toEqual([]);
  });
});
