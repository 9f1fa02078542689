import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandlers } from '../../electron/core/operations/handlers.ts';
import { createFileFetch, createHttpBridge } from '../../renderer/transport/http-bridge.ts';
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Handlers } from '../../shared/contract/dispatch.ts';
import { operationNames } from '../../shared/contract/operations.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import type { RunProgress } from '../../shared/run/progress.ts';
import { fakeHandlers, noSession } from '../support/fake-handlers.ts';
import { type HostUnderTest, withHost } from '../support/host-under-test.ts';
import { loopbackProfile, testDeps } from '../support/operation-deps.ts';
import { cancelledResult, passedResult } from '../support/sample-results.ts';
import { startSilentServer } from '../support/servers/tcp-servers.ts';
import { sampleInputs } from './sample-inputs.ts';

/** What a page of a host has: a bridge, what fetches files, and the tabs that it opened. */
type PageUnderTest = HostUnderTest & {
  readonly bridge: Bridge;
  readonly fetchFile: ReturnType<typeof createFileFetch>;
  readonly tabs: readonly string[];
  /** Fetches a path as a new tab does. */
  readonly load: (path: string) => Promise<Response>;
};

/** The bridge of a page, over real HTTP. A browser adds the origin by itself; here it is added by hand. */
async function withPage(
  options: Parameters<typeof withHost>[0],
  test: (page: PageUnderTest) => Promise<void>,
): Promise<void> {
  await withHost(options, async (started) => {
    const { host, page } = started;
    const tabs: string[] = [];
    let calls = 0;
    const pageFetch: typeof fetch = (path, options) =>
      fetch(`http://127.0.0.1:${host.port}${String(path)}`, {
        ...options,
        headers: { ...options?.headers, Origin: String(page['Origin']) },
        redirect: 'manual',
      });
    const httpPage = {
      fetch: pageFetch,
      session: String(page['Netready-Session']),
      newId: () => {
        calls += 1;
        return `call-${calls}`;
      },
      openTab: (path: string) => tabs.push(path),
    };
    await test({
      ...started,
      bridge: createHttpBridge(httpPage),
      fetchFile: createFileFetch(httpPage),
      tabs,
      load: (path) => pageFetch(path),
    });
  });
}

const withFakes = (some: Partial<Handlers<AbortSignal>>, test: (page: PageUnderTest) => Promise<void>) =>
  withPage({ makeHandlers: () => fakeHandlers(some), limits: { graceMs: 10 } }, test);

const aborted = (signal: AbortSignal): Promise<unknown> =>
  signal.aborted ? Promise.resolve() : once(signal, 'abort');

/** What is thrown where nobody catches it while something is done. */
async function uncaught(work: () => Promise<void>): Promise<readonly unknown[]> {
  const thrown: unknown[] = [];
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', (error) => thrown.push(error));
  try {
    await work();
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const listener of others) process.on('uncaughtException', listener);
  }
  return thrown;
}

