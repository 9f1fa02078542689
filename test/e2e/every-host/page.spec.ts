import { watchPolicy } from '../support/policy-watch.ts';
import { expect, test } from '../support/test.ts';

test('the page loads, and keeps its own policy', async ({ wizard: { page } }) => {
  const policy = await watchPolicy(page);
  await expect(page).toHaveTitle(/Netready/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await policy.violations()).toEqual([]);
});

test('styles of the page are in force', async ({ wizard: { page } }) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('font-family', /Inter/);
});

test('text does not become script', async ({ wizard: { page } }) => {
  const policy = await watchPolicy(page);
  const outcome = await page.evaluate(() => {
    const own = window as { broken?: string };
    const attempts = {
      inline: () => {
        const script = document.createElement('script');
        script.textContent = 'window.broken = "inline"';
        document.body.append(script);
      },
      markup: () => {
        document.createElement('div').innerHTML = '<img src="x" onerror="window.broken = \'markup\'">';
      },
      handler: () => document.body.setAttribute('onclick', 'window.broken = "handler"'),
      address: () => {
        document.createElement('script').src = 'https://example.com/x.js';
      },
      timer: () => setTimeout('window.broken = "timer"', 0),
    };
    const isRefused = (attempt: () => void): boolean => {
      try {
        attempt();
        return false;
      } catch {
        return true;
      }
    };
    const allowed = Object.entries(attempts).filter(([, attempt]) => !isRefused(attempt));
    return { allowed: allowed.map(([name]) => name), broken: own.broken ?? null };
  });
  expect(outcome).toEqual({ allowed: [], broken: null });
  expect(new Set((await policy.violations()).map((violation) => violation.split(' ')[0]))).toEqual(
    new Set(['require-trusted-types-for']),
  );
});

test('script and styles come from the page itself', async ({ wizard: { page } }) => {
  const policy = await watchPolicy(page);
  const imported = await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { outline: 9px solid }';
    document.head.append(style);
    return import('data:text/javascript,export default 1' as string).then(
      () => 'imported',
      () => 'refused',
    );
  });
  expect(imported).toBe('refused');
  await expect(page.locator('body')).not.toHaveCSS('outline-width', '9px');
  await expect
    .poll(async () => (await policy.violations()).map((violation) => violation.split(' ')[0]))
    .toEqual(expect.arrayContaining(['script-src-elem', 'style-src-elem']));
});

test('nothing is framed, fetched or sent elsewhere', async ({ wizard: { page } }) => {
  const policy = await watchPolicy(page);
  const fetched = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const image = document.createElement('img');
    image.src = 'https://example.com/x.png';
    document.body.append(image);
    return fetch('https://example.com/').then(
      () => 'fetched',
      () => 'refused',
    );
  });
  expect(fetched).toBe('refused');
  await expect
    .poll(async () => (await policy.violations()).map((violation) => violation.split(' ')[0]))
    .toEqual(expect.arrayContaining(['frame-src', 'img-src', 'connect-src']));
});

test('the nonce of the styles is another one each time', async ({ wizard: { page } }) => {
  const nonces = new Set<string>();
  for (const _ of [1, 2]) {
    await page.reload();
    const meta = page.locator('meta[property="csp-nonce"]');
    nonces.add((await meta.getAttribute('content')) ?? '');
  }
  expect(nonces.size).toBe(2);
  expect([...nonces].every((nonce) => /^[A-Za-z0-9+/]{24}$/.test(nonce))).toBe(true);
});
