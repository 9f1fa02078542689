import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type ReachFinding,
  reach,
  reachFindings,
  reachRulings,
} from '../../../../../shared/catalogue/families/reach.ts';
import { param } from '../../../../../shared/catalogue/parameter.ts';
import { reachProbes } from '../../../../../shared/catalogue/subjects.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact, FactOf } from '../../../../../shared/probe/fact.ts';
import type { Outcome } from '../../../../../shared/probe/outcome.ts';
import {
  certificate,
  drawn,
  drawnFinding,
  expired,
  future,
  httpFact,
  reachFactsFor,
  reachSubjectOf,
  resolveFact,
  serviceSubjects,
  tcpFact,
  tlsFact,
} from '../facts.ts';

const plain = reachSubjectOf();
const withTls = reachSubjectOf({ probes: reachProbes('web.example.local', 443, 'tls') });
const withHttp = reachSubjectOf({ probes: reachProbes('web.example.local', 443, 'http') });
const withIis = reachSubjectOf({
  probes: reachProbes('web.example.local', 443, 'http'),
  hints: { server: 'iis' },
});
const withElsewhere = reachSubjectOf({
  parameters: { ...reachSubjectOf().parameters, place: param.keep('the Deployment Controller') },
  hints: { ownAddresses: '10.0.0.5,fd00::5' },
});
const byAddress = reachSubjectOf({
  destination: { role: 'front-end', host: '10.0.0.20', port: 443, protocol: 'TCP/TLS' },
  probes: reachProbes('10.0.0.20', 443, 'tls'),
});
const ownWeb = reachSubjectOf({
  destination: { role: 'server', host: 'localhost', port: 80, protocol: 'TCP/HTTP' },
  probes: reachProbes('localhost', 80, 'http'),
});
const withGreeting = reachSubjectOf({ hints: { greeting: 'SSH-' } });
const withFallback = reachSubjectOf({ hints: { fallbackPort: '80' } });
/** LifeTime's HTTPS, for which its HTTP serves where HTTPS fails. */
const withHttpBeside = reachSubjectOf({
  probes: [
    ...reachProbes('web.example.local', 443, 'https'),
    ...reachProbes('web.example.local', 80, 'http'),
  ],
  hints: { fallbackPort: '80', scheme: 'https', server: 'iis' },
});
const name = resolveFact('web.example.local', ['10.0.0.20']);
const findingOf = (facts: readonly Fact[], subject: Subject = plain) => reach.find(facts, subject).finding;

