import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../../../shared/catalogue/check.ts';
import { reach, reachRulings } from '../../../../../shared/catalogue/families/reach.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { lastAttempts } from '../../../../../shared/probe/last-attempts.ts';
import {
  amqpFact,
  browserFact,
  resolveFact,
  tcpFact,
  tdsFact,
  tlsFact,
  tnsFact,
  withAmqp,
  withInstance,
  withTds,
  withTns,
} from '../facts.ts';

const host = 'db.example.local';
const name = resolveFact(host, ['10.0.0.20']);
const open = (port: number) => tcpFact('open', { host, port, durationMs: 3.06 });
const rulings = reachRulings('existing');

/** The finding of some facts and its reason, as a report has them. */
function told(facts: readonly Fact[], subject: Subject): readonly [finding: string, reason: string] {
  const { finding, parameters } = reach.find(lastAttempts(facts), subject);
  return [finding, fillText(rulings[finding]['after-install'].reason, parameters)];
}

describe('what answers on an open port', () => {
  it.each<[string, Fact, Subject, string]>([
    ['SQL Server', tdsFact('open'), withTds, 'SQL Server 16.0.4135, encryption required'],
    [
      'a SQL Server that does not say whether it encrypts',
      { ...tdsFact('open'), encryption: undefined } as Fact,
      withTds,
      'SQL Server 16.0.4135',
    ],
    ['an Oracle listener', tnsFact('open'), withTns, 'Oracle listener 19.0.0.0.0'],
    [
      'an Oracle listener that accepts',
      { ...tnsFact('refused'), outcome: 'open', answer: 'accepted', serviceName: 'OSPRD' },
      withTns,
      'Oracle listener',
    ],
    [
      'a listener that sends the caller to where it is',
      tnsFact('open', { answer: 'redirected', redirect: '10.0.0.20:1521' }),
      withTns,
      'Oracle listener 19.0.0.0.0',
    ],
  ])('is named in the reason: %s', (_name, answer, subject, product) => {
    const port = subject.destination?.port ?? 0;
    expect(told([name, open(port), answer], subject)).toEqual([
      'open',
      `10.0.0.20 accepted the connection to port ${port} in 3.1 ms: ${product}.`,
    ]);
  });

  it('is named with its certificate where it speaks TLS', () => {
    const facts = [name, open(5671), tlsFact('open', { host, protocol: 'TLSv1.3' }), amqpFact('open')];
    expect(told(facts, withAmqp)[1]).toMatch(
      /^10\.0\.0\.20 accepted the connection to port 5671 in 3\.1 ms: RabbitMQ 3\.13\.0, TLSv1\.3, certificate until /,
    );
  });

  it('says so when only the second attempt came through', () => {
    const lost = tcpFact('timeout', { host, port: 1433, code: 'DEADLINE' });
    const facts = [name, lost, { ...open(1433), attempt: 2 }, tdsFact('open')];
    expect(told(facts, withTds)).toEqual([
      'open',
      '10.0.0.20 accepted the connection to port 1433 in 3.1 ms at the second attempt: SQL Server 16.0.4135, encryption required.',
    ]);
    const again = { ...lost, attempt: 2, durationMs: 5000 };
    expect(told([name, lost, again], withTds)).toEqual([
      'timeout',
      'No answer from 10.0.0.20 on port 1433 within 5 s at the second attempt: packets are dropped on the way.',
    ]);
  });

  it.each<[string, Fact, Subject]>([
    ['no TDS', tdsFact('wrong-service', { code: 'NOT_TDS' }), withTds],
    ['no TNS', tnsFact('wrong-service', { code: 'NOT_TNS' }), withTns],
  ])('is another service when it answers with %s', (_name, answer, subject) => {
    const port = subject.destination?.port ?? 0;
    expect(told([name, open(port), answer], subject)).toEqual([
      'wrong-service',
      `Port ${port} of 10.0.0.20 is open, but what answers there is not SQL Server (${answer.code}).`,
    ]);
  });

  it.each([
    [
      'silence',
      tdsFact('timeout', { code: 'DEADLINE', durationMs: 15_000 }),
      withTds,
      'silent',
      'gave no answer within 15 s',
    ],
    ['a reset', tnsFact('reset', { code: 'ECONNRESET' }), withTns, 'cut-off', 'cut it off when it was asked'],
  ])(
    'is not called another service after %s, which says nothing about it',
    (_name, answer, subject, finding, words) => {
      const port = subject.destination?.port ?? 0;
      const [found, reason] = told([name, open(port), answer], subject);
      expect(found).toBe(finding);
      expect(reason).toContain(words);
      expect(reason).not.toContain('what answers');
    },
  );

  it('is another service whatever its certificate says', () => {
    const wrong = amqpFact('wrong-service', { code: 'NOT_AMQP', tls: true });
    expect(told([name, open(5671), tlsFact('tls-untrusted', { host }), wrong], withAmqp)[0]).toBe(
      'wrong-service',
    );
    expect(told([name, open(5671), tlsFact('tls-untrusted', { host }), amqpFact('open')], withAmqp)[0]).toBe(
      'tls-untrusted',
    );
  });

  it('lifts no closed port, and a port that was not asked does not pass', () => {
    expect(told([name, tcpFact('refused', { host, port: 1433 }), tdsFact('open')], withTds)[0]).toBe(
      'refused',
    );
    expect(told([name, open(1433)], withTds)[0]).toBe('no-evidence');
    expect(told([name, open(1521)], withTns)[0]).toBe('no-evidence');
    expect(told([name, open(5671), tlsFact('open', { host })], withAmqp)[0]).toBe('no-evidence');
  });

  it.each(['cancelled', 'probe-failed'] as const)('is not known when the question was %s', (outcome) => {
    expect(told([name, open(1433), tdsFact(outcome, { code: 'ECODE' })], withTds)[0]).toBe(outcome);
  });
});

