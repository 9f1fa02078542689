import { describe, expect, it } from 'vitest';
import { cloudRulings } from '../../../../../shared/catalogue/cloud-rulings.ts';
import { type CloudFinding, cloud, cloudFindings } from '../../../../../shared/catalogue/families/cloud.ts';
import { fillText } from '../../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../../shared/probe/fact.ts';
import { type Outcome, outcomeWords } from '../../../../../shared/probe/outcome.ts';
import { phases } from '../../../../../shared/words/verdict.ts';
import { cloudCases, cloudSubjectOf, directly, name, refused, through } from '../cloud-facts.ts';
import {
  certificate,
  drawn,
  drawnFinding,
  expired,
  future,
  httpFact,
  overTls,
  proxyConnectFact,
  resolveFact,
  tcpFact,
  tlsFact,
} from '../facts.ts';

const alone = cloudSubjectOf();
const proxied = cloudSubjectOf({ exempt: false });
const exempt = cloudSubjectOf({ exempt: true });
const findingOf = (facts: readonly Fact[], subject = alone) => cloud.find(facts, subject).finding;
const verdictOf = (finding: CloudFinding) => cloudRulings()[finding]['after-install'].verdict;

describe('the family cloud', () => {
  it.each(cloudCases.map(([finding, about, subject, facts]) => ({ finding, about, subject, facts })))(
    'comes to $finding: $about',
    ({ finding, subject, facts }) => {
      expect(findingOf(facts, subject)).toBe(finding);
    },
  );

  it('can come to each of its findings', () => {
    expect(new Set(cloudCases.map(([finding]) => finding))).toEqual(new Set(cloudFindings));
  });

  it('has a whole sentence for each of them', () => {
    const rulings = cloudRulings();
    for (const [, , subject, facts] of cloudCases) {
      const { finding, parameters } = cloud.find(facts, subject);
      for (const phase of phases) {
        const { reason, remedy } = rulings[finding][phase];
        for (const text of [reason, ...(remedy === null ? [] : [remedy])])
          expect(fillText(text, parameters)).not.toMatch(/[{}]|undefined| {2}/);
      }
    }
  });
});

describe('a service without a proxy', () => {
  it('is reached by any answer over a sound certificate', () => {
    for (const status of [200, 301, 404, 405, 500, 503]) {
      const answer = httpFact('open', { host: 'service.test', remotePort: 443, scheme: 'https', status });
      const unexpected = { ...answer, outcome: 'http-unexpected' } as const;
      expect(findingOf([name, tcpFact('open'), tlsFact('open'), answer])).toBe('open');
      expect(findingOf([name, tcpFact('open'), tlsFact('open'), unexpected])).toBe('open');
    }
  });

  it('is not reached by TCP alone', () => {
    expect(findingOf([name, tcpFact('open')])).toBe('no-evidence');
    expect(findingOf([name, tcpFact('open'), tlsFact('open')])).toBe('no-evidence');
    expect(findingOf([name, tcpFact('open'), tlsFact('reset', { chain: [] })])).toBe('cut-off');
  });

  it('says what answered', () => {
    expect(drawn(cloud.find(directly(), alone).parameters)).toMatchObject({
      answer: ': HTTP 200 (Microsoft-IIS/10.0), certificate until 2027-12-31',
      way: 'directly',
    });
  });

  it('does not pass on what came through a proxy that it was not asked for', () => {
    expect(findingOf([name, ...refused, ...through()])).toBe('refused');
  });
});

