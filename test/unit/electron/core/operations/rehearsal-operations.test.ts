import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandlers } from '../../../../../electron/core/operations/handlers.ts';
import { rehearsalKeys } from '../../../../../electron/core/rehearsal/keys.ts';
import type { OperationInput } from '../../../../../shared/contract/dispatch.ts';
import { parseCode } from '../../../../../shared/rehearsal/code.ts';
import type { ListenEvent } from '../../../../../shared/run/listen-view.ts';
import { loopbackWorld, testDeps } from '../../../../support/operation-deps.ts';
import { connectTo, dial, ownLoopback, selfCalled } from '../../../../support/rehearsal.ts';
import { sampleProfile } from '../../../../support/sample-results.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-desk-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

/** A controller with one service, on a machine with an address of its own, and one front-end elsewhere. */
async function controller() {
  const port = await freePort();
  const address = ownLoopback();
  const world = loopbackWorld();
  const machine = async () => ({ hostname: 'ctl', os: 'test', addresses: [address] });
  const { deps } = testDeps(join(home, 'data'), {
    world: { ...world, platform: { ...world.platform, machine } },
  });
  const profile = sampleProfile({
    machine: { roles: ['controller'] },
    controller: { host: 'ctl' },
    cache: { host: 'cache.test' },
    frontEnds: [{ host: 'fe1' }],
    databases: [{ purpose: 'platform', host: '127.0.0.1', port }],
    ports: { deploymentController: port },
    limits: { connectTimeoutMs: 500, runBudgetMs: 4000 },
  });
  return { handlers: createHandlers(deps), profile, port, address };
}

const never = () => new AbortController().signal;
const inert = { emit: (): void => undefined, signal: never() };

type Made = Awaited<ReturnType<typeof controller>>;

/** Starts to listen, and waits until it is told what is open. */
async function listening({ handlers, profile }: Made, code: string) {
  const events: ListenEvent[] = [];
  const input: OperationInput<'rehearsal.listen'> = {
    profile,
    places: [],
    hasRoles: true,
    addresses: [],
    code,
    minutes: 1,
  };
  let tell = (): void => undefined;
  const told = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const emit = (event: ListenEvent): void => {
    events.push(event);
    tell();
  };
  const ended = handlers['rehearsal.listen'](input, { emit, signal: never() });
  await Promise.race([told, ended]);
  return { events, ended };
}

