import { describe, expect, it } from 'vitest';
import { maxPreLoginBytes, readPreLogin } from '../../../../../electron/core/probes/tds-message.ts';
import { startSqlBrowser } from '../../../../support/servers/sql-browser-server.ts';
import { preLoginAnswer, startTdsServer, type TdsOptions } from '../../../../support/servers/tds-server.ts';
import { during, networkWith, observe, only } from '../probe-world.ts';
import { describeHostileServers } from './hostile-servers.ts';

const tds = (port: number, instance: string | null = null, host = '127.0.0.1') =>
  ({ kind: 'tds', host, port, instance }) as const;

async function ask(options: TdsOptions, instance: string | null = null) {
  const server = await during(startTdsServer(options));
  const fact = only(await observe(tds(server.port, instance)));
  return { server, fact };
}

describe('the TDS probe', () => {
  it.each(['off', 'on', 'not-supported', 'required'] as const)(
    'reads version and encryption of a server (%s)',
    async (encryption) => {
      const { fact, server } = await ask({ version: '15.0.2000', encryption });
      expect(fact).toMatchObject({
        outcome: 'open',
        host: '127.0.0.1',
        remoteAddress: '127.0.0.1',
        remotePort: server.port,
        version: '15.0.2000',
        encryption,
      });
      expect(fact).not.toHaveProperty('instanceMatches');
    },
  );

  it('asks whether the server is the instance that is meant', async () => {
    expect((await ask({ instance: 'OS' }, 'os')).fact).toMatchObject({
      instance: 'os',
      instanceMatches: true,
    });
    const { fact, server } = await ask({ instance: 'HR' }, 'OS');
    expect(fact).toMatchObject({ outcome: 'open', instance: 'OS', instanceMatches: false });
    expect(server.seen()).toEqual({ instances: ['OS'], logins: 0 });
  });

  it('asks for no instance when none is meant, sends no login, and leaves no connection behind', async () => {
    const { server } = await ask({});
    await server.idle();
    expect(server.seen()).toEqual({ instances: [''], logins: 0 });
    expect(server.connections().bytes).toBeLessThan(64);
  });

  it('goes on to the next address when the first does not accept', async () => {
    const server = await during(startTdsServer());
    const network = networkWith({ 'sql.test': ['127.0.0.2', '127.0.0.1'] });
    const fact = only(await observe(tds(server.port, null, 'sql.test'), { network }));
    expect(fact).toMatchObject({ outcome: 'open', remoteAddress: '127.0.0.1' });
  });

  it('asks on the port that SQL Server Browser tells', async () => {
    const server = await during(startTdsServer({ instance: 'OS' }));
    const browser = await during(startSqlBrowser({ instances: [{ name: 'OS', tcpPort: server.port }] }));
    const port = { instance: 'OS', browserPort: browser.port };
    const request = { kind: 'tds', host: '127.0.0.1', port, instance: 'OS' } as const;
    expect(only(await observe(request))).toMatchObject({
      outcome: 'open',
      remotePort: server.port,
      instanceMatches: true,
    });
    const missing = { ...request, port: { ...port, instance: 'NONE' } };
    expect(
      await observe(missing, {
        limits: { connectTimeoutMs: 100, answerTimeoutMs: 100, lookupTimeoutMs: 100 },
      }),
    ).toEqual([]);
  });

  const answer = preLoginAnswer({}, '');
  const changed = (at: number, ...bytes: readonly number[]) => {
    const copy = Buffer.from(answer);
    copy.set(bytes, at);
    return copy;
  };
  it('reads an answer of the largest size, and none beyond', () => {
    const longer = (length: number): Buffer => {
      const packet = Buffer.concat([answer, Buffer.alloc(length - answer.length)]);
      packet.writeUInt16BE(length, 2);
      return packet;
    };
    expect(readPreLogin(longer(maxPreLoginBytes))).toMatchObject({ kind: 'answer' });
    expect(() => readPreLogin(longer(maxPreLoginBytes + 1))).toThrow('ANSWER_TOO_LONG');
  });

  describeHostileServers({
    request: (port, host) => tds(port, null, host),
    beginning: answer.subarray(0, 20),
    oversized: [Buffer.from([0x04, 0x01, 0xff, 0xff, 0, 0, 1, 0]), 'ANSWER_TOO_LONG'],
    garbage: {
      'a packet that is not the last': [changed(1, 0), 'NOT_TDS'],
      'a packet without content': [Buffer.from([0x04, 0x01, 0, 8, 0, 0, 1, 0]), 'NOT_TDS'],
      'options that never end': [changed(8 + 15, 0x03), 'NOT_TDS'],
      'an option behind the end': [changed(8 + 1, 0xff, 0xff), 'NOT_TDS'],
      'another option behind the end': [changed(8 + 5 + 1, 0xff, 0xff), 'NOT_TDS'],
      'an option of one byte more than there are': [changed(8 + 10 + 3, 0x00, 0x02), 'NOT_TDS'],
      'options without a version': [changed(8, 0x05), 'NOT_TDS'],
      'a version that is too short': [changed(8 + 3, 0x00, 0x02), 'NOT_TDS'],
    },
  });
});
