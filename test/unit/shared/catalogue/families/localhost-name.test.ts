import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type LocalhostNameFinding,
  localhostName,
  localhostNameFindings,
} from '../../../../../shared/catalogue/families/localhost-name.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { brokenOff, dnsFact, drawn, hostsFileFact, nameOrderFact, outOfTime, resolveFact } from '../facts.ts';

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
    { addresses: '::1, 127.0.0.1', repair: 'take localhost out of line 3 of /etc/hosts' },
  ],
  [
    'ipv6-also',
    'IPv6 after IPv4, from the system itself',
    [localhost('127.0.0.1', '::1'), hostsFileFact([])],
    { evidence: '/etc/hosts does not name localhost' },
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
    {
      unexpected: '203.0.113.9',
      evidence: 'in /etc/hosts line 7 gives it 203.0.113.9',
      repairWithIpv6:
        'take localhost out of line 7 of /etc/hosts; add the line "127.0.0.1 localhost" to /etc/hosts',
    },
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
    { code: 'ENOTFOUND' },
  ],
  [
    'dns-timeout',
    'no answer',
    [resolveFact('localhost', [], { outcome: 'dns-timeout' })],
    { evidence: 'the hosts file could not be read' },
  ],
  ['out-of-time', 'no time for a look-up', [outOfTime(resolveFact('localhost', []))]],
  ['broken-off', 'broken off before a look-up', [brokenOff(resolveFact('localhost', []))]],
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
      expect(drawn(found.parameters)).toMatchObject(parameters);
    },
  );

  it('can come to each of its findings', () => {
    expect(new Set(cases.map(([finding]) => finding))).toEqual(new Set(localhostNameFindings));
  });

  it('says everything that decides what the name means', () => {
    const answers = [
      dnsFact([], 'dns-not-found'),
      { ...dnsFact(['203.0.113.9']), remoteAddress: '10.0.0.3' },
    ];
    const facts = [localhost('127.0.0.1'), hosts, nameOrderFact('files', 'dns'), ...answers];
    expect(drawn(localhostName.find(facts, subject).parameters)['evidence']).toBe(
      'in /etc/hosts line 1 gives it 127.0.0.1, line 3 gives it ::1; the system asks files, dns; the DNS server 10.0.0.2 says: name not found; the DNS server 10.0.0.3 answers 203.0.113.9',
    );
    const alone = { ...dnsFact([], 'unavailable'), remoteAddress: undefined, code: 'NO_DNS_SERVER' } as Fact;
    expect(
      drawn(localhostName.find([localhost('127.0.0.1'), hosts, alone], subject).parameters)['evidence'],
    ).toMatch(/; no DNS server is configured$/);
  });

  it('gives every step of the repair', () => {
    const wrong = hostsFileFact([{ number: 2, address: '10.1.1.1', names: ['localhost'] }]);
    const facts = [localhost('10.1.1.1'), wrong, nameOrderFact('dns', 'files'), dnsFact(['10.1.1.1'])];
    expect(drawn(localhostName.find(facts, subject).parameters)['repairWithIpv6']).toBe(
      'take localhost out of line 2 of /etc/hosts; add the line "127.0.0.1 localhost" to /etc/hosts; put files before dns in the line "hosts:" of /etc/nsswitch.conf; have the record for localhost removed from the DNS server 10.0.0.2',
    );
    const fine = hostsFileFact([{ number: 1, address: '127.0.0.1', names: ['localhost'] }]);
    expect(
      drawn(localhostName.find([localhost('127.0.0.1', '::1'), fine], subject).parameters)['repair'],
    ).toBe('check every line of /etc/hosts that names localhost');
  });

  it('does not depend on the order of look-ups being known', () => {
    const cancelled = { ...nameOrderFact(), outcome: 'cancelled' } as Fact;
    expect(localhostName.find([localhost('127.0.0.1'), cancelled], subject).finding).toBe('resolved');
  });
});
