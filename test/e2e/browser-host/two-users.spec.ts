import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { wizardOf } from '../pages/wizard.ts';
import type { Serving } from '../support/browser-host.ts';
import { endGroup } from '../support/end-group.ts';
import type { BrowserProgram } from '../support/find-browser.ts';
import { handedOver } from '../support/global-setup.ts';
import { putOpener } from '../support/opener.ts';
import { needsSecondAccount } from '../support/second-account.ts';
import { askAsStranger, strangerUid } from '../support/stranger.ts';
import { expect, test } from '../support/test.ts';

needsSecondAccount();

/** Door, code and port of an address. */
function partsOf(serving: Serving) {
  const { port, pathname, hash, origin } = new URL(serving.url);
  return { port: Number(port), door: pathname, code: hash.slice(1), origin };
}

const keyOf = (page: Page) => page.evaluate(() => sessionStorage.getItem('netready-session') ?? '');

/** A page's own request, sent by a stranger: with the code, or with a key. */
const asPage = (origin: string, more: object = {}) => ({
  Origin: origin,
  'Content-Type': 'application/json',
  'Netready-Call': 'x',
  ...more,
});

test.describe('another account of this machine', () => {
  test('finds the way in neither among the processes nor on disk', async ({
    folders,
    startServing,
    startAsStranger,
  }) => {
    // A snoop that has all the time there is, and homes that anybody may look into.
    for (const folder of [dirname(folders.home), folders.home]) chmodSync(folder, 0o755);
    const snoop = startAsStranger(
      `
      import { readdirSync, readFileSync } from 'node:fs';
      const [home] = process.argv.slice(2);
      const seen = new Set();
      const say = (what) => { if (!seen.has(what)) { seen.add(what); console.log(JSON.stringify({ saw: what })); } };
      const read = (path) => { try { return readFileSync(path, 'utf8'); } catch (error) { return error.code; } };
      const list = (path) => { try { return readdirSync(path); } catch { return []; } };
      console.log(JSON.stringify({ ready: true }));
      for (;;) {
        for (const pid of list('/proc')) {
          if (!/^[0-9]+$/.test(pid)) continue;
          const words = read('/proc/' + pid + '/cmdline').split('\\0');
          const found = words.find((word) => word.includes('netready-open'));
          if (found !== undefined) say('path ' + found + ' reads ' + read(found.replace('file://', '')));
          for (const text of [...words, read('/proc/' + pid + '/environ')]) if (text.includes('127.0.0.1:')) say(text);
        }
        for (const name of list(home)) say('home ' + name + ' has ' + list(home + '/' + name).join());
        await new Promise((resolve) => setTimeout(resolve, 1));
      }`,
      [folders.home],
    );
    await snoop.tells((line): line is object => Object.hasOwn(Object(line), 'ready'));

    const { path, args } = JSON.parse(process.env[handedOver.browser] ?? '') as BrowserProgram;
    const browserPid = join(folders.documents, 'browser.pid');
    const opener = putOpener(
      folders,
      `exec setsid --wait sh -c 'echo $$ >"$0"; exec "$@"' '${browserPid}' '${path}' ${args.join(' ')} --headless --user-data-dir='${folders.documents}/profile' "$1"`,
    );
    const serving = await startServing({ args: ['--open'], environment: { ...opener.environment } });
    const { door, code } = partsOf(serving);
    expect(await opener.opened()).toMatch(new RegExp(`^${folders.home}/netready-open-.*/open\\.html$`));
    await expect.poll(serving.output).toContain('A browser of user root was let in.');

    const told = () => snoop.told.map((line) => JSON.stringify(line)).join('\n');
    await expect.poll(told).toContain('open.html reads EACCES');
    await expect.poll(() => readdirSync(folders.home)).toEqual(['serve']);
    expect(told()).toMatch(/home netready-open-\d+-\w+ has "/);
    for (const secret of [door, code]) expect(told()).not.toContain(secret);
    serving.process.kill('SIGTERM');
    expect(await serving.exited).toBe(0);
    expect(existsSync(join(folders.home, 'serve'))).toBe(false);
    await endGroup(Number(readFileSync(browserPid, 'utf8')));
  });

  test('is refused with what it can guess, and with the right code', async ({
    chromiumHere,
    startServing,
  }) => {
    const serving = await startServing();
    const { port, door, code, origin } = partsOf(serving);
    const page = `/${'A'.repeat(22)}/`;
    const attempt = 'x'.repeat(32);
    const trade = (shown: object, headers = asPage(origin)) =>
      askAsStranger(port, '/session', { method: 'POST', headers, body: JSON.stringify(shown) });
    const call = (headers: object) =>
      askAsStranger(port, '/op/app.describe', { method: 'POST', headers, body: '{}' });
    expect((await trade({ code: 'A'.repeat(43), page, attempt })).status).toBe(403);
    expect((await trade({ code, page, attempt })).status).toBe(403);
    expect((await call(asPage(origin))).status).toBe(403);
    expect((await call(asPage(origin, { 'Netready-Session': code }))).status).toBe(403);
    expect((await call(asPage(origin, { Cookie: `netready-${port}=${code}` }))).status).toBe(403);
    expect((await askAsStranger(port, '/', { headers: { Host: 'evil.example' } })).status).toBe(421);
    expect((await askAsStranger(port, `/?token=${code}`)).status).toBe(404);
    expect(serving.output()).not.toContain('refused');

    const atDoor = await askAsStranger(port, door);
    expect([atDoor.status, JSON.stringify(atDoor.headers)]).toEqual([
      403,
      expect.not.stringContaining('location'),
    ]);
    expect(atDoor.text).toContain('Netready lets in browsers of user root only; this one is of user nobody.');
    await expect.poll(serving.output).toContain('A browser of user nobody knew the address and was refused.');

    const context = await chromiumHere.newContext();
    const own = await context.newPage();
    await own.goto(serving.url);
    await wizardOf(own).start.opened();
    await expect(own.getByText('A browser of user root was let in.')).toBeVisible();
    const path = await own.evaluate(() => location.pathname);
    const late = await trade({ code, page: path, attempt });
    expect([late.status, late.text]).toEqual([403, expect.stringContaining('this one is of user nobody')]);
    await own.reload();
    await wizardOf(own).start.opened();
    await context.close();
  });

  test('gets in where it is the one behind sudo, or where every account may', async ({ startServing }) => {
    for (const [options, words] of [
      [{ environment: { SUDO_UID: String(strangerUid) } }, 'user root or user nobody'],
      [{ args: ['--any-user'] }, 'first open a tunnel, then'],
    ] as const) {
      const serving = await startServing(options);
      const { port, door, code, origin } = partsOf(serving);
      await expect.poll(serving.output).toContain(words);
      const { headers } = await askAsStranger(port, door);
      const shown = { code, page: Reflect.get(headers, 'location'), attempt: 'x'.repeat(32) };
      const post = { method: 'POST', headers: asPage(origin), body: JSON.stringify(shown) };
      const entered = await askAsStranger(port, '/session', post);
      expect([entered.status, JSON.parse(entered.text).value.told]).toEqual([
        200,
        'A browser of user nobody was let in.',
      ]);
      const again = await askAsStranger(port, '/session', {
        ...post,
        body: JSON.stringify({ ...shown, attempt: 'y'.repeat(32) }),
      });
      expect(JSON.parse(again.text).error.description).toBe(
        'This way in was used already, by user nobody. If that was not you, end Netready.',
      );
    }
  });

  test('is not asked to show the address where root works for it: nothing is opened', async ({
    folders,
    startServing,
  }) => {
    const opener = putOpener(folders);
    const environment = { ...opener.environment, SUDO_UID: String(strangerUid) };
    const serving = await startServing({ args: ['--open'], environment });
    await expect
      .poll(serving.output)
      .toContain('No browser was opened: Netready runs as root, and this desktop is that of user nobody.');
    expect(readdirSync(folders.home)).toEqual(['serve']);
    expect(existsSync(join(dirname(folders.home), 'opened'))).toBe(false);
  });

  test('collects nothing from a browser that visits its server', async ({
    chromiumHere,
    startServing,
    startAsStranger,
  }) => {
    const serving = await startServing();
    const { origin } = partsOf(serving);
    const server = startAsStranger(`
      import { createServer } from 'node:http';
      createServer((request, response) => {
        console.log(JSON.stringify({ headers: request.headers, url: request.url }));
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('<title>Elsewhere</title>');
      }).listen(0, '127.0.0.1', function () { console.log(JSON.stringify({ port: this.address().port })); });
    `);
    const { port } = await server.tells((line): line is { port: number } =>
      Object.hasOwn(Object(line), 'port'),
    );
    const context = await chromiumHere.newContext();
    const page = await context.newPage();
    await page.goto(serving.url);
    await wizardOf(page).start.opened();
    const key = await keyOf(page);
    const path = await page.evaluate(() => location.pathname);

    const [elsewhere] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((port) => void window.open(`http://127.0.0.1:${port}/`), port),
    ]);
    await expect(elsewhere).toHaveTitle('Elsewhere');
    const tried = await elsewhere.evaluate(
      async ({ origin, path }) => {
        const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'something');
        const run = (work: Promise<unknown>) => work.then(() => 'done', nameOf);
        const load = (element: HTMLScriptElement | HTMLIFrameElement) =>
          new Promise((resolve, reject) => {
            element.addEventListener('load', resolve);
            element.addEventListener('error', () => reject(new TypeError()));
            document.body.append(element);
          });
        const script = Object.assign(document.createElement('script'), { src: `${origin}${path}` });
        const frame = Object.assign(document.createElement('iframe'), { src: `${origin}/` });
        const body = '{}';
        return {
          session: { ...sessionStorage },
          cookies: document.cookie,
          opener: window.opener === null,
          read: await run(fetch(`${origin}${path}`)),
          call: await run(fetch(`${origin}/op/app.quit`, { method: 'POST', body })),
          keyed: await run(
            fetch(`${origin}/op/app.quit`, { method: 'POST', body, headers: { 'netready-session': 'x' } }),
          ),
          blind: await run(fetch(`${origin}/op/app.quit`, { method: 'POST', body, mode: 'no-cors' })),
          script: await run(load(script)),
          frame: await load(frame).then(() => {
            try {
              return frame.contentWindow?.document?.title ?? 'nothing';
            } catch (error) {
              return nameOf(error);
            }
          }, nameOf),
        };
      },
      { origin, path },
    );
    expect(tried).toEqual({
      session: {},
      cookies: '',
      opener: true,
      read: 'TypeError',
      call: 'TypeError',
      keyed: 'TypeError',
      blind: 'TypeError',
      script: 'TypeError',
      frame: 'SecurityError',
    });
    const collected = server.told.map((line) => JSON.stringify(line)).join('\n');
    expect(collected).toContain('/');
    for (const secret of [key, path]) expect(collected).not.toContain(secret);

    await elsewhere.evaluate(() => {
      for (let index = 0; index < 180; index += 1)
        // biome-ignore lint/suspicious/noDocumentCookie: this is how a page sets cookies at every port
        document.cookie = `flood${index}=${'x'.repeat(3900)}; path=/`;
    });
    const flood = async () =>
      (await context.cookies()).reduce((length, { value }) => length + value.length, 0);
    await expect.poll(flood).toBeGreaterThan(64 * 1024);
    await page.reload();
    await wizardOf(page).start.begin();
    await wizardOf(page).machine.opened();
    await context.close();
  });

  test('locks nobody out with connections, however many and however slow', async ({
    chromiumHere,
    startServing,
    startAsStranger,
  }) => {
    const serving = await startServing();
    const { port } = partsOf(serving);
    const context = await chromiumHere.newContext();
    const page = await context.newPage();
    const flood = startAsStranger(
      `
      import { createConnection } from 'node:net';
      const [port] = process.argv.slice(2);
      const heads = ['', 'GET / HTTP/1.1\\r\\nHost: ', 'POST /session HTTP/1.1\\r\\nHost: 127.0.0.1:' + port + '\\r\\nContent-Length: 900\\r\\n\\r\\n'];
      let opened = 0;
      setInterval(() => {
        for (let count = 0; count < 4; count += 1) {
          const socket = createConnection({ host: '127.0.0.1', port: Number(port) });
          socket.on('error', () => {});
          socket.write(heads[opened % heads.length]);
          opened += 1;
        }
        if (opened % 100 === 0) console.log(JSON.stringify({ opened }));
      }, 10);`,
      [String(port)],
    );
    await flood.tells((line): line is object => Number(Reflect.get(Object(line), 'opened')) >= 400);
    const begun = performance.now();
    await page.goto(serving.url);
    await wizardOf(page).start.opened();
    const loadedMs = performance.now() - begun;
    const waits = await page.evaluate(async () => {
      const headers = {
        'Content-Type': 'application/json',
        'netready-session': sessionStorage.getItem('netready-session') ?? '',
      };
      const waits: number[] = [];
      for (let count = 0; count < 40; count += 1) {
        const begun = performance.now();
        const call = { ...headers, 'netready-call': crypto.randomUUID() };
        const answer = await fetch('/op/app.describe', { method: 'POST', headers: call, body: '{}' });
        if (!answer.ok) return null;
        await answer.text();
        waits.push(performance.now() - begun);
      }
      return waits;
    });
    expect(waits).toHaveLength(40);
    test.info().annotations.push({
      type: 'measured',
      description: `page ${Math.round(loadedMs)} ms, slowest of 40 calls ${Math.round(Math.max(...(waits ?? [])))} ms`,
    });
    const silent: Socket[] = [];
    for (let count = 0; count < 64; count += 1) {
      const socket = createConnection({ host: '127.0.0.1', port });
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      silent.push(socket);
    }
    await page.reload();
    await wizardOf(page).start.begin();
    await wizardOf(page).machine.opened();
    for (const socket of silent) socket.destroy();
    await context.close();
  });
});
