import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { wizardOf } from '../pages/wizard.ts';
import type { ServeOptions, Serving } from '../support/browser-host.ts';
import { putOpener } from '../support/opener.ts';
import { freePort, type Poison, type Poisoned, poisonBrowser } from '../support/poison.ts';
import { bundles } from '../support/project-paths.ts';
import { needsSecondAccount } from '../support/second-account.ts';
import { askAsStranger, type StartStranger } from '../support/stranger.ts';
import { expect, test } from '../support/test.ts';

needsSecondAccount();

/** The paths of the page's own files as everybody can know them from the program. */
const publishedPaths = (
  JSON.parse(readFileSync(bundles.manifest, 'utf8')) as readonly { path: string }[]
).map(({ path }) => path);

/** A browser that was poisoned for a port, and a Netready that then serves there. */
type Scene = Poisoned & {
  readonly serving: Serving;
  readonly context: BrowserContext;
  readonly port: number;
};

type Means = {
  readonly chromiumHere: Browser;
  readonly startServing: (options?: ServeOptions) => Promise<Serving>;
  readonly startAsStranger: StartStranger;
};

async function prepare(
  { chromiumHere, startServing, startAsStranger }: Means,
  poison: Poison,
  { args = [], environment = {} }: ServeOptions = {},
): Promise<Scene> {
  const context = await chromiumHere.newContext();
  const port = await freePort();
  const poisoned = await poisonBrowser(
    startAsStranger,
    await context.newPage(),
    port,
    poison,
    publishedPaths,
  );
  const serving = await startServing({ args: ['--port', String(port), ...args], environment });
  return { ...poisoned, serving, context, port };
}

const isOpen = async (page: Page): Promise<void> => wizardOf(page).start.opened();

/** What a tab of Netready keeps: the key, and the path of its page. */
const secretsOf = (page: Page) =>
  page.evaluate(() => ({ key: sessionStorage.getItem('netready-session') ?? '', path: location.pathname }));

/**
 * Everything that a page of this origin can try, with what it knows of the address.
 * @returns what of it did not fail
 */
const attack = (page: Page, door: string, code: string) =>
  page.evaluate(
    async ({ door, code }) => {
      const patienceMs = 4000;
      const json = { 'Content-Type': 'application/json' };
      const trade = async (page: string) => {
        const body = JSON.stringify({ code, page, attempt: 'x'.repeat(32) });
        const answer = await fetch('/session', { method: 'POST', headers: json, body });
        return typeof (await answer.json()).value.session === 'string';
      };
      const call = async () => {
        const headers = { ...json, 'netready-call': 'x', 'netready-session': code };
        const answer = await fetch('/op/app.describe', { method: 'POST', headers, body: '{}' });
        return JSON.parse(await answer.text()).reply.ok;
      };
      const isOurs = (path: string) => /^\/[\w-]{22}\/$/.test(path);
      const follow = async () => isOurs(new URL((await fetch(door)).url).pathname);
      const frame = async (sandbox: string | null) => {
        const element = document.createElement('iframe');
        if (sandbox !== null) element.setAttribute('sandbox', sandbox);
        element.src = door;
        const loaded = new Promise((resolve) => element.addEventListener('load', resolve));
        document.body.append(element);
        await loaded;
        return isOurs(element.contentWindow?.location.pathname ?? '');
      };
      const popup = async () => {
        const opened = window.open(door);
        while (opened !== null && !isOurs(opened.location.pathname))
          await new Promise((resolve) => requestAnimationFrame(resolve));
        return opened !== null;
      };
      const tried: Record<string, Promise<boolean>> = {
        'to trade the code from the root': trade('/'),
        'to trade the code from the door': trade(door),
        'to trade the code from its own path': trade(location.pathname),
        'to call with the code as key': call(),
        'to read where the door leads': follow(),
        'to read a frame': frame(null),
        'to read a frame with scripts': frame('allow-scripts allow-same-origin'),
        'to read a window that it opens': popup(),
      };
      const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceMs));
      const outcomes = Object.entries(tried).map(async ([what, outcome]) => {
        const isDone = await Promise.race([outcome, tooLate]).catch(() => false);
        return isDone ? [what] : [];
      });
      return (await Promise.all(outcomes)).flat();
    },
    { door, code },
  );

/** Whether a page of this origin can put a service worker of its own in again. */
const canComeBack = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    navigator.serviceWorker.register('/worker.js', { scope: '/', updateViaCache: 'all' }).then(
      () => true,
      () => false,
    ),
  );

/** Whether a tab shows the stranger's page instead of ours. */
const isPoisoned = (page: Page): Promise<boolean> => page.evaluate(() => Object.hasOwn(window, 'poisoned'));

/** The stranger has learned none of this. */
function expectUntold({ collected }: Scene, secrets: readonly string[]): void {
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(20);
    expect(collected()).not.toContain(secret);
  }
}

/** The wizard works, keeps its key through a reload, and no service worker is left. */
async function expectWorking(page: Page): Promise<void> {
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await page.reload();
  await wizard.start.begin();
  await wizard.machine.opened();
  const workers = await page.evaluate(() => navigator.serviceWorker.getRegistrations());
  expect(workers).toEqual([]);
}

