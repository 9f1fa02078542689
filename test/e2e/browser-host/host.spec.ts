import { errorTexts } from '../../../shared/errors/codes.ts';
import { answerByMouse, wizardOf } from '../pages/wizard.ts';
import { serve } from '../support/browser-host.ts';
import { closedEnvironment } from '../support/environments.ts';
import { expect, test } from '../support/test.ts';

test('the address works once, in one browser', async ({ chromiumHere, folders }) => {
  const serving = await serve(folders);
  const [first, second] = await Promise.all([chromiumHere.newContext(), chromiumHere.newContext()]);
  const page = await first.newPage();
  expect((await page.goto(serving.url))?.status()).toBe(200);
  expect(page.url()).not.toContain('token');
  expect((await (await second.newPage()).goto(serving.url))?.status()).toBe(403);
  expect((await page.reload())?.status()).toBe(200);
  serving.process.kill('SIGTERM');
  expect(await serving.exited).toBe(0);
  await Promise.all([first.close(), second.close()]);
});

test('an operation that is unknown, too long or from elsewhere is refused', async ({ wizard: { page } }) => {
  const answers = await page.evaluate(async () => {
    const ask = async (name: string, body: string) => {
      const headers = { 'Content-Type': 'application/json', 'netready-call': crypto.randomUUID() };
      const response = await fetch(`/op/${name}`, { method: 'POST', headers, body }).catch(() => null);
      return response?.status ?? 'broken off';
    };
    return {
      known: await ask('app.describe', '{}'),
      unknown: await ask('app.format', '{}'),
      inherited: await ask('constructor', '{}'),
      long: await ask('run.list', `{"more":"${' '.repeat(3 * 1024 * 1024)}"}`),
      path: (await fetch('/..%2frenderer-manifest.json')).status,
    };
  });
  expect(answers).toEqual({ known: 200, unknown: 404, inherited: 404, long: 413, path: 404 });
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
  await wizard.page
    .evaluate(() =>
      fetch('/op/app.quit', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'netready-call': crypto.randomUUID() },
        body: '{}',
      }),
    )
    .catch(() => undefined);
  expect(await wizard.exited).toBe(0);
});

test('a page whose host has ended says so, and how to go on', async ({ chromiumHere, folders }) => {
  const serving = await serve(folders);
  const context = await chromiumHere.newContext();
  const page = await context.newPage();
  await page.goto(serving.url);
  const wizard = wizardOf(page);
  await answerByMouse(wizard, closedEnvironment);
  serving.process.kill('SIGKILL');
  await serving.exited;
  await wizard.review.run.click();
  const told = wizard.main.getByRole('alert');
  await expect(told).toContainText(errorTexts['host-lost'].title);
  await expect(told).toContainText('start Netready again');
  await context.close();
});
