import { EventEmitter, once } from 'node:events';
import type { WebContents, WebFrameMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { isTrustedSender } from '../../../../electron/main/ipc.ts';
import type { Handlers } from '../../../../shared/contract/dispatch.ts';
import type { Reply } from '../../../../shared/contract/reply.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { RunProgress } from '../../../../shared/run/progress.ts';
import type { FrameView } from '../../../support/electron-standin/contents.ts';
import { pageFrame, startShell } from '../../../support/electron-standin/in-process.ts';
import { fakeHandlers } from '../../../support/fake-handlers.ts';

const profile = { schemaVersion: 1 };

/** A window, the calls that reached a handler, and what a page would use to call. */
async function start(own: Partial<Handlers<AbortSignal>> = {}) {
  const reached: string[] = [];
  const shell = startShell({
    makeHandlers: () =>
      fakeHandlers({
        'session.clear': async () => {
          reached.push('session.clear');
          return {};
        },
        ...own,
      }),
  });
  const window = await shell.window();
  let nextId = 0;
  const call = async (name: string, input: unknown, frame: FrameView | null = pageFrame, id = nextId++) =>
    (await window.invoke(frame, 'netready:call', [{ id, name, input }])) as Reply<unknown>;
  return { shell, window, reached, call };
}

const refused = { ok: false, error: { code: 'operation-unknown' } };

describe('a call from the wizard', () => {
  it('is carried out', async () => {
    const { call, reached } = await start();
    expect(await call('session.clear', {})).toEqual({ ok: true, value: {} });
    expect(reached).toEqual(['session.clear']);
  });

  it('is refused when the contract has no such operation, or not this input', async () => {
    const { call, reached } = await start();
    expect(await call('session.erase', {})).toMatchObject(refused);
    expect(await call('constructor', {})).toMatchObject(refused);
    expect(await call('session.clear', { all: true })).toMatchObject({
      ok: false,
      error: { code: 'input-invalid' },
    });
    expect(await call('profile.import', { name: 'a', text: 'x'.repeat(1024 * 1024 + 1) })).toMatchObject({
      ok: false,
      error: { code: 'input-invalid' },
    });
    expect(reached).toEqual([]);
  });

  it.each([
    ['nothing', []],
    ['no object', ['session.clear']],
    ['no id', [{ name: 'session.clear', input: {} }]],
    ['a negative id', [{ id: -1, name: 'session.clear', input: {} }]],
    ['a long name', [{ id: 0, name: 'x'.repeat(65), input: {} }]],
    ['a key too many', [{ id: 0, name: 'session.clear', input: {}, extra: 1 }]],
    ['an argument too many', [{ id: 0, name: 'session.clear', input: {} }, 1]],
  ])('is refused when its envelope holds %s', async (_what, args) => {
    const { window, reached } = await start();
    expect(await window.invoke(pageFrame, 'netready:call', args)).toMatchObject(refused);
    expect(reached).toEqual([]);
  });

  it('means the same as over HTTP: its input is JSON', async () => {
    const saved: unknown[] = [];
    const { call } = await start({
      'session.save': async ({ session }) => {
        saved.push(session);
        return { revision: 'r1' };
      },
    });
    const session = { schemaVersion: 1, step: 'start', answers: '{}', lastRun: null };
    const save = { session, base: null, window: '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a01' };
    expect(await call('session.save', { ...save, more: undefined })).toMatchObject({ ok: true });
    expect(saved).toEqual([session]);
    expect(
      await call('session.save', { ...save, session: { ...session, answers: new Map() } }),
    ).toMatchObject({
      ok: false,
      error: { code: 'input-invalid' },
    });
    expect(await call('session.save', { ...save, step: 1n })).toMatchObject(refused);
  });

  it('is refused on any other channel', async () => {
    const { window } = await start();
    await expect(window.invoke(pageFrame, 'netready:eval', [])).rejects.toThrow(/No handler/);
  });
});

describe('a call from elsewhere', () => {
  it.each([
    ['a frame that is gone', null],
    ['a frame that is being replaced', { ...pageFrame, isDetached: true }],
    ['a frame inside the page', { ...pageFrame, isTop: false }],
    ['another origin', { ...pageFrame, origin: 'https://example.com', url: 'https://example.com/' }],
    ['another host of our scheme', { ...pageFrame, origin: 'app://verify', url: 'app://verify/' }],
    ['an opaque origin at our address', { ...pageFrame, origin: 'null' }],
    ['our origin at another address', { ...pageFrame, url: 'about:blank' }],
    ['a port at our address', { ...pageFrame, origin: 'app://wizard:1', url: 'app://wizard:1/' }],
  ] as const)('is refused: %s', async (_who, frame) => {
    const { window, call, reached } = await start();
    expect(await call('session.clear', {}, frame)).toEqual({
      ok: false,
      error: expect.objectContaining({ code: 'operation-unknown' }),
    });
    expect(() => window.post(frame, 'netready:cancel', [0])).not.toThrow();
    expect(reached).toEqual([]);
  });

  it('is refused: a window that is not ours', async () => {
    const { shell, window, reached } = await start();
    const options = { ...window.options };
    new shell.electron.BrowserWindow(options);
    const foreign = shell.control.windows()[1];
    const message = { id: 0, name: 'session.clear', input: {} };
    expect(await foreign?.invoke(pageFrame, 'netready:call', [message])).toMatchObject(refused);
    expect(reached).toEqual([]);
  });

  it('is refused: a frame that Electron does not let us look at', () => {
    const senderFrame = {
      detached: false,
      get parent(): null {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    } as unknown as WebFrameMain;
    expect(isTrustedSender({ sender: {} as WebContents, senderFrame }, () => true)).toBe(false);
  });
});

/** A run that tells when it starts, emits one event, and ends when it is cancelled. */
function slowRun() {
  const signals: AbortSignal[] = [];
  let started: () => void = () => undefined;
  const hasStarted = new Promise<void>((resolve) => {
    started = resolve;
  });
  const handlers: Partial<Handlers<AbortSignal>> = {
    'run.list': (_input, { signal }) =>
      new Promise((resolve) => {
        signals.push(signal);
        signal.addEventListener('abort', () => resolve({ runs: [] }));
        started();
      }),
  };
  return { handlers, signals, hasStarted };
}

describe('a call under way', () => {
  it('is cancelled by its own id alone, and still answers', async () => {
    const { handlers, signals, hasStarted } = slowRun();
    const { window, call } = await start(handlers);
    const reply = call('run.list', {}, pageFrame, 7);
    await hasStarted;
    for (const wrong of [8, '7', -7, 7.5, null, {}, undefined])
      window.post(pageFrame, 'netready:cancel', [wrong]);
    window.post({ ...pageFrame, isTop: false }, 'netready:cancel', [7]);
    expect(signals[0]?.aborted).toBe(false);
    window.post(pageFrame, 'netready:cancel', [7]);
    expect(signals[0]?.aborted).toBe(true);
    expect(await reply).toEqual({ ok: true, value: { runs: [] } });
  });

  it('keeps its id for itself', async () => {
    const { handlers, signals, hasStarted } = slowRun();
    const { window, call } = await start(handlers);
    const first = call('run.list', {}, pageFrame, 1);
    await hasStarted;
    expect(await call('run.list', {}, pageFrame, 1)).toMatchObject(refused);
    expect(signals).toHaveLength(1);
    window.post(pageFrame, 'netready:cancel', [1]);
    expect(await first).toMatchObject({ ok: true });
  });

  it.each([
    ['the window closes', 'close'],
    ['the page crashes', 'crash'],
    ['the page starts anew', 'navigate'],
  ])('ends when %s', async (_when, what) => {
    const { handlers, signals, hasStarted } = slowRun();
    const { window, call } = await start(handlers);
    const reply = call('run.list', {});
    await hasStarted;
    if (what === 'close') window.window.close();
    if (what === 'crash') window.contents.crashed();
    if (what === 'navigate') window.contents.navigated('app://wizard/');
    expect(signals[0]?.aborted).toBe(true);
    await reply;
  });

  it.each(['crash', 'navigate'])('that outlives its page goes on: %s', async (what) => {
    const signals: AbortSignal[] = [];
    const goOn = new EventEmitter();
    const { shell, window, call } = await start({
      'run.start': async (_input, { emit, signal }) => {
        signals.push(signal);
        await once(goOn, 'now');
        emit(planned);
        throw new AppError('busy', 'This is its answer.');
      },
    });
    const reply = call('run.start', { profile, base: null });
    if (what === 'crash') window.contents.crashed();
    if (what === 'navigate') window.contents.navigated('app://wizard/');
    expect(signals[0]?.aborted).toBe(false);
    goOn.emit('now');
    expect(await reply).toMatchObject({ ok: false, error: { description: 'This is its answer.' } });
    expect(shell.sent).toEqual([]);
  });

  it('that outlives its page ends with the window, also when its page is gone', async () => {
    const signals: AbortSignal[] = [];
    const { window, call } = await start({
      'run.start': (_input, { signal }) => {
        signals.push(signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new AppError('cancelled', 'It was cancelled.')));
        });
      },
    });
    const reply = call('run.start', { profile, base: null });
    window.contents.navigated('app://wizard/');
    expect(signals[0]?.aborted).toBe(false);
    window.window.close();
    expect(signals[0]?.aborted).toBe(true);
    await reply;
  });

  it('goes on when the page was refused another address', async () => {
    const { handlers, signals, hasStarted } = slowRun();
    const { window, call } = await start(handlers);
    const reply = call('run.list', {}, pageFrame, 0);
    await hasStarted;
    expect(window.contents.mayNavigate('https://example.com/', true)).toBe(false);
    expect(signals[0]?.aborted).toBe(false);
    window.post(pageFrame, 'netready:cancel', [0]);
    await reply;
  });
});

