import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { decodeInstanceAnswer } from '../../../../../electron/core/probes/sql-browser-message.ts';
import {
  type BrowserReply,
  browserAnswer,
  startSqlBrowser,
} from '../../../../support/servers/sql-browser-server.ts';
import { startSilentServer } from '../../../../support/servers/tcp-servers.ts';
import { during, networkWith, observe, only, shortLimits } from '../probe-world.ts';

const browse = (port: number, instance = 'OS', host = '127.0.0.1') =>
  ({ kind: 'sql-browser', host, port, instance }) as const;

const known = { instances: [{ name: 'OS', tcpPort: 49_812 }, { name: 'NP' }] };

const hasIpv6 = await startSilentServer('::1').then(
  (server) => server.close().then(() => true),
  () => false,
);

describe('the probe of SQL Server Browser', () => {
  it('reads where an instance listens, whatever the case of its name', async () => {
    const server = await during(startSqlBrowser(known));
    expect(only(await observe(browse(server.port, 'os')))).toMatchObject({
      outcome: 'open',
      host: '127.0.0.1',
      remoteAddress: '127.0.0.1',
      remotePort: server.port,
      instance: 'os',
      tcpPort: 49_812,
      version: '16.0.4135.4',
    });
    expect(server.questions()).toEqual([Buffer.from('\x04os\0', 'latin1')]);
  });

  it('knows an instance that does not listen on TCP', async () => {
    const server = await during(startSqlBrowser(known));
    const fact = only(await observe(browse(server.port, 'NP')));
    expect(fact).toMatchObject({ outcome: 'open', version: '16.0.4135.4' });
    expect(fact).not.toHaveProperty('tcpPort');
  });

  it('asks twice where nothing comes back, as for an instance that is not known', async () => {
    const server = await during(startSqlBrowser(known));
    const { signal } = new AbortController();
    const facts = await observe(browse(server.port, 'NONE'), { limits: shortLimits, signal });
    expect(facts.map(({ outcome, code, attempt }) => [outcome, code, attempt])).toEqual([
      ['timeout', 'DEADLINE', undefined],
      ['timeout', 'DEADLINE', 2],
    ]);
    expect(server.questions()).toHaveLength(2);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('gets an answer the second time when a datagram was lost', async () => {
    let asked = 0;
    const lossy: BrowserReply = () => {
      asked += 1;
      return asked === 1 ? null : browserAnswer(known, known.instances.slice(0, 1));
    };
    const server = await during(startSqlBrowser(lossy));
    const facts = await observe(browse(server.port), { limits: shortLimits });
    expect(facts.map(({ outcome, tcpPort, attempt }) => [outcome, tcpPort, attempt])).toEqual([
      ['timeout', undefined, undefined],
      ['open', 49_812, 2],
    ]);
  });

  it.skipIf(process.platform !== 'linux')(
    'reports a port where nobody listens as refused (Linux tells)',
    async () => {
      const server = await startSqlBrowser(known);
      await server.close();
      expect(only(await observe(browse(server.port)))).toMatchObject({
        outcome: 'refused',
        code: 'ECONNREFUSED',
        remotePort: server.port,
      });
    },
  );

  it.skipIf(!hasIpv6)('asks at every address of a host (needs ::1)', async () => {
    const server = await during(startSqlBrowser(known, '::1'));
    const network = networkWith({ 'sql.test': ['::1', '127.0.0.1'] });
    const facts = await observe(browse(server.port, 'OS', 'sql.test'), { network });
    expect(facts[0]).toMatchObject({ outcome: 'open', remoteAddress: '::1', tcpPort: 49_812 });
    expect(facts[1]).toMatchObject({ outcome: 'refused', remoteAddress: '127.0.0.1' });
  });

  it('takes no answer of another end', async () => {
    const stranger = await during(startSqlBrowser(known));
    const server = await during(startSqlBrowser(() => null));
    const observing = observe(browse(server.port), { limits: shortLimits });
    expect((await observing).map(({ outcome }) => outcome)).toEqual(['timeout', 'timeout']);
    expect(stranger.questions()).toEqual([]);
  });

  it('reports nothing for a name that does not resolve', async () => {
    expect(await observe(browse(1, 'OS', 'no.test'), { network: networkWith({}) })).toEqual([]);
  });

  it('stops at once when it is cancelled', async () => {
    const stop = new AbortController();
    const server = await during(
      startSqlBrowser(() => {
        stop.abort();
        return null;
      }),
    );
    const fact = only(await observe(browse(server.port), { signal: stop.signal }));
    expect(fact).toMatchObject({ outcome: 'cancelled', code: 'CANCELLED' });
  });

  const answer = browserAnswer(known, known.instances.slice(0, 1));
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a head alone', Buffer.from([0x05, 0, 0])],
    ['another message', Buffer.from([0x06, ...answer.subarray(1)])],
    ['an answer with another length', answer.subarray(0, -1)],
    ['an answer that is too long', Buffer.concat([Buffer.from([5, 0, 8]), Buffer.alloc(2048, 'a')])],
    ['text', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['an answer about another instance', browserAnswer(known, known.instances.slice(1))],
    ['an answer without names', Buffer.from('\x05\x02\0;;', 'latin1')],
  ])('takes %s for another service', async (_name, bytes) => {
    const server = await during(startSqlBrowser(() => bytes));
    expect(only(await observe(browse(server.port)))).toMatchObject({
      outcome: 'wrong-service',
      code: 'NOT_SQL_BROWSER',
    });
  });
});

describe('an answer about an instance', () => {
  const read = (pairs: string) => {
    const data = Buffer.from(`ServerName;A;InstanceName;OS;IsClustered;No;${pairs}`);
    const head = Buffer.from([5, data.length % 256, Math.floor(data.length / 256)]);
    return decodeInstanceAnswer(Buffer.concat([head, data]), 'OS');
  };

  it.each([
    ['Version;9.00.1399.06;tcp;57137;;', { tcpPort: 57_137, version: '9.00.1399.06' }],
    ['Version;16.0;np;\\\\A\\pipe\\MSSQL$OS\\sql\\query;tcp;1434;;', { tcpPort: 1434, version: '16.0' }],
    ['Version;16.0;tcp;;', { tcpPort: null, version: '16.0' }],
    ['Version;16.0;tcp;0;;', { tcpPort: null, version: '16.0' }],
    ['Version;16.0;tcp;65535;;', { tcpPort: 65_535, version: '16.0' }],
    ['Version;16.0;tcp;65536;;', { tcpPort: null, version: '16.0' }],
    ['Version;16.0;tcp;99999;;', { tcpPort: null, version: '16.0' }],
    ['Version;16.0;tcp;1433 ;;', { tcpPort: null, version: '16.0' }],
    ['tcp;1500', { tcpPort: 1500, version: null }],
    ['tcp;1500;tcp;22;;', { tcpPort: 1500, version: null }],
    [';;tcp;1500;;', { tcpPort: null, version: null }],
    [`Version;\u0007${'9'.repeat(190)};;`, { tcpPort: null, version: `${'9'.repeat(99)}…` }],
  ])('%j', (pairs, instance) => {
    expect(read(pairs)).toEqual(instance);
  });
});