describe('a service behind a proxy', () => {
  it('is said to be closed directly in the words of what was seen there', () => {
    const directOutcome = (facts: readonly Fact[]) =>
      drawn(cloud.find([...facts, ...through()], exempt).parameters)['directOutcome'];
    expect(directOutcome([name, ...refused])).toBe('refused, ECONNREFUSED');
    const itself = [resolveFact('service.test', ['127.0.0.1'])];
    expect(directOutcome(itself)).toBe(outcomeWords['dns-unexpected-address']);
    const tls = (code: string, outcome: Outcome = 'tls-untrusted', chain = [certificate]) =>
      drawn(
        cloud.find([name, tcpFact('open'), tlsFact(outcome, { code, chain }), ...through()], proxied)
          .parameters,
      )['directOutcome'];
    expect(tls('UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toContain(outcomeWords['tls-untrusted']);
    expect(tls('CERT_HAS_EXPIRED', 'tls-expired', [certificate, expired])).toContain(
      outcomeWords['tls-expired'],
    );
    expect(tls('CERT_NOT_YET_VALID', 'tls-expired', [future])).toContain(outcomeWords['tls-expired']);
  });

  it('is told with what the proxy itself has answered', () => {
    const said = (fields: object) =>
      drawn(cloud.find([name, ...refused, proxyConnectFact('proxy-failed', fields)], proxied).parameters)[
        'proxySaid'
      ];
    expect(said({ status: 502 })).toBe('HTTP 502');
    expect(said({})).toBe('');
  });

  it('passes through the proxy when programs use it, and says what they need for it', () => {
    const { finding, parameters } = cloud.find([name, ...refused, ...through()], proxied);
    expect(finding).toBe('open-through-proxy');
    expect(verdictOf(finding)).toBe('pass');
    expect(fillText(cloudRulings()[finding]['before-install'].reason, parameters)).toBe(
      'service.test is reached through the proxy http://proxy.example.local:3128 (named by HTTPS_PROXY) in 12 ms: HTTP 200 (Microsoft-IIS/10.0), certificate until 2027-12-31; directly it is not (refused, ECONNREFUSED), so that the services of the platform get there only if machine.config names this proxy too (system.net/defaultProxy).',
    );
  });

  it('fails when the settings keep programs from the only way', () => {
    expect(findingOf([name, ...refused, ...through()], exempt)).toBe('proxy-required');
    expect(findingOf([resolveFact('service.test', []), ...through()], exempt)).toBe('proxy-required');
    expect(verdictOf('proxy-required')).toBe('fail');
  });

  it('blames the exception also where what came through the proxy is not in order', () => {
    const inspected = through([tlsFact('tls-intercepted', { code: 'PRIVATE_ISSUER', proxy: 'p' })]);
    expect(findingOf([name, ...refused, ...inspected], exempt)).toBe('proxy-required');
    expect(findingOf([name, ...refused, proxyConnectFact('cancelled')], exempt)).toBe('refused');
  });

  it('blames the proxy where it opens a way on which nothing comes back', () => {
    for (const outcome of ['timeout', 'reset'] as const) {
      const dead = through([tlsFact(outcome, { proxy: 'p', code: 'ECODE', chain: [] })]);
      const { finding, parameters } = cloud.find([name, ...refused, ...dead], proxied);
      expect(finding).toBe('proxy-failed');
      expect(fillText(cloudRulings()[finding]['after-install'].reason, parameters)).toContain(
        'does not get to service.test:443 itself (it opened the way, but nothing came back: ECODE)',
      );
    }
  });

  it('does not need its name to resolve here', () => {
    expect(findingOf([resolveFact('service.test', []), ...through()], proxied)).toBe('open-through-proxy');
  });

  it('passes directly whatever the proxy does, and says what it does', () => {
    const denied = [proxyConnectFact('proxy-denied', { status: 403, code: 'HTTP_403' })];
    const { finding, parameters } = cloud.find([...directly(), ...denied], proxied);
    expect(finding).toBe('open-beside-proxy');
    expect(verdictOf(finding)).toBe('pass');
    expect(drawn(parameters)).toMatchObject({ proxyOutcome: 'denied by the proxy (HTTP_403)' });
    expect(findingOf([...directly(), ...through()], proxied)).toBe('open-both-ways');
  });

  it('counts a proxy that inspects TLS as a way that is not sound', () => {
    const inspected = through([tlsFact('tls-intercepted', { code: 'PRIVATE_ISSUER', proxy: 'p' })]);
    const { finding, parameters } = cloud.find([...directly(), ...inspected], proxied);
    expect(finding).toBe('open-beside-proxy');
    expect(drawn(parameters)).toMatchObject({ proxyOutcome: 'TLS inspected on the way (PRIVATE_ISSUER)' });
    expect(drawnFinding(cloud.find([name, ...refused, ...inspected], proxied))).toMatchObject({
      finding: 'tls-intercepted',
      parameters: { way: 'through the proxy http://proxy.example.local:3128' },
    });
  });

  it('takes the sound way of two, and the direct fault when neither is', () => {
    const inspected = [name, tcpFact('open'), tlsFact('tls-intercepted', { code: 'PRIVATE_ISSUER' })];
    expect(findingOf([...inspected, ...through()], proxied)).toBe('open-through-proxy');
    expect(findingOf([...inspected, ...through()], exempt)).toBe('tls-intercepted');
    expect(findingOf([...inspected, proxyConnectFact('proxy-auth')], proxied)).toBe('tls-intercepted');
  });

  it('blames the proxy when both ways are closed, unless it is not to be used', () => {
    const both = [name, ...refused, proxyConnectFact('proxy-auth', { code: 'HTTP_407', status: 407 })];
    expect(findingOf(both, proxied)).toBe('proxy-auth');
    expect(findingOf(both, exempt)).toBe('proxy-exempt');
    expect(findingOf([...directly(), ...both.slice(2)], exempt)).toBe('open-beside-proxy');
  });

  it('never passes for want of evidence', () => {
    expect(findingOf([name, ...refused], proxied)).toBe('no-evidence');
    expect(findingOf([name, ...refused, proxyConnectFact('open')], proxied)).toBe('no-evidence');
    expect(findingOf([name, ...refused, proxyConnectFact('cancelled')], proxied)).toBe('cancelled');
    expect(findingOf([name, tcpFact('cancelled'), ...through()], proxied)).toBe('cancelled');
    expect(findingOf([...directly(), proxyConnectFact('cancelled')], proxied)).toBe('open');
    expect(findingOf([], proxied)).toBe('no-evidence');
  });
});

describe('an inspected connection', () => {
  it.each([
    ['PRIVATE_ISSUER', 'tls-intercepted', 'warn'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-intercepted-untrusted', 'fail'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-intercepted-untrusted', 'fail'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-intercepted-untrusted', 'fail'],
  ] as const)('with the code %s is %s: %s', (code, finding, verdict) => {
    const facts = [name, tcpFact('open'), tlsFact('tls-intercepted', { code })];
    expect(findingOf([...facts, ...overTls('service.test', 443, 'open').slice(1)])).toBe(finding);
    expect(verdictOf(finding)).toBe(verdict);
  });
});
