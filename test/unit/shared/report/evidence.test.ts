import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { factText } from '../../../../shared/report/evidence.ts';

const common = { startedAt: '2026-03-02T14:05:09.120Z', durationMs: 1.2 };
const route = { localAddress: '10.0.0.4', localPort: 51234, remoteAddress: '2001:db8::5', remotePort: 443 };
const certificate = {
  subject: 'CN=a',
  issuer: 'CN=b',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  altNames: ['a.example', 'b.example'],
  sha256: 'ff00',
};

describe('the texts of a fact', () => {
  it('name time, probe, outcome, code and both ends of a connection', () => {
    const fact: Fact = { ...common, ...route, kind: 'tcp', outcome: 'reset', host: 'db', code: 'ECONNRESET' };
    expect(factText(fact)).toEqual({
      time: '14:05:09.120',
      probe: 'TCP connection',
      target: 'db',
      outcome: 'connection reset, 1.2 ms',
      code: 'ECONNRESET',
      details: ['from 10.0.0.4:51234 to [2001:db8::5]:443'],
    });
  });

  it('say which attempt it was', () => {
    const fact: Fact = { ...common, kind: 'tcp', outcome: 'open', host: 'db', attempt: 2 };
    expect(factText(fact).probe).toBe('TCP connection, second attempt');
  });

  it.each<[string, Fact, readonly string[]]>([
    [
      'a name',
      { ...common, kind: 'resolve', outcome: 'resolved', host: 'db', addresses: ['10.0.0.5', '::1'] },
      ['10.0.0.5 and ::1'],
    ],
    [
      'a name without address',
      { ...common, kind: 'resolve', outcome: 'dns-not-found', host: 'db', addresses: [] },
      [],
    ],
    [
      'a DNS answer',
      {
        ...common,
        kind: 'dns',
        outcome: 'resolved',
        name: 'localhost',
        recordType: 'A',
        addresses: ['10.0.0.5'],
        remoteAddress: '10.0.0.53',
      },
      ['to 10.0.0.53', '10.0.0.5'],
    ],
    [
      'the hosts file',
      {
        ...common,
        kind: 'hosts-file',
        outcome: 'read',
        path: '/etc/hosts',
        lines: [{ number: 3, address: '::1', names: ['localhost', 'loop'] }],
      },
      ['line 3: ::1 localhost loop'],
    ],
    [
      'an HTTP answer',
      {
        ...common,
        kind: 'http',
        outcome: 'open',
        host: '127.0.0.1',
        hostHeader: null,
        path: '/',
        status: 302,
        server: 'IIS',
        location: 'https://x/',
      },
      ['without a Host header', 'status 302', 'server IIS', 'redirect to https://x/'],
    ],
    ['a bind', { ...common, kind: 'bind', outcome: 'free', address: '0.0.0.0', port: 80 }, []],
    [
      'an owner',
      {
        ...common,
        kind: 'port-owner',
        outcome: 'read',
        port: 80,
        owners: [{ address: '0.0.0.0', pid: 4, process: 'System' }, { address: '::' }],
      },
      ['0.0.0.0: System (process 4)', '::: program not known'],
    ],
    [
      'an owner with its services and reservations',
      {
        ...common,
        kind: 'port-owner',
        outcome: 'read',
        port: 80,
        owners: [
          {
            address: '::',
            pid: 4,
            process: 'System',
            reservations: ['http://+:80/Temporary_Listen_Addresses/'],
          },
          { address: '0.0.0.0', pid: 812, process: 'svchost.exe', services: ['W3SVC', 'WAS'] },
        ],
      },
      [
        '::: System (process 4), keeps http://+:80/Temporary_Listen_Addresses/',
        '0.0.0.0: svchost.exe (process 812), services W3SVC, WAS',
      ],
    ],
    [
      'an answer of SQL Server Browser',
      {
        ...common,
        kind: 'sql-browser',
        outcome: 'open',
        host: 'db',
        instance: 'OS',
        tcpPort: 49812,
        version: '16.0.4135.4',
        remoteAddress: '10.0.0.7',
        remotePort: 1434,
      },
      ['to 10.0.0.7:1434', 'TCP port 49812', 'version 16.0.4135.4'],
    ],
    [
      'a SQL Server',
      {
        ...common,
        kind: 'tds',
        outcome: 'open',
        host: 'db',
        version: '16.0.4135',
        encryption: 'required',
        instance: 'OS',
        instanceMatches: true,
      },
      ['SQL Server 16.0.4135', 'encryption required', 'instance OS: confirmed'],
    ],
    [
      'a SQL Server that is another instance',
      { ...common, kind: 'tds', outcome: 'open', host: 'db', instance: 'OS', instanceMatches: false },
      ['instance OS: not this one'],
    ],
    [
      'an Oracle listener',
      {
        ...common,
        kind: 'tns',
        outcome: 'open',
        host: 'db',
        version: '19.0.0.0.0',
        serviceName: 'OSPRD',
        answer: 'refused',
        errorNumber: 1189,
      },
      ['Oracle listener 19.0.0.0.0', 'service OSPRD', 'connection refused', 'ORA-01189'],
    ],
    [
      'an Oracle listener that sends callers on',
      { ...common, kind: 'tns', outcome: 'open', host: 'db', answer: 'redirected', redirect: 'ora2:1522' },
      ['connection redirected', 'sent on to ora2:1522'],
    ],
    [
      'RabbitMQ',
      {
        ...common,
        kind: 'amqp',
        outcome: 'open',
        host: 'mq',
        tls: true,
        product: 'RabbitMQ',
        version: '3.13.0',
        platform: 'Erlang/OTP 26.2.1',
        mechanisms: ['PLAIN', 'AMQPLAIN'],
      },
      [
        'over TLS',
        'product RabbitMQ',
        'version 3.13.0',
        'platform Erlang/OTP 26.2.1',
        'logins by PLAIN, AMQPLAIN',
      ],
    ],
    [
      'a server of another version of AMQP',
      { ...common, kind: 'amqp', outcome: 'wrong-service', host: 'mq', tls: false, offered: '1.0.0' },
      ['without TLS', 'protocol version 1.0.0'],
    ],
    [
      'a latency',
      { ...common, kind: 'latency', outcome: 'measured', host: 'db', samplesMs: [1, 2, null] },
      ['3 connections, 1 lost', 'median 1.0 ms, 95 % 2.0 ms, maximum 2.0 ms'],
    ],
    [
      'an answer over TLS through a proxy',
      {
        ...common,
        kind: 'http',
        outcome: 'open',
        host: 'x.example',
        hostHeader: 'x.example',
        path: '/v1',
        scheme: 'https',
        proxy: 'http://proxy.example:3128',
        status: 200,
        via: 'via: 1.1 edge',
      },
      [
        'through the proxy http://proxy.example:3128',
        'Host header x.example',
        'status 200',
        'handled by via: 1.1 edge',
      ],
    ],
    [
      'a proxy',
      {
        ...common,
        kind: 'proxy-connect',
        outcome: 'proxy-denied',
        host: 'x.example',
        port: 443,
        proxy: 'http://proxy.example:3128',
        source: 'HTTPS_PROXY',
        status: 403,
        server: 'squid',
      },
      ['proxy named by HTTPS_PROXY', 'status 403', 'server squid'],
    ],
    [
      'proxy settings',
      {
        ...common,
        kind: 'proxy-settings',
        outcome: 'read',
        settings: [
          {
            source: 'environment',
            name: 'HTTPS_PROXY',
            scheme: 'https',
            proxy: 'http://p:1',
            bypass: ['a', 'b'],
          },
          { source: 'system', name: 'a script', scheme: 'http', proxy: null, bypass: [] },
        ],
      },
      [
        'HTTPS_PROXY for https: http://p:1, except a b',
        'a script for http: one that cannot be used here, no exceptions',
      ],
    ],
    [
      'the order of look-ups',
      { ...common, kind: 'name-order', outcome: 'read', sources: ['files', 'dns'] },
      ['files, dns'],
    ],
    ['an order that is not told', { ...common, kind: 'name-order', outcome: 'unavailable', sources: [] }, []],
    [
      'ranges of ports',
      {
        ...common,
        kind: 'port-ranges',
        outcome: 'read',
        dynamic: { from: 49152, to: 65535 },
        reserved: [
          { from: 80, to: 80 },
          { from: 12000, to: 12002 },
        ],
      },
      ['for outgoing connections 49152-65535', 'kept back 80, 12000-12002'],
    ],
    [
      'ranges that are not told',
      { ...common, kind: 'port-ranges', outcome: 'unavailable', dynamic: null, reserved: [] },
      [],
    ],
    [
      'what the firewall does',
      {
        ...common,
        kind: 'inbound-firewall',
        outcome: 'read',
        port: 12000,
        networks: [
          {
            network: 'domain',
            isActive: true,
            decision: 'blocked',
            rules: [
              { ruleName: 'Block', origin: 'machine' },
              { ruleName: 'Other', origin: 'policy' },
            ],
          },
          { network: 'public', isActive: false, decision: 'closed', rules: [] },
        ],
      },
      [
        'domain networks (this machine is in one): blocked by "Block", "Other" of a group policy',
        'public networks: closed by default',
      ],
    ],
    [
      'what is installed',
      {
        ...common,
        kind: 'installation',
        outcome: 'read',
        version: '11.28.1.44071',
        services: [{ service: 'RabbitMQ', state: 'Stopped', startMode: 'Disabled' }],
      },
      ['Platform Server 11.28.1.44071', 'RabbitMQ: Stopped (start mode Disabled)'],
    ],
    [
      'that nothing is installed',
      { ...common, kind: 'installation', outcome: 'read', version: null, services: [] },
      ['no Platform Server'],
    ],
    [
      'an installation that is not told',
      { ...common, kind: 'installation', outcome: 'unavailable', version: null, services: [] },
      [],
    ],
    [
      'a lost latency',
      { ...common, kind: 'latency', outcome: 'timeout', host: 'db', samplesMs: [null] },
      ['1 connection, 1 lost'],
    ],
  ])('say what came back: %s', (_, fact, details) => {
    expect(factText(fact).details).toEqual(details);
  });

  it('name every certificate of a chain, with the first names', () => {
    const altNames = Array.from({ length: 40 }, (_, index) => `n${index}.example`);
    const fact: Fact = {
      ...common,
      kind: 'tls',
      outcome: 'tls-name',
      host: 'x',
      protocol: 'TLSv1.3',
      chain: [{ ...certificate, altNames }, certificate],
    };
    const { details } = factText(fact);
    expect(details).toHaveLength(3);
    expect(details[1]).toContain('n4.example and 35 more, SHA-256 ff00');
    expect(details[2]).toBe(
      'certificate 2: CN=a, issued by CN=b, valid 2026-01-01 to 2027-01-01, names a.example b.example, SHA-256 ff00',
    );
  });

  it('stop after a dozen details and say how many there are', () => {
    const lines = Array.from({ length: 30 }, (_, index) => ({
      number: index + 1,
      address: '::1',
      names: ['a'],
    }));
    const { details } = factText({
      ...common,
      kind: 'hosts-file',
      outcome: 'read',
      path: '/etc/hosts',
      lines,
    });
    expect(details).toHaveLength(13);
    expect(details.at(-1)).toBe('and 18 more');
  });
});
