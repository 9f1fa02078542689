import { readFileSync, rmSync } from 'node:fs';
import { startDroppingServer } from '../../support/servers/tcp-servers.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { netready } from '../support/command.ts';
import { closedEnvironment } from '../support/environments.ts';
import { keptSession } from '../support/kept-session.ts';
import { watchPolicy } from '../support/policy-watch.ts';
import { picked, saveFile } from '../support/saving.ts';
import { expect, test } from '../support/test.ts';

test('from the first question to a signed report that verifies', async ({ wizard: running }) => {
  const { page, folders } = running;
  const policy = await watchPolicy(page);
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await expect(wizard.review.contacts).toContainText('127.0.0.3');

  await wizard.review.run.click();
  await wizard.results.opened();
  await expect(wizard.results.verdict).toContainText(
    /^Not ready: \d+ required (checks|and \d+ monitoring checks?) failed\./,
  );

  await wizard.results.toReport.click();
  await wizard.report.opened();
  const path = await saveFile(running, () => wizard.report.save.click());
  const verified = netready(folders, 'verify', path, '--format', 'json');
  expect(JSON.parse(verified.stdout)).toMatchObject([
    { outcome: 'unknown-signer', report: { verdict: 'fail' } },
  ]);
  expect(verified.status).toBe(6);
  expect(await policy.violations()).toEqual([]);

  await wizard.verify.click();
  await wizard.verifyPage.opened();
  const tampered = picked(path, 'application/pdf', (bytes) => {
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return bytes;
  });
  await wizard.verifyPage.check([picked(path, 'application/pdf'), { ...tampered, name: 'tampered.pdf' }]);
  await expect(wizard.verifyPage.summary(0, 1, 1)).toBeVisible();
  expect(await policy.violations()).toEqual([]);
});

test('a connection that two roles of this machine need is one card, and each check keeps its own waiver', async ({
  wizard: running,
}) => {
  const { page } = running;
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  const headline = 'Nothing listens on 127.0.0.3:9';
  const heading = wizard.results.card(headline);
  const ids = ['out-fe-db-sql@platform', 'out-ctrl-db-sql@platform'];
  const card = heading.locator('xpath=ancestor::li[1]');
  await expect(heading).toHaveCount(1);
  await wizard.results.openCards();
  for (const id of ids) await expect(card).toContainText(id);
  await card.getByRole('button', { name: `Evidence for: ${headline}, 127.0.0.3:9, ${ids[1]}` }).click();
  await expect(wizard.results.evidence).toContainText(ids[1] ?? '');
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: `Waive: ${headline}, 127.0.0.3:9, ${ids[0]}` }).click();
  await wizard.results.waive('agreed until Friday');
  await expect(card).not.toContainText(ids[0] ?? '');
  await expect(heading).toHaveCount(1);
});

test('the environment file carries the answers to the next server', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, closedEnvironment);
  const path = await saveFile(running, () => wizard.review.save.click());
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ environment: { name: 'Acceptance' } });

  await wizard.step('start').click();
  await wizard.start.opened();
  await wizard.start.openFile(picked(path, 'application/json'));
  await wizard.machine.opened();
  await wizard.machine.role('front-end').check();
  await wizard.next();
  await wizard.environment.opened();
  await expect(wizard.environment.name).toHaveValue('Acceptance');
  await expect(wizard.environment.frontEnds).toHaveValue(/127\.0\.0\.1\s+127\.0\.0\.2/);
});

test('a run is cancelled, and what is missing is run later', async ({ wizard: running }) => {
  const dropping = await startDroppingServer();
  const wizard = wizardOf(running.page);
  await answerByMouse(wizard, {
    ...closedEnvironment,
    database: { host: dropping.address, port: dropping.port },
  });
  await wizard.review.run.click();
  await wizard.running.opened();
  await expect(wizard.running.waitingFor(`${dropping.address}:${dropping.port}`)).toBeVisible();
  await wizard.running.cancel.click();
  await wizard.results.opened();
  await expect(wizard.results.cancelled).toBeVisible();

  await dropping.close();
  await wizard.results.runUntested.click();
  await expect(wizard.results.cancelled).toBeHidden();
  await expect(wizard.results.verdict).toContainText('Not ready');
});