const planned: RunProgress = { kind: 'planned', total: 1, groups: [] };

describe('an event of a call', () => {
  it('reaches the page under the id of its call', async () => {
    const { shell, call } = await start({
      'run.start': async (_input, { emit }) => {
        emit(planned);
        throw new AppError('busy', 'A run is going on.');
      },
    });
    await call('run.start', { profile, base: null }, pageFrame, 5);
    expect(shell.sent).toEqual([['netready:event', { id: 5, event: planned }]]);
  });

  it('that the contract does not allow ends the call and reaches no page', async () => {
    const { shell, call } = await start({
      'run.start': async (_input, { emit }) => {
        emit({ kind: 'planned', secret: 'x' } as never);
        throw new AppError('busy', 'This is never reached.');
      },
    });
    expect(await call('run.start', { profile, base: null })).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    expect(shell.sent).toEqual([]);
  });

  it('of a document that is gone does not reach the next one, which uses the same id', async () => {
    const goOn = new EventEmitter();
    const { shell, window, call } = await start({
      'run.start': async (_input, { emit }) => {
        await once(goOn, 'old');
        emit(planned);
        throw new AppError('cancelled', 'It was cancelled.');
      },
      'run.list': async () => {
        await once(goOn, 'new');
        return { runs: [] };
      },
    });
    const old = call('run.start', { profile, base: null }, pageFrame, 0);
    window.contents.navigated('app://wizard/');
    const next = call('run.list', {}, pageFrame, 0);
    goOn.emit('old');
    expect(await old).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    goOn.emit('new');
    expect(await next).toMatchObject({ ok: true });
    expect(shell.sent).toEqual([]);
  });
});
