import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rehearsalKeys } from '../../../../../electron/core/rehearsal/keys.ts';
import { rehearsalParty } from '../../../../../electron/core/rehearsal/party.ts';
import { type Carrier, carriers } from '../../../../../shared/probe/carriers.ts';
import { defaultProfile } from '../../../../../shared/profile/profile.ts';
import {
  carrierPorts,
  ownLoopback,
  startListener,
  startVirtualAddress,
  testCode,
} from '../../../../support/rehearsal.ts';
import { startAmqpServer } from '../../../../support/servers/amqp-server.ts';
import { startHttpServer } from '../../../../support/servers/http-server.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { startTdsServer } from '../../../../support/servers/tds-server.ts';
import { during, networkWith, observe, only, shortLimits } from '../probe-world.ts';

const run = '33333333-3333-4333-8333-333333333333';

const partyWith = (code: Uint8Array = testCode) =>
  rehearsalParty(
    {
      keys: rehearsalKeys(code),
      about: { reportKey: null, name: 'fe1', roles: ['front-end'], profile: defaultProfile },
      randomBytes: (count) => randomBytes(count),
    },
    run,
  );

const asked = (carrier: Carrier, port: number, host = '127.0.0.1') =>
  ({ kind: 'rehearsal', host, port, carrier }) as const;

describe('the probe of a rehearsal', () => {
  it.each(carriers)('shows both halves of the evidence over %s', async (carrier) => {
    const { address, self } = await during(startListener());
    const fact = only(
      await observe(asked(carrier, carrierPorts[carrier], 'ctl.test'), {
        network: networkWith({ 'ctl.test': [address] }),
        rehearsal: partyWith(),
      }),
    );
    expect(fact).toMatchObject({
      outcome: 'open',
      remoteAddress: address,
      host: 'ctl.test',
      carrier,
      reached: 'answer',
      tag: rehearsalKeys(testCode).tag,
      checker: { view: { run, wanted: 'ctl.test', dialled: { address, port: carrierPorts[carrier] } } },
      listener: { view: { run: self.run } },
    });
    expect(fact.issuer).toBeUndefined();
    expect(fact.connectMs).toBeLessThanOrEqual(fact.durationMs);
  });

  it('says that a connection came about and nobody had the code', async () => {
    const { address } = await during(startListener());
    const facts = await observe(asked('plain', carrierPorts.plain, address), {
      rehearsal: partyWith(Buffer.alloc(15, 1)),
    });
    expect(facts.map(({ outcome, code, reached }) => [outcome, code, reached])).toEqual([
      ['reset', 'HUNG_UP', 'connection'],
      ['reset', 'HUNG_UP', 'connection'],
    ]);
  });

  it('proves each address of a name by itself', async () => {
    const [one, two] = [await during(startListener()), await during(startListener())];
    const closed = ownLoopback();
    const facts = await observe(asked('plain', carrierPorts.plain, 'ctl.test'), {
      network: networkWith({ 'ctl.test': [one.address, closed, two.address] }),
      rehearsal: partyWith(),
    });
    expect(
      facts.map(({ remoteAddress, outcome, listener }) => [remoteAddress, outcome, listener?.view.run]),
    ).toEqual([
      [one.address, 'open', one.self.run],
      [closed, 'refused', undefined],
      [two.address, 'open', two.self.run],
    ]);
  });

  it('counts the machines behind an address that leads to several', async () => {
    const ends = await Promise.all([1, 2, 3].map(() => during(startListener())));
    const virtual = await during(
      startVirtualAddress(
        ends.map(({ address }) => address),
        carrierPorts.plain,
      ),
    );
    const facts = await observe(asked('plain', carrierPorts.plain, virtual.address), {
      rehearsal: partyWith(),
    });
    expect(new Set(facts.map(({ listener }) => listener?.view.run))).toEqual(
      new Set(ends.map(({ self }) => self.run)),
    );
    expect(facts).toHaveLength(3);
    expect(virtual.connections().total).toBe(6);
  });

  it('holds several conversations with an address behind which one machine is, and keeps one', async () => {
    const { address, self } = await during(startListener());
    const virtual = await during(startVirtualAddress([address], carrierPorts.plain));
    const fact = only(
      await observe(asked('plain', carrierPorts.plain, virtual.address), { rehearsal: partyWith() }),
    );
    expect(fact.listener?.view.run).toBe(self.run);
    expect(virtual.connections().total).toBe(6);
  });

  it('keeps the conversations that came to nobody', async () => {
    const { address } = await during(startListener());
    const virtual = await during(startVirtualAddress([address, ownLoopback()], carrierPorts.plain));
    const facts = await observe(asked('plain', carrierPorts.plain, virtual.address), {
      rehearsal: partyWith(),
    });
    expect(facts.map(({ reached }) => reached).sort()).toEqual(['answer', ...Array(3).fill('connection')]);
  });

  it('sends nothing to a port that no listener has named, and speaks to one that is named', async () => {
    const { address } = await during(startListener());
    const party = partyWith();
    const listedOnly = { ...asked('plain', carrierPorts.plain, address), isListedOnly: true } as const;
    expect(await observe(listedOnly, { rehearsal: party })).toEqual([]);
    await observe(asked('tds', carrierPorts.tds, address), { rehearsal: party });
    expect(only(await observe(listedOnly, { rehearsal: party }))).toMatchObject({ reached: 'answer' });
    const silent = await during(startSilentServer());
    const strange = { ...asked('plain', silent.port), isListedOnly: true } as const;
    expect(await observe(strange, { rehearsal: party })).toEqual([]);
    expect(silent.connections().total).toBe(0);
  });

  it('says that no connection came about', async () => {
    const fact = only(await observe(asked('plain', 12_000, ownLoopback()), { rehearsal: partyWith() }));
    expect(fact).toMatchObject({ outcome: 'refused', code: 'ECONNREFUSED', reached: 'nothing' });
  });

  it('gives up a listener that says nothing', async () => {
    const server = await during(startSilentServer());
    const [fact] = await observe(asked('tns', server.port), { rehearsal: partyWith(), limits: shortLimits });
    expect(fact).toMatchObject({ outcome: 'timeout', code: 'DEADLINE', reached: 'connection' });
    await server.idle();
  });

  it('asks nothing without a code', async () => {
    await expect(observe(asked('plain', 12_000))).rejects.toThrow('NO_CODE');
  });
});

