import { resultsText } from '../../../renderer/text/en/results.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { healthyWorld, sampleResult, troubledWorld } from '../../support/sample-results.ts';
import { providerUnanswered, type WizardPage, wizardOf } from '../pages/wizard.ts';
import { keepRun } from '../support/keep-run.ts';
import type { Running } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

const silent = { outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 } as const;

const world = healthyWorld('before-install');

const profile = {
  environment: { name: 'Production', oneProvider: 'unknown' },
  machine: { roles: ['front-end'] },
  controller: { host: 'controller.example.local' },
  frontEnds: Array.from({ length: 6 }, (_, index) => ({ host: `fe0${index + 1}.example.local` })),
  databases: [{ purpose: 'platform', engine: 'sqlserver', host: 'db01.example.local' }],
};

/** A front-end whose database does not answer, and four of whose neighbours are silent; one question is open. */
const silentFarm: RunResult = sampleResult({
  world: troubledWorld(world, [
    { host: 'db01.example.local', port: 1433, ...silent },
    { host: /^fe0[3-6]\./, ...silent },
  ]),
  profile,
});

/** The same an hour before, when everything answered. */
const answering: RunResult = {
  ...sampleResult({ world, profile }),
  id: '0f3c9a52-6d1e-4b7a-9c44-2f1d8e5b7a91',
  startedAt: '2026-03-02T13:05:00.000Z',
  finishedAt: '2026-03-02T13:05:10.000Z',
};

const { counts } = silentFarm;
const all = silentFarm.checks.length;
const lesser = silentFarm.checks.filter(
  ({ verdict, severity }) => verdict === 'fail' && severity === 'monitoring',
).length;

/** Opens the results of the kept run. */
async function openResults({ page }: Running): Promise<WizardPage> {
  const wizard = wizardOf(page);
  await wizard.start.openRun(0);
  await wizard.results.opened();
  return wizard;
}

test.beforeEach(({ folders }) => {
  keepRun(folders, silentFarm);
});

test('the sentence and the figures count the same, and a figure leads to its first check', async ({
  wizard: running,
}) => {
  const wizard = await openResults(running);
  const { verdict, table, shown } = wizard.results;
  await expect(wizard.heading).toHaveText(`Not ready: 1 required and ${lesser} monitoring checks failed.`);
  const figures = await verdict
    .getByRole('group', { name: resultsText.band.counts })
    .getByRole('button', { name: /^[A-Z]/ })
    .allInnerTexts();
  const numbers = figures.map((figure) => Number(figure.replaceAll(/\D/g, '')));
  expect(numbers.reduce((sum, count) => sum + count, 0)).toBe(all);

  await verdict.getByRole('button', { name: /^monitoring/ }).click();
  await expect(shown).toHaveText(`${lesser} of ${all} checks`);
  await expect(table.getByRole('row').nth(1)).toBeFocused();
  await verdict.getByRole('button', { name: /^Failed/ }).click();
  await expect(shown).toHaveText(`${lesser + 1} of ${all} checks`);
  await expect(table.getByRole('row').nth(1)).toContainText('db01.example.local:1433');
  await expect(table.getByRole('row').nth(1)).toBeFocused();
});

test('one card stands for one cause, the first is open, and no check stands in two', async ({
  wizard: running,
}) => {
  const wizard = await openResults(running);
  const { repair } = wizard.results;
  const cards = repair.getByRole('heading', { level: 3 }).getByRole('button');
  await expect(cards).toHaveCount(2);
  await expect(cards.nth(0)).toHaveText('Cause 1: db01.example.local:1433 does not answer');
  await expect(cards.nth(0)).toHaveAttribute('aria-expanded', 'true');
  await expect(cards.nth(1)).toHaveAttribute('aria-expanded', 'false');
  await expect(cards.nth(1)).toHaveAccessibleDescription(
    new RegExp(`^Explains ${lesser} of ${lesser + 1}.* ${lesser} monitoring Network team$`),
  );
  const box = await cards.nth(1).locator('xpath=ancestor::li[1]').boundingBox();
  expect(box?.height).toBeLessThanOrEqual(48);

  await cards.nth(1).press('Enter');
  await expect(repair.getByText(resultsText.causes.counterproof)).toBeVisible();
  const more = repair.getByRole('button', { name: /^and \d+ more$/ });
  await more.press('Enter');
  const lines = repair.getByRole('button', { name: /^Evidence for: / });
  await expect(lines).toHaveCount(lesser + 1);
  await expect(lines.nth(6)).toBeFocused();
  const names = await lines.evaluateAll((list) => list.map((line) => line.getAttribute('aria-label')));
  expect(new Set(names).size).toBe(lesser + 1);
});

