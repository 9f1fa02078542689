import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../../shared/contract/bridge.ts';
import type { Command, CommandSource } from '../../../../shared/contract/commands.ts';
import { operationNames } from '../../../../shared/contract/operations.ts';

type Listener = (event: object, ...args: readonly unknown[]) => void;

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  listeners: new Map<string, Listener>(),
  sent: [] as unknown[][],
  answer: (_message: unknown): Promise<unknown> => Promise.resolve(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (key: string, value: unknown) => electron.exposed.set(key, value) },
  ipcRenderer: {
    on: (channel: string, listener: Listener) => electron.listeners.set(channel, listener),
    send: (...args: unknown[]) => electron.sent.push(args),
    invoke: (channel: string, message: unknown) => {
      electron.sent.push([channel, message]);
      return electron.answer(message);
    },
  },
}));

const bridge = () => electron.exposed.get('netready') as Bridge;
const deliver = (channel: string, message: unknown) => electron.listeners.get(channel)?.({}, message);

beforeEach(async () => {
  electron.exposed.clear();
  electron.listeners.clear();
  electron.sent.length = 0;
  electron.answer = () => new Promise(() => undefined);
  vi.resetModules();
  await import('../../../../electron/preload/wizard.ts');
});

describe('what the preload offers', () => {
  it('is one function for each operation of the contract, the menu commands, and nothing else', () => {
    expect([...electron.exposed.keys()]).toEqual(['netready', 'netreadyCommands']);
    expect(Object.keys(bridge())).toEqual([...operationNames]);
    expect(Object.values(bridge()).every((value) => typeof value === 'function')).toBe(true);
    expect(Object.keys(electron.exposed.get('netreadyCommands') as object)).toEqual(['onCommand']);
  });

  it('is frozen', () => {
    expect(Object.isFrozen(bridge())).toBe(true);
    expect(Object.isFrozen(electron.exposed.get('netreadyCommands'))).toBe(true);
  });

  it('listens to the two channels of the main process only', () => {
    expect([...electron.listeners.keys()].sort()).toEqual(['netready:command', 'netready:event']);
  });
});

describe('a call', () => {
  it('has an id of its own, and names its operation', () => {
    bridge()['session.clear']({});
    bridge()['run.list']({});
    expect(electron.sent).toEqual([
      ['netready:call', { id: 0, name: 'session.clear', input: {} }],
      ['netready:call', { id: 1, name: 'run.list', input: {} }],
    ]);
  });

  it('gives what the main process answers', async () => {
    electron.answer = async () => ({ ok: true, value: {} });
    expect(await bridge()['session.clear']({}).reply).toEqual({ ok: true, value: {} });
  });

  it('never rejects', async () => {
    electron.answer = () => Promise.reject(new Error('reply was never sent: /home/secret'));
    const reply = await bridge()['session.clear']({}).reply;
    expect(reply).toMatchObject({ ok: false, error: { code: 'host-lost' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
  });

  it('is cancelled by its id', () => {
    bridge()['run.list']({});
    bridge()['run.list']({}).cancel();
    expect(electron.sent.at(-1)).toEqual(['netready:cancel', 1]);
  });

  it('hears its own events until it is answered', async () => {
    let answer: (reply: unknown) => void = () => undefined;
    electron.answer = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const heard: unknown[] = [];
    const { reply } = bridge()['run.start']({ profile: { schemaVersion: 1 }, base: null }, (event) =>
      heard.push(event),
    );
    deliver('netready:event', { id: 0, event: 'first' });
    deliver('netready:event', { id: 1, event: 'of another call' });
    answer({ ok: false });
    await reply;
    await Promise.resolve();
    deliver('netready:event', { id: 0, event: 'too late' });
    expect(heard).toEqual(['first']);
  });

  it('works without anybody who hears its events', () => {
    bridge()['run.start']({ profile: { schemaVersion: 1 }, base: null });
    expect(() => deliver('netready:event', { id: 0, event: 'first' })).not.toThrow();
  });
});

describe('commands of the menu', () => {
  it('reach every listener until it ends listening', () => {
    const { onCommand } = electron.exposed.get('netreadyCommands') as CommandSource;
    const heard: [string, Command][] = [];
    const end = onCommand((command) => heard.push(['one', command]));
    onCommand((command) => heard.push(['two', command]));
    deliver('netready:command', 'new-check');
    end();
    deliver('netready:command', 'save-report');
    expect(heard).toEqual([
      ['one', 'new-check'],
      ['two', 'new-check'],
      ['two', 'save-report'],
    ]);
  });

  it('are only those of the list', () => {
    const { onCommand } = electron.exposed.get('netreadyCommands') as CommandSource;
    const heard: Command[] = [];
    onCommand((command) => heard.push(command));
    for (const other of ['quit', '', null, undefined, 1, { name: 'new-check' }])
      deliver('netready:command', other);
    expect(heard).toEqual([]);
  });
});
