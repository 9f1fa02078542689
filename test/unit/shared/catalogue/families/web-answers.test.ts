import { describe, expect, it } from 'vitest';
import type { Finding, Subject } from '../../../../../shared/catalogue/check.ts';
import { reach } from '../../../../../shared/catalogue/families/reach.ts';
import {
  answered,
  judgeExpiry,
  judgeTls,
  webAnswer,
} from '../../../../../shared/catalogue/families/web-answers.ts';
import { webSubject } from '../../../../../shared/catalogue/subjects.ts';
import { drawParameter } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { checkCalled, contextOf } from '../contexts.ts';
import {
  certificate,
  drawn,
  drawnFinding,
  httpFact,
  overTls,
  resolveFact,
  tcpFact,
  tlsFact,
} from '../facts.ts';

/** The instant of these facts is 2026-03-01, 10:00 UTC. */
const ending = (validTo: string) => ({ ...certificate, validTo });

const drawnConcern = (found: Finding | null) => (found === null ? null : drawnFinding(found));

describe('the end of a certificate', () => {
  it.each([
    ['2026-03-30T10:00:00.000Z', '29 days'],
    ['2026-03-31T09:59:59.000Z', '29 days'],
    ['2026-03-02T10:00:00.000Z', '1 day'],
    ['2026-03-02T09:00:00.000Z', '0 days'],
  ])('on %s is soon: %s', (validTo, days) => {
    expect(drawnConcern(judgeExpiry(tlsFact('open', { chain: [ending(validTo)] })))).toMatchObject({
      finding: 'tls-expires-soon',
      parameters: { days, validTo: validTo.slice(0, 10) },
    });
  });

  it.each(['2026-03-31T10:00:00.000Z', '2027-01-01T00:00:00.000Z'])('on %s is not', (validTo) => {
    expect(judgeExpiry(tlsFact('open', { chain: [ending(validTo)] }))).toBeNull();
  });

  it('is that of the first of its chain to end, the root apart', () => {
    const soon = '2026-03-05T00:00:00.000Z';
    const authority = { ...ending(soon), subject: 'CN=Issuing', issuer: 'CN=Root' };
    const root = { ...ending(soon), subject: 'CN=Root', issuer: 'CN=Root' };
    expect(
      drawnConcern(judgeExpiry(tlsFact('open', { chain: [certificate, authority, root] }))),
    ).toMatchObject({
      parameters: { subject: 'CN=Issuing', validTo: '2026-03-05' },
    });
    expect(judgeExpiry(tlsFact('open', { chain: [certificate, root] }))).toBeNull();
  });

  it('does not matter where the handshake is at fault already, or shows nothing', () => {
    const chain = [ending('2026-03-05T00:00:00.000Z')];
    expect(judgeExpiry(tlsFact('tls-name', { chain }))).toBeNull();
    expect(judgeExpiry(tlsFact('open', { chain: [] }))).toBeNull();
  });
});

describe('a certificate at fault', () => {
  const namesOf = (altNames: string[]) =>
    drawnConcern(
      judgeTls(tlsFact('tls-name', { chain: [{ ...certificate, subject: 'CN=a.test', altNames }] })),
    )?.parameters['names'];

  it('is made out to the names that it lists, and only without any to its subject', () => {
    expect(namesOf(['b.test'])).toBe('b.test');
    expect(namesOf(['b.test', 'c.test', 'd.test', 'e.test', 'f.test'])).toBe(
      'b.test, c.test, d.test and 2 more',
    );
    expect(namesOf([])).toBe('CN=a.test');
  });

  it('shows when it is valid', () => {
    expect(drawnConcern(judgeTls(tlsFact('tls-expired')))).toMatchObject({
      parameters: {
        validFrom: certificate.validFrom.slice(0, 10),
        validTo: certificate.validTo.slice(0, 10),
      },
    });
  });
});

describe('what answered', () => {
  it('is named as far as it is known', () => {
    const [tls, http] = overTls('a.test', 443, 'open');
    if (tls?.kind !== 'tls' || http?.kind !== 'http') throw new TypeError('no facts');
    expect(drawParameter(answered(webAnswer({ ...tls, protocol: 'TLSv1.2' }, http)))).toBe(
      ': HTTP 200 (Microsoft-IIS/10.0), TLSv1.2, certificate until 2027-12-31',
    );
    const { server: _server, ...unnamed } = http;
    expect(drawParameter(answered(webAnswer(undefined, unnamed)))).toBe(': HTTP 200');
    expect(drawParameter(answered(webAnswer(undefined, undefined)))).toBe('');
  });
});

const host = 'lt.example.local';
const to = { role: 'lifetime', host } as const;
const context = contextOf({});
const subjectOf = (scheme: 'http' | 'https'): Subject =>
  webSubject(context, { from: 'front-end', to, scheme, key: null, otherSchemeServes: true });
const name = resolveFact(host, ['10.0.0.20']);
const tcp = (port: number, outcome: 'open' | 'refused' | 'timeout') =>
  tcpFact(outcome, { host, port, ...(outcome === 'open' ? {} : { code: 'ECODE' }) });
const httpOpen = httpFact('open', { host, remotePort: 80 });
const httpsOpen = overTls(host, 443, 'open');
const untrusted: readonly Fact[] = [
  tlsFact('tls-untrusted', { host, remotePort: 443 }),
  httpFact('open', { host, remotePort: 443, scheme: 'https' }),
];

