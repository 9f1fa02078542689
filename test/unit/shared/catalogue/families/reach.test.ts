import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import {
  type ReachFinding,
  reach,
  reachFindings,
  reachRulings,
} from '../../../../../shared/catalogue/families/reach.ts';
import { reachProbes } from '../../../../../shared/catalogue/subjects.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import {
  certificate,
  drawn,
  drawnFinding,
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
const withFallback = reachSubjectOf({ hints: { fallbackPort: '80' } });
const name = resolveFact('web.example.local', ['10.0.0.20']);
const findingOf = (facts: readonly Fact[], subject: Subject = plain) => reach.find(facts, subject).finding;

describe('the family reach', () => {
  it.each(reachFindings)('comes to %s', (finding) => {
    const subject = [plain, withTls, withHttp, withFallback, ...serviceSubjects].find(
      (candidate) => reachFactsFor(finding, candidate) !== null,
    );
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
        wrong: 'answers, but is not IIS',
      },
    });
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
    ['a handshake that is cut off', tlsFact('reset', { code: 'ECONNRESET', chain: [] }), 'wrong-service'],
    ['a handshake without an answer', tlsFact('timeout', { chain: [] }), 'wrong-service'],
    ['something else than TLS', tlsFact('wrong-service', { chain: [] }), 'wrong-service'],
    ['a second connection that is refused', tlsFact('refused', { chain: [] }), 'no-evidence'],
    ['a handshake that was cancelled', tlsFact('cancelled', { chain: [] }), 'cancelled'],
    ['a handshake that broke', tlsFact('probe-failed', { chain: [], code: 'EODD' }), 'probe-failed'],
  ])('lowers an open port by %s', (_name, depth, finding) => {
    expect(findingOf([name, tcpFact('open'), depth], withTls)).toBe(finding);
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
    ['a request that was cancelled', httpFact('cancelled'), 'cancelled'],
  ])('judges %s over HTTP', (_name, depth, finding) => {
    expect(findingOf([name, tcpFact('open'), depth], withHttp)).toBe(finding);
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
