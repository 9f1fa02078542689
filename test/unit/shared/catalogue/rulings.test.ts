import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CheckDefinition, Finding, Subject } from '../../../../shared/catalogue/check.ts';
import { reachFindings } from '../../../../shared/catalogue/families/reach.ts';
import { namedParameterSchema } from '../../../../shared/catalogue/parameter.ts';
import { fillText } from '../../../../shared/catalogue/text.ts';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { judgedBy, redrawSentences } from '../../../../shared/run/sentences.ts';
import { longest } from '../../../../shared/words/lengths.ts';
import { phases } from '../../../../shared/words/verdict.ts';
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
  contextOf({ databases: [{ purpose: 'platform', host: 'sql.example.local\\OS' }] }),
].flatMap(instancesOf);

const localPortFacts: readonly (readonly Fact[])[] = [
  [bindFact('free')],
  [bindFact('in-use'), ownerFact([{ address: '0.0.0.0', pid: 4, process: 'System' }])],
  [bindFact('in-use'), ownerFact([{ address: '0.0.0.0', pid: 9, process: 'CompilerService.exe' }])],
  [bindFact('in-use')],
  [bindFact('free'), portRangesFact({ from: 1, to: 65535 })],
  ...['System', 'CompilerService.exe'].map((process) => [
    bindFact('in-use'),
    ownerFact([{ address: '0.0.0.0', pid: 4, process }]),
    portRangesFact({ from: 1, to: 65535 }),
  ]),
  [bindFact('bind-forbidden')],
  [bindFact('no-permission')],
  [bindFact('cancelled')],
  [outOfTime(bindFact('free'))],
  [brokenOff(bindFact('free'))],
  [bindFact('probe-failed')],
  [],
];

const anywhere = (decision: 'blocked' | 'closed', ...names: readonly string[]): readonly Fact[] => {
  const rules = names.map((ruleName) => ({ ruleName, origin: 'policy' as const }));
  return [firewallFact([networkOf('domain', decision, { isActive: true, rules })])];
};

const inboundFacts: readonly (readonly Fact[])[] = [
  [],
  anywhere('blocked', 'Block "all"'),
  anywhere('blocked'),
  anywhere('closed'),
];

const localHttpFacts: readonly (readonly Fact[])[] = [
  [httpFact('open')],
  [httpFact('open', { status: 404 }), httpFact('open', { hostHeader: 'localhost' })],
  [httpFact('open', { status: 500 })],
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
  ...(['dns-timeout', 'cancelled', 'probe-failed'] as const).map((outcome) => [
    resolveFact('localhost', [], { outcome }),
  ]),
  [outOfTime(resolveFact('localhost', []))],
  [brokenOff(resolveFact('localhost', []))],
  [],
];

const latencyFacts: readonly (readonly Fact[])[] = [
  [latencyFact([1, 2])],
  [latencyFact([1, null])],
  [latencyFact([null])],
  [latencyFact([1], 'cancelled')],
  [outOfTime(latencyFact([]))],
  [brokenOff(latencyFact([]))],
  [latencyFact([1], 'probe-failed')],
  [],
];

/** Every finding that an instance can come to, with its parameters. */
function findingsOf({ check, subject }: Instance): readonly Finding[] {
  const find = (facts: readonly Fact[], about: Subject = subject) => check.family.find(facts, about);
  switch (check.family.name) {
    case 'reach':
      return reachFindings.flatMap((finding) => {
        const facts = reachFactsFor(finding, subject);
        return facts === null ? [] : [find(facts)];
      });
    case 'cloud':
      return cloudCases.map(([, , about, facts]) => find(facts, about));
    case 'local-port':
      return localPortFacts.map((facts) => find(facts));
    case 'health':
      return healthFacts.map((facts) => find(facts));
    case 'local-http':
      return localHttpFacts.map((facts) => find(facts));
    case 'localhost-name':
      return localhostFacts.map((facts) => find(facts));
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

function textsOf(check: CheckDefinition, { finding, parameters }: Finding): readonly string[] {
  return phases.flatMap((phase) => {
    const ruling = check.rulings[finding]?.[phase];
    if (ruling === undefined) throw new RangeError(`${check.id} has no ruling for ${finding}`);
    return [ruling.reason, ...(ruling.remedy === null ? [] : [ruling.remedy])].map((text) =>
      fillText(text, parameters),
    );
  });
}

describe('the texts of every check', () => {
  it('can be filled in for every finding that it can come to', () => {
    for (const instance of instances) {
      const findings = findingsOf(instance);
      const texts = findings.flatMap((finding) => textsOf(instance.check, finding));
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
          : check.family.findings.map((name) => `${check.family.name} ${name}`),
      ),
    );
    for (const instance of instances)
      for (const { finding } of findingsOf(instance))
        unseen.delete(`${instance.check.family.name} ${finding}`);
    expect([...unseen]).toEqual([]);
  });
});

/** Every finding of every check in both phases, as a result holds it. */
const judged = instances.flatMap((instance) =>
  findingsOf(instance).flatMap((found) =>
    phases.map((phase) => ({
      check: instance.check,
      phase,
      found,
      result: judgedBy(instance.check, phase, found),
    })),
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
  phases.map((phase) => checkCalled(id).rulings[finding]?.[phase].verdict);

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
    ['ops-ssh', 'covered-by-fallback', 'not-applicable', 'not-applicable'],
    ['ops-rdp', 'covered-by-fallback', 'not-applicable', 'not-applicable'],
    ['lt-out-env-443', 'covered-by-fallback', 'warn', 'warn'],
    ['env-out-lt-80', 'covered-by-fallback', 'not-applicable', 'not-applicable'],
    ['user-fe-443', 'wrong-service', 'fail', 'fail'],
    ['loc-port-12000', 'free', 'pass', 'fail'],
    ['loc-port-80', 'free', 'not-yet', 'fail'],
    ['loc-port-80', 'in-use-by-expected', 'pass', 'pass'],
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
    expect(checkCalled(id).rulings[finding]?.['after-install']).toMatchObject({
      owner,
      remedy: expect.stringMatching(remedy),
    });
  });
});
