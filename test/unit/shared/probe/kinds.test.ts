import { describe, expect, it } from 'vitest';
import { describeProbe, longestProbeMs, probeContact, probeKey } from '../../../../shared/probe/kinds.ts';
import { probeLimits } from '../../../../shared/probe/limits.ts';
import type { ProbeRequest } from '../../../../shared/probe/probe-request.ts';

const limits = probeLimits({ limits: { connectTimeoutMs: 1000 } });
const told = { instance: 'OUTSYSTEMS', browserPort: 1434 };
const proxy = { host: 'proxy.example.local', port: 3128, secure: false };

/** A request, its key, what it may contact, its words, and the longest that it takes. */
const cases: readonly (readonly [ProbeRequest, string, unknown, string, number])[] = [
  [{ kind: 'resolve', host: 'db' }, 'resolve db', null, 'the name db', 5000],
  [{ kind: 'hosts-file' }, 'hosts-file', null, 'the hosts file', 1000],
  [{ kind: 'dns', name: 'db' }, 'dns db', null, "the name servers' answer for db", 1000],
  [
    { kind: 'tcp', host: 'db', port: told },
    'tcp db outsystems@1434',
    { host: 'db', port: null, protocol: 'TCP', instance: 'OUTSYSTEMS' },
    'db\\OUTSYSTEMS',
    2000,
  ],
  [
    { kind: 'tls', host: '::1', port: 443 },
    'tls ::1 443',
    { host: '::1', port: 443, protocol: 'TCP' },
    '[::1]:443',
    8000,
  ],
  [
    { kind: 'http', host: 'web', port: 80, path: '/', hostHeader: null },
    'http web 80 / (none)',
    { host: 'web', port: 80, protocol: 'TCP' },
    'web:80',
    8000,
  ],
  [
    { kind: 'http', host: '127.0.0.1', port: 80, path: '/', hostHeader: null },
    'http 127.0.0.1 80 / (none)',
    { host: '127.0.0.1', port: 80, protocol: 'TCP' },
    'the first answer of 127.0.0.1:80',
    8000 + 27_000,
  ],
  [
    { kind: 'https', host: 'web', port: 443, path: '/', issuer: 'any' },
    'https web 443 / any',
    { host: 'web', port: 443, protocol: 'TCP' },
    'web:443',
    14_000,
  ],
  [
    { kind: 'proxy-connect', host: 'web', port: 443, path: '/', issuer: 'public', proxy, source: 'profile' },
    'proxy-connect proxy.example.local 3128 tcp web 443 / public',
    { host: 'proxy.example.local', port: 3128, protocol: 'TCP' },
    'web:443 through the proxy proxy.example.local:3128',
    20_000,
  ],
  [
    { kind: 'latency', host: 'db', port: 1433, samples: 5 },
    'latency db 1433 5',
    { host: 'db', port: 1433, protocol: 'TCP' },
    'db:1433',
    5000,
  ],
  [
    { kind: 'sql-browser', host: 'db', port: 1434, instance: 'A' },
    'sql-browser db a@1434',
    { host: 'db', port: 1434, protocol: 'UDP' },
    'SQL Server Browser on db',
    2000,
  ],
  [
    { kind: 'amqp', host: 'mq', port: 5672, tls: true },
    'amqp mq 5672 tls',
    { host: 'mq', port: 5672, protocol: 'TCP' },
    'mq:5672',
    14_000,
  ],
  [{ kind: 'bind', address: '0.0.0.0', port: 12_000 }, 'bind 0.0.0.0 12000', null, 'local port 12000', 1000],
];

describe('a kind of probe', () => {
  it.each(cases)(
    '%o has one key, contact, name and longest time',
    (request, key, contact, words, longest) => {
      expect(probeKey(request)).toBe(key);
      expect(probeContact(request)).toEqual(contact);
      expect(describeProbe(request)).toBe(words);
      expect(longestProbeMs(request, limits)).toBe(longest);
    },
  );

  it('tells requests apart that differ in anything but what names the same', () => {
    const base: ProbeRequest = { kind: 'tds', host: 'db', port: told, instance: 'A' };
    expect(probeKey({ ...base, instance: 'a' })).toBe(probeKey(base));
    expect(probeKey({ ...base, instance: null })).not.toBe(probeKey(base));
    expect(probeKey({ ...base, port: 1433 })).not.toBe(probeKey(base));
  });
});
