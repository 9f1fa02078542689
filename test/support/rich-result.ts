import type { Fact } from '../../shared/probe/fact.ts';
import type { CheckResult, RunResult } from '../../shared/run/result.ts';
import { healthyWorld, sampleResult, troubledWorld, type World } from './sample-results.ts';

const domain = 'prod.zubehoer-muster.local';
const longHost = `sqlcluster-${'a1b2c3d4e5f6'.repeat(4)}.${'rechenzentrum-sued'}.${domain}`;

/**
 * Every value of the rich run that tells whose it is. None may be left when names and addresses are replaced, in upper
 * or lower case, as a whole word or as a part of one.
 */
export const richOriginals: readonly string[] = [
  'WINAPP77',
  'winapp78',
  'zubehoer-muster',
  'rechenzentrum-sued',
  longHost,
  'sqlcluster-',
  'lifetime01',
  'squidproxy9',
  'oldbox23',
  'PRODINST',
  'Umgebung Rot',
  'Serverraum Zwölf',
  '東京本社サーバー',
  'mmustermann',
  'ZUBCORP',
  'svc-netzwerk',
  'kontakt.frau',
  'Muster Zubehoer GmbH',
  'Netzabteilung 4',
  'Hinterwalding',
  'MusterRootCA',
  'ladenkasse',
  '10.77.31.12',
  '10.77.31.13',
  '10.77.99.53',
  '172.29.8.4',
  '93.184.215.14',
  'fd77:aaaa:bbbb:31::12',
  'fd77:aaaa:bbbb:31:0:0:0:12',
  'fd77:aaaa:bbbb:0031:0000:0000:0000:0012',
  '2a02:1234:5678::77',
  '2a02:1234:5678:0:0:0:0:77',
  'fe80::77ff:fe31:12',
  '::ffff:10.77.31.13',
  '::ffff:a4d:1f0d',
  'deadbeef77',
  'geheimtoken',
  'Sperre Hinterwalding',
];

const began = '2026-03-02T14:05:10.000Z';
const timed = { startedAt: began, durationMs: 3.5 };

const chain = [
  {
    subject: `CN=winapp78.${domain}, O=Muster Zubehoer GmbH, OU=Netzabteilung 4, L=Hinterwalding, C=DE`,
    issuer: 'CN=MusterRootCA, O=Muster Zubehoer GmbH, DC=zubcorp',
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2027-01-01T00:00:00.000Z',
    altNames: [
      `winapp78.${domain}`,
      'winapp78',
      `*.${domain}`,
      '10.77.31.13',
      'FD77:AAAA:BBBB:31:0:0:0:12',
      'email:kontakt.frau@zubehoer-muster.local',
      `URI:https://ladenkasse.${domain}/x`,
      'DirName:/O=Muster Zubehoer GmbH',
    ],
    sha256: `${'deadbeef77'.repeat(6)}dead`,
  },
];

/** Facts as other machines and programs could answer: every field in which a name can stand. */
const moreFacts: readonly Fact[] = [
  {
    kind: 'resolve',
    ...timed,
    outcome: 'resolved',
    host: 'WINAPP78',
    addresses: [
      '10.77.31.13',
      'fd77:aaaa:bbbb:0031:0000:0000:0000:0012',
      '93.184.215.14',
      '2a02:1234:5678::77',
    ],
  },
  {
    kind: 'hosts-file',
    ...timed,
    outcome: 'read',
    path: 'C:\\Users\\mmustermann\\hosts',
    lines: [
      { number: 3, address: '::1', names: ['localhost', 'winapp77'] },
      { number: 9, address: '::ffff:10.77.31.13', names: [`oldbox23.${domain}`] },
    ],
  },
  {
    kind: 'dns',
    ...timed,
    outcome: 'dns-not-found',
    name: `localhost.${domain}`,
    recordType: 'AAAA',
    addresses: ['2A02:1234:5678:0:0:0:0:77'],
    remoteAddress: '10.77.99.53',
    remotePort: 53,
    code: 'ENOTFOUND',
  },
  { kind: 'tls', ...timed, outcome: 'tls-untrusted', host: 'winapp78', protocol: 'TLSv1.3', chain },
  {
    kind: 'http',
    ...timed,
    outcome: 'http-unexpected',
    host: 'winapp78',
    hostHeader: 'WINAPP78:8080',
    path: '/ServiceCenter',
    status: 302,
    server: `Apache/2.4.6 (oldbox23.${domain}) PHP/5.4.16 on 172.29.8.4`,
    location: `https://svc-netzwerk:geheimtoken@ladenkasse.${domain}:8443/login/winapp78?return=https%3A%2F%2Fwinapp77%2F&SAMLRequest=geheimtoken`,
    remoteAddress: '::ffff:a4d:1f0d',
    localAddress: 'fe80::77ff:fe31:12%Ethernet0',
  },
  {
    kind: 'port-owner',
    ...timed,
    outcome: 'read',
    port: 8080,
    owners: [
      { address: '10.77.31.12', pid: 77, process: 'C:\\Users\\mmustermann\\AppData\\tool.exe' },
      {
        address: '::',
        pid: 4,
        process: 'System',
        services: ['Agent of winapp78'],
        reservations: [`http://ladenkasse.${domain}:8080/winapp78/`, 'http://10.77.31.12:8080/'],
      },
    ],
  },
  {
    kind: 'inbound-firewall',
    ...timed,
    outcome: 'read',
    port: 8080,
    networks: [
      {
        network: 'domain',
        isActive: true,
        decision: 'blocked',
        rules: [
          { ruleName: 'Sperre Hinterwalding', origin: 'policy' },
          { ruleName: `Block ${longHost}`, origin: 'machine' },
        ],
      },
    ],
  },
  {
    kind: 'installation',
    ...timed,
    outcome: 'read',
    version: '11.28.1.44',
    services: [{ service: 'Agent of winapp78', state: 'Running', startMode: 'Auto' }],
  },
];

