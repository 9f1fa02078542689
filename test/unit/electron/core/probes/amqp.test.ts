import { describe, expect, it } from 'vitest';
import {
  type AmqpOptions,
  connectionStart,
  startAmqpServer,
} from '../../../../support/servers/amqp-server.ts';
import { makeCertificate } from '../../../../support/servers/server-certificates.ts';
import { startAnsweringServer, startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { again, during, observe, only, shortLimits } from '../probe-world.ts';
import { describeHostileServers } from './hostile-servers.ts';

const amqp = (port: number, tls = false, host = '127.0.0.1') => ({ kind: 'amqp', host, port, tls }) as const;

async function greet(options: AmqpOptions = {}) {
  const server = await during(startAmqpServer(options));
  const fact = only(await observe(amqp(server.port, options.identity !== undefined)));
  return { server, fact };
}

const identity = await makeCertificate({ commonName: 'mq.test' }, null);

describe('the AMQP probe', () => {
  it('reads the greeting of a server, sends no login, and leaves no connection behind', async () => {
    const { server, fact } = await greet();
    expect(fact).toMatchObject({
      outcome: 'open',
      remotePort: server.port,
      tls: false,
      product: 'RabbitMQ',
      version: '3.13.0',
      platform: 'Erlang/OTP 26.2.1',
      mechanisms: ['AMQPLAIN', 'PLAIN'],
    });
    await server.idle();
    expect(server.headers()).toEqual(['AMQP\0\0\x09\x01']);
    expect(server.connections().bytes).toBe(8);
  });

  it('reads it over TLS, whatever the certificate is', async () => {
    const { server, fact } = await greet({ identity });
    expect(fact).toMatchObject({ outcome: 'open', tls: true, product: 'RabbitMQ' });
    expect(server.headers()).toEqual(['AMQP\0\0\x09\x01']);
    await server.idle();
  });

  it.each([
    ...(['b', 'B', 't'] as const).map((type) => [type, 1] as const),
    ...(['s', 'u', 'U'] as const).map((type) => [type, 2] as const),
    ...(['I', 'i', 'f'] as const).map((type) => [type, 4] as const),
    ['D', 5] as const,
    ...(['l', 'L', 'd', 'T'] as const).map((type) => [type, 8] as const),
    ['V', 0] as const,
  ])('reads what stands behind a value of the type %s, of %i bytes', async (type, bytes) => {
    const { fact } = await greet({ more: [['extra', type, Buffer.alloc(bytes, 0x53)]] });
    expect(fact).toMatchObject({ outcome: 'open', product: 'RabbitMQ', version: '3.13.0' });
  });

  it('names no product that is no text', async () => {
    const { fact } = await greet({ product: '', more: [['platform', 'I', Buffer.alloc(4)]] });
    expect(fact).toMatchObject({ outcome: 'open', platform: 'Erlang/OTP 26.2.1' });
  });

  it('keeps what a stranger says short and plain', async () => {
    const { fact } = await greet({
      product: `Rabbit\u0007\u202e${'x'.repeat(500)}`,
      mechanisms: ` ${'PLAIN '.repeat(50)}`,
    });
    expect(fact.product).toMatch(/^Rabbitx{93}…$/);
    expect(fact.mechanisms).toHaveLength(20);
  });

  it.each([
    ['AMQP\0\x01\0\0', '1.0.0'],
    ['AMQP\x03\x01\0\0', '1.0.0 (protocol 3)'],
    ['AMQP\0\0\x09\x01', '0.9.1'],
    [connectionStart().toString('latin1').replace('\0\x0a\0\x0a\0\x09', '\0\x0a\0\x0a\x08\0'), '8.0'],
  ])('tells AMQP of another version by its answer', async (answer, offered) => {
    const server = await during(startAnsweringServer(answer));
    expect(only(await observe(amqp(server.port)))).toMatchObject({
      outcome: 'wrong-service',
      code: 'AMQP_VERSION',
      offered,
    });
  });

  it('takes a server without TLS for another service where TLS is meant, and sees one with TLS hang up', async () => {
    const plain = await during(startAmqpServer());
    expect(only(await observe(amqp(plain.port, true)))).toMatchObject({
      outcome: 'wrong-service',
      code: expect.stringMatching(/^ERR_SSL_/),
    });
    const secure = await during(startAmqpServer({ identity }));
    expect(again(await observe(amqp(secure.port)))).toMatchObject({ outcome: 'reset', code: 'HUNG_UP' });
  });

  it('gives a server that does not shake hands two turns', async () => {
    const server = await during(startSilentServer());
    const facts = await observe(amqp(server.port, true), { limits: shortLimits });
    expect(facts.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
      ['timeout', undefined],
      ['timeout', 2],
    ]);
    await server.idle();
  });

  const greeting = connectionStart();
  const changed = (at: number, ...bytes: readonly number[]) => {
    const copy = Buffer.from(greeting);
    copy.set(bytes, at);
    return copy;
  };
  const table = 7 + 6;
  describeHostileServers({
    request: (port, host) => amqp(port, false, host),
    beginning: greeting.subarray(0, 60),
    oversized: [Buffer.from([1, 0, 0, 0x7f, 0xff, 0xff, 0xff]), 'ANSWER_TOO_LONG'],
    garbage: {
      'a frame of another channel': [changed(1, 0, 1), 'NOT_AMQP'],
      'another method': [changed(7 + 3, 11), 'NOT_AMQP'],
      'a frame without an end': [changed(greeting.length - 1, 0), 'NOT_AMQP'],
      'a table that is longer than the frame': [changed(table, 0x7f), 'NOT_AMQP'],
      'a name that is longer than the table': [changed(table + 4, 0xff), 'NOT_AMQP'],
      'a value of no type': [changed(table + 4 + 1 + 12, 0x21), 'NOT_AMQP'],
      'a frame that is too short': [Buffer.from([1, 0, 0, 0, 0, 0, 2, 0, 10, 0xce]), 'NOT_AMQP'],
    },
  });
});
