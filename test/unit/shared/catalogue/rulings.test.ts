import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CheckDefinition, Finding, Subject } from '../../../../shared/catalogue/check.ts';
import { reachFindings } from '../../../../shared/catalogue/families/reach.ts';
import { namedParameterSchema } from '../../../../shared/catalogue/parameter-schema.ts';
import { ownSiteProbe } from '../../../../shared/catalogue/subjects.ts';
import { fillText } from '../../../../shared/catalogue/text.ts';
import type { Fact, FirewallDecision } from '../../../../shared/probe/fact.ts';
import { judgedBy, redrawSentences } from '../../../../shared/run/sentences.ts';
import { longest } from '../../../../shared/words/lengths.ts';
import { phases } from '../../../../shared/words/verdict.ts';
import { visitOf, visitsFact } from '../../../support/rehearsal-views.ts';
import { cloudCases } from './cloud-facts.ts';
import {
  checkCalled,
  containers,
  contextOf,
  farm,
  type Instance,
  instancesOf,
  managed,
  newest,
} from './contexts.ts';
import {
  bindFact,
  brokenOff,
  dnsFact,
  firewallFact,
  hostsFileFact,
  httpFact,
  httpProxySetting,
  installationFact,
  latencyFact,
  networkOf,
  outOfTime,
  ownerFact,
  portRangesFact,
  proxySettingsFact,
  reachFactsFor,
  resolveFact,
  tlsFact,
} from './facts.ts';

const roles = (...list: readonly string[]) => ({ machine: { roles: list } });
const everything = {
  ...farm,
  features: { mobileApps: true },
  lifetime: { host: 'lt.example.local' },
  environment: { hybrid: true },
};
const instances: readonly Instance[] = [
  contextOf(everything),
  contextOf(managed, 'lt'),
  contextOf(containers, 'cr1'),
  contextOf({ ...containers, ...roles('controller') }, 'ctrl'),
  contextOf({ ...farm, ...roles('end-user', 'development-tools', 'sysops') }, 'pc'),
  contextOf(newest),
  contextOf({ ...newest, ...managed, environment: newest.environment }, 'lt'),
  contextOf({ frontEnds: [{ host: '10.0.0.20' }], ...roles('end-user') }, 'pc'),
  contextOf({ databases: [{ purpose: 'platform', host: 'sql.example.local\\OS' }] }),
  contextOf({ ...farm, ...roles('front-end') }),
].flatMap(instancesOf);

const localPortFacts: readonly (readonly Fact[])[] = [
  [bindFact('free'), ownerFact([])],
  [bindFact('free')],
  [bindFact('in-use'), ownerFact([{ address: '0.0.0.0', pid: 4, process: 'System' }])],
  [bindFact('in-use'), ownerFact([{ address: '0.0.0.0', pid: 9, process: 'CompilerService.exe' }])],
  [bindFact('in-use')],
  [bindFact('in-use'), ownerFact([{ address: '0.0.0.0', process: 'svchost.exe', services: ['iphlpsvc'] }])],
  [
    bindFact('in-use'),
    ownerFact([{ address: '0.0.0.0', pid: 4, process: 'System' }]),
    httpFact('open', { status: 404, server: 'Microsoft-HTTPAPI/2.0' }),
  ],
  [
    bindFact('in-use'),
    ownerFact([{ address: '0.0.0.0', pid: 4, process: 'System' }]),
    installationFact('11.28.1', [{ service: 'W3SVC', state: 'Stopped', startMode: 'Manual' }]),
  ],
  [
    bindFact('in-use'),
    ownerFact([{ address: '0.0.0.0', pid: 4, process: 'System' }]),
    tlsFact('reset', { host: '127.0.0.1', code: 'ECONNRESET', chain: [] }),
  ],
  [bindFact('free'), ownerFact([]), portRangesFact({ from: 1, to: 65535 })],
  ...['System', 'CompilerService.exe'].map((process) => [
    bindFact('in-use'),
    ownerFact([{ address: '0.0.0.0', pid: 4, process }]),
    portRangesFact({ from: 1, to: 65535 }),
  ]),
  ...['System', 'CompilerService.exe'].map((process) => [
    bindFact('in-use'),
    ownerFact([{ address: '127.0.0.1', pid: 4, process }]),
  ]),
  [bindFact('bind-forbidden'), ownerFact([])],
  [bindFact('bind-forbidden')],
  [bindFact('bind-forbidden'), portRangesFact(null, [{ from: 1, to: 65535, isAdministered: false }])],
  [bindFact('no-permission')],
  [bindFact('cancelled')],
  [outOfTime(bindFact('free'))],
  [brokenOff(bindFact('free'))],
  [bindFact('probe-failed')],
  [],
];

