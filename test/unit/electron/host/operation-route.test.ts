import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { RunProgress } from '../../../../shared/run/progress.ts';
import { fakeHandlers, noSession } from '../../../support/fake-handlers.ts';
import { ask, hosting, linesOf, sayRaw, withHost } from '../../../support/host-under-test.ts';
import { cancelledResult, passedResult } from '../../../support/sample-results.ts';

const clear = { 'session.clear': async () => ({}) };

describe('an operation', () => {
  it('is answered with its reply', () =>
    hosting({ 'session.load': async () => ({ ...noSession, problem: 'Größe' }) }, async ({ call }) => {
      const answer = await call('session.load', {});
      expect([answer.status, answer.headers['content-type']]).toEqual([
        200,
        'application/x-ndjson; charset=utf-8',
      ]);
      expect(linesOf(answer)).toEqual([{ reply: { ok: true, value: { ...noSession, problem: 'Größe' } } }]);
    }));

  it.each([
    '',
    'x',
    'session.Clear',
    'toString',
    '__proto__',
    'session.clear/',
    'session%2eclear',
    '../op/session.clear',
  ])('that does not exist is refused: %s', (name) =>
    hosting(clear, async ({ call }) => {
      const answer = await call(name, {});
      expect(answer.status).toBe(404);
      expect(linesOf(answer)).toMatchObject([{ reply: { ok: false, error: { code: 'operation-unknown' } } }]);
    }),
  );

  it.each([
    ['no JSON', '{'],
    ['nothing', ''],
    ['no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
  ])('with %s is refused', (_name, body) =>
    hosting(clear, async ({ host, page }) => {
      const headers = { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' };
      const answer = await ask(host.port, '/op/session.clear', { method: 'POST', headers, body });
      expect(answer.status).toBe(400);
      expect(linesOf(answer)).toMatchObject([{ reply: { ok: false, error: { code: 'input-invalid' } } }]);
    }),
  );

  it('whose input the contract refuses is answered so', () =>
    hosting(clear, async ({ call }) => {
      for (const input of [{ surprise: 1 }, [], null, 'text', { __proto__: null, constructor: 1 }]) {
        const answer = await call('session.clear', input);
        expect(answer.status).toBe(200);
        expect(linesOf(answer)).toMatchObject([{ reply: { ok: false, error: { code: 'input-invalid' } } }]);
      }
    }));

  it('does not tell what broke inside', () =>
    hosting(
      {
        'session.clear': () => Promise.reject(new TypeError('at /home/somebody/secret.json')),
      },
      async ({ call }) => {
        const answer = await call('session.clear', {});
        expect(linesOf(answer)).toEqual([
          {
            reply: {
              ok: false,
              error: {
                code: 'internal',
                title: expect.any(String),
                hint: expect.any(String),
                description: 'Netready met TypeError.',
              },
            },
          },
        ]);
        expect(answer.text).not.toContain('secret');
      },
    ));

  it.each([
    ['by its length', { 'Content-Length': '1025' }, ''],
    ['by its bytes', { 'Transfer-Encoding': 'chunked' }, 'x'.repeat(1025)],
  ])('that is too large %s is refused and not carried out', async (_name, headers, body) => {
    let isCalled = false;
    const handlers = fakeHandlers({
      'session.clear': async () => {
        isCalled = true;
        return {};
      },
    });
    await withHost(
      { makeHandlers: () => handlers, limits: { bodyLimits: () => 1024 } },
      async ({ host, page, root }) => {
        const sent = request({
          host: '127.0.0.1',
          port: host.port,
          path: '/op/session.clear',
          method: 'POST',
          headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a', ...headers },
        });
        sent.on('error', () => undefined);
        sent.write(body);
        const [response] = await once(sent, 'response');
        expect(response.statusCode).toBe(413);
        sent.destroy();
        expect((await ask(host.port, root)).status).toBe(200);
      },
    );
    expect(isCalled).toBe(false);
  });

  it.each([
    ['verify.reports', 280],
    ['profile.import', 8],
    ['session.save', 8],
    ['session.clear', 2],
  ])('says how large it may be: %s, %i MiB', (name, mebibytes) =>
    hosting(clear, async ({ host, page }) => {
      const most = mebibytes * 1024 * 1024;
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path: `/op/${name}`,
        method: 'POST',
        headers: {
          ...page,
          'Content-Type': 'application/json',
          'Netready-Call': 'a',
          'Content-Length': most + 1,
        },
      });
      sent.on('error', () => undefined);
      sent.flushHeaders();
      const [response] = await once(sent, 'response');
      let text = '';
      for await (const chunk of response) text += chunk;
      expect(response.statusCode).toBe(413);
      expect(text).toContain(`at most ${most} bytes are read`);
    }),
  );

  it('may be as large as its limit', () =>
    withHost(
      { makeHandlers: () => fakeHandlers(clear), limits: { bodyLimits: () => 12 } },
      async ({ host, page }) => {
        const headers = { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' };
        const send = (body: string) => ask(host.port, '/op/session.clear', { method: 'POST', headers, body });
        expect((await send(`{}${' '.repeat(10)}`)).status).toBe(200);
        expect((await send(`{}${' '.repeat(11)}`)).status).toBe(413);
      },
    ));

  it('that takes too long to be sent is given up', () =>
    withHost(
      {
        makeHandlers: () => fakeHandlers(clear),
        limits: { headersTimeoutMs: 100, bodyTimeoutMs: 200, checkEveryMs: 50 },
      },
      async ({ host, page }) => {
        const own = `Host: 127.0.0.1:${host.port}\r\n`;
        expect(await sayRaw(host.port, `GET / HTTP/1.1\r\n${own}`)).toMatch(/^HTTP\/1.1 408/);
        const head = `POST /op/session.clear HTTP/1.1\r\n${own}Netready-Session: ${page['Netready-Session']}\r\nOrigin: ${page['Origin']}\r\nContent-Type: application/json\r\nNetready-Call: a\r\nContent-Length: 9\r\n\r\n{`;
        const late = await sayRaw(host.port, head);
        expect(late).toMatch(/^HTTP\/1.1 408/);
        expect(late).toContain('The request took longer than 0.2 seconds to come in.');
      },
    ));

  it('with an endless head is refused', () =>
    hosting({}, async ({ host }) => {
      const head = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nX: ${'x'.repeat(1024 * 1024)}\r\n\r\n`;
      expect(await sayRaw(host.port, head)).toMatch(/^HTTP\/1.1 431/);
    }));
});

/** A promise that is settled from outside. */
function signal<T>(): { readonly promise: Promise<T>; readonly settle: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

const aborted = (given: AbortSignal): Promise<unknown> =>
  given.aborted ? Promise.resolve() : once(given, 'abort');

const planned: RunProgress = { kind: 'planned', total: 0, groups: [] };
const waiting = { kind: 'waiting', longest: null } as const;
const start = { profile: { schemaVersion: 1 }, base: null };

describe('an operation that takes its time', () => {
  it('tells its events as they come, then its reply', async () => {
    const mayGoOn = signal<void>();
    const handlers = fakeHandlers({
      'run.start': async (_input, { emit }) => {
        emit(planned);
        await mayGoOn.promise;
        emit(waiting);
        return passedResult();
      },
    });
    await withHost({ makeHandlers: () => handlers }, async ({ host, page }) => {
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path: '/op/run.start',
        method: 'POST',
        headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' },
      });
      sent.end(JSON.stringify(start));
      const [response] = await once(sent, 'response');
      response.setEncoding('utf8');
      const [first] = await once(response, 'data');
      expect(first).toBe(`${JSON.stringify({ event: planned })}\n`);
      mayGoOn.settle();
      let rest = '';
      for await (const chunk of response) rest += chunk;
      const [second, last] = rest.split('\n').map((line) => (line === '' ? null : JSON.parse(line)));
      expect(second).toEqual({ event: waiting });
      expect(last).toEqual({ reply: { ok: true, value: passedResult() } });
    });
  });

  it('is aborted when the browser goes away', async () => {
    const began = signal<void>();
    const ended = signal<boolean>();
    const handlers = fakeHandlers({
      'run.watch': async (_input, { emit, signal: given }) => {
        began.settle();
        await aborted(given);
        emit(waiting);
        ended.settle(given.aborted);
        return passedResult();
      },
    });
    await withHost({ makeHandlers: () => handlers }, async ({ host, notices, page, root }) => {
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path: '/op/run.watch',
        method: 'POST',
        headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' },
      });
      sent.on('error', () => undefined);
      sent.end('{}');
      await began.promise;
      sent.destroy();
      expect(await ended.promise).toBe(true);
      expect((await ask(host.port, root)).status).toBe(200);
      expect(notices).toEqual([]);
    });
  });

  it('goes on when the browser goes away, where it outlives its page', async () => {
    const began = signal<void>();
    const mayGoOn = signal<void>();
    const ended = signal<boolean>();
    const handlers = fakeHandlers({
      'run.start': async (_input, { emit, signal: given }) => {
        began.settle();
        await mayGoOn.promise;
        emit(waiting);
        ended.settle(given.aborted);
        return passedResult();
      },
    });
    await withHost({ makeHandlers: () => handlers }, async ({ host, notices, page, root }) => {
      const sent = request({
        host: '127.0.0.1',
        port: host.port,
        path: '/op/run.start',
        method: 'POST',
        headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' },
      });
      sent.on('error', () => undefined);
      sent.end(JSON.stringify(start));
      await began.promise;
      const closed = new Promise((resolve) => sent.once('close', resolve));
      sent.destroy();
      await closed;
      expect((await ask(host.port, root)).status).toBe(200);
      mayGoOn.settle();
      expect(await ended.promise).toBe(false);
      expect(notices).toEqual([]);
    });
  });

  it('can be asked to stop, and still answers with what it has', () =>
    hosting(
      {
        'run.start': async (_input, { emit, signal: given }) => {
          emit(waiting);
          await aborted(given);
          return cancelledResult();
        },
      },
      async ({ host, page }) => {
        const sent = request({
          host: '127.0.0.1',
          port: host.port,
          path: '/op/run.start',
          method: 'POST',
          headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'call-7' },
        });
        sent.end(JSON.stringify(start));
        const [response] = await once(sent, 'response');
        const post = { method: 'POST', headers: page };
        expect((await ask(host.port, '/cancel/other', post)).status).toBe(404);
        expect((await ask(host.port, '/cancel/call-7', post)).status).toBe(200);
        let text = '';
        for await (const chunk of response) text += chunk;
        expect(JSON.parse(text.split('\n')[1] ?? '')).toEqual({
          reply: { ok: true, value: cancelledResult() },
        });
        expect((await ask(host.port, '/cancel/call-7', post)).status).toBe(404);
      },
    ));

  it('keeps its id for itself', () =>
    hosting(
      {
        'run.start': async (_input, { emit, signal: given }) => {
          emit(waiting);
          await aborted(given);
          return cancelledResult();
        },
      },
      async ({ host, page, call }) => {
        const headers = { 'Netready-Call': 'twin' };
        const first = call('run.start', start, headers);
        const second = call('run.start', start, headers);
        const early = await Promise.race([first, second]);
        expect(early.status).toBe(400);
        expect((await ask(host.port, '/cancel/twin', { method: 'POST', headers: page })).status).toBe(200);
        expect([(await first).status, (await second).status].sort()).toEqual([200, 400]);
      },
    ));

  it('is given up when the browser does not read what it tells', async () => {
    const ended = signal<void>();
    const handlers = fakeHandlers({
      'run.watch': async (_input, { emit, signal: given }) => {
        const longest = { what: 'x'.repeat(100_000), since: '2026-11-22T10:00:00.000Z', limitMs: 1 };
        while (!given.aborted) {
          emit({ kind: 'waiting', longest });
          await new Promise((resolve) => setImmediate(resolve));
        }
        ended.settle();
        return passedResult();
      },
    });
    await withHost(
      { makeHandlers: () => handlers, limits: { maxUnreadBytes: 1_000_000 } },
      async ({ host, page }) => {
        const sent = request({
          host: '127.0.0.1',
          port: host.port,
          path: '/op/run.watch',
          method: 'POST',
          headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': 'a' },
        });
        sent.on('error', () => undefined);
        sent.end('{}');
        const [response] = await once(sent, 'response');
        response.on('error', () => undefined);
        response.pause();
        await ended.promise;
        sent.destroy();
      },
    );
  });
});
