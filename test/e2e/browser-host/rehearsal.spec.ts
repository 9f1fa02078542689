import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Browser, Page } from '@playwright/test';
import { builtFilesIn } from '../../../electron/core/base/built-files.ts';
import { createHandlers } from '../../../electron/core/operations/handlers.ts';
import { readPageAssets } from '../../../electron/host/page-assets.ts';
import { startHost } from '../../../electron/host/start-host.ts';
import { listenText } from '../../../renderer/text/en/listen.ts';
import { resultsText } from '../../../renderer/text/en/results.ts';
import { spelled } from '../../../shared/rehearsal/spelling.ts';
import { anybody } from '../../support/host-under-test.ts';
import { profileFor, type TwoMachines, twoMachines, worldOf } from '../../support/loopback-machine.ts';
import { testDeps } from '../../support/operation-deps.ts';
import { type WizardPage, wizardOf } from '../pages/wizard.ts';
import { accessibilityProblems } from '../support/accessibility.ts';
import { keyboardOf } from '../support/keyboard.ts';
import { bundles } from '../support/project-paths.ts';
import type { Look } from '../support/running.ts';
import { expect, test } from '../support/test.ts';

type Machine = {
  readonly page: Page;
  readonly wizard: WizardPage;
  readonly folder: string;
  readonly end: () => Promise<void>;
};

/** The built wizard in a browser, served by a host of one of two machines. */
async function openMachine(
  browser: Browser,
  name: 'here' | 'there',
  machines: TwoMachines,
  look: Look,
): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'netready-rehearsal-'));
  const { deps } = testDeps(folder, { world: worldOf(name, machines) });
  const host = await startHost({
    makeHandlers: (services) => createHandlers({ ...deps, host: services }),
    assets: await readPageAssets(builtFilesIn(dirname(bundles.command))),
    port: 0,
    idleMs: 600_000,
    clock: { monotonicMs: () => performance.now() },
    randomBytes,
    accounts: anybody,
    notice: () => undefined,
  });
  const context = await browser.newContext(look);
  const page = await context.newPage();
  await page.goto(host.url());
  return {
    page,
    wizard: wizardOf(page),
    folder,
    end: async () => {
      await context.close();
      await host.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the environment's file, and goes on to the review. */
async function toReview({ wizard }: Machine, name: 'here' | 'there', machines: TwoMachines): Promise<void> {
  const profile = JSON.stringify(profileFor(name, machines));
  await wizard.start.opened();
  await wizard.start.openFile({
    name: 'environment.json',
    mimeType: 'application/json',
    buffer: Buffer.from(profile),
  });
  await wizard.machine.opened();
  await wizard.next();
  await wizard.environment.opened();
  await wizard.next();
  await wizard.scope.opened();
  await wizard.next();
  await wizard.review.opened();
}

/** Every file below a folder, as text. */
async function textsBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')),
  );
  return texts.join('\n');
}

/** Whether somebody listens at an end. */
const answers = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

