import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runListenCommand } from '../../../../../electron/cli/commands/listen.ts';
import { runPlanCommand } from '../../../../../electron/cli/commands/plan.ts';
import type { CliContext } from '../../../../../electron/cli/context.ts';
import { listenOptionsSchema } from '../../../../../electron/cli/options/listen-options.ts';
import { parseOptions } from '../../../../../electron/cli/options/parse-options.ts';
import { planOptionsSchema } from '../../../../../electron/cli/options/plan-options.ts';
import { rehearsalKeys } from '../../../../../electron/core/rehearsal/keys.ts';
import { isViewSigned } from '../../../../../electron/core/rehearsal/session-key.ts';
import { formatCode } from '../../../../../shared/rehearsal/code.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { loopbackWorld } from '../../../../support/operation-deps.ts';
import { dial, ownLoopback, selfCalled } from '../../../../support/rehearsal.ts';

let home = '';
let address = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-listen-'));
  address = ownLoopback();
  await mkdir(join(home, 'in'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const code = Buffer.alloc(15, 3);
const text = formatCode(code);

/** Three free ports that the system gives, so that nothing else of this machine has them. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = [net.createServer(), net.createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          server.listen(0, () => {
            const bound = server.address();
            resolve(typeof bound === 'object' && bound !== null ? bound.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const [first = 0, second = 0] = ports;
  return [first, second];
}

/** A controller whose services listen at two ports, on a machine that has one address of its own. */
async function surroundings(more: Partial<CliContext> = {}) {
  const [controllerPort, cachePort] = await freePorts();
  const file = join(home, 'in', 'profile.json');
  const profile = {
    schemaVersion: 1,
    machine: { roles: ['controller'] },
    controller: { host: 'ctl' },
    frontEnds: [{ host: 'fe1' }, { host: 'fe2' }],
    databases: [{ purpose: 'platform', host: 'ctl', port: controllerPort }],
    cache: { port: cachePort },
    ports: { deploymentController: controllerPort },
  };
  await writeFile(file, JSON.stringify(profile));
  const controller = new AbortController();
  const world = loopbackWorld();
  const machine = async () => ({ hostname: 'ctl', os: 'test', addresses: [address] });
  const platform = { ...world.platform, machine };
  const { context, log } = testContext(home, {
    world: { ...world, platform },
    signal: controller.signal,
    givenRehearsal: text,
    ...more,
  });
  return { context, log, file, controllerPort, cachePort, end: () => controller.abort() };
}

const options = (file: string, more: object = {}) =>
  parseOptions(listenOptionsSchema, { profile: file, for: '1', ...more });

/** Starts to listen, and waits until it is said, or until it has ended without. */
async function listening(made: Awaited<ReturnType<typeof surroundings>>, more: object = {}) {
  const told = { resolve: (): void => undefined };
  const isOpen = new Promise<void>((resolve) => {
    told.resolve = resolve;
  });
  const explain = (said: string): void => {
    made.context.explain(said);
    if (said.includes('NETREADY LISTENS')) told.resolve();
  };
  const ended = runListenCommand(options(made.file, more), { ...made.context, explain });
  await Promise.race([isOpen, ended]);
  return { ended };
}

describe('netready listen', () => {
  it('spares memory before anybody can come, of whom there may be thousands', async () => {
    const told: string[] = [];
    const { context } = testContext(home, { spareMemory: () => told.push('spare') });
    const missing = runListenCommand(options(join(home, 'none.json')), context);
    await expect(missing).rejects.toMatchObject({ code: 'profile-unreadable' });
    expect(told).toEqual(['spare']);
  });

  it('stands in for services until it is ended, and says who came in a signed report', async () => {
    const made = await surroundings();
    const out = join(home, 'out');
    const { ended } = await listening(made, { out });
    const fe1 = selfCalled('fe1');
    const keys = rehearsalKeys(code);
    const answer = await dial(address, 'plain', { keys, self: fe1, port: made.controllerPort });
    expect(answer.listener?.view).toMatchObject({
      name: 'ctl',
      meant: 'this',
      roles: ['controller'],
      rehearsed: [made.cachePort, made.controllerPort].sort((left, right) => left - right),
    });
    await dial(address, 'plain', { keys, self: fe1, port: made.controllerPort });
    made.end();
    await ended;
    expect(made.log.exitCode).toBe(0);
    const came = `fe1 (front-end) came to port ${made.controllerPort}`;
    expect(made.log.explained.split(came), 'once for a run and a port').toHaveLength(2);
    expect(made.log.explained).toMatch(/ports listened, 1 visit\.\nNot come, by their ports:\n/);
    expect(made.log.explained).toContain(`  fe1: ${made.cachePort}\n`);
    expect(made.log.explained).toMatch(/ {2}fe2: \d+, \d+\n/);
    const names = await readdir(out);
    const json = names.find((name) => name.endsWith('.json')) ?? '';
    const result = runResultSchema.parse(JSON.parse(await readFile(join(out, json), 'utf8')));
    expect(result.id).toBe(answer.listener?.view.run);
    expect(result.rehearsal).toEqual({ tag: keys.tag, sessionKey: answer.listener?.view.sessionKey });
    const row = result.checks.find(({ id }) => id === 'in-ctrl');
    expect(row).toMatchObject({ finding: 'reached-in-part', verdict: 'not-testable-here' });
    expect(row?.reason).toContain(`fe1 from 127.0.0.1:`);
    expect(row?.reason).toContain(`report ${fe1.run}, key ${fe1.key.id}`);
    expect(row?.reason).toContain('nobody came from fe2');
    expect(result.checks.find(({ id }) => id === 'in-cache')?.finding).toBe('nobody-came');
    const heard = row?.facts.find((fact) => fact.kind === 'visits')?.visits[0];
    expect(heard !== undefined && isViewSigned('checker', heard.checker)).toBe(true);
    expect(names.some((name) => name.endsWith('.pdf'))).toBe(true);
    for (const name of names) {
      const bytes = await readFile(join(out, name), 'latin1');
      for (const secret of [text, text.replaceAll('-', ''), code.toString('base64url'), code.toString('hex')])
        expect(bytes.includes(secret)).toBe(false);
    }
    expect(`${made.log.printed}${made.log.explained}`).not.toContain(text);
  });

  it('leaves a port in use alone, names its owner, and tells those who come', async () => {
    const made = await surroundings();
    const holder = net.createServer().listen({ host: '127.0.0.1', port: made.cachePort });
    onTestFinished(() => void holder.close());
    await new Promise((resolve) => holder.once('listening', resolve));
    const { ended } = await listening(made);
    const keys = rehearsalKeys(code);
    const { listener } = await dial(address, 'plain', { keys, port: made.controllerPort });
    expect(listener?.view.inUse).toEqual([made.cachePort]);
    expect(made.log.explained).toMatch(new RegExp(`${made.cachePort} +in use by .*process ${process.pid}`));
    made.end();
    await ended;
    expect(made.log.printed).toContain(`Another program held port ${made.cachePort}`);
  });

  it('ends with exit code 1 where nothing could be opened', async () => {
    const made = await surroundings();
    const holders = [made.cachePort, made.controllerPort].map((port) =>
      net.createServer().listen({ host: '0.0.0.0', port }),
    );
    onTestFinished(() => {
      for (const holder of holders) holder.close();
    });
    await Promise.all(holders.map((holder) => new Promise((resolve) => holder.once('listening', resolve))));
    await (await listening(made)).ended;
    expect(made.log.exitCode).toBe(1);
    expect(made.log.explained).not.toContain('NETREADY LISTENS');
  });

  it('writes the report of a host that has no role of OutSystems', async () => {
    const made = await surroundings();
    const out = join(home, 'out');
    const { ended } = await listening(made, { role: ['database'], out });
    await dial(address, 'tds', {
      keys: rehearsalKeys(code),
      port: made.controllerPort,
      self: selfCalled('fe1'),
    });
    made.end();
    await ended;
    const json = (await readdir(out)).find((name) => name.endsWith('.json')) ?? '';
    const result = runResultSchema.parse(JSON.parse(await readFile(join(out, json), 'utf8')));
    expect(result.machine.roles).toEqual([]);
    expect(result.checks.map(({ id, finding }) => [id, finding])).toEqual([
      [`host-database@controller-${made.controllerPort}`, 'nobody-came'],
      [`host-database@front-end-${made.controllerPort}`, 'reached-in-part'],
    ]);
    expect(result.coverage.find(({ requirement }) => requirement === 'R8')?.reason).toBe(
      'This machine has no role of OutSystems: it took part in a rehearsal (Database).',
    );
  });

  it('shows a new code at a terminal only, and takes the one that is given', async () => {
    const hidden = await surroundings({ givenRehearsal: null });
    await expect(runListenCommand(options(hidden.file), hidden.context)).rejects.toThrow(
      'A new code is shown at a terminal only, and there is none: give --rehearsal-file FILE, or set NETREADY_REHEARSAL.',
    );
    const shown = await surroundings({
      givenRehearsal: null,
      errorOutput: { ...hidden.context.errorOutput, live: true },
    });
    const { ended } = await listening(shown);
    expect(shown.log.explained).toMatch(/stored nowhere:\n\n {2}([0-9A-Z]{5}-){5}[0-9A-Z]{5}\n/);
    shown.end();
    await ended;
  });

  it.each([
    [{ address: ['192.0.2.1'] }, /"192.0.2.1" is no address of this machine. Allowed: 127\./],
    [{ role: ['sysops'] }, /No other machine of this profile connects to this one/],
  ])('refuses %j before it opens anything', async (more, sentence) => {
    const { file, context } = await surroundings();
    await expect(runListenCommand(options(file, more), context)).rejects.toThrow(sentence);
  });

  it.each(['0', '241', 'ten', '-1'])('listens from 1 to 240 minutes, not %s', (minutes) => {
    expect(() => parseOptions(listenOptionsSchema, { for: minutes })).toThrow('minutes from 1 to 240');
  });
});

describe('netready plan --listen', () => {
  it('lists ports, addresses and knocks, and opens nothing', async () => {
    const { file, context, log, controllerPort, cachePort } = await surroundings();
    const asked = (format: string) =>
      parseOptions(planOptionsSchema, { profile: file, listen: true, format, role: ['controller', 'cache'] });
    await runPlanCommand(asked('json'), context);
    const [low, high] = [cachePort, controllerPort].sort((left, right) => left - right);
    expect(JSON.parse(log.printed)).toEqual({
      schema: 'netready.listen-plan/1',
      hostname: 'ctl',
      ports: [low, high].map((port) =>
        port === cachePort
          ? { port, carrier: 'amqp', checks: ['in-cache', 'host-cache'] }
          : { port, carrier: 'plain', checks: ['in-ctrl'] },
      ),
      expected: expect.any(Array),
      addresses: [address],
      knocks: [`${address}:${low}`, `${address}:${high}`],
    });
    await runPlanCommand(asked('table'), context);
    expect(log.printed).toContain('This was the plan only; nothing was opened.');
  });

  it('knows hosts without a role of OutSystems there alone', () => {
    expect(() => parseOptions(planOptionsSchema, { role: ['database'] })).toThrow('with --listen also');
  });
});
