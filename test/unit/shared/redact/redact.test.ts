import { describe, expect, it } from 'vitest';
import { isThisMachine } from '../../../../shared/catalogue/targets.ts';
import type { FactOf } from '../../../../shared/probe/fact.ts';
import { factsOf } from '../../../../shared/probe/facts-of.ts';
import { parseTimestampUrl } from '../../../../shared/profile/timestamp-url.ts';
import { publishedHosts } from '../../../../shared/redact/names-in-text.ts';
import { redactResult } from '../../../../shared/redact/redact.ts';
import { isMachineOf } from '../../../../shared/report/firewall-request.ts';
import { type CheckResult, type RunResult, runResultSchema } from '../../../../shared/run/result.ts';
import { isWellFormed } from '../../../../shared/words/well-formed.ts';
import { richOriginals, richResult } from '../../../support/rich-result.ts';
import {
  cancelledResult,
  containerResult,
  failedResult,
  farmResult,
  healthyWorld,
  lifetimeResult,
  passedResult,
  sampleResult,
} from '../../../support/sample-results.ts';
import { type SeededRandom, seededRandom } from '../../../support/seeded-random.ts';

const samples: readonly (readonly [string, () => RunResult])[] = [
  ['rich', richResult],
  ['passed', passedResult],
  ['failed', failedResult],
  ['farm', farmResult],
  ['cancelled', cancelledResult],
  ['LifeTime', lifetimeResult],
  ['containers', containerResult],
  ['default', () => sampleResult()],
];

/** Everything that is data, as one text in lower case. */
const asText = (value: unknown): string => JSON.stringify(value).toLowerCase();

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1).toLowerCase();

