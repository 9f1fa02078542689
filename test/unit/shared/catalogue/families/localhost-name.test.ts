import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type LocalhostNameFinding,
  localhostName,
  localhostNameFindings,
} from '../../../../../shared/catalogue/families/localhost-name.ts';
import type { Fact } from '../../../../../shared/run/fact.ts';
import { dnsFact, hostsFileFact, resolveFact } from '../facts.ts';

const subject: Subject = { source: null, destination: null, probes: [], parameters: {} };
const localhost = (...addresses: readonly string[]) => resolveFact('localhost', addresses);
const hosts = hostsFileFact([
  { number: 1, address: '127.0.0.1', names: ['localhost'] },
  { number: 3, address: '::1', names: ['localhost', 'ip6-localhost'] },
]);

const cases: readonly (readonly [LocalhostNameFinding, string, readonly Fact[], object?])[] = [
  ['resolved', 'IPv4 alone', [localhost('127.0.0.1'), hosts, dnsFact([], 'dns-not-found')]],
  ['resolved', 'a DNS server that answers rightly', [localhost('127.0.0.1'), dnsFact(['127.0.0.1'])]],
  ['resolved', 'a DNS server that does not answer', [localhost('127.0.0.1'), dnsFact([], 'dns-timeout')]],
  [
    'ipv6-first',
    'IPv6 before IPv4',
    [localhost('::1', '127.0.0.1'), hosts],
    { addresses: '::1, 127.0.0.1', hostsLine: 'line 3 of /etc/hosts', hostsFile: '/etc/hosts' },
  ],
  [
    'ipv6-also',
    'IPv6 after IPv4, from the system itself',
    [localhost('127.0.0.1', '::1'), hostsFileFact([])],
    { hostsLine: 'not in /etc/hosts' },
  ],
  [
    'dns-server-lies',
    'a DNS server with a record of its own',
    [localhost('127.0.0.1'), hosts, dnsFact(['127.0.0.1', '203.0.113.9'])],
    { server: '10.0.0.2', unexpected: '203.0.113.9' },
  ],
  [
    'dns-unexpected-address',
    'a foreign address beside the right one',
    [
      localhost('127.0.0.1', '203.0.113.9'),
      hostsFileFact([{ number: 7, address: '203.0.113.9', names: ['localhost'] }]),
    ],
    { unexpected: '203.0.113.9', hostsLine: 'line 7 of /etc/hosts' },
  ],
  [
    'dns-unexpected-address',
    'another loopback address',
    [localhost('127.0.1.1')],
    { unexpected: '127.0.1.1' },
  ],
  ['no-ipv4', 'IPv6 alone', [localhost('::1'), hosts]],
  [
    'dns-not-found',
    'no address',
    [resolveFact('localhost', [], { code: 'ENOTFOUND' }), hosts],
    { code: 'ENOTFOUND', hostsFile: '/etc/hosts' },
  ],
  [
    'dns-timeout',
    'no answer',
    [resolveFact('localhost', [], { outcome: 'dns-timeout' })],
    { hostsFile: 'the hosts file' },
  ],
  ['cancelled', 'a cancelled look-up', [resolveFact('localhost', [], { outcome: 'cancelled' })]],
  ['probe-failed', 'a broken look-up', [resolveFact('localhost', [], { outcome: 'probe-failed' })]],
  ['no-evidence', 'no look-up', [hosts, dnsFact(['127.0.0.1'])]],
  ['no-evidence', 'a look-up that says nothing', [resolveFact('localhost', [], { outcome: 'unavailable' })]],
];

describe('the family localhost-name', () => {
  it.each(cases.map(([finding, name, facts, parameters]) => ({ finding, name, facts, parameters })))(
    'comes to $finding: $name',
    ({ finding, facts, parameters = {} }) => {
      const found = localhostName.find(facts, subject);
      expect(found.finding).toBe(finding);
      expect(found.parameters).toMatchObject(parameters);
    },
  );

  it('can come to each of its findings', () => {
    expect(new Set(cases.map(([finding]) => finding))).toEqual(new Set(localhostNameFindings));
  });
});
