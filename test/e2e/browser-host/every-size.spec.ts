import type { Page } from '@playwright/test';
import { startDroppingServer } from '../../support/servers/tcp-servers.ts';
import { answerByMouse, providerUnanswered, type WizardPage, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { closedEnvironment } from '../support/environments.ts';
import { layoutProblems } from '../support/layout.ts';
import { expect, test } from '../support/test.ts';

/** 640 by 360 is 1280 by 720 at 200 % zoom. */
const sizes = [
  { width: 1280, height: 720 },
  { width: 800, height: 600 },
  { width: 640, height: 360 },
  { width: 390, height: 844 },
  { width: 1920, height: 1080 },
] as const;

const looks = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

const pasted = ['127.0.0.1', 'http://127.0.0.2:80/', '127.0.0.3\tfe06', '127.0.0.4-127.0.0.7', '0.0.0.0'];

/** Looks at a page in every size, and comes back to the first. */
function lookerOf(page: Page, wizard: WizardPage) {
  const problems: Record<string, readonly string[]> = {};
  const isInSight = async ({ width, height }: (typeof sizes)[number]): Promise<boolean> => {
    const box = await wizard.foot.getByRole('button').last().boundingBox();
    return (
      box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
    );
  };
  const look = async (step: string, hasFoot = true): Promise<void> => {
    for (const size of sizes) {
      await page.setViewportSize(size);
      const found = [
        ...(await layoutProblems(page)),
        ...(await accessibilityProblems(page)),
        ...(hasFoot && !(await isInSight(size)) ? ['the primary action is not in sight'] : []),
      ];
      if (found.length > 0) problems[`${step}, ${size.width} by ${size.height}`] = found;
    }
    await page.setViewportSize(sizes[0]);
  };
  return { look, problems };
}

for (const [name, media] of Object.entries(looks))
  test.describe(`in ${name}`, () => {
    test.setTimeout(900_000);

    test('each step can be used by everybody in every size, and nothing is cut off', async ({
      wizard: { page },
    }) => {
      await page.emulateMedia(media);
      const wizard = wizardOf(page);
      const { look, problems } = lookerOf(page, wizard);
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
      await wizard.environment.frontEnds.fill(pasted.join('\n'));
      await look('environment with a pasted list');
      await wizard.environment.frontEnds.fill('nr-test-a.example.local\nnr-test-b.example.local');
      await look('environment, asked which machine this is');
      await wizard.environment.fill(closedEnvironment);
      await wizard.next();
      await wizard.scope.opened();
      await look('scope');
      await wizard.next();
      await wizard.review.opened();
      await look('review');
      await wizard.review.listen.click();
      await wizard.listen.opened();
      await expect(wizard.listen.ports).toBeVisible();
      await look('listen');
      await wizard.back();
      await wizard.review.opened();
      await wizard.review.run.click();
      await wizard.results.opened();
      await look('results');
      await wizard.results.showEvidence(providerUnanswered);
      await expect(wizard.results.evidence).toBeVisible();
      await look('evidence', false);
      await page.keyboard.press('Escape');
      await expect(wizard.results.evidence).toBeHidden();
      await wizard.results.openCards();
      await look('results with open cards');
      await wizard.open('start');
      await wizard.start.runs.first().waitFor();
      await look('start with kept runs');
      await wizard.open('results');
      await wizard.results.opened();
      await wizard.results.toReport.click();
      await wizard.report.opened();
      await look('report');
      expect(problems).toEqual({});
    });

    test('so can a run under way', async ({ wizard: { page } }) => {
      await page.emulateMedia(media);
      const wizard = wizardOf(page);
      const { look, problems } = lookerOf(page, wizard);
      const dropping = await startDroppingServer();
      const { address: host, port } = dropping;
      await answerByMouse(wizard, { ...closedEnvironment, database: { host, port } });
      await wizard.scopeTimeLimit('60000');
      await wizard.review.run.click();
      await wizard.running.opened();
      await expect(wizard.running.waitingFor(`${host}:${port}`)).toBeVisible();
      await look('run');
      await wizard.running.cancel.click();
      await wizard.results.opened();
      await dropping.close();
      expect(problems).toEqual({});
    });
  });