const anywhere = (decision: FirewallDecision, ...names: readonly string[]): readonly Fact[] => {
  const rules = names.map((ruleName) => ({ ruleName, origin: 'policy' as const }));
  return [firewallFact([networkOf('domain', decision, { isActive: true, rules })])];
};

const inboundFacts: readonly (readonly Fact[])[] = [
  [],
  anywhere('blocked', 'Block "all"'),
  anywhere('blocked'),
  anywhere('closed'),
  anywhere('blocked-in-part', 'Block "some"'),
  anywhere('allowed-in-part', 'Near'),
  [visitsFact([visitOf()])],
  [visitsFact([visitOf({ name: 'other', own: { address: '10.0.0.99', port: 50_001 } })])],
  [visitsFact([visitOf({ head: 'F'.repeat(43) })])],
  [visitsFact([visitOf({ dialled: { address: '10.0.0.20', port: 12_001 } })])],
  [visitsFact()],
  [visitsFact([], { state: 'in-use' })],
];

const localHttpFacts: readonly (readonly Fact[])[] = [
  [httpFact('open')],
  [httpFact('open', { durationMs: 20_000 })],
  [httpFact('open', { status: 404 }), httpFact('open', { hostHeader: 'localhost' })],
  [httpFact('open', { status: 500 })],
  [httpFact('open', { status: 404, server: 'Microsoft-HTTPAPI/2.0' })],
  [httpFact('open', { status: 503, server: 'Microsoft-HTTPAPI/2.0' })],
  [httpFact('open', { status: 403, subStatus: 4 })],
  [httpFact('open', { status: 401 })],
  [httpFact('http-unexpected', { status: 502, server: 'nginx' })],
  [httpFact('open', { server: 'nginx/1.26.0' })],
  [httpFact('http-unexpected', { code: 'PROXY_ANSWERED', via: 'via: 1.1 filter' })],
  [httpFact('open'), proxySettingsFact([httpProxySetting([])])],
  ...(
    [
      'wrong-service',
      'refused',
      'timeout',
      'reset',
      'unreachable',
      'no-permission',
      'cancelled',
      'probe-failed',
    ] as const
  ).map((outcome) => [httpFact(outcome)]),
  [outOfTime(httpFact('open'))],
  [brokenOff(httpFact('open'))],
  [],
];

const healthFacts: readonly (readonly Fact[])[] = [
  [httpFact('open', { durationMs: 20_000 })],
  ...[200, 404, 500].map((status) => [httpFact('open', { status })]),
  ...(['refused', 'timeout', 'cancelled', 'probe-failed'] as const).map((outcome) => [httpFact(outcome)]),
  [outOfTime(httpFact('open'))],
  [brokenOff(httpFact('open'))],
  [],
];

const localhostFacts: readonly (readonly Fact[])[] = [
  ...[['127.0.0.1'], ['::1', '127.0.0.1'], ['127.0.0.1', '::1'], ['10.1.1.1'], ['::1'], []].map(
    (addresses) => [resolveFact('localhost', addresses)],
  ),
  [resolveFact('localhost', ['127.0.0.1']), hostsFileFact([]), dnsFact(['10.1.1.1'])],
  [resolveFact('localhost', ['::1', '127.0.0.1']), httpFact('refused', { host: '::1' })],
  ...(['dns-timeout', 'dns-error', 'cancelled', 'probe-failed'] as const).map((outcome) => [
    resolveFact('localhost', [], { outcome }),
  ]),
  [outOfTime(resolveFact('localhost', []))],
  [brokenOff(resolveFact('localhost', []))],
  [],
];

