import { crashText } from '../../../renderer/text/en/crash.ts';
import { entryText } from '../../../renderer/text/en/entry.ts';
import { errorTexts } from '../../../shared/errors/codes.ts';
import { wizardOf } from '../pages/wizard.ts';
import { expect, test } from '../support/test.ts';

const inside = 'netready-session';

test('the address works once, in one browser', async ({ chromiumHere, startServing }) => {
  const serving = await startServing();
  const [first, second] = await Promise.all([chromiumHere.newContext(), chromiumHere.newContext()]);
  const page = await first.newPage();
  await page.goto(serving.url);
  await wizardOf(page).start.opened();
  await expect(page.getByRole('status').filter({ hasText: 'was let in' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  expect(await first.cookies()).toEqual([]);

  const late = await second.newPage();
  await late.goto(serving.url);
  const told = late.getByRole('alert');
  await expect(told).toContainText('This way in was used already');
  await expect(told).toContainText('If that was not you, end Netready.');
  await expect(told).toContainText('Enter in its terminal shows a new one.');
  expect(serving.output()).toMatch(/A browser .*was let in/);
  expect(serving.output()).toMatch(/The address was opened again.* This way in was used already/);

  await page.getByRole('button', { name: entryText.close }).click();
  await expect(page.getByText('was let in')).toBeHidden();
  await page.reload();
  await wizardOf(page).start.opened();
  await expect(page.getByText('was let in')).toBeHidden();
  serving.process.kill('SIGTERM');
  expect(await serving.exited).toBe(0);
  await Promise.all([first.close(), second.close()]);
});

test('a tab keeps its key: reload, Back, another window of it; not a tab that is opened anew', async ({
  chromiumHere,
  startServing,
}) => {
  const serving = await startServing();
  const context = await chromiumHere.newContext();
  const page = await context.newPage();
  await page.goto(serving.url);
  await wizardOf(page).start.opened();
  const address = page.url();
  await page.reload();
  await wizardOf(page).start.opened();
  await page.goto('about:blank');
  await page.goBack();
  await wizardOf(page).start.opened();

  const [copy] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void window.open(location.href)),
  ]);
  await wizardOf(copy).start.opened();

  for (const [typed, words] of [
    [address, entryText.noCode],
    [new URL('/', address).href, 'Open the address that Netready has shown.'],
  ] as const) {
    const anew = await context.newPage();
    await anew.goto(typed);
    await expect(anew.getByText(words)).toBeVisible();
    expect(await anew.evaluate((name) => sessionStorage.getItem(name), inside)).toBeNull();
    await anew.close();
  }
  await page.goto(serving.url);
  await wizardOf(page).start.opened();
  await context.close();
});

test('Enter shows a new address, and the tab before is told', async ({ chromiumHere, startServing }) => {
  const serving = await startServing();
  const context = await chromiumHere.newContext();
  const page = await context.newPage();
  const whole = page.waitForResponse(/\/desk-[^/]*\.js$/).then((response) => response.finished());
  await page.goto(serving.url);
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await whole;
  const next = serving.nextUrl();
  serving.process.stdin?.write('\n');
  const url = await next;
  expect(new URL(url).origin).toBe(new URL(serving.url).origin);
  await wizard.start.begin();
  await wizard.machine.opened();
  await wizard.machine.name.fill('app-01');
  await expect(page.getByText(errorTexts['not-admitted'].title)).toBeVisible();

  const other = await context.newPage();
  await other.goto(url);
  await wizardOf(other).start.opened();
  await page.reload();
  await expect(page.getByText('Open the address that Netready has shown.')).toBeVisible();
  await context.close();
});

test('a part of the page that does not come any more says that Netready does not answer', async ({
  chromiumHere,
  startServing,
}) => {
  const serving = await startServing();
  const context = await chromiumHere.newContext();
  const page = await context.newPage();
  await page.route(/\/asking-[^/]*\.js$/, (route) => route.abort());
  await page.goto(serving.url);
  const wizard = wizardOf(page);
  await wizard.start.opened();
  await wizard.start.begin();
  await expect(page.getByText(errorTexts['host-lost'].title)).toBeVisible();
  await expect(page.getByText(errorTexts.internal.title)).toHaveCount(0);
  await page.unroute(/\/asking-[^/]*\.js$/);
  await page.getByRole('button', { name: crashText.reload }).click();
  await wizard.start.opened();
  await wizard.start.begin();
  await wizard.machine.opened();
  await context.close();
});

test('another name of this machine leads to the right address, and to nothing else', async ({
  chromiumHere,
  startServing,
}) => {
  const serving = await startServing();
  const context = await chromiumHere.newContext();
  const page = await context.newPage();
  const { port, origin, pathname, hash } = new URL(serving.url);
  const answer = await page.goto(`http://localhost:${port}${pathname}${hash}`);
  expect(answer?.status()).toBe(421);
  await expect(page.getByRole('link', { name: origin })).toBeVisible();
  expect(serving.output()).not.toContain('was let in');
  await page.goto(serving.url);
  await wizardOf(page).start.opened();
  await context.close();
});

test('an operation that is unknown, too long or from elsewhere is refused', async ({ wizard: { page } }) => {
  await wizardOf(page).start.opened();
  const answers = await page.evaluate(async (inside) => {
    const key = sessionStorage.getItem(inside) ?? '';
    const ask = async (name: string, body: string, session = key) => {
      const headers = {
        'Content-Type': 'application/json',
        'netready-call': crypto.randomUUID(),
        'netready-session': session,
      };
      const response = await fetch(`/op/${name}`, { method: 'POST', headers, body }).catch(() => null);
      return response?.status ?? 'broken off';
    };
    return {
      known: await ask('app.describe', '{}'),
      unknown: await ask('app.format', '{}'),
      inherited: await ask('constructor', '{}'),
      long: await ask('run.list', `{"more":"${' '.repeat(3 * 1024 * 1024)}"}`),
      stranger: await ask('app.describe', '{}', 'x'),
      path: (await fetch('/..%2frenderer-manifest.json')).status,
    };
  }, inside);
  expect(answers).toEqual({
    known: 200,
    unknown: 404,
    inherited: 404,
    long: 413,
    stranger: 403,
    path: 404,
  });
});

test('a page of another origin reaches nothing', async ({ chromiumHere, wizard: { page } }) => {
  const { origin } = new URL(page.url());
  const elsewhere = await chromiumHere.newContext();
  const foreign = await elsewhere.newPage();
  await foreign.route('https://elsewhere.localhost/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  );
  await foreign.goto('https://elsewhere.localhost/');
  const answer = await foreign.evaluate(async (target) => {
    const options = { method: 'POST', mode: 'no-cors', body: '{}' } as const;
    const response = await fetch(`${target}/op/app.quit`, options).catch(() => null);
    return response?.type ?? 'refused';
  }, origin);
  expect(['refused', 'opaque']).toContain(answer);
  expect((await page.reload())?.status()).toBe(200);
  await elsewhere.close();
});

test('the program ends when the page asks for it', async ({ wizard }) => {
  await wizardOf(wizard.page).start.opened();
  await wizard.page
    .evaluate((inside) => {
      const headers = {
        'Content-Type': 'application/json',
        'netready-call': crypto.randomUUID(),
        'netready-session': sessionStorage.getItem(inside) ?? '',
      };
      return fetch('/op/app.quit', { method: 'POST', headers, body: '{}' });
    }, inside)
    .catch(() => undefined);
  expect(await wizard.exited).toBe(0);
});