for (const [name, look] of [
  ['light', { viewport: { width: 1280, height: 720 }, colorScheme: 'light' }],
  ['dark', { viewport: { width: 1280, height: 720 }, colorScheme: 'dark' }],
  ['a narrow window', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
] as const)
  test(`one server listens, another one is checked, in ${name}`, async ({ chromiumHere }) => {
    const machines = await twoMachines();
    const here = await openMachine(chromiumHere, 'here', machines, look);
    const there = await openMachine(chromiumHere, 'there', machines, look);
    const problems: Record<string, readonly string[]> = {};
    const check = async (step: string, { page }: Machine): Promise<void> => {
      const found = await accessibilityProblems(page);
      const isTooWide = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      if (found.length > 0 || isTooWide)
        problems[step] = [...found, ...(isTooWide ? ['scrolls sideways'] : [])];
    };
    try {
      await toReview(here, 'here', machines);
      const { listen } = here.wizard;
      await here.wizard.review.listen.click();
      await listen.opened();
      await expect(listen.ports.getByRole('row')).toHaveCount(3);
      await expect(listen.address(machines.here)).toBeChecked();
      await expect(here.page.getByText('fe01: ports')).toBeVisible();
      await listen.place('database').check();
      await expect(listen.ports.getByRole('row')).toHaveCount(4);
      await listen.place('database').uncheck();
      await expect(listen.ports.getByRole('row')).toHaveCount(3);
      await check('before listening', here);
      expect(await answers(machines.here, machines.service)).toBe(false);
      await listen.start.click();
      await listen.isOpen();
      await expect(here.wizard.heading).toBeFocused();
      await expect(listen.timer).toHaveText(/^(60:00|59:\d\d)$/);
      const code = await listen.code();
      await expect(listen.who).toContainText(listenText.whoCount(0, 1));
      await expect(listen.who).toContainText(listenText.absent(1));
      await check('while listening', here);
      await listen.spell.click();
      await expect(listen.groups.first()).toContainText(spelled(code.slice(0, 5)).join(' '));
      await check('with the code spelled', here);
      await listen.spell.click();
      await listen.longer.click();
      await expect(listen.timer).toHaveText(/^(90:00|89:\d\d)$/);

      await toReview(there, 'there', machines);
      await there.wizard.review.giveCode.click();
      const groups = code.split('-');
      await there.wizard.review.code.fill([...groups.slice(0, 2), '00000'].join(' '));
      await expect(there.page.getByText('Group 3 of the code is wrong.').first()).toBeVisible();
      await there.wizard.review.run.click();
      await there.wizard.review.opened();
      await expect(there.wizard.review.code).toBeFocused();
      await there.wizard.review.code.fill(groups.join(' ').toLowerCase());
      await check('review with the code', there);
      await there.wizard.review.run.click();
      await there.wizard.results.opened();
      await there.wizard.results.search.fill(resultsText.rehearsal.mark);
      await expect(there.wizard.results.rehearsed.first()).toBeVisible();
      await check('results of the checked one', there);

      await expect(listen.who).toContainText('fe01');
      await expect(listen.who).toContainText(listenText.changes.destination);
      await expect(listen.who).toContainText(listenText.whoCount(1, 1));
      await check('with a visitor', here);
      await here.wizard.back();
      await here.wizard.review.opened();
      await expect(listen.elsewhere).toBeVisible();
      await check('another page while listening', here);
      await listen.show.click();
      await listen.isOpen();
      await listen.stop.click();
      await listen.opened();
      expect(await answers(machines.here, machines.service)).toBe(false);
      await check('after listening', here);
      await listen.openResult.click();
      await here.wizard.results.opened();
      await here.wizard.results.search.fill(resultsText.rehearsal.mark);
      await expect(here.wizard.results.rehearsed.first()).toBeVisible();
      expect(problems).toEqual({});

      for (const { page, folder } of [here, there]) {
        const kept = [
          await textsBelow(folder),
          await page.content(),
          await page.evaluate(() =>
            JSON.stringify([localStorage, sessionStorage, history.state, location.href]),
          ),
        ].join('\n');
        for (const group of groups) expect(kept.toUpperCase()).not.toContain(group);
      }
    } finally {
      await here.end();
      await there.end();
    }
  });

test('listening is begun and ended without a mouse, and ends with its page', async ({
  chromiumHere,
  look,
}) => {
  const machines = await twoMachines();
  const here = await openMachine(chromiumHere, 'here', machines, look);
  try {
    await toReview(here, 'here', machines);
    const { page, wizard } = here;
    const { listen } = wizard;
    const keys = keyboardOf(page);
    await keys.activate(wizard.review.listen);
    await listen.opened();
    await expect(wizard.heading).toBeFocused();
    await keys.tick(listen.place('database'));
    await expect(listen.ports.getByRole('row')).toHaveCount(4);
    await expect(listen.place('database')).toBeFocused();
    await keys.tick(listen.place('database'));
    await expect(listen.ports.getByRole('row')).toHaveCount(3);
    await keys.type(listen.minutes, '0');
    await keys.activate(listen.start);
    await expect(listen.minutes).toBeFocused();
    await expect(page.getByText('Whole minutes from 1 to 240.')).toBeVisible();
    await keys.type(listen.minutes, '5');
    await keys.activate(listen.start);
    await listen.isOpen();
    await expect(wizard.heading).toBeFocused();
    await keys.activate(listen.longer);
    await expect(listen.timer).toHaveText(/^3[45]:\d\d$/);
    await keys.activate(listen.spell);
    await expect(listen.spell).toHaveAttribute('aria-pressed', 'true');
    await keys.activate(listen.hide);
    await expect(listen.groups).toHaveCount(0);
    await keys.activate(listen.stop);
    await listen.opened();
    await expect(wizard.heading).toBeFocused();

    await keys.activate(listen.start);
    await listen.isOpen();
    expect(await answers(machines.here, machines.service)).toBe(true);
    await page.reload();
    await listen.opened();
    await expect.poll(() => answers(machines.here, machines.service)).toBe(false);
  } finally {
    await here.end();
  }
});