describe('the family reach', () => {
  it.each(reachFindings)('comes to %s', (finding) => {
    const withAuthority: Subject = { ...withTls, hints: { ...withTls.hints, authority: 'public' } };
    const subjects = [plain, withTls, withHttp, withIis, withElsewhere, withFallback, withAuthority];
    const further = [withHttpBeside, byAddress, ownWeb, withGreeting, ...serviceSubjects];
    const subject = [...subjects, ...further].find((candidate) => reachFactsFor(finding, candidate) !== null);
    const facts = subject === undefined ? null : reachFactsFor(finding, subject);
    expect(facts).not.toBeNull();
    expect(findingOf(facts ?? [], subject)).toBe(finding);
  });

  it('names the address that answered and how long it took', () => {
    expect(drawnFinding(reach.find([name, tcpFact('open', { durationMs: 3.06 })], plain))).toEqual({
      finding: 'open',
      parameters: {
        service: 'IIS',
        source: 'fe1',
        host: 'web.example.local',
        port: '443',
        target: 'web.example.local:443',
        address: '10.0.0.20',
        ms: '3.1 ms',
        seconds: '0 s',
        code: 'no code',
        again: '',
        answer: '',
        useNote: '',
        addressNote: '',
        addressMend: '',
        wrong: 'answers, but is not IIS',
      },
    });
  });

  it.each<[string, Parameters<typeof tcpFact>[1]]>([
    ['a loopback address', { address: '127.0.1.1' }],
    ['the IPv6 loopback address', { address: '::1' }],
    ['an address of this machine', { address: '10.0.0.5' }],
    ['an address that is its own other end', { address: '10.0.0.20', localAddress: '10.0.0.20' }],
  ])('finds that a connection did not leave this machine: %s', (_name, fields) => {
    for (const outcome of ['open', 'refused', 'timeout', 'reset'] as const) {
      const facts = [name, tcpFact(outcome, fields)];
      expect(findingOf(facts, withElsewhere)).toBe('leads-here');
      expect(findingOf([name, tcpFact('open'), ...facts.slice(1)], withElsewhere)).toBe('leads-here');
      expect(findingOf(facts, plain)).toBe(outcome);
    }
    expect(findingOf([name, tcpFact('cancelled', fields)], withElsewhere)).toBe('cancelled');
  });

  it.each<[string, string | undefined, Subject, ReachFinding]>([
    ['a service that waits', undefined, plain, 'open'],
    ['a service that speaks first', 'SSH-2.0-OpenSSH_9.2p1', plain, 'wrong-service'],
    ['the SSH server', 'SSH-2.0-OpenSSH_9.2p1', withGreeting, 'open'],
    ['another service than SSH', '220 ftp', withGreeting, 'wrong-service'],
    ['no SSH server, or one that hangs', undefined, withGreeting, 'no-greeting'],
    ['SSH in front of a web server', 'SSH-2.0-x', withHttp, 'wrong-service'],
  ])('hears who speaks first: %s', (_name, greeting, subject, finding) => {
    const tcp = tcpFact('open', greeting === undefined ? {} : { greeting });
    const { finding: got, parameters } = reach.find([name, tcp], subject);
    expect(got).toBe(finding);
    if (finding === 'wrong-service')
      expect(drawn(parameters)).toMatchObject({ code: `says "${greeting}"`, wrong: `says "${greeting}"` });
  });

  it.each<[number, string | undefined, ReachFinding]>([
    [502, 'Microsoft-IIS/10.0', 'no-server-behind'],
    [504, 'nginx', 'no-server-behind'],
    [503, 'Microsoft-Azure-Application-Gateway/v2', 'no-server-behind'],
    [503, undefined, 'no-server-behind'],
    [503, 'Microsoft-IIS/10.0', 'http-unexpected'],
    [500, undefined, 'http-unexpected'],
    [401, 'Microsoft-IIS/10.0', 'forbidden'],
    [400, 'nginx', 'http-unexpected'],
    [407, undefined, 'http-unexpected'],
    [421, 'nginx', 'http-unexpected'],
    [426, 'nginx', 'http-unexpected'],
    [451, undefined, 'http-unexpected'],
    [402, 'nginx', 'open'],
    [405, 'nginx', 'open'],
    [404, 'Microsoft-IIS/10.0', 'open'],
  ])('tells who answers %i as %s', (status, server, finding) => {
    const answer = httpFact(status < 500 ? 'open' : 'http-unexpected', { status, server });
    expect(findingOf([name, tcpFact('open'), answer], withIis)).toBe(finding);
  });

  it('names the end of a chain that is not trusted, whose certificate is the one to install', () => {
    const chain = [certificate, { ...certificate, subject: certificate.issuer, issuer: 'CN=Example Root' }];
    const code = 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY';
    const facts = [name, tcpFact('open'), tlsFact('tls-untrusted', { chain, code })];
    const { finding, parameters } = reach.find(facts, withTls);
    expect(finding).toBe('tls-untrusted');
    const { remedy } = reachRulings('installer')['tls-untrusted']['after-install'];
    expect(fillText(remedy ?? '', parameters)).toBe(
      'Install the authority CN=Example Root on this machine, or name its PEM file in the profile (caFile).',
    );
  });

  it.each<[string, FactOf<'tls'>['chain'], ReachFinding, string]>([
    ['its own', [{ ...certificate, validTo: expired.validTo }], 'tls-expired', 'until 2026-02-01'],
    [
      'one behind it',
      [certificate, expired],
      'tls-issuer-expired',
      'CN=Example Issuing CA, until 2026-02-01',
    ],
    [
      'its own before one behind it',
      [{ ...certificate, validTo: '2026-02-02T00:00:00.000Z' }, expired],
      'tls-expired',
      'until 2026-02-02',
    ],
    ['one of the future', [future], 'tls-not-yet-valid', 'CN=shop.example.com, from 2026-05-01 on'],
    [
      'one of the future behind it',
      [certificate, { ...future, subject: 'CN=New CA' }],
      'tls-not-yet-valid',
      'CN=New CA, from 2026-05-01 on',
    ],
    ['none that is shown', [], 'tls-expired', 'a date that is not shown'],
  ])('says which certificate does not hold now: %s', (_name, chain, expected, words) => {
    const { finding, parameters } = reach.find(
      [name, tcpFact('open'), tlsFact('tls-expired', { chain })],
      withTls,
    );
    expect(finding).toBe(expected);
    const { reason } = reachRulings('installer')[expected]['after-install'];
    expect(fillText(reason, parameters)).toContain(words);
  });

  it('notices a connection whose first packet had to be sent again', () => {
    expect(findingOf([name, tcpFact('open', { durationMs: 999 })])).toBe('open');
    expect(findingOf([name, tcpFact('open', { durationMs: 1000 })])).toBe('open-late');
    const fast = tcpFact('open', { address: '10.0.0.21' });
    expect(findingOf([name, fast, tcpFact('open', { durationMs: 3010 })])).toBe('open-late');
  });

  it('lets a connection to another machine be, whatever this one is called', () => {
    const there = tcpFact('open', { address: '10.0.0.50', localAddress: '10.0.0.5' });
    expect(findingOf([name, there], withElsewhere)).toBe('open');
  });

  it('does not count an IPv6 address without a route against the path', () => {
    const absent = tcpFact('unreachable', { address: 'fd00::20', code: 'ENETUNREACH' });
    expect(findingOf([name, absent, tcpFact('open')])).toBe('open');
    expect(findingOf([name, absent, tcpFact('refused')])).toBe('refused');
    expect(findingOf([name, absent])).toBe('unreachable');
  });

  it('counts an IPv6 address that drops packets, and an IPv4 address without a route', () => {
    expect(findingOf([name, tcpFact('timeout', { address: 'fd00::20' }), tcpFact('open')])).toBe(
      'open-in-part',
    );
    expect(findingOf([name, tcpFact('unreachable', { address: '10.9.9.9' }), tcpFact('open')])).toBe(
      'open-in-part',
    );
  });

  it('leaves ::1 of localhost to the check of localhost, but only a refusal', () => {
    const loopback = { address: '::1' };
    expect(findingOf([name, tcpFact('refused', loopback), tcpFact('open', { address: '127.0.0.1' })])).toBe(
      'open',
    );
    expect(
      findingOf([name, tcpFact('refused', loopback), tcpFact('refused', { address: '127.0.0.1' })]),
    ).toBe('refused');
    expect(findingOf([name, tcpFact('refused', loopback)])).toBe('refused');
    expect(findingOf([name, tcpFact('timeout', loopback), tcpFact('open', { address: '127.0.0.1' })])).toBe(
      'open-in-part',
    );
    expect(findingOf([name, tcpFact('refused', { address: 'fd00::20' }), tcpFact('open')])).toBe(
      'open-in-part',
    );
  });

  it('names every address of a name that does not answer', () => {
    const facts = [
      name,
      tcpFact('timeout', { address: '10.0.0.21' }),
      tcpFact('open'),
      tcpFact('refused', { address: '10.0.0.22' }),
    ];
    const { finding, parameters } = reach.find(facts, plain);
    expect(finding).toBe('open-in-part');
    expect(drawn(parameters)).toMatchObject({
      address: '10.0.0.20',
      failedAddresses: '10.0.0.21, 10.0.0.22',
    });
  });

  it('does not speak of a path where there is none, within this machine', () => {
    const sentence = (address: string) => {
      const { parameters } = reach.find([name, tcpFact('refused', { address })], plain);
      const { reason, remedy } = reachRulings('installer').refused['before-install'];
      return [reason, remedy ?? ''].map((template) => fillText(template, parameters));
    };
    expect(sentence('127.0.0.1')).toEqual([
      '127.0.0.1 answered that nothing listens on port 443 yet.',
      'Run this check again after the installation.',
    ]);
    expect(sentence('10.0.0.20')).toEqual([
      '10.0.0.20 answered that nothing listens on port 443 yet: the path is open, or a firewall rejects with a reset.',
      'Run this check again after the installation on web.example.local; only then is the whole path proven.',
    ]);
  });

  it('lets a refusal hide no graver failure of another address', () => {
    const refused = tcpFact('refused');
    const dropped = tcpFact('timeout', { address: '10.0.0.21', durationMs: 5000 });
    const { finding, parameters } = reach.find([name, refused, dropped], plain);
    expect(finding).toBe('timeout');
    expect(drawn(parameters)).toMatchObject({ address: '10.0.0.21', seconds: '5 s' });
  });

  it('lets the other port stand in, only when it is open and the own one is closed', () => {
    const other = (outcome: 'open' | 'refused') => tcpFact(outcome, { port: 80 });
    const closed = tcpFact('refused', { code: 'ECONNREFUSED' });
    const { finding, parameters } = reach.find([name, closed, other('open')], withFallback);
    expect(finding).toBe('covered-by-fallback');
    expect(drawn(parameters)).toMatchObject({ fallbackPort: '80', port: '443', code: 'ECONNREFUSED' });
    expect(findingOf([name, tcpFact('timeout'), other('refused')], withFallback)).toBe('timeout');
    expect(findingOf([name, tcpFact('open'), other('refused')], withFallback)).toBe('open');
    expect(findingOf([name, closed, other('open')], plain)).not.toBe('covered-by-fallback');
    expect(findingOf([name, other('open')], withFallback)).toBe('no-evidence');
  });

  it('falls back to nothing that does not serve itself', () => {
    const host = 'web.example.local';
    const closed = tcpFact('timeout', { code: 'ETIMEDOUT' });
    const beside = (...answer: readonly Fact[]) =>
      findingOf([name, closed, tcpFact('open', { port: 80 }), ...answer], withHttpBeside);
    const answer = (outcome: Outcome, fields: Partial<FactOf<'http'>> = {}) =>
      httpFact(outcome, { host, remotePort: 80, ...fields });
    expect(beside(answer('open'))).toBe('covered-by-fallback');
    expect(beside(answer('open', { status: 403 }))).toBe('covered-by-fallback');
    expect(beside()).toBe('timeout');
    expect(beside(answer('timeout'))).toBe('timeout');
    expect(beside(answer('wrong-service'))).toBe('timeout');
    expect(beside(answer('reset'))).toBe('timeout');
    expect(beside(answer('cancelled'))).toBe('timeout');
    expect(beside(answer('open', { status: 404, server: 'Microsoft-HTTPAPI/2.0' }))).toBe('timeout');
    expect(beside(answer('open', { status: 503, server: 'Microsoft-HTTPAPI/2.0' }))).toBe('timeout');
  });

  it('sees a missing binding where HTTPS is refused and HTTP serves, and only there', () => {
    const http = httpFact('open', { host: 'web.example.local', remotePort: 80 });
    const open80 = tcpFact('open', { port: 80 });
    expect(findingOf([name, tcpFact('refused'), open80, http], withHttpBeside)).toBe('no-https-binding');
    expect(findingOf([name, tcpFact('unreachable'), open80, http], withHttpBeside)).toBe(
      'covered-by-fallback',
    );
    expect(findingOf([name, tcpFact('refused'), tcpFact('refused', { port: 80 })], withHttpBeside)).toBe(
      'refused',
    );
    expect(findingOf([name, tcpFact('refused'), open80], withFallback)).toBe('covered-by-fallback');
  });

  it.each<[string, ReachFinding]>([
    ['10.0.0.20', 'silent'],
    ['100.64.0.7', 'silent'],
    ['fd00::20', 'silent'],
    ['20.50.2.1', 'silent-outside'],
    ['2603:1020::1', 'silent-outside'],
  ])('leaves silence at %s to whoever can look there', (address, finding) => {
    const open = tcpFact('open', { address });
    expect(findingOf([name, open, httpFact('timeout')], withHttp)).toBe(finding);
    expect(findingOf([name, open, httpFact('reset')], withHttp)).toBe(
      finding === 'silent' ? 'cut-off' : 'cut-off-outside',
    );
    expect(findingOf([name, open, httpFact('open')], withHttp)).toBe('open');
  });

  it('says which name server answers with an error, and with which', () => {
    const failed = resolveFact('web.example.local', [], {
      outcome: 'dns-error',
      code: 'EREFUSED',
      remoteAddress: '10.0.0.2',
    });
    const { finding, parameters } = reach.find([failed], plain);
    expect(finding).toBe('dns-error');
    expect(drawn(parameters)).toMatchObject({ nameServer: 'Name server 10.0.0.2', code: 'REFUSED' });
    const untold = resolveFact('web.example.local', [], { outcome: 'dns-error', code: 'EAI_FAIL' });
    expect(drawn(reach.find([untold], plain).parameters)).toMatchObject({
      nameServer: 'A name server',
      code: 'EAI_FAIL',
    });
  });

  it('does not let a broken probe of the other port cloud the own one', () => {
    const broken = { ...tcpFact('probe-failed', { port: 80 }) };
    expect(findingOf([name, tcpFact('open'), broken], withFallback)).toBe('open');
    const { remotePort: _port, ...unplaced } = tcpFact('cancelled');
    expect(findingOf([name, tcpFact('open'), unplaced], withFallback)).toBe('open');
    expect(findingOf([name, unplaced], withFallback)).toBe('cancelled');
  });

  it.each<[string, Fact, ReachFinding]>([
    ['a sound certificate', tlsFact('open'), 'open'],
    ['a certificate for another name', tlsFact('tls-name'), 'tls-name'],
    ['a handshake that is cut off', tlsFact('reset', { code: 'ECONNRESET', chain: [] }), 'cut-off'],
    ['a handshake without an answer', tlsFact('timeout', { chain: [] }), 'silent'],
    ['something else than TLS', tlsFact('wrong-service', { chain: [] }), 'wrong-service'],
    ['a second connection that is refused', tlsFact('refused', { chain: [] }), 'no-evidence'],
    ['a handshake that was cancelled', tlsFact('cancelled', { chain: [] }), 'cancelled'],
    ['a handshake that broke', tlsFact('probe-failed', { chain: [], code: 'EODD' }), 'probe-failed'],
  ])('lowers an open port by %s', (_name, depth, finding) => {
    expect(findingOf([name, tcpFact('open'), depth], withTls)).toBe(finding);
  });

  it.each<[string, Partial<FactOf<'tls'>>, Outcome, ReachFinding]>([
    ['cuts the handshake off', { host: '10.0.0.20', chain: [] }, 'reset', 'tls-needs-name'],
    ['knows no certificate', { host: '10.0.0.20', chain: [] }, 'tls-name', 'tls-needs-name'],
    ['agrees on nothing', { host: '10.0.0.20', chain: [] }, 'tls-version', 'tls-needs-name'],
    ['shows one for another name', { host: '10.0.0.20' }, 'tls-name', 'tls-name'],
    ['says nothing', { host: '10.0.0.20', chain: [] }, 'timeout', 'silent'],
  ])('is called by its address, and %s', (_name, fields, outcome, finding) => {
    expect(findingOf([tcpFact('open'), tlsFact(outcome, fields)], byAddress)).toBe(finding);
  });

  it('says of no server but that of this machine that it was only starting', () => {
    const slow = { durationMs: 20_000 };
    const own = [resolveFact('localhost', ['127.0.0.1']), tcpFact('open', { host: 'localhost', port: 80 })];
    expect(findingOf([...own, httpFact('open', { host: 'localhost', ...slow })], ownWeb)).toBe('slow-start');
    expect(findingOf([...own, httpFact('open', { host: 'localhost', ...slow, status: 503 })], ownWeb)).toBe(
      'http-unexpected',
    );
    const other = httpFact('open', { host: 'web.example.local', ...slow });
    expect(findingOf([name, tcpFact('open'), other], withHttp)).toBe('open');
  });

  it('tells an unknown issuer from a certificate that came alone', () => {
    const untrusted = (code: string) =>
      findingOf([name, tcpFact('open'), tlsFact('tls-untrusted', { code })], withTls);
    expect(untrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toBe('tls-chain-incomplete');
    expect(untrusted('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')).toBe('tls-untrusted');
    expect(untrusted('SELF_SIGNED_CERT_IN_CHAIN')).toBe('tls-untrusted');
  });

  it('does not say which scheme is used where the certificate cannot be judged', () => {
    const subject = reachSubjectOf({
      probes: reachProbes('web.example.local', 443, 'https'),
      hints: { scheme: 'https', fallbackPort: '80' },
    });
    const facts = [
      name,
      tcpFact('open'),
      tlsFact('tls-unverified'),
      httpFact('open', { host: 'web.example.local' }),
    ];
    const { finding, parameters } = reach.find(facts, subject);
    expect(finding).toBe('tls-unverified');
    expect(drawn(parameters)['useNote']).toBe('');
  });

  it.each<[string, Fact, ReachFinding]>([
    ['any page', httpFact('open', { status: 404 }), 'open'],
    [
      'a redirect to another name',
      httpFact('open', { status: 301, location: 'https://shop.example.com/' }),
      'open',
    ],
    ['a server error', httpFact('open', { status: 500 }), 'http-unexpected'],
    ['an answer that is none', httpFact('wrong-service'), 'wrong-service'],
    ['an answer of a proxy', httpFact('http-unexpected', { status: 200 }), 'http-unexpected'],
    ['a request without an answer', httpFact('timeout'), 'silent'],
    ['a request that was cut off', httpFact('reset'), 'cut-off'],
    ['a request that was cancelled', httpFact('cancelled'), 'cancelled'],
  ])('judges %s over HTTP', (_name, depth, finding) => {
    expect(findingOf([name, tcpFact('open'), depth], withHttp)).toBe(finding);
  });

  it.each<[string, Parameters<typeof httpFact>[1], ReachFinding]>([
    ['a page', {}, 'open'],
    ['a page that is not found', { status: 404 }, 'open'],
    ['a page without a name', { server: undefined }, 'open'],
    ['HTTP.sys without a site', { status: 404, server: 'Microsoft-HTTPAPI/2.0' }, 'no-site'],
    ['HTTP.sys that does not know the name', { status: 400, server: 'Microsoft-HTTPAPI/2.0' }, 'no-site'],
    [
      'HTTP.sys without an application pool',
      { status: 503, server: 'Microsoft-HTTPAPI/2.0' },
      'pool-stopped',
    ],
    ['a refusal', { status: 403 }, 'forbidden'],
    ['no start page', { status: 403, subStatus: 14 }, 'open'],
    ['a balancer', { server: 'BigIP' }, 'open'],
    ['an error of a balancer', { status: 503, server: 'nginx' }, 'no-server-behind'],
  ])('asks of IIS that it is IIS: %s', (_name, fields, finding) => {
    const outcome = (fields?.status ?? 200) >= 500 ? 'http-unexpected' : 'open';
    const facts = [name, tcpFact('open'), httpFact(outcome, { status: 200, ...fields })];
    expect(findingOf(facts, withIis)).toBe(finding);
    expect(findingOf(facts, withHttp)).toBe(fields?.status === 400 ? 'http-unexpected' : outcome);
  });

  it('lets no fault of a certificate hide that there is no site', () => {
    const subject = reachSubjectOf({
      probes: reachProbes('web.example.local', 443, 'https'),
      hints: { server: 'iis' },
    });
    const noSite = httpFact('open', {
      host: 'web.example.local',
      status: 404,
      server: 'Microsoft-HTTPAPI/2.0',
      scheme: 'https',
    });
    expect(findingOf([name, tcpFact('open'), tlsFact('tls-name'), noSite], subject)).toBe('no-site');
  });

  it('never lifts a closed port by depth, nor lets cancelled depth hide what is known', () => {
    expect(findingOf([name, tcpFact('refused'), tlsFact('open')], withTls)).toBe('refused');
    expect(findingOf([name, tcpFact('timeout'), tlsFact('cancelled', { chain: [] })], withTls)).toBe(
      'timeout',
    );
  });

  it('does not pass without the depth that was asked for', () => {
    expect(findingOf([name, tcpFact('open')], withTls)).toBe('no-evidence');
    expect(findingOf([name, tcpFact('open')], withHttp)).toBe('no-evidence');
  });

  it('shows what the certificate says, and says so when there is none', () => {
    const shown = reach.find([name, tcpFact('open'), tlsFact('tls-expired')], withTls).parameters;
    expect(drawn(shown)).toMatchObject({
      subject: certificate.subject,
      issuer: certificate.issuer,
      validTo: '2027-12-31',
    });
    const none = reach.find([name, tcpFact('open'), tlsFact('tls-name', { chain: [] })], withTls).parameters;
    expect(drawn(none)).toMatchObject({ names: 'another name', validTo: 'a date that is not shown' });
  });

  it('has no verdict where nothing was observed', () => {
    expect(findingOf([])).toBe('no-evidence');
    expect(findingOf([name])).toBe('no-evidence');
    expect(findingOf([name, tcpFact('unavailable')])).toBe('no-evidence');
    expect(findingOf([resolveFact('other.example.local', [])])).toBe('no-evidence');
  });

  it('reads a refusal by phase and by who starts the listener', () => {
    const verdicts = (listener: 'installer' | 'existing') => {
      const { refused, timeout } = reachRulings(listener);
      return [refused, timeout].map((ruling) => [
        ruling['before-install'].verdict,
        ruling['after-install'].verdict,
      ]);
    };
    expect(verdicts('installer')).toEqual([
      ['not-yet', 'fail'],
      ['fail', 'fail'],
    ]);
    expect(verdicts('existing')).toEqual([
      ['fail', 'fail'],
      ['fail', 'fail'],
    ]);
  });
});
