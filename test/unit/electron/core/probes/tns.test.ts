import { describe, expect, it } from 'vitest';
import { encodeConnect, versionOfVsnnum } from '../../../../../electron/core/probes/tns-message.ts';
import { startAnsweringServer } from '../../../../support/servers/tcp-servers.ts';
import { startTnsServer, type TnsOptions } from '../../../../support/servers/tns-server.ts';
import { during, observe, only } from '../probe-world.ts';
import { describeHostileServers } from './hostile-servers.ts';

const tns = (port: number, serviceName: string | null = null, host = '127.0.0.1') =>
  ({ kind: 'tns', host, port, serviceName }) as const;

async function ask(options: TnsOptions, serviceName: string | null = null) {
  const server = await during(startTnsServer(options));
  const fact = only(await observe(tns(server.port, serviceName)));
  return { server, fact };
}

describe('the TNS probe', () => {
  it('proves a listener by its refusal of a call without a service', async () => {
    const { fact, server } = await ask({ vsnnum: 318_767_104 });
    expect(fact).toMatchObject({
      outcome: 'open',
      remotePort: server.port,
      answer: 'refused',
      version: '19.0.0.0.0',
      errorNumber: 12504,
    });
    expect(server.descriptors()).toEqual([
      '(DESCRIPTION=(CONNECT_DATA=(CID=(PROGRAM=netready)(HOST=netready)(USER=netready))))',
    ]);
  });

  it('tells a service that is accepted from one that is not', async () => {
    const services = ['OSPRD'];
    expect((await ask({ services }, 'osprd')).fact).toMatchObject({
      outcome: 'open',
      answer: 'accepted',
      serviceName: 'osprd',
    });
    expect((await ask({ services }, 'OSTST')).fact).toMatchObject({
      outcome: 'open',
      answer: 'refused',
      errorNumber: 12514,
    });
  });

  it('leaves no connection behind when it is accepted', async () => {
    const { server } = await ask({ services: ['A'] }, 'A');
    await server.idle();
  });

  it('says where a listener sends its callers, and does not go there', async () => {
    const elsewhere = await during(startTnsServer());
    const { fact } = await ask({ redirect: { host: '127.0.0.1', port: elsewhere.port } });
    expect(fact).toMatchObject({ answer: 'redirected', redirect: `127.0.0.1:${elsewhere.port}` });
    expect(elsewhere.connections().total).toBe(0);
  });

  it('says it again when the listener asks for it, but not for ever', async () => {
    const { server } = await ask({ resends: 2 });
    expect(server.descriptors()).toHaveLength(3);
    const stubborn = await ask({ resends: 3 });
    expect(stubborn.fact).toMatchObject({ outcome: 'wrong-service', code: 'ANSWER_TOO_LONG' });
    expect(stubborn.server.descriptors()).toHaveLength(3);
  });

  it('says in each packet how long it is, and says nothing twice', () => {
    const lengthsFor = (serviceName: string): readonly number[] => {
      const bytes = encodeConnect(serviceName);
      const first = bytes.readUInt16BE(0);
      return first === bytes.length ? [first] : [first, bytes.readUInt16BE(first), bytes.length];
    };
    const short = encodeConnect('A').length;
    expect(lengthsFor('A')).toEqual([short]);
    const [first, second, all] = lengthsFor('A'.repeat(230));
    expect([first, second, all]).toEqual([58, short - 58 + 229 + 10, 58 + short - 58 + 229 + 10]);
  });

  it('names a service that does not fit into the first packet in a second one', async () => {
    const name = `${'Ж'.repeat(100)}.example`;
    const { server, fact } = await ask({ services: [name] }, name);
    expect(fact).toMatchObject({ answer: 'accepted' });
    expect(server.descriptors()[0]).toContain(`(SERVICE_NAME=${name})`);
  });

  it.each([
    [Buffer.from('\0\x0c\0\0\x04\0\0\0\x22\0\0\0', 'latin1'), 'refused'],
    [Buffer.from('\0\x0a\0\0\x05\0\0\0\0\x40', 'latin1'), 'redirected'],
  ])('takes an answer without a text for what it is', async (bytes, answer) => {
    const server = await during(startAnsweringServer(bytes.toString('latin1')));
    const fact = only(await observe(tns(server.port)));
    expect(fact).toMatchObject({ outcome: 'open', answer });
    for (const field of ['version', 'errorNumber', 'redirect']) expect(fact).not.toHaveProperty(field);
  });

  describeHostileServers({
    request: (port, host) => tns(port, null, host),
    beginning: Buffer.from('\0\x65\0\0\x04\0\0\0\x22\0\0\x59(DESCRIPTION=', 'latin1'),
    oversized: [Buffer.from([0xff, 0xff, 0, 0, 4, 0, 0, 0]), 'ANSWER_TOO_LONG'],
    garbage: {
      'a packet type that is no answer': [Buffer.from([0, 8, 0, 0, 1, 0, 0, 0]), 'NOT_TNS'],
      'a packet that is too short': [Buffer.from([0, 7, 0, 0, 4, 0, 0, 0]), 'NOT_TNS'],
    },
  });
});

describe('a version number of a listener', () => {
  it.each([
    [153_093_632, '9.2.0.6.0'],
    [186_647_040, '11.2.0.2.0'],
    [202_375_680, '12.1.0.2.0'],
    [203_424_000, '12.2.0.1.0'],
    [318_767_104, '19.0.0.0.0'],
    [352_321_536, '21.0.0.0.0'],
    [0x1306_0010, '19.6.0.1.0'],
    [0, null],
    [0x1_0000_0000, null],
    [null, null],
  ])('%s is %s', (vsnnum, version) => {
    expect(versionOfVsnnum(vsnnum)).toBe(version);
  });
});