test('a report for others names nobody, and the page says what changes', async ({ wizard: running }) => {
  const { page, folders } = running;
  const reason = 'Frau Beispiel hat das erlaubt';
  const policy = await watchPolicy(page);
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  await wizard.review.run.click();
  await wizard.results.opened();
  await wizard.main
    .getByRole('button', { name: /^Waive:/ })
    .first()
    .click();
  await wizard.results.waive(reason);
  await wizard.results.toReport.click();
  await wizard.report.opened();
  await wizard.report.redact.check();
  await expect(wizard.report.changes).toBeVisible();
  await wizard.report.opened();
  await wizard.report.changes.getByText('What changes').click();
  await expect(wizard.report.changes.getByRole('cell', { name: 'Acceptance' })).toBeVisible();
  await expect(wizard.report.changes.getByRole('cell', { name: 'Environment 1' })).toBeVisible();
  const keep = wizard.report.changes.getByRole('checkbox', { name: reason });
  await expect(keep).not.toBeChecked();
  await wizard.report.format('pdf').uncheck();
  await wizard.report.format('json').check();
  const removed = await saveFile(running, () => wizard.report.save.click());
  expect(readFileSync(removed, 'utf8')).not.toContain(reason);
  const list = await wizard.main.getByText(/[\\/]aliases[\\/][^\\/]+\.json$/).innerText();
  expect(list.startsWith(folders.documents)).toBe(false);
  expect(readFileSync(list, 'utf8')).toContain(reason);
  rmSync(removed);
  await keep.check();
  await wizard.report.opened();
  const kept = await saveFile(running, () => wizard.report.save.click());
  expect(readFileSync(kept, 'utf8')).toContain(reason);
  await wizard.report.redact.uncheck();
  await expect(wizard.report.changes).toBeHidden();
  await wizard.report.opened();
  expect(await policy.violations()).toEqual([]);
});

test('a closed program goes on where it was', async ({ start }) => {
  const first = await start();
  const before = wizardOf(first.page);
  await answerByMouse(before, closedEnvironment);
  await before.review.run.click();
  await before.results.opened();
  const verdict = await before.results.verdict.innerText();
  await before.results.toReport.click();
  await before.report.opened();
  await first.end();

  const second = await start();
  const after = wizardOf(second.page);
  await after.start.opened();
  await after.start.continue.click();
  await after.report.opened();
  await after.step('results').click();
  await after.results.opened();
  expect(await after.results.verdict.innerText()).toBe(verdict);
  await after.step('environment').click();
  await after.environment.opened();
  await expect(after.environment.name).toHaveValue('Acceptance');
});

test('answers that were not finished are there after a crash', async ({ start }) => {
  const first = await start();
  const before = wizardOf(first.page);
  await before.start.opened();
  await before.start.begin();
  await before.machine.opened();
  await before.machine.role('front-end').check();
  await before.next();
  await before.environment.opened();
  await before.environment.name.fill('Half-finished');
  await before.environment.databaseHost.fill('db.exa');
  await expect.poll(() => keptSession(first.folders)).toContain('db.exa');
  await first.end();

  const after = wizardOf((await start()).page);
  await after.start.opened();
  await after.start.continue.click();
  await after.environment.opened();
  await expect(after.environment.name).toHaveValue('Half-finished');
  await expect(after.environment.databaseHost).toHaveValue('db.exa');
});

test('the review says what the pages of the report will leave out, where they will', async ({
  wizard: running,
}) => {
  const wizard = wizardOf(running.page);
  const frontEnds = Array.from({ length: 402 }, (_, index) => `127.1.${index >> 7}.${(index & 127) + 1}`);
  await answerByMouse(wizard, { ...closedEnvironment, frontEnds });
  await expect(wizard.main).toContainText(
    /The pages of the report will show \d+ of the \d+ checks, at most 400 of one kind/,
  );
});

test('two thousand checks stay manageable', async ({ wizard: running }) => {
  const wizard = wizardOf(running.page);
  const addresses = Array.from({ length: 350 }, (_, index) => `127.1.${index >> 7}.${(index & 127) + 1}`);
  await answerByMouse(wizard, { ...closedEnvironment, frontEnds: addresses });
  const count = Number((await wizard.review.run.innerText()).replaceAll(/\D/g, ''));
  expect(count).toBeGreaterThan(2000);
  await wizard.review.run.click();
  await wizard.results.opened();
  await expect(wizard.results.shown).toContainText(String(count));
  expect(await wizard.results.table.getByRole('row').count()).toBeLessThan(200);
  await wizard.results.search.fill('127.1.2.77');
  await expect(wizard.results.shown).toContainText(/^\d+ of/);
  await expect(wizard.results.table).toContainText('127.1.2.77');
});