const checkOf = (result: RunResult, id: string): CheckResult => {
  const check = result.checks.find((entry) => entry.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return check;
};

describe('a redacted result', () => {
  it('has nothing left of the names and addresses of a rich run', () => {
    const original = asText(richResult());
    expect(richOriginals.filter((name) => !original.includes(inJson(name)))).toEqual([]);
    const text = asText(redactResult(richResult()).result);
    expect(richOriginals.filter((name) => text.includes(inJson(name)))).toEqual([]);
  });

  it.each(samples)('is valid, says that it is redacted and keeps every finding: %s', (_, make) => {
    const before = make();
    const { result } = redactResult(before);
    expect(runResultSchema.parse(result)).toEqual(result);
    expect(result.redacted).toBe(true);
    const judged = ({ checks }: RunResult) =>
      checks.map(({ title, why, finding, verdict, owner, requirements, facts }) => ({
        title,
        why,
        finding,
        verdict,
        owner,
        requirements,
        facts: facts.map(({ kind, outcome, code, startedAt, durationMs }) => [
          kind,
          outcome,
          code,
          startedAt,
          durationMs,
        ]),
      }));
    expect(judged(result)).toEqual(judged(before));
    expect(result.counts).toEqual(before.counts);
    expect({ id: result.id, tool: result.tool }).toEqual({ id: before.id, tool: before.tool });
  });

  it.each(samples)('keeps ids apart, and names the same checks everywhere: %s', (_, make) => {
    const { result } = redactResult(make());
    const ids = result.checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(result.coverage.flatMap(({ checks }) => checks).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(samples)('is the same for the same result, and names no original: %s', (_, make) => {
    const first = redactResult(make());
    expect(redactResult(make())).toEqual(first);
    const aliases = new Set(first.aliases.map(({ alias }) => alias));
    expect(aliases.size).toBe(first.aliases.length);
    // An organisation may be called like the domain that is reserved for examples.
    const originals = first.aliases
      .map(({ original }) => original.toLowerCase())
      .filter((original) => original !== 'example');
    expect([...aliases].filter((alias) => originals.includes(alias.toLowerCase()))).toEqual([]);
  });

  it('gives a host one alias in every field and form', () => {
    const { result } = redactResult(richResult());
    expect(result.machine.hostname).toBe('ctrl-1');
    expect(result.profile.controller.host).toBe('ctrl-1.part-1.example');
    expect(result.profile.frontEnds.map(({ host }) => host)).toEqual([
      'ctrl-1.part-1.example',
      'fe-1.part-1.example',
      '198.51.100.2',
    ]);
    const [resolve, hosts, dns, tls, http, owner] = checkOf(result, 'loc-resolve').facts.slice(-8, -2);
    expect(resolve).toMatchObject({
      host: 'fe-1',
      addresses: ['198.51.100.2', '2001:db8:a:1::1', '203.0.113.1', '2001:db8:b:1::1'],
    });
    expect(hosts).toMatchObject({
      path: 'hosts-file-1',
      lines: [
        { address: '::1', names: ['localhost', 'ctrl-1'] },
        { address: '::ffff:198.51.100.2', names: ['host-1.part-1.example'] },
      ],
    });
    expect(dns).toMatchObject({ name: 'localhost.part-1.example', addresses: ['2001:db8:b:1::1'] });
    expect(tls).toMatchObject({
      chain: [
        {
          subject: 'CN=fe-1.part-1.example, O=Organisation 1, OU=Unit 1, L=Part 1, C=DE',
          issuer: 'CN=Name 1, O=Organisation 1, DC=domain-1',
          altNames: [
            'fe-1.part-1.example',
            'fe-1',
            '*.part-1.example',
            '198.51.100.2',
            '2001:db8:a:1::1',
            'Name 2',
            'URI:https://host-2.part-1.example/x',
            'Name 3',
          ],
          sha256: 'certificate-1',
        },
      ],
    });
    expect(http).toMatchObject({
      hostHeader: 'fe-1:8080',
      path: '/ServiceCenter',
      server: '[text 4 removed]',
      location: 'https://host-2.part-1.example:8443/removed?removed',
      remoteAddress: '::ffff:198.51.100.2',
      localAddress: '2001:db8:c:1::1',
    });
    expect(owner).toMatchObject({
      owners: [{ process: 'program-1' }, { process: 'System', services: ['service-1'] }],
    });
  });

  it('removes what somebody wrote, and says what would stand there if it were kept', () => {
    const { texts, result } = redactResult(richResult());
    expect(texts.map(({ fields, marker, kept }) => [...fields, marker, kept])).toEqual([
      [
        'waiver',
        '[text 1 removed]',
        'Agreed with domain-1\\user-1 and user-2@example: host-1, fe-1-old and [2001:db8:a:1::1]:443 are replaced in Environment 1; see \\\\ctrl-1\\share.',
      ],
      ['waiver', '[text 2 removed]', '本番Server 1です, Machine 1, 198.51.100.1/24, Organisation 1.'],
      ['waiver', '[text 3 removed]', 'Built elsewhere.'],
      ['server', '[text 4 removed]', 'Apache/2.4.6 (host-1.part-1.example) PHP/5.4.16 on 198.51.100.81'],
    ]);
    expect(result.profile.waivers.map(({ reason }) => reason)).toEqual(
      texts.slice(0, 3).map(({ marker }) => marker),
    );
    expect(result.profile.waivers[2]?.check).toBe('out-deploy@fe-1.part-1.example');
    expect(result.profile.proxy).toMatchObject({
      url: 'http://proxy-1.part-1.example:3128',
      bypass: ['.part-1.example', '*.example', '198.51.100.1', 'pattern-1', 'pattern-2', '<local>'],
    });
    expect(result.profile.caFile).toBe('authorities-1.pem');
  });

  it('keeps the sentences of the catalogue around what filled them, whatever hosts are called', () => {
    const words = sampleResult({
      machine: { hostname: 'server' },
      profile: {
        phase: 'after-install',
        machine: { roles: ['front-end'] },
        controller: { host: 'controller' },
        databases: [{ purpose: 'platform', host: 'database' }],
        lifetime: { host: 'service' },
      },
    });
    const { result } = redactResult(words);
    const { reason, remedy } = checkOf(result, 'in-user-80');
    expect(reason).toBe('Whether end users can reach port 80 of fe-1 can only be tested from that end.');
    expect(remedy).toContain('Allow TCP 80 from end users to fe-1, then run Netready');
    expect(checkOf(result, 'out-fe-db-sql@platform').destination?.host).toBe('db-1');
    expect(result.checks.find(({ id }) => id.startsWith('out-ctrl'))?.reason).not.toContain(
      'ctrl-1 accepted',
    );
  });

  it('replaces in sentences of another version what is surely a name', () => {
    const { reason, remedy } = checkOf(redactResult(richResult()).result, 'loc-roles');
    expect(reason).toBe(
      'No answer from 198.51.100.2 (fe-1.part-1.example, issuer: CN=Name 1, O=Organisation 1).',
    );
    expect(remedy).toBe('Ask fe-1 or ctrl-1.');
  });

  it('keeps what is published and what means the same on every machine', () => {
    const { result } = redactResult(richResult());
    expect(checkOf(result, 'out-mabs').destination?.host).toBe('nativebuilder.api.outsystems.com');
    const text = asText(redactResult(sampleResult()).result);
    for (const kept of ['127.0.0.1', '[::1]:80', '0.0.0.0', 'localhost']) expect(text).toContain(kept);
    expect(redactResult(sampleResult()).result.profile.environment.name).toBe('OutSystems environment');
  });

  it('knows every host of OutSystems that the catalogue contacts', () => {
    const everything = sampleResult({
      profile: {
        machine: { roles: ['controller', 'front-end', 'lifetime'] },
        features: { mobileApps: true, architectureDashboard: true },
        lifetime: { host: 'localhost' },
      },
    });
    const contacted = everything.checks.flatMap(({ destination }) =>
      destination?.role === 'outsystems-cloud' ? [destination.host] : [],
    );
    expect([...new Set(contacted)].sort()).toEqual([...publishedHosts].sort());
  });

  it('keeps what the firewall decides and what is installed, under other names', () => {
    const { result } = redactResult(richResult());
    const facts = result.checks.flatMap((check) => check.facts);
    const rules = factsOf(facts, 'inbound-firewall').flatMap(({ networks }) => networks);
    expect(rules.find(({ decision }) => decision === 'blocked')).toEqual({
      network: 'domain',
      isActive: true,
      decision: 'blocked',
      rules: [
        { ruleName: 'Rule 1', origin: 'policy' },
        { ruleName: 'Rule 2', origin: 'machine' },
      ],
    });
    expect(checkOf(result, 'in-user-80').reason).toMatch(/ by the rule "Rule 1"\.$/);
    expect(result.machine).toMatchObject({
      isElevated: false,
      installation: { version: '11.28.1.44', services: [{ service: 'service-1', state: 'Running' }] },
    });
    const owners = factsOf(facts, 'port-owner').flatMap((fact) => fact.owners);
    expect(owners.find(({ reservations }) => reservations !== undefined)?.reservations).toEqual([
      expect.stringMatching(/^http:\/\/[a-z0-9.-]+\.example:8080\/removed$/),
      expect.stringMatching(/^http:\/\/[\d.]+:8080\/$/),
    ]);
  });

  it('leaves out where an authority is asked, which can be a secret, and keeps an address that can be used', () => {
    const before = richResult();
    const urlOf = (url: string) =>
      redactResult({ ...before, profile: { ...before.profile, timestamp: { url } } }).result.profile.timestamp
        ?.url ?? '';
    const url = urlOf('https://stempel.zubehoer-muster.local:8443/kunden/geheimtoken?key=geheimtoken');
    expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\.example:8443\/removed\?removed$/);
    expect(parseTimestampUrl(url)).not.toBeNull();
    expect(urlOf('http://stempel77')).toMatch(/^http:\/\/[a-z0-9.-]+$/);
    expect(urlOf('http://stempel77')).not.toContain('stempel');
    expect(urlOf('http://stempel77/')).toMatch(/^http:\/\/[a-z0-9.-]+\/$/);
  });

  it('knows the host of a reserved address by its place, and leaves out a coded path', () => {
    const before = richResult();
    const [first, ...others] = before.checks;
    if (first === undefined) throw new Error('no check');
    const owner = { address: '::', reservations: ['http://kassenrechner:8080/%6bassenrechner/'] };
    const fact = {
      kind: 'port-owner' as const,
      outcome: 'read' as const,
      startedAt: before.startedAt,
      durationMs: 1,
      port: 8080,
      owners: [owner],
    };
    const { result } = redactResult({ ...before, checks: [{ ...first, facts: [fact] }, ...others] });
    const [owners] = factsOf(result.checks[0]?.facts ?? [], 'port-owner').map((seen) => seen.owners);
    expect(owners?.[0]?.reservations).toEqual([expect.stringMatching(/^http:\/\/host-\d+:8080\/removed$/)]);
  });

  it('keeps which host is this machine', () => {
    const before = richResult();
    const { result } = redactResult(before);
    const hosts = ({ profile }: RunResult) => [
      profile.controller.host,
      ...profile.frontEnds.map(({ host }) => host),
      profile.lifetime?.host ?? '',
    ];
    expect(hosts(result).map((host) => isThisMachine(host, result.machine))).toEqual(
      hosts(before).map((host) => isThisMachine(host, before.machine)),
    );
    expect(isMachineOf(result, 'ctrl-1')).toBe(true);
  });

  it('shortens a reason that aliases make too long for a profile', () => {
    const reason = '10.0.0.1 '.repeat(55);
    const result = sampleResult({
      profile: { waivers: [{ check: 'lat-provider', reason }] },
    });
    const waived = redactResult(result, [reason.trim()]).result.profile.waivers[0]?.reason ?? '';
    expect(waived).toHaveLength(500);
    expect(waived.endsWith('…')).toBe(true);
    expect(waived).not.toContain('10.0.0.1');
  });

  it.each(['', 'x', 'xy'])(
    'takes no character apart where it shortens one, and what it gives is valid (%j)',
    (before) => {
      const reason = `${before}${'10.0.0.1 '.repeat(20)}${'👩‍👩‍👧‍👦'.repeat(40)}`;
      const { result } = redactResult(
        sampleResult({ profile: { waivers: [{ check: 'lat-provider', reason }] } }),
        [reason],
      );
      const waived = result.profile.waivers[0]?.reason ?? '';
      expect(isWellFormed(waived)).toBe(true);
      expect(waived).toMatch(/👩‍👩‍👧‍👦…$/u);
      expect(runResultSchema.safeParse(result).error).toBeUndefined();
    },
  );

  it('gives valid hosts for domains as deep and names as many as a profile can hold', () => {
    const labels = Array.from({ length: 120 }, (_, index) => 'abcdefghij'.charAt(index % 10));
    const nested = labels.map((_, index) => ({ host: labels.slice(index).join('.') }));
    const named = Array.from({ length: 61 }, (_, index) => ({ host: `fe${'x'.repeat(index)}` }));
    const { result } = redactResult(
      sampleResult({ profile: { machine: { roles: ['controller'] }, frontEnds: [...nested, ...named] } }),
    );
    expect(runResultSchema.safeParse(result).error).toBeUndefined();
    expect(new Set(result.profile.frontEnds.map(({ host }) => host)).size).toBe(nested.length + named.length);
  });
});

/** A run in which the web server of this machine answers so. */
function answeredBy(answer: Partial<FactOf<'http'>>): RunResult {
  const healthy = healthyWorld('after-install');
  return sampleResult({
    profile: { phase: 'after-install' },
    world: (request) =>
      healthy(request).map((fact) => (fact.kind === 'http' ? { ...fact, ...answer } : fact)),
  });
}

/** Facts and sentences of the checks of the local web server, redacted. */
function redactedAnswer(answer: Partial<FactOf<'http'>>) {
  const before = answeredBy(answer);
  const { checks } = redactResult(before).result;
  const shown = checks.filter(({ facts }) => factsOf(facts, 'http').length > 0);
  return {
    before: asText(before),
    facts: factsOf(
      shown.flatMap(({ facts }) => facts),
      'http',
    ),
    sentences: shown.map(({ reason }) => reason).join('\n'),
  };
}

const refused = { outcome: 'http-unexpected', code: 'PROXY_ANSWERED' } as const;

describe('what strangers say in a header', () => {
  it.each([
    ['via: 1.1 squidpx (squid/5.7)', /^via: 1\.1 host-\d+ \(squid\/5\.7\)$/, /squidpx/i],
    [
      'via: 1.1 squidpx (Muster), 1.0 inner7:3128',
      /^via: 1\.1 host-\d+, 1\.0 host-\d+:3128$/,
      /squidpx|muster|inner7/i,
    ],
    ['x-cache: MISS from squidpx', /^x-cache: MISS from host-\d+$/, /squidpx/i],
    [
      'proxy-authenticate: Basic realm="Haus Muster"',
      /^proxy-authenticate: \[text \d+ removed\]$/,
      /muster/i,
    ],
    ['x-squid-error: ERR_MUSTER 0', /^x-squid-error: \[text \d+ removed\]$/, /muster/i],
    ['x-squid-error: ERR_ACCESS_DENIED 0', /^x-squid-error: ERR_ACCESS_DENIED 0$/, /squidpx/],
  ])('is replaced by its parts: %s', (via, shown, leak) => {
    const { before, facts, sentences } = redactedAnswer({ ...refused, via });
    expect(before).toContain(inJson(via));
    expect(facts[0]?.via).toMatch(shown);
    expect(sentences).toContain(facts[0]?.via);
    expect(asText([facts, sentences])).not.toMatch(leak);
  });

  it('is left out of the address of a redirect, in the sentence too', () => {
    const location = 'https://svc:geheim7@sso.muster.local/mandant7/x?SAMLRequest=token7';
    const { facts, sentences } = redactedAnswer({ outcome: 'http-unexpected', status: 302, location });
    expect(facts[0]?.location).toMatch(/^https:\/\/[a-z0-9-]+\.example\/removed\?removed$/);
    expect(sentences).toContain(facts[0]?.location);
    expect(asText([facts, sentences])).not.toMatch(/geheim7|muster|mandant7|token7/);
  });

  it('stays where it is published', () => {
    const { facts } = redactedAnswer({ server: 'Microsoft-IIS/10.0', location: '/ServiceCenter/' });
    expect(facts[0]).toMatchObject({ server: 'Microsoft-IIS/10.0', location: '/ServiceCenter/' });
  });
});

describe('a text that may say anything', () => {
  const waivedRun = (): RunResult => ({
    ...sampleResult({ profile: { waivers: [{ check: 'lat-provider', reason: 'Frau Muster weiss es.' }] } }),
  });

  it('is kept where a person wants it, and only that one, with the names in it replaced', () => {
    const result = { ...waivedRun(), machine: { ...waivedRun().machine, os: 'Muster Linux 4 auf app01' } };
    const { result: redacted } = redactResult(result, ['Muster Linux 4 auf app01', 'not in the result']);
    expect(redacted.machine.os).toBe('Muster Linux 4 auf ctrl-1');
    expect(redacted.profile.waivers[0]?.reason).toBe('[text 2 removed]');
  });

  it.each([
    'Windows Server 2022 Standard (Windows_NT 10.0.20348)',
    'Ubuntu 24.04.1 LTS (Linux 6.8.0-45-generic)',
  ])('is none where it is published: %s', (os) => {
    const result = { ...waivedRun(), machine: { ...waivedRun().machine, os } };
    expect(redactResult(result).result.machine.os).toBe(os);
  });

  it('has one number in every field', () => {
    const [first, ...others] = waivedRun().checks;
    if (first === undefined) throw new Error('no check');
    const waiver = { verdict: 'fail' as const, reason: 'Frau Muster weiss es.' };
    const { result, texts } = redactResult({ ...waivedRun(), checks: [{ ...first, waiver }, ...others] });
    expect(texts).toHaveLength(1);
    expect(result.checks[0]?.waiver?.reason).toBe('[text 1 removed]');
    expect(result.profile.waivers[0]?.reason).toBe('[text 1 removed]');
  });

  it('leaves a certificate for localhost as it is, and the profile that names it', () => {
    const [first, ...others] = waivedRun().checks;
    if (first === undefined) throw new Error('no check');
    const link = {
      validFrom: waivedRun().startedAt,
      validTo: waivedRun().startedAt,
      altNames: [],
      sha256: 'ab',
    };
    const own = { ...link, subject: 'CN=localhost', issuer: 'CN=localhost' };
    const timed = { startedAt: waivedRun().startedAt, durationMs: 1 };
    const fact = {
      kind: 'tls' as const,
      ...timed,
      outcome: 'open' as const,
      host: 'localhost',
      chain: [own],
    };
    const { result } = redactResult({ ...waivedRun(), checks: [{ ...first, facts: [fact] }, ...others] });
    expect(runResultSchema.safeParse(result).error).toBeUndefined();
    expect(result.checks[0]?.facts[0]).toMatchObject({
      host: 'localhost',
      chain: [{ subject: 'CN=localhost' }],
    });
  });
});

const words = [
  'server',
  'web',
  'db',
  'prod',
  'x1',
  'sql-2',
  'zentrale',
  'platform',
  'fe-1',
  'example',
  '東京',
];
const domains = [
  '',
  '',
  '.corp.local',
  '.a.corp.local',
  '.local',
  '.example',
  '.10.in-addr.arpa',
  '.bücher.de',
];

/** A run of made-up names: words of a language, names like aliases, domains inside each other. */
function arbitraryResult({ below }: SeededRandom): RunResult {
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
  const number = (): number => below(256);
  const host = (): string => {
    const kind = below(100);
    if (kind < 15) return `10.${number()}.${number()}.${number()}`;
    if (kind < 25) return `192.0.2.${number()}`;
    if (kind < 35) return `2001:db8:a:1::${(number() + 1).toString(16)}`;
    return `${pick(words)}${below(2) === 0 ? number() : ''}${pick(domains)}`;
  };
  return sampleResult({
    machine: { hostname: pick(words).toUpperCase(), addresses: [`10.1.2.${number()}`] },
    profile: {
      phase: below(2) === 0 ? 'before-install' : 'after-install',
      environment: { name: pick(['Prod', 'Test 1', '東京', 'Environment 1']) },
      controller: { host: host() },
      frontEnds: Array.from({ length: 3 }, () => ({ host: host(), name: pick(words) })),
      databases: [{ purpose: 'platform', host: host() }],
      lifetime: { host: host() },
      proxy: { bypass: [pick(domains) || '*.corp.local', host()] },
      waivers: [{ check: 'lat-provider', reason: `because of ${host()} and ${host()}` }],
    },
  });
}

describe('any redacted result', () => {
  const random = seededRandom(20_261_122);

  it.each(Array.from({ length: 60 }, (_, index) => index))('is valid and has no host left (%i)', () => {
    const before = arbitraryResult(random);
    const { result, aliases } = redactResult(before);
    expect(runResultSchema.safeParse(result).error).toBeUndefined();
    expect(new Set(aliases.map(({ alias }) => alias)).size).toBe(aliases.length);
    const { profile, machine, checks, contacted } = result;
    const fields = [
      machine.hostname,
      ...machine.addresses,
      profile.controller.host,
      profile.lifetime?.host,
      ...profile.frontEnds.map(({ host }) => host),
      ...profile.databases.map(({ host }) => host),
      ...contacted.flatMap(({ host, address }) => [host, address]),
      ...checks.flatMap(({ destination, facts }) => [
        destination?.host,
        ...facts.flatMap((fact) => ('addresses' in fact ? fact.addresses : [])),
      ]),
    ];
    const originals = new Set(
      aliases.filter(({ kind }) => kind === 'host' || kind === 'address').map(({ original }) => original),
    );
    expect(fields.filter((field) => originals.has(field?.toLowerCase() ?? ''))).toEqual([]);
  });
});