const verdictOf = (scheme: 'http' | 'https', facts: readonly Fact[]) => {
  const check = checkCalled(scheme === 'http' ? 'env-out-lt-80' : 'env-out-lt-443');
  const { finding, parameters } = reach.find(facts, subjectOf(scheme));
  return [finding, check.rulings()[finding]?.['after-install'].verdict, drawn(parameters)['useNote']];
};

describe('HTTP and HTTPS between LifeTime and an environment', () => {
  it('ask the other port as well, HTTPS with its handshake', () => {
    expect(
      subjectOf('http').probes.map(({ kind, ...request }) => [kind, 'port' in request && request.port]),
    ).toEqual([
      ['resolve', false],
      ['tcp', 80],
      ['http', 80],
      ['tcp', 443],
      ['https', 443],
    ]);
  });

  it('use HTTPS when both are there', () => {
    const facts = [name, tcp(80, 'open'), httpOpen, tcp(443, 'open'), ...httpsOpen];
    expect(verdictOf('http', facts)).toEqual(['open', 'pass', '; HTTPS is what is used']);
    expect(verdictOf('https', facts)).toEqual(['open', 'pass', '; HTTPS is what is used']);
  });

  it('do not need HTTP where HTTPS works', () => {
    const facts = [name, tcp(80, 'timeout'), tcp(443, 'open'), ...httpsOpen];
    expect(verdictOf('http', facts)).toEqual([
      'covered-by-fallback',
      'not-applicable',
      '; HTTPS is what is used',
    ]);
  });

  it('need HTTP where the certificate is at fault', () => {
    const closed = [name, tcp(80, 'timeout'), tcp(443, 'open'), ...untrusted];
    expect(verdictOf('http', closed)).toEqual(['timeout', 'fail', '; neither HTTP nor HTTPS can be used']);
    const open = [name, tcp(80, 'open'), httpOpen, tcp(443, 'open'), ...untrusted];
    expect(verdictOf('http', open)).toEqual(['open', 'pass', '; HTTP is what is used, because HTTPS fails']);
    expect(verdictOf('https', open)).toEqual([
      'tls-untrusted',
      'warn',
      '; HTTP is what is used, because HTTPS fails',
    ]);
  });

  it('fall back to HTTP where HTTPS is closed', () => {
    const facts = [name, tcp(80, 'open'), httpOpen, tcp(443, 'timeout')];
    expect(verdictOf('https', facts)).toEqual([
      'covered-by-fallback',
      'warn',
      '; HTTP is what is used, because HTTPS fails',
    ]);
    expect(verdictOf('http', facts)[2]).toBe('; HTTP is what is used, because HTTPS fails');
  });

  it('leave a refusal of HTTPS beside HTTP that answers to who runs the server', () => {
    const refused = [name, tcp(80, 'open'), httpOpen, tcp(443, 'refused')];
    expect(verdictOf('https', refused)).toEqual([
      'no-https-binding',
      'warn',
      '; HTTP is what is used, because HTTPS fails',
    ]);
    expect(checkCalled('lt-out-env-443').rulings()['no-https-binding']?.['after-install'].owner).toBe('you');
  });

  it('never fall back to HTTP that fails itself', () => {
    const mute = { ...httpOpen, outcome: 'timeout', status: undefined, server: undefined } as Fact;
    const facts = [name, tcp(80, 'open'), mute, tcp(443, 'timeout')];
    expect(verdictOf('https', facts)).toEqual(['timeout', 'fail', '; neither HTTP nor HTTPS can be used']);
    expect(verdictOf('http', facts)[0]).toBe('silent');
  });

  it('say so in the reason', () => {
    const rulings = checkCalled('lt-out-env-443').rulings();
    expect(rulings['open']?.['before-install'].reason).toMatch(/\{useNote\}\.$/);
    expect(rulings['tls-expired']?.['after-install'].reason).toMatch(/\{useNote\}\{addressNote\}\.$/);
    expect(checkCalled('user-fe-443').rulings()['open']?.['after-install'].reason).not.toContain('{use}');
  });
});

describe('a web server over TLS', () => {
  const plain = webSubject(context, { from: 'end-user', to: { role: 'front-end', host }, scheme: 'https' });
  const found = (facts: readonly Fact[]) => reach.find(facts, plain).finding;

  it('has to give an answer that was asked for', () => {
    expect(found([name, tcp(443, 'open'), ...httpsOpen])).toBe('open');
    expect(found([name, tcp(443, 'open'), tlsFact('open', { host, remotePort: 443 })])).toBe('no-evidence');
    expect(found([name, tcp(443, 'open')])).toBe('no-evidence');
  });

  it('is no answer at all when it falls silent behind the handshake', () => {
    const silent = httpFact('timeout', { host, remotePort: 443, scheme: 'https', code: 'DEADLINE' });
    expect(found([name, tcp(443, 'open'), tlsFact('open', { host, remotePort: 443 }), silent])).toBe(
      'silent',
    );
  });

  it('is told by its certificate before its answer', () => {
    const failing = httpFact('open', { host, remotePort: 443, scheme: 'https', status: 503 });
    const expired = tlsFact('tls-expired', { host, remotePort: 443 });
    expect(found([name, tcp(443, 'open'), expired, failing])).toBe('tls-expired');
    const sound = tlsFact('open', { host, remotePort: 443, chain: [ending('2026-03-05T00:00:00.000Z')] });
    expect(found([name, tcp(443, 'open'), sound, failing])).toBe('http-unexpected');
    expect(found([name, tcp(443, 'open'), sound, ...httpsOpen.slice(1)])).toBe('tls-expires-soon');
  });
});