const lookupFacts: readonly (readonly Fact[])[] = [
  [resolveFact('db.example.local', ['10.0.0.30'])],
  [resolveFact('db.example.local', ['10.0.0.30'], { durationMs: 3010 }), dnsFact([], 'dns-timeout')],
  [resolveFact('db.example.local', [])],
  [resolveFact('db.example.local', [], { outcome: 'cancelled' })],
  [resolveFact('db.example.local', [], { outcome: 'probe-failed' })],
  [outOfTime(resolveFact('db.example.local', []))],
  [brokenOff(resolveFact('db.example.local', []))],
  [],
];

const latencyFacts: readonly (readonly Fact[])[] = [
  [latencyFact([1, 2])],
  [latencyFact([1, null])],
  [{ ...latencyFact([1, null]), failures: [{ outcome: 'refused', count: 1 }] } as Fact],
  [latencyFact([1, 1003])],
  [latencyFact([null])],
  [{ ...latencyFact([1]), remoteAddress: '127.0.0.1' }],
  [latencyFact([1], 'cancelled')],
  [outOfTime(latencyFact([]))],
  [brokenOff(latencyFact([]))],
  [latencyFact([1], 'probe-failed')],
  [],
];

/** Families that add findings to those of another one, which are tried there. */
const narrower: readonly string[] = ['primary-port', 'primary-local-port', 'zone-address'];

/** Every finding that an instance can come to, with its parameters. */
function findingsOf({ check, subject }: Instance): readonly Finding[] {
  const find = (facts: readonly Fact[], about: Subject = subject) => check.family.find(facts, about);
  switch (check.family.name) {
    case 'reach': {
      const wanting = { ...subject, hints: { ...subject.hints, authority: 'public' } };
      const isOverTls = subject.probes.some(({ kind }) => kind === 'https');
      return (isOverTls ? [subject, wanting] : [subject]).flatMap((about) =>
        reachFindings.flatMap((finding) => {
          const facts = reachFactsFor(finding, about);
          return facts === null ? [] : [find(facts, about)];
        }),
      );
    }
    case 'primary-port':
      return reachFindings.flatMap((finding) => {
        const facts = reachFactsFor(finding, subject);
        if (facts === null) return [];
        const used = { ...subject, hints: {} };
        const unused = { ...subject, hints: { unusedUntil: '11.41.0' } };
        return [find(facts, used), find(facts, unused)];
      });
    case 'zone-address':
      return reachFindings.flatMap((finding) => {
        const facts = reachFactsFor(finding, subject);
        if (facts === null) return [];
        const { mayServe: _, ...elsewhere } = subject.hints ?? {};
        return [find(facts, { ...subject, hints: elsewhere }), find(facts)];
      });
    case 'primary-local-port':
      return localPortFacts.flatMap((facts) => [
        find(facts, { ...subject, hints: { ...subject.hints, unusedUntil: 'never' } }),
        find(facts, { ...subject, hints: { ...subject.hints, unusedUntil: '11.41.0' } }),
      ]);
    case 'cloud':
      return cloudCases.map(([, , about, facts]) => find(facts, about));
    case 'local-port':
      return localPortFacts.flatMap((facts) => [
        find(facts),
        find(facts, { ...subject, probes: [...subject.probes, ownSiteProbe(443)] }),
      ]);
    case 'health':
      return healthFacts.map((facts) => find(facts));
    case 'local-http':
      return localHttpFacts.map((facts) => find(facts));
    case 'localhost-name':
      return localhostFacts.map((facts) => find(facts));
    case 'name-lookups':
      return lookupFacts.map((facts) => find(facts));
    case 'latency':
      return [
        ...latencyFacts.map((facts) => find(facts)),
        find([latencyFact([5])], { ...subject, hints: { limitMs: '1' } }),
      ];
    case 'inbound':
      return inboundFacts.map((facts) => find(facts));
    case 'configuration':
      return [
        find([]),
        find([installationFact('11.28.1.44071')]),
        find([], { ...subject, hints: { ...subject.hints, limit: 'too-short' } }),
        find([installationFact('11.28.1.44071')], {
          ...subject,
          hints: { ...subject.hints, platformVersion: '11.41.0' },
        }),
      ];
    case 'statement':
      return [find([])];
    default:
      throw new RangeError(`no facts for the family ${check.family.name}`);
  }
}