const waivers = [
  {
    check: 'out-mabs',
    reason:
      'Agreed with ZUBCORP\\mmustermann and kontakt.frau@zubehoer-muster.local: OLDBOX23, winapp78-old and [FD77:AAAA:BBBB:31::12]:443 are replaced in Umgebung Rot; see \\\\winapp77\\share.',
  },
  {
    check: 'lat-provider',
    reason: '本番東京本社サーバーです, Serverraum Zwölf, 10.77.31.12/24, Muster Zubehoer GmbH.',
  },
  { check: `out-deploy@WINAPP78.${domain}`, reason: 'Built elsewhere.' },
];

const world: World = troubledWorld(healthyWorld('after-install'), [
  { host: longHost, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
  { host: /winapp78/, port: 12001, outcome: 'refused', code: 'ECONNREFUSED', durationMs: 1 },
  { host: /winapp78/, port: 12002, outcome: 'timeout', code: 'ETIMEDOUT', durationMs: 5000 },
]);

function withFacts(check: CheckResult): CheckResult {
  return check.id === 'loc-resolve' ? { ...check, facts: [...check.facts, ...moreFacts] } : check;
}

/** A run in which every field that can carry a name carries one, in several spellings. */
export function richResult(): RunResult {
  const result = sampleResult({
    world,
    machine: {
      hostname: 'WINAPP77',
      os: 'Windows Server 2022 Standard 10.0.20348',
      addresses: ['10.77.31.12', 'fd77:aaaa:bbbb:31::12', 'fe80::77ff:fe31:12'],
    },
    profile: {
      phase: 'after-install',
      machine: { name: 'Serverraum Zwölf', roles: ['controller', 'front-end'] },
      environment: { name: 'Umgebung Rot', oneProvider: 'unknown', platformVersion: '11.41.0.12' },
      controller: { host: `winapp77.${domain}` },
      frontEnds: [
        { host: `winapp77.${domain}` },
        { name: '東京本社サーバー', host: `winapp78.${domain}` },
        { host: '10.77.31.13' },
      ],
      databases: [
        { purpose: 'platform', host: longHost, instance: 'PRODINST', port: 50123 },
        { purpose: 'logging', host: '2a02:1234:5678::77' },
      ],
      lifetime: { host: `lifetime01.${domain}` },
      features: { mobileApps: true },
      proxy: {
        mode: 'manual',
        url: `http://squidproxy9.${domain}:3128`,
        bypass: [`.${domain}`, '*.zubehoer-muster.local', '10.77.31.12', '10.77.*', 'winapp*', '<local>'],
      },
      caFile: 'C:\\Users\\mmustermann\\Desktop\\MusterRootCA.pem',
      waivers,
    },
  });
  const reason = `No answer from 10.77.31.13 (winapp78.${domain}, issuer: CN=MusterRootCA, O=Muster Zubehoer GmbH).`;
  const blocked = {
    finding: 'blocked-by-rule',
    reason:
      'The firewall of this machine blocks TCP 80 on the domain network that this machine is in by the rule "Sperre Hinterwalding".',
  };
  const services = [{ service: 'Agent of winapp78', state: 'Running', startMode: 'Auto' }];
  return {
    ...result,
    machine: { ...result.machine, isElevated: false, installation: { version: '11.28.1.44', services } },
    checks: result.checks.map((check) =>
      check.id === 'in-user-80'
        ? { ...check, ...blocked }
        : check.id === 'loc-roles'
          ? { ...check, reason, remedy: 'Ask winapp78 or WINAPP77.' }
          : withFacts(check),
    ),
    contacted: [
      ...result.contacted,
      { host: 'DNS server', address: '10.77.99.53', port: 53, count: 2 },
      { host: `squidproxy9.${domain}`, address: '172.29.8.4', port: 3128, count: 1 },
    ],
  };
}