describe('a database that has something to say', () => {
  it('is not the instance that was named', () => {
    const facts = [name, open(1433), tdsFact('open', { instance: 'OS', instanceMatches: false })];
    expect(told(facts, withTds)).toEqual([
      'other-instance',
      'Port 1433 of 10.0.0.20 is open and SQL Server 16.0.4135 answers, but it is not the instance OS.',
    ]);
  });

  it('refuses the service that was named, but not a call without one', () => {
    const refused = tnsFact('open', { serviceName: 'OSPRD', errorNumber: 12514 });
    expect(told([name, open(1521), refused], withTns)).toEqual([
      'service-refused',
      'Port 1521 of 10.0.0.20 is open and Oracle listener 19.0.0.0.0 answers, but it refuses the service OSPRD (ORA-12514).',
    ]);
    expect(told([name, open(1521), tnsFact('open')], withTns)[0]).toBe('open');
  });

  it('sends its callers elsewhere', () => {
    const redirected = { ...tnsFact('refused'), outcome: 'open', answer: 'redirected' } as const;
    const facts = (redirect: object) => [name, open(1521), { ...redirected, ...redirect }];
    expect(told(facts({ redirect: 'ora2:1522' }), withTns)).toEqual([
      'redirected',
      'Port 1521 of 10.0.0.20 is open and Oracle listener answers, but it sends connections on to ora2:1522, which this run did not contact.',
    ]);
    expect(told(facts({}), withTns)[1]).toContain('an address that is not shown');
  });
});

describe('an instance whose port is told', () => {
  it('is reached on the port that SQL Server Browser told', () => {
    const facts = [name, browserFact('open'), open(49_812), tdsFact('open', { remotePort: 49_812 })];
    expect(told(facts, withInstance)).toEqual([
      'open',
      '10.0.0.20 accepted the connection to port 49812 in 3.1 ms: SQL Server 16.0.4135, encryption required.',
    ]);
    expect(
      told([name, browserFact('open'), tcpFact('refused', { host, port: 49_812 })], withInstance)[1],
    ).toMatch(/^10\.0\.0\.20 refused the connection to port 49812/);
  });

  it('cannot be reached when SQL Server Browser says nothing or knows no port', () => {
    const silence = browserFact('timeout', { code: 'DEADLINE' });
    expect(told([name, silence, { ...silence, attempt: 2 }], withInstance)).toEqual([
      'port-not-told',
      'SQL Server Browser on db.example.local (UDP 1434) did not tell the port of the instance OS (DEADLINE).',
    ]);
    const withoutTcp = { ...browserFact('refused'), outcome: 'open' } as const;
    expect(told([name, withoutTcp], withInstance)).toEqual([
      'no-tcp-port',
      'SQL Server Browser on db.example.local knows the instance OS, but this instance does not listen on TCP.',
    ]);
  });

  it('counts the address that answered', () => {
    const other = browserFact('timeout', { remoteAddress: 'fd00::20', code: 'DEADLINE' });
    const facts = [name, other, browserFact('open'), open(49_812), tdsFact('open')];
    expect(told(facts, withInstance)[0]).toBe('open');
  });

  it('is not known when the question was stopped, or was never put', () => {
    expect(told([name, browserFact('cancelled')], withInstance)[0]).toBe('cancelled');
    expect(told([name, browserFact('probe-failed', { code: 'NOT_IN_PLAN' })], withInstance)[0]).toBe(
      'probe-failed',
    );
    expect(told([name], withInstance)[0]).toBe('no-evidence');
    expect(told([resolveFact(host, [], { code: 'ENOTFOUND' })], withInstance)[0]).toBe('dns-not-found');
  });
});