describe('a real service that is met by a rehearsal', () => {
  it('of HTTP is told apart by its answer', async () => {
    const server = await during(startHttpServer({ status: 404 }));
    const fact = only(await observe(asked('http', server.port), { rehearsal: partyWith() }));
    expect(fact).toMatchObject({ outcome: 'wrong-service', code: 'OTHER_PROTOCOL', reached: 'connection' });
  });

  it('of AMQP greets first, and is sent no more than the header of its protocol', async () => {
    const server = await during(startAmqpServer());
    const fact = only(await observe(asked('amqp', server.port), { rehearsal: partyWith() }));
    expect(fact).toMatchObject({ outcome: 'wrong-service', code: 'OTHER_PROTOCOL' });
    await server.idle();
    expect(server.connections().bytes).toBe(8);
  });

  it('of SQL Server answers the pre-login and is told apart', async () => {
    const server = await during(startTdsServer());
    const fact = only(await observe(asked('tds', server.port), { rehearsal: partyWith() }));
    expect(fact).toMatchObject({ outcome: 'wrong-service', code: 'OTHER_PROTOCOL' });
  });
});

describe('the probe of visits', () => {
  it('says that nobody listened where this run has no listener', async () => {
    const fact = only(await observe({ kind: 'visits', port: 80 }, { rehearsal: partyWith() }));
    expect(fact).toMatchObject({ outcome: 'unavailable', port: 80, visits: [] });
    expect(fact.state).toBeUndefined();
  });
});
