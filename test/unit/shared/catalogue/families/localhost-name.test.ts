import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type LocalhostNameFinding,
  localhostName,
  localhostNameFindings,
} from '../../../../../shared/catalogue/families/localhost-name.ts';
import type { Fact, FactOf } from '../../../../../shared/probe/fact.ts';
import type { Outcome } from '../../../../../shared/probe/outcome.ts';
import {
  brokenOff,
  dnsFact,
  drawn,
  hostsFileFact,
  httpFact,
  nameOrderFact,
  outOfTime,
  resolveFact,
} from '../facts.ts';

const subject: Subject = { source: null, destination: null, probes: [], parameters: {} };
const localhost = (...addresses: readonly string[]) => resolveFact('localhost', addresses);
/** What the web server of this machine answers on a loopback address, called by it. */
const over = (host: '127.0.0.1' | '::1', fields: Partial<FactOf<'http'>> = {}, outcome: Outcome = 'open') =>
  httpFact(outcome, { host, ...fields });
const own = (fields: Partial<FactOf<'http'>> = {}, outcome: Outcome = 'open') =>
  over('127.0.0.1', fields, outcome);
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
    {
      addresses: '::1, 127.0.0.1',
      overIpv6: 'the web server differs there: was not asked on ::1, was not asked on 127.0.0.1',
      repair: 'take localhost out of line 3 of /etc/hosts',
    },
  ],
  [
    'ipv6-harmless',
    'IPv6 first, and no web server there',
    [localhost('::1', '127.0.0.1'), own(), over('::1', {}, 'refused')],
    { overIpv6: 'no web server listens there, so that programs turn to 127.0.0.1' },
  ],
  [
    'ipv6-harmless',
    'IPv6 second, and no IPv6 on this machine',
    [localhost('127.0.0.1', '::1'), over('::1', {}, 'unreachable')],
  ],
  [
    'ipv6-harmless',
    'IPv6 first, and the same web server there',
    [localhost('::1', '127.0.0.1'), own({ status: 404 }), over('::1', { status: 404 })],
    { overIpv6: 'the web server answers there as on 127.0.0.1 (HTTP 404)' },
  ],
  [
    'ipv6-harmless',
    'a redirect to itself by the address that was asked',
    [
      localhost('::1', '127.0.0.1'),
      own({ status: 301, location: 'https://127.0.0.1/' }),
      over('::1', { status: 301, location: 'https://[::1]/' }),
    ],
  ],
  [
    'ipv6-first',
    'another web server on IPv6',
    [localhost('::1', '127.0.0.1'), own(), over('::1', { server: 'nginx' })],
  ],
  [
    'ipv6-first',
    'another answer on IPv6',
    [localhost('::1', '127.0.0.1'), own(), over('::1', { status: 404 })],
    { overIpv6: 'the web server differs there: HTTP 404 on ::1, HTTP 200 on 127.0.0.1' },
  ],
  [
    'ipv6-first',
    'a web server on IPv6 alone',
    [localhost('::1', '127.0.0.1'), own({}, 'refused'), over('::1')],
    { overIpv6: 'the web server differs there: HTTP 200 on ::1, refused on 127.0.0.1' },
  ],
  [
    'ipv6-first',
    'silence on both',
    [localhost('::1', '127.0.0.1'), own({}, 'timeout'), over('::1', {}, 'timeout')],
  ],
  [
    'ipv6-also',
    'another answer on IPv6, which comes second',
    [localhost('127.0.0.1', '::1'), own(), over('::1', { status: 500 })],
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
  [
    'dns-timeout',
    'no answer of a name server that is known',
    [resolveFact('localhost', [], { outcome: 'dns-timeout' }), dnsFact([], 'dns-timeout')],
    { asked: 'Name server 10.0.0.2' },
  ],
  [
    'dns-error',
    'a name server that refuses',
    [resolveFact('localhost', [], { outcome: 'dns-error', code: 'EREFUSED', remoteAddress: '10.0.0.2' })],
    { nameServer: 'Name server 10.0.0.2', code: 'REFUSED' },
  ],
  ['resolved', 'a request to itself that was cancelled', [localhost('127.0.0.1'), own({}, 'cancelled')]],
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
    const failing = { ...dnsFact([], 'dns-error'), code: 'ESERVFAIL' } as Fact;
    expect(
      drawn(localhostName.find([localhost('127.0.0.1'), hosts, failing], subject).parameters)['evidence'],
    ).toMatch(/the DNS server 10\.0\.0\.2 says: name server answered with an error \(SERVFAIL\)$/);
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

  it('has an order of look-ups mended where Windows keeps it', () => {
    const path = 'C:\\Windows\\System32\\drivers\\etc\\hosts';
    const file = { ...hostsFileFact([]), path } as Fact;
    const facts = [localhost('10.1.1.1'), file, nameOrderFact('dns', 'files')];
    const repair = drawn(localhostName.find(facts, subject).parameters)['repairWithIpv6'];
    expect(repair).toMatch(/; give HostsPriority a lower number than DnsPriority under HKLM\\SYSTEM\\/);
    expect(repair).not.toContain('nsswitch');
  });

  it.each([
    ['utf-16', '/etc/hosts is written in UTF-16, of which no line is read'],
    ['utf-8-bom', '/etc/hosts begins with a byte order mark, so that its first line is not read'],
  ])('has a hosts file in %s saved anew', (encoding, said) => {
    const file = { ...hostsFileFact([]), encoding } as Fact;
    const told = drawn(localhostName.find([localhost('10.1.1.1'), file], subject).parameters);
    expect(told['evidence']).toContain(said);
    expect(told['repairWithIpv6']).toMatch(
      /^save \/etc\/hosts as ANSI, or as UTF-8 without a byte order mark; add the line /,
    );
  });

  it('does not depend on the order of look-ups being known', () => {
    const cancelled = { ...nameOrderFact(), outcome: 'cancelled' } as Fact;
    expect(localhostName.find([localhost('127.0.0.1'), cancelled], subject).finding).toBe('resolved');
  });
});