test('a cause is copied as one text, with the firewall rules of all its checks', async ({
  wizard: running,
}) => {
  const wizard = await openResults(running);
  await wizard.results.card(/^Cause 2/).click();
  await running.page.evaluate(() => {
    const written = { text: '' };
    Object.assign(window, { written });
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text: string) => Object.assign(written, { text }) },
    });
  });
  await wizard.results.repair.getByRole('button', { name: /^Copy what to do about: No way/ }).click();
  const text = await running.page.evaluate(
    () => (window as unknown as { written: { text: string } }).written.text,
  );
  expect(text.split('\n')[1]).toMatch(/^Network team: /);
  expect(text.match(/^Allow TCP /gm)).toHaveLength(lesser);
});

test('what is waived folds in its place, the focus goes on, and it can be undone there and later', async ({
  wizard: running,
}) => {
  const { page } = running;
  const wizard = await openResults(running);
  const { repair, waived } = wizard.results;
  const cards = repair.getByRole('heading', { level: 3 }).getByRole('button');
  await repair.getByRole('button', { name: /^Waive: db01/ }).click();
  await wizard.results.waive('Opens on Monday');
  await expect(cards).toHaveCount(1);
  await expect(cards.first()).toBeFocused();
  await expect(wizard.foot.getByRole('status')).toHaveText(resultsText.folded.said(1));
  await expect(wizard.heading).toHaveText(
    `No required check failed; ${lesser} monitoring checks did and 1 check could not be judged.`,
  );
  const undo = repair.getByRole('button', { name: 'Undo: db01.example.local:1433 does not answer' });
  const first = repair.getByRole('listitem').first();
  await expect(first).toContainText('Opens on Monday');

  await cards.first().press('Enter');
  await repair.getByRole('button', { name: new RegExp(`^Waive these ${lesser}: `) }).click();
  await wizard.results.waive('Built in March');
  await expect(cards).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 2, name: resultsText.open.heading })).toBeFocused();
  await expect(waived).toContainText('Opens on Monday');
  await expect(waived).toContainText('Built in March');

  await page.keyboard.press('ControlOrMeta+z');
  await expect(cards).toHaveCount(1);
  await expect(cards.first()).toBeFocused();
  await undo.press('Enter');
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toBeFocused();
  await expect(waived).toBeHidden();

  await repair.getByRole('button', { name: /^Waive: db01/ }).click();
  await wizard.results.waive('Opens on Monday');
  await waived.getByRole('button', { name: /^Take back: / }).click();
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toBeFocused();
});

test('what is open is grouped, the question first, and says what a rehearsal can settle', async ({
  wizard: running,
}) => {
  const wizard = await openResults(running);
  const { open } = wizard.results;
  const cards = open.getByRole('heading', { level: 3 }).getByRole('button');
  await expect(cards.first()).toHaveText(providerUnanswered);
  await expect(cards.nth(1)).toHaveText(`${counts['not-testable-here']} checks need another machine`);
  await expect(open).toContainText(/A rehearsal can settle \d+ of these \d+/);
  await expect(wizard.results.listen).toBeVisible();
  await cards.nth(1).click();
  const lines = open.getByRole('button', { name: /^Evidence for: / });
  const before = await lines.count();
  await open.getByRole('button', { name: /^and \d+ more$/ }).click();
  await expect(lines).toHaveCount(counts['not-testable-here']);
  await expect(lines.nth(before)).toBeFocused();
});

test('the comparison and the kept runs are reached from the top, and say what has changed', async ({
  start,
  folders,
}) => {
  keepRun(folders, answering);
  const running = await start();
  const wizard = await openResults(running);
  const { compare, comparison, verdict, history } = wizard.results;
  await expect(verdict).toContainText(`Since 13:05:10 UTC: ${lesser + 1} worse`);
  await compare.press('Enter');
  await expect(comparison).toContainText('db01.example.local:1433 does not answer');
  await running.page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();
  await expect(compare).toBeFocused();
  await history.click();
  await wizard.start.opened();
  await expect(wizard.start.runs).toHaveCount(2);
});