function given<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.description}`);
  return reply.value;
}

const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'ok' : reply.error.code);

describe('the bridge of a page over HTTP', () => {
  it.each(operationNames)('carries %s to its handler, with the input as it was checked', async (name) => {
    const seen: unknown[] = [];
    const recording = (input: unknown) => {
      seen.push(input);
      return Promise.reject(new RangeError('recorded'));
    };
    await withFakes({ [name]: recording }, async ({ bridge }) => {
      const reply = await bridge[name](sampleInputs[name] as never).reply;
      expect(codeOf(reply)).toBe('internal');
      expect(seen).toEqual([sampleInputs[name]]);
    });
  });

  it('gives value, refusal and failure as they are', () =>
    withFakes(
      { 'session.load': async () => ({ ...noSession, problem: 'Größe 東京' }) },
      async ({ bridge }) => {
        expect(given(await bridge['session.load']({}).reply).problem).toBe('Größe 東京');
        expect(codeOf(await bridge['session.load']({ surprise: 1 } as never).reply)).toBe('input-invalid');
        expect(codeOf(await bridge['run.list']({}).reply)).toBe('internal');
      },
    ));

  it('tells events in order, and goes on when the page cannot bear one', async () => {
    const many = Array.from(
      { length: 500 },
      (_, index): RunProgress => ({
        kind: 'waiting',
        longest: { what: `ü${index}`, since: '2026-11-22T10:00:00.000Z', limitMs: 1 },
      }),
    );
    const tellMany: Handlers<AbortSignal>['run.start'] = async (_input, { emit }) => {
      for (const event of many) emit(event);
      return passedResult();
    };
    const thrown = await uncaught(() =>
      withFakes({ 'run.start': tellMany }, async ({ bridge }) => {
        const events: unknown[] = [];
        const onEvent = (event: RunProgress) => {
          events.push(event);
          if (events.length === 7) throw new RangeError('a fault of the page');
        };
        const { reply } = bridge['run.start'](sampleInputs['run.start'], onEvent);
        expect(given(await reply)).toEqual(passedResult());
        expect(events).toEqual(many);
      }),
    );
    expect(thrown).toEqual([new RangeError('a fault of the page')]);
  });

  it('cancels a call, which still answers with what was done', () =>
    withFakes(
      {
        'run.start': async (_input, { emit, signal }) => {
          emit({ kind: 'waiting', longest: null });
          await aborted(signal);
          return cancelledResult();
        },
      },
      async ({ bridge }) => {
        const running = bridge['run.start'](sampleInputs['run.start'], () => running.cancel());
        expect(given(await running.reply)).toEqual(cancelledResult());
        running.cancel();
      },
    ));

  it('cancels a call of which the host has not heard yet', () =>
    withFakes({}, async ({ host }) => {
      const held: Promise<Response> = new Promise(() => undefined);
      const bridge = createHttpBridge({
        fetch: (path, options) => {
          if (String(path).startsWith('/cancel/')) return Promise.resolve(new Response('', { status: 404 }));
          const cancelled = new Promise<Response>((_, reject) => {
            options?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
          });
          return Promise.race([held, cancelled]);
        },
        session: 'x',
        newId: () => 'a',
        openTab: () => undefined,
      });
      const running = bridge['run.start'](sampleInputs['run.start']);
      running.cancel();
      expect(codeOf(await running.reply)).toBe('cancelled');
      expect(host.port).toBeGreaterThan(0);
    }));

  it('never rejects: a host that is gone, cut off or strange is a failure', async () => {
    await withFakes(
      {
        'run.start': (_input, { emit }) => {
          emit({ kind: 'waiting', longest: null });
          return new Promise(() => undefined);
        },
      },
      async ({ host, bridge }) => {
        const cutOff = bridge['run.start'](sampleInputs['run.start'], () => void host.stop());
        expect(codeOf(await cutOff.reply)).toBe('host-lost');
        expect(codeOf(await bridge['app.describe']({}).reply)).toBe('host-lost');
      },
    );
    const strange = (body: string, type: string) =>
      createHttpBridge({
        fetch: async () => new Response(body, { headers: { 'Content-Type': type } }),
        session: 'x',
        newId: () => 'a',
        openTab: () => undefined,
      });
    for (const [body, type] of [
      ['<html>', 'text/html'],
      ['{"reply":', 'application/x-ndjson'],
      ['', 'application/x-ndjson'],
      ['{"event":1}\n', 'application/x-ndjson'],
    ] as const)
      expect(codeOf(await strange(body, type)['app.describe']({}).reply)).toBe('host-lost');
  });

  it('is refused when its page was not let in, or is not any more', () =>
    withFakes({ 'session.clear': async () => ({}) }, async ({ host, bridge: own }) => {
      const bridge = createHttpBridge({
        fetch: (path, options) => fetch(`http://127.0.0.1:${host.port}${String(path)}`, options),
        session: 'x',
        newId: () => 'a',
        openTab: () => undefined,
      });
      expect(codeOf(await bridge['app.describe']({}).reply)).toBe('not-admitted');
      expect(codeOf(await own['session.clear']({}).reply)).toBe('ok');
      host.renew();
      expect(codeOf(await own['session.clear']({}).reply)).toBe('not-admitted');
    }));

  it('sends the key with every request, and never a cookie', async () => {
    const seen: (RequestInit | undefined)[] = [];
    const page = {
      fetch: async (_path: unknown, options?: RequestInit) => {
        seen.push(options);
        return new Response('');
      },
      session: 'the key',
      newId: () => 'a',
      openTab: () => undefined,
    };
    const bridge = createHttpBridge(page);
    const running = bridge['run.list']({});
    running.cancel();
    await running.reply;
    await createFileFetch(page)('/file/x');
    expect(seen).toHaveLength(3);
    for (const options of seen)
      expect(options).toMatchObject({
        credentials: 'omit',
        headers: { 'netready-session': 'the key' },
      });
  });

  it('opens links in a tab at once, by their id', () =>
    withFakes({ 'link.open': async () => ({}) }, async ({ bridge, tabs, load }) => {
      const { reply } = bridge['link.open']({ link: 'mobile-builder' });
      expect(tabs).toEqual(['/link/mobile-builder']);
      given(await reply);
      const answer = await load(tabs[0] ?? '');
      expect(answer.status).toBe(303);
      expect(answer.headers.get('Location')).toMatch(/^https:\/\/success\.outsystems\.com\//);
    }));
});

