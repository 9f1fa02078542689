import { describe, expect, it } from 'vitest';
import { isThisMachine } from '../../../../shared/catalogue/targets.ts';
import { factsOf } from '../../../../shared/probe/fact.ts';
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
      path: 'C:\\Users\\user-1\\hosts',
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
      server: 'Apache/2.4.6 (host-1.part-1.example) PHP/5.4.16 on 198.51.100.81',
      location: 'https://host-2.part-1.example:8443/login/fe-1?removed',
      remoteAddress: '::ffff:198.51.100.2',
      localAddress: '2001:db8:c:1::1',
    });
    expect(owner).toMatchObject({
      owners: [{ process: 'C:\\Users\\user-1\\AppData\\tool.exe' }, { services: ['Agent of fe-1'] }],
    });
  });

  it('replaces names in what the administrator wrote, and gives it to be read once more', () => {
    const { texts, result } = redactResult(richResult());
    expect(texts).toEqual([
      'Agreed with domain-1\\user-1 and user-2@example: host-1, fe-1-old and [2001:db8:a:1::1]:443 are replaced in Environment 1; see \\\\ctrl-1\\share.',
      '本番Server 1です, Machine 1, 198.51.100.1/24, Organisation 1.',
      'Built elsewhere.',
    ]);
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
      installation: { version: '11.28.1.44', services: [{ service: 'Agent of fe-1', state: 'Running' }] },
    });
    const owners = factsOf(facts, 'port-owner').flatMap((fact) => fact.owners);
    expect(owners.find(({ reservations }) => reservations !== undefined)?.reservations).toEqual([
      expect.stringMatching(/^http:\/\/[a-z0-9.-]+\.example:8080\/fe-1\/$/),
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
    const waived = redactResult(result).result.profile.waivers[0]?.reason ?? '';
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