/** Every instance with all that it can come to. */
const tried = instances.map((instance) => ({ ...instance, findings: findingsOf(instance) }));

function textsOf(check: CheckDefinition, { finding, parameters }: Finding): readonly string[] {
  return phases.flatMap((phase) => {
    const ruling = check.rulings()[finding]?.[phase];
    if (ruling === undefined) throw new RangeError(`${check.id} has no ruling for ${finding}`);
    return [ruling.reason, ...(ruling.remedy === null ? [] : [ruling.remedy])].map((text) =>
      fillText(text, parameters),
    );
  });
}

describe('the texts of every check', () => {
  it('can be filled in for every finding that it can come to', () => {
    for (const { check, findings } of tried) {
      const texts = findings.flatMap((finding) => textsOf(check, finding));
      expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) {
        expect(text).not.toMatch(/[{}]|undefined|NaN| {2}/);
        expect(text).toMatch(/[."]$/);
      }
    }
  });

  it('are tried for every finding of the families but answers that were not given', () => {
    const unseen = new Set(
      instances.flatMap(({ check }) =>
        check.family.name === 'statement' || check.family.name === 'configuration'
          ? []
          : check.family.findings
              .filter((name) => !narrower.includes(check.family.name) || /^unused|-in-zone$/.test(name))
              .map((name) => `${check.family.name} ${name}`),
      ),
    );
    for (const { check, findings } of tried)
      for (const { finding } of findings) unseen.delete(`${check.family.name} ${finding}`);
    expect([...unseen]).toEqual([]);
  });
});

/** Every finding of every check in both phases, as a result holds it. */
const judged = tried.flatMap(({ check, findings }) =>
  findings.flatMap((found) =>
    phases.map((phase) => ({ check, phase, found, result: judgedBy(check, phase, found) })),
  ),
);

describe('what a result holds of every finding', () => {
  it('gives the same sentences again, also from its file', () => {
    for (const { check, phase, result } of judged) {
      const read = z.array(namedParameterSchema).parse(JSON.parse(JSON.stringify(result.parameters)));
      const again = redrawSentences(check, phase, { finding: result.finding, parameters: read });
      const { headline = null, asks = [], reason, remedy, verdict, owner } = result;
      expect(again).toEqual({ headline, asks, reason, remedy, verdict, owner });
    }
  });

  it('is of the type that its family declares, or in words of the catalogue', () => {
    const wrong = judged.flatMap(({ check, found, result }) =>
      (result.parameters ?? [])
        .filter(
          ({ name, type }) => type !== 'keep' && type !== 'phrase' && type !== check.family.parameters[name],
        )
        .map(({ name, type }) => `${check.family.name} ${found.finding}: ${name} is ${type}`),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('has a headline in one short line wherever it does not pass', () => {
    for (const { check, found, result } of judged) {
      const { headline, verdict } = result;
      const where = `${check.id} ${found.finding}`;
      if (verdict === 'pass') expect(headline, where).toBeUndefined();
      if (verdict === 'pass' || verdict === 'not-applicable') continue;
      expect(headline, where).toMatch(/^[^{}\n]+[^{}\n.]$/);
      expect(headline, where).not.toMatch(/undefined|NaN| {2}/);
      expect(Array.from(headline ?? '').length, where).toBeLessThanOrEqual(longest.headline);
    }
  });
});

/** The verdicts of a finding before and after the installation. */
const verdictsOf = (id: string, finding: string) =>
  phases.map((phase) => checkCalled(id).rulings()[finding]?.[phase].verdict);

describe('the rulings', () => {
  it.each([
    ['out-ctrl', 'refused', 'not-yet', 'fail'],
    ['out-cache', 'refused', 'not-yet', 'fail'],
    ['mon-fe-iis', 'refused', 'not-yet', 'fail'],
    ['out-fe-db-sql', 'refused', 'fail', 'fail'],
    ['out-ctrl-db-ora', 'refused', 'fail', 'fail'],
    ['ct-db-platform', 'refused', 'fail', 'fail'],
    ['out-mabs', 'refused', 'fail', 'fail'],
    ['ad-out', 'refused', 'fail', 'fail'],
    ['ops-ssh', 'refused', 'fail', 'fail'],
    ['out-ctrl', 'timeout', 'fail', 'fail'],
    ['out-mabs', 'tls-untrusted', 'warn', 'warn'],
    ['out-fe-db-sql', 'open-in-part', 'warn', 'warn'],
    ['lat-db', 'turned-away', 'warn', 'warn'],
    ['ops-ssh', 'covered-by-fallback', 'not-applicable', 'not-applicable'],
    ['ops-rdp', 'covered-by-fallback', 'not-applicable', 'not-applicable'],
    ['lt-out-env-443', 'covered-by-fallback', 'warn', 'warn'],
    ['lt-out-env-443', 'no-https-binding', 'warn', 'warn'],
    ['loc-resolve', 'ipv6-harmless', 'pass', 'pass'],
    ['loc-resolve', 'ipv6-first', 'warn', 'warn'],
    ['env-out-lt-80', 'covered-by-fallback', 'not-applicable', 'not-applicable'],
    ['user-fe-443', 'wrong-service', 'fail', 'fail'],
    ['loc-port-12000', 'free', 'pass', 'fail'],
    ['loc-port-80', 'free', 'not-yet', 'fail'],
    ['loc-port-80', 'in-use-by-expected', 'pass', 'pass'],
    ['loc-port-12000', 'loopback-only', 'warn', 'fail'],
    ['loc-port-5672', 'loopback-only', 'warn', 'fail'],
    ['loc-port-80', 'loopback-only', 'fail', 'fail'],
    ['out-mabs', 'blocked-on-the-way', 'fail', 'fail'],
    ['out-ctrl', 'open-late', 'warn', 'warn'],
    ['lat-db', 'late', 'warn', 'warn'],
    ['lat-names', 'slow', 'warn', 'warn'],
    ['out-ctrl', 'closed', 'fail', 'fail'],
    ['out-ctrl', 'wrong-service', 'fail', 'fail'],
    ['out-mabs', 'closed', 'fail', 'fail'],
    ['out-ctrl', 'leads-here', 'fail', 'fail'],
    ['out-cache', 'leads-here', 'fail', 'fail'],
    ['out-fe-db-sql', 'leads-here', 'fail', 'fail'],
    ['lat-db', 'leads-here', 'skipped', 'skipped'],
    ['loc-port-80', 'no-site', 'fail', 'fail'],
    ['loc-http', 'no-site', 'fail', 'fail'],
    ['loc-http', 'pool-stopped', 'fail', 'fail'],
    ['loc-http', 'forbidden', 'warn', 'warn'],
    ['loc-http', 'other-web-server', 'warn', 'warn'],
    ['loc-http-v6', 'no-site', 'warn', 'warn'],
    ['mon-fe-iis', 'no-site', 'fail', 'fail'],
    ['user-fe-443', 'no-site', 'fail', 'fail'],
    ['lt-out-env-443', 'pool-stopped', 'fail', 'fail'],
    ['dev-fe-80', 'forbidden', 'warn', 'warn'],
    ['loc-port-80', 'in-use-by-unknown', 'warn', 'warn'],
    ['loc-port-443', 'in-use-by-other', 'fail', 'fail'],
    ['loc-http', 'refused', 'not-yet', 'fail'],
    ['loc-http-v6', 'refused', 'pass', 'pass'],
    ['loc-http-v6', 'unreachable', 'not-applicable', 'not-applicable'],
    ['loc-http-v6', 'wrong-service', 'warn', 'warn'],
    ['in-user-443', 'needs-other-machine', 'not-testable-here', 'not-testable-here'],
    ['lt-bidir', 'needs-other-machine', 'not-testable-here', 'not-testable-here'],
    ['in-ctrl', 'blocked-by-rule', 'fail', 'fail'],
    ['in-ctrl', 'blocked-by-setting', 'fail', 'fail'],
    ['in-ctrl', 'closed-by-default', 'warn', 'warn'],
    ['lt-bidir', 'blocked-by-rule', 'fail', 'fail'],
    ['lt-in-443', 'blocked-by-rule', 'fail', 'fail'],
    ['lt-in-80', 'blocked-by-rule', 'warn', 'warn'],
    ['env-in-lt-80', 'blocked-by-setting', 'warn', 'warn'],
    ['in-ssh', 'blocked-by-rule', 'warn', 'warn'],
    ['in-rdp', 'closed-by-default', 'not-testable-here', 'not-testable-here'],
    ['loc-config', 'installed', 'warn', 'pass'],
    ['loc-config', 'other-version', 'warn', 'warn'],
    ['lat-db', 'not-connected', 'skipped', 'skipped'],
    ['out-fe-db-sql', 'wrong-service', 'fail', 'fail'],
    ['out-fe-db-sql', 'port-not-told', 'fail', 'fail'],
    ['out-fe-db-sql', 'no-tcp-port', 'fail', 'fail'],
    ['out-fe-db-sql', 'other-instance', 'warn', 'warn'],
    ['out-fe-db-ora', 'service-refused', 'warn', 'warn'],
    ['out-fe-db-ora', 'redirected', 'warn', 'warn'],
    ['out-cache', 'wrong-service', 'fail', 'fail'],
    ['out-cache', 'tls-name', 'warn', 'warn'],
    ['out-ctrl-12100', 'refused', 'not-yet', 'fail'],
    ['server-api-health', 'not-found', 'warn', 'warn'],
  ])('of %s: %s is %s before the installation, %s after it', (id, finding, before, after) => {
    expect(verdictsOf(id, finding)).toEqual([before, after]);
  });

  it.each([
    ['out-fe-db-sql', 'refused', 'database-administrator', /SQL Server Configuration Manager/],
    ['out-fe-db-ora', 'refused', 'database-administrator', /lsnrctl status/],
    ['out-fe-db-sql', 'wrong-service', 'database-administrator', /\{target\}/],
    ['out-fe-db-sql', 'timeout', 'network-team', /Allow TCP \{port\}/],
    ['out-mabs', 'timeout', 'network-team', /by name/],
    ['out-mabs', 'dns-not-found', 'dns-administrator', /public names/],
    ['user-fe-443', 'tls-expired', 'certificate-administrator', /Renew/],
    ['out-ctrl', 'refused', 'you', /"OutSystems Deployment Controller Service"/],
    ['out-cache', 'refused', 'you', /"RabbitMQ"/],
    ['mon-fe-iis', 'refused', 'you', /iisreset/],
  ])('of %s: %s after the installation goes to %s', (id, finding, owner, remedy) => {
    expect(checkCalled(id).rulings()[finding]?.['after-install']).toMatchObject({
      owner,
      remedy: expect.stringMatching(remedy),
    });
  });
});

describe('the owners of what only others can mend', () => {
  it.each([
    ['out-ctrl', 'silent-outside', 'network-team'],
    ['out-fe-db-sql', 'silent-outside', 'network-team'],
    ['out-cache', 'cut-off-outside', 'network-team'],
    ['out-ctrl', 'dns-error', 'dns-administrator'],
    ['out-mabs', 'dns-error', 'dns-administrator'],
    ['lt-out-env-443', 'no-https-binding', 'you'],
    ['lt-out-env-443', 'covered-by-fallback', 'network-team'],
  ])('%s, %s: %s', (id, finding, owner) => {
    for (const phase of phases) expect(checkCalled(id).rulings()[finding]?.[phase].owner).toBe(owner);
  });

  it.each(['out-fe-db-sql', 'out-ctrl-db-sql', 'ct-db-platform'])(
    'never take an address from the name of a listener of an availability group: %s',
    (id) => {
      for (const phase of phases) {
        const remedy = checkCalled(id).rulings()['open-in-part']?.[phase].remedy;
        expect(remedy).toContain('MultiSubnetFailover=True');
        expect(remedy).not.toMatch(/remove/i);
      }
    },
  );

  it('never take an address from the name of a cluster of Oracle, whose listeners answer on all', () => {
    for (const id of ['out-fe-db-ora', 'out-ctrl-db-ora'])
      for (const phase of phases) {
        const ruling = checkCalled(id).rulings()['open-in-part']?.[phase];
        expect(ruling).toMatchObject({ verdict: 'warn', owner: 'database-administrator' });
        expect(ruling?.remedy).toMatch(/srvctl status scan_listener.*to each of its addresses/);
        expect(ruling?.remedy).not.toMatch(/remove/i);
      }
  });
});
