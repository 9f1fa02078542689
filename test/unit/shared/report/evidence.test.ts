import { describe, expect, it } from 'vitest';
import { factText } from '../../../../shared/report/evidence.ts';
import type { Fact } from '../../../../shared/run/fact.ts';

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
      'a latency',
      { ...common, kind: 'latency', outcome: 'measured', host: 'db', samplesMs: [1, 2, null] },
      ['3 connections, 1 lost', 'median 1.0 ms, 95 % 2.0 ms, maximum 2.0 ms'],
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