describe('the operations of a rehearsal', () => {
  it('show what would be opened, and make a code', async () => {
    const { handlers, profile, port, address } = await controller();
    const choice = { profile, places: [], hasRoles: true, addresses: [] };
    expect(await handlers['rehearsal.plan'](choice, inert)).toMatchObject({
      ports: [{ port, carrier: 'plain', checks: ['in-ctrl'] }],
      knocks: [`${address}:${port}`],
      held: [{ port, owners: [] }],
    });
    const holder = net.createServer();
    await new Promise<void>((resolve) => holder.listen(port, address, resolve));
    const { held } = await handlers['rehearsal.plan'](choice, inert);
    await new Promise((resolve) => holder.close(resolve));
    expect(held[0]?.owners).toEqual([expect.stringContaining(`(process ${process.pid})`)]);
    const { code } = await handlers['rehearsal.code']({}, inert);
    expect(parseCode(code).ok).toBe(true);
  });

  it('listen until they are stopped, tell who comes, and keep the result', async () => {
    const made = await controller();
    const { code } = await made.handlers['rehearsal.code']({}, inert);
    const { events, ended } = await listening(made, code);
    expect(events).toMatchObject([
      { kind: 'opened', ports: [{ port: made.port, state: 'rehearsed', addresses: [made.address] }] },
    ]);
    const parsed = parseCode(code);
    const keys = rehearsalKeys(parsed.ok ? parsed.bytes : new Uint8Array());
    await dial(made.address, 'plain', { keys, port: made.port, self: selfCalled('fe1') });
    expect(events[1]).toMatchObject({
      kind: 'visit',
      port: made.port,
      name: 'fe1',
      roles: ['front-end'],
      as: ['fe1'],
      changes: [],
    });
    await expect(listening(made, code)).rejects.toThrow('This program is listening already.');

    const meanwhile = await made.handlers['run.start']({ profile: made.profile, base: null, code }, inert);
    const row = (id: string) => meanwhile.checks.find((check) => check.id === id);
    expect(row('in-ctrl')).toMatchObject({ finding: 'reached', verdict: 'pass' });
    expect(row('loc-port-12000')?.finding).toBe('free-in-dynamic-range');
    expect(JSON.stringify(meanwhile)).not.toContain(code);

    await made.handlers['rehearsal.stop']({}, inert);
    const result = await ended;
    expect(result.checks.find(({ id }) => id === 'in-ctrl')?.finding).toBe('reached');
    expect(result.rehearsal?.sessionKey).toBe(meanwhile.rehearsal?.sessionKey);
    expect(await made.handlers['run.read']({ id: result.id }, inert)).toEqual(result);
  });

  it('tell who should come, end later when they are asked to, and no later than four hours', async () => {
    const made = await controller();
    const { code } = await made.handlers['rehearsal.code']({}, inert);
    await expect(made.handlers['rehearsal.put-off']({ minutes: 30 }, inert)).rejects.toThrow(
      'Nothing listens here that could end later.',
    );
    const { events, ended } = await listening(made, code);
    const [opened] = events;
    if (opened?.kind !== 'opened') throw new Error('It did not open.');
    expect(opened.expected).toEqual([{ name: 'fe1', isHost: true, ports: [made.port] }]);
    const minutesLater = (until: string) => (Date.parse(until) - Date.parse(opened.until)) / 60_000;
    const { until } = await made.handlers['rehearsal.put-off']({ minutes: 30 }, inert);
    expect(minutesLater(until)).toBe(30);
    const last = await made.handlers['rehearsal.put-off']({ minutes: 240 }, inert);
    expect(last.until).toBe(opened.latest);
    expect(minutesLater(opened.latest)).toBe(239);
    expect(events.slice(1)).toEqual([
      { kind: 'put-off', until },
      { kind: 'put-off', until: opened.latest },
    ]);
    await made.handlers['rehearsal.stop']({}, inert);
    await ended;
    await expect(made.handlers['rehearsal.put-off']({ minutes: 30 }, inert)).rejects.toThrow(
      'Nothing listens',
    );
  });

  it('open the ports of a database server that has no role of OutSystems', async () => {
    const { handlers, profile, port } = await controller();
    const choice = { profile, places: ['database' as const], hasRoles: false, addresses: [] };
    expect(await handlers['rehearsal.plan'](choice, inert)).toMatchObject({
      ports: [{ port, carrier: 'tds' }],
      expected: [
        { name: 'ctl', ports: [port] },
        { name: 'fe1', ports: [port] },
      ],
    });
  });

  it('tell how many came without the code, and do not count whoever has it', async () => {
    const made = await controller();
    const { code } = await made.handlers['rehearsal.code']({}, inert);
    const { events, ended } = await listening(made, code);
    const { socket } = await connectTo(made.address, made.port);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume().end('no knock at all, and longer than any of them could be'.repeat(200));
    await closed;
    await made.handlers['rehearsal.stop']({}, inert);
    await ended;
    expect(events.at(-1)).toEqual({ kind: 'strangers', connections: 1, addresses: 1 });
  });

  it('refuse an address that this machine has not', async () => {
    const made = await controller();
    const choice = { profile: made.profile, places: [], hasRoles: true, addresses: ['192.0.2.7'] };
    await expect(made.handlers['rehearsal.plan'](choice, inert)).rejects.toMatchObject({
      code: 'input-invalid',
      message: `"192.0.2.7" is no address of this machine. Allowed: ${made.address}.`,
    });
  });

  it('refuse what is no code in one sentence', async () => {
    const made = await controller();
    await expect(listening(made, 'ABC')).rejects.toThrow(
      'The code has 3 characters. Allowed: 6 groups of 5.',
    );
    await expect(
      made.handlers['run.start']({ profile: made.profile, base: null, code: 'ABC' }, inert),
    ).rejects.toThrow('The code has 3 characters.');
  });
});