describe('the wizard over HTTP, with the real operations', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-wizard-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('plans, runs, reports, saves and verifies', async () => {
    const server = await startSilentServer();
    const profile = loopbackProfile(server.port);
    const { deps } = testDeps(folder);
    await withPage(
      { makeHandlers: (host) => createHandlers({ ...deps, host }) },
      async ({ bridge, fetchFile, load, notices }) => {
        expect(given(await bridge['app.describe']({}).reply).host).toBe('browser');
        const plan = given(await bridge['plan.preview']({ profile }).reply);
        const hosts = new Set(plan.contacts.map(({ host }) => host));
        expect([...hosts].filter((host) => !['127.0.0.1', '::1', 'localhost'].includes(host))).toEqual([]);
        expect(server.connections().total).toBe(0);

        const events: RunProgress[] = [];
        const started = bridge['run.start']({ profile, base: null }, (event) => events.push(event));
        const result = given(await started.reply);
        expect(server.connections().total).toBeGreaterThan(0);
        expect(result.checks.map(({ id }) => id)).toEqual(plan.checks.map(({ id }) => id));
        expect(events.filter(({ kind }) => kind === 'check')).toHaveLength(plan.checks.length);
        expect(result.checks.find(({ id }) => id === 'out-ctrl')?.facts.at(-1)?.outcome).toBe('open');

        const preview = given(await bridge['report.preview']({ id: result.id }).reply);
        const files = [{ name: preview.name, pdf: preview.pdf }];
        const [outcome] = given(await bridge['verify.reports']({ files }).reply).outcomes;
        expect(outcome).toMatchObject({
          outcome: 'unknown-signer',
          signer: { fingerprint: preview.fingerprint },
          report: { id: result.id, verdict: result.verdict },
        });

        const saved = given(await bridge['report.save']({ id: result.id, formats: ['pdf', 'csv'] }).reply);
        expect(saved.files.map(({ name, path }) => [name.split('.').at(-1), path])).toEqual([
          ['pdf', null],
          ['csv', null],
        ]);
        const path = saved.files[0]?.download ?? '';
        expect((await load(path)).status).toBe(403);
        const fetched = given(await fetchFile(path));
        expect(Buffer.from(await fetched.arrayBuffer()).toString('base64') === preview.pdf).toBe(true);
        expect(codeOf(await fetchFile(path))).toBe('host-lost');
        expect(given(await bridge['report.reveal']({}).reply).shown).toBe(false);

        await server.close();
        const base = { id: result.id, checks: ['out-ctrl'] };
        const again = given(await bridge['run.start']({ profile, base }).reply);
        expect(again.checks.find(({ id }) => id === 'out-ctrl')?.facts.at(-1)?.outcome).toBe('refused');
        expect(given(await bridge['run.list']({}).reply).runs.map(({ id }) => id)).toEqual([
          again.id,
          result.id,
        ]);
        expect(notices).toEqual([]);
      },
    );
  });
});