test.describe('what a stranger has left in the browser for the port', () => {
  for (const poison of ['everything', 'everything-cached', 'scripts'] as const)
    test(`is gone before the page of --open leads to the address: ${poison}`, async ({
      chromiumHere,
      folders,
      startServing,
      startAsStranger,
    }) => {
      const opener = putOpener(folders);
      const scene = await prepare({ chromiumHere, startServing, startAsStranger }, poison, {
        args: ['--open'],
        ...opener,
      });
      const { context } = scene;
      const { pathname: door, hash } = new URL(scene.serving.url);
      const page = await context.newPage();
      await page.goto(`file://${await opener.opened()}`);
      await isOpen(page);
      const { key, path } = await secretsOf(page);
      expect(await attack(scene.page, door, hash.slice(1))).toEqual([]);
      expect(await canComeBack(scene.page)).toBe(false);
      await expectWorking(page);
      expect(scene.collected()).toContain(`127.0.0.1:${scene.port}`);
      expectUntold(scene, [key, path, hash.slice(1)]);
      await context.close();
    });

  test('takes the place of an address that is typed, learns its code, and can do nothing with it', async ({
    chromiumHere,
    startServing,
    startAsStranger,
  }) => {
    const scene = await prepare({ chromiumHere, startServing, startAsStranger }, 'everything');
    const { context, serving, port, collected } = scene;
    const { pathname: door, hash } = new URL(serving.url);
    const code = hash.slice(1);
    const page = await context.newPage();
    await page.goto(serving.url);
    expect(await isPoisoned(page)).toBe(true);
    await expect.poll(collected).toContain(code);

    for (const poisoned of [page, scene.page]) expect(await attack(poisoned, door, code)).toEqual([]);
    expect((await askAsStranger(port, door)).status).toBe(403);
    await expect.poll(serving.output).toContain('A browser of user nobody knew the address and was refused.');
    expect(serving.output()).not.toContain('was let in');

    await expect(async () => {
      await page.goto('about:blank');
      await page.goto(serving.url);
      expect(await isPoisoned(page)).toBe(false);
    }).toPass();
    await isOpen(page);
    const { key, path } = await secretsOf(page);
    expect(await attack(scene.page, door, code)).toEqual([]);
    expect(await canComeBack(scene.page)).toBe(false);
    await expectWorking(page);
    expectUntold(scene, [key, path]);
    await context.close();
  });

  test('that the browser does not ask for again goes when the page is loaded with Shift', async ({
    chromiumHere,
    startServing,
    startAsStranger,
  }) => {
    const scene = await prepare({ chromiumHere, startServing, startAsStranger }, 'everything-cached');
    const { context } = scene;
    const page = await context.newPage();
    for (let visit = 0; visit < 2; visit += 1) {
      await page.goto('about:blank');
      await page.goto(scene.serving.url);
      expect(await isPoisoned(page)).toBe(true);
    }
    const tools = await context.newCDPSession(page);
    await tools.send('Page.reload', { ignoreCache: true });
    await isOpen(page);
    const { key, path } = await secretsOf(page);
    await expectWorking(page);
    expectUntold(scene, [key, path]);
    await context.close();
  });

  test('that lets pages pass and changes their scripts does not see the page at all', async ({
    chromiumHere,
    startServing,
    startAsStranger,
  }) => {
    const scene = await prepare({ chromiumHere, startServing, startAsStranger }, 'scripts');
    const { context } = scene;
    const { pathname: door, hash } = new URL(scene.serving.url);
    const page = await context.newPage();
    await page.goto(scene.serving.url);
    await isOpen(page);
    const { key, path } = await secretsOf(page);
    expect(scene.collected()).toContain(`${door}${hash}`);
    expect(await attack(scene.page, door, hash.slice(1))).toEqual([]);
    await expectWorking(page);
    expectUntold(scene, [key, path]);
    await context.close();
  });

  test('cannot look into a tab that it has opened, nor come back with Back', async ({
    chromiumHere,
    startServing,
    startAsStranger,
  }) => {
    const scene = await prepare({ chromiumHere, startServing, startAsStranger }, 'scripts');
    const { context } = scene;
    const [page] = await Promise.all([
      context.waitForEvent('page'),
      scene.page.evaluate(() => {
        Reflect.set(window, 'other', window.open('/worker.html'));
      }),
    ]);
    await page.goto(scene.serving.url);
    await isOpen(page);
    const { key, path } = await secretsOf(page);
    const seen = await scene.page.evaluate(() => {
      try {
        const { location, sessionStorage } = Reflect.get(window, 'other') as Window;
        return [location.href, { ...sessionStorage }];
      } catch {
        return 'nothing';
      }
    });
    expect(seen).toBe('nothing');
    await page.goBack().catch(() => undefined);
    expect(await isPoisoned(page)).toBe(false);
    expectUntold(scene, [key, path]);
    await context.close();
  });
});
