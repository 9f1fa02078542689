import type { Issuer } from './issuer.ts';
import type { Listener } from './listeners.ts';
import {
  addresses,
  closingPorts,
  type FaultySite,
  falseLocalhost,
  faulty,
  faultyAddress,
  greetingPort,
  guardedPorts,
  type HostName,
  instanceWithoutTcp,
  internalNames,
  ipv4OnlyPort,
  ipv6Of,
  labNames,
  nameServers,
  oracle,
  proxyLogin,
  proxyPorts,
  resettingPort,
  severalAddresses,
  sqlInstances,
} from './map.ts';
import type { Lab, Namespace } from './namespace.ts';
import {
  buildListeners,
  type Site,
  startDnsmasq,
  startListeners,
  startMutualTls,
  startNginx,
  startRabbitmq,
  startSshd,
  startTinyproxy,
} from './services.ts';

/** A site as it should be: HTTP and HTTPS, answering 200. */
const goodSites = (address: string, certificate: string): readonly Site[] => [
  { listen: `${address}:80`, directives: ['return 200 "ok"'] },
  { listen: `${address}:443`, certificate, directives: ['return 200 "ok"'] },
];

async function startFaultySites(lab: Lab, host: Namespace, { caFile, other, issue }: Issuer): Promise<void> {
  const at = (site: FaultySite, port: number): string => `${faultyAddress(site)}:${port}`;
  const https = async (
    site: FaultySite,
    certificate: Promise<string>,
    directives: readonly string[] = [],
  ): Promise<Site> => ({
    listen: at(site, 443),
    certificate: await certificate,
    directives: [...directives, 'return 200 "ok"'],
  });
  const http = (site: FaultySite, directive: string): Site => ({
    listen: at(site, 80),
    directives: [directive],
  });
  const name = faulty;
  await startNginx(lab, host, [
    await https('expired', issue(name('expired'), { from: -100, to: -10 })),
    await https('not-yet-valid', issue(name('not-yet-valid'), { from: 10 })),
    await https('wrong-name', issue(name('wrong-name'), { names: ['another.lab'] })),
    await https('self-signed', issue(name('self-signed'), { by: null })),
    await https('other-authority', issue(name('other-authority'), { by: other })),
    await https('old-tls', issue(name('old-tls')), [
      'ssl_protocols TLSv1 TLSv1.1',
      'ssl_ciphers DEFAULT:@SECLEVEL=0',
    ]),
    await https('tls12', issue(name('tls12')), ['ssl_protocols TLSv1.2']),
    await https('wants-client-certificate', issue(name('wants-client-certificate')), [
      'ssl_verify_client on',
      `ssl_client_certificate ${caFile}`,
    ]),
    await https('expires-soon', issue(name('expires-soon'), { to: 10 })),
    {
      listen: at('error-over-tls', 443),
      certificate: await issue(name('error-over-tls')),
      directives: ['return 503'],
    },
    { ...(await https('name-only', issue(name('name-only')))), directives: ['ssl_reject_handshake on'] },
    {
      ...(await https('name-only', issue(name('name-only')))),
      directives: [`server_name ${name('name-only')}`, 'return 200 "ok"'],
    },
    { listen: at('plain-on-443', 443), directives: ['return 200 "ok"'] },
    http('error-500', 'return 500'),
    http('bad-gateway', 'return 502'),
    http('not-found', 'return 404'),
    http('redirect-away', 'return 302 http://portal.example/login'),
    http('redirect-to-itself', 'return 301 https://$host/'),
  ]);
  const wanting = 'requires-client-certificate';
  await startMutualTls(host, faultyAddress(wanting), await issue(name(wanting)));
  await startListeners(lab, host, [
    { kind: 'silent', address: faultyAddress('silent-on-443'), port: 443 },
    { kind: 'resetting', address: faultyAddress('resetting-on-443'), port: 443 },
    {
      kind: 'greeting',
      address: faultyAddress('ssh-on-443'),
      port: 443,
      text: 'SSH-2.0-OpenSSH_9.2p1\r\n',
    },
    {
      kind: 'greeting',
      address: faultyAddress('greeting-on-80'),
      port: 80,
      text: '220 mail.lab ESMTP ready\r\n',
    },
    { kind: 'silent', address: faultyAddress('silent-on-80'), port: 80 },
  ]);
}

async function startNameServers(lab: Lab, host: Namespace): Promise<void> {
  const names = { ...labNames, ...severalAddresses };
  await Promise.all([
    startDnsmasq(host, { address: nameServers.honest, names, withoutAddress: ['empty.lab'] }),
    startDnsmasq(host, { address: nameServers.lying, names: { ...names, localhost: [falseLocalhost] } }),
    startDnsmasq(host, { address: nameServers.internal, names: internalNames }),
    startDnsmasq(host, { address: nameServers.refusing, names: {}, others: 'refused' }),
    startListeners(lab, host, [{ kind: 'silent-udp', address: nameServers.silent, port: 53 }]),
  ]);
}

const databaseListeners: readonly Listener[] = [
  ...Object.values(guardedPorts).map((port) => ({ kind: 'silent' as const, port })),
  { kind: 'tds', port: sqlInstances.MSSQLSERVER, options: {} },
  {
    kind: 'tds',
    port: sqlInstances.REPORTS,
    options: { version: '15.0.2000', instance: 'REPORTS', encryption: 'on' },
  },
  { kind: 'tds', port: sqlInstances.STRICT, options: { instance: 'STRICT', encryption: 'required' } },
  { kind: 'tds', port: sqlInstances.MOVED, options: { instance: 'ANOTHER' } },
  {
    kind: 'sql-browser',
    port: 1434,
    options: {
      serverName: 'DB',
      instances: [
        ...Object.entries(sqlInstances).map(([name, tcpPort]) => ({ name, tcpPort })),
        { name: instanceWithoutTcp },
      ],
    },
  },
  { kind: 'tns', port: oracle.port, options: { services: [oracle.service] } },
  {
    kind: 'tns',
    port: oracle.redirecting,
    options: { redirect: { host: oracle.elsewhere, port: 1530 } },
  },
];

async function startProxies(lab: Lab, host: Namespace): Promise<void> {
  const { user, password } = proxyLogin;
  await Promise.all(
    [
      { port: proxyPorts.open },
      { port: proxyPorts.login, login: `${user} ${password}` },
      { port: proxyPorts.denying, onlyTo: 8443 },
      { port: proxyPorts.lost, behind: `${addresses.proxy}:${proxyPorts.closed}` },
    ].map((proxy) => startTinyproxy(lab, host, addresses.proxy, proxy)),
  );
  await startListeners(lab, host, [
    {
      kind: 'greeting',
      address: addresses.proxy,
      port: proxyPorts.hollow,
      text: 'HTTP/1.1 200 Connected\r\n\r\n',
    },
  ]);
}

/** Starts every server of the farm; settles when all of them listen. */
export async function startServices(
  lab: Lab,
  hosts: Readonly<Record<HostName, Namespace>>,
  issuing: Issuer,
): Promise<void> {
  const { issue } = issuing;
  await buildListeners(lab);
  const web = async (host: HostName, name: string) =>
    startNginx(
      lab,
      hosts[host],
      goodSites(addresses[host], await issue(name, { names: [name, addresses[host]] })),
    );
  const certificate = await issue('cloud', {
    names: ['nativebuilder.api.outsystems.com', 'architecture.outsystems.com'],
  });
  const cloud = (name: string, directive: string): Site => ({
    listen: `${addresses.cloud}:443`,
    certificate,
    directives: [`server_name ${name}`, directive],
  });
  await Promise.all([
    startRabbitmq(
      lab,
      hosts.controller,
      await issue('rabbitmq', { names: ['controller.lab'] }),
      issuing.caFile,
    ),
    startSshd(lab, hosts.controller),
    startListeners(
      lab,
      hosts.controller,
      [
        { kind: 'silent', port: 12000 },
        { kind: 'silent', address: ipv6Of('controller'), port: 12000 },
        { kind: 'resetting', port: resettingPort },
        { kind: 'silent', port: ipv4OnlyPort },
        { kind: 'closing', port: closingPorts.atOnce, afterMs: 0 },
        { kind: 'closing', port: closingPorts.soon, afterMs: 1000 },
        { kind: 'closing', port: closingPorts.late, afterMs: 3050 },
        { kind: 'greeting', port: greetingPort, text: 'SSH-2.0-OpenSSH_9.2p1\r\n' },
      ],
      'CompilerService',
    ),
    web('controller', 'controller.lab'),
    startListeners(lab, hosts.frontEnd1, [{ kind: 'silent', port: 12001 }], 'DeployService'),
    startListeners(lab, hosts.frontEnd1, [{ kind: 'silent', port: 12002 }], 'Scheduler'),
    web('frontEnd1', 'fe1.lab'),
    startListeners(lab, hosts.database, databaseListeners, 'sqlservr'),
    web('lifetime', 'lifetime.lab'),
    startNginx(lab, hosts.cloud, [
      cloud('nativebuilder.api.outsystems.com', 'return 200 "healthy"'),
      cloud('architecture.outsystems.com', 'return 404'),
    ]),
    startProxies(lab, hosts.proxy),
    startNameServers(lab, hosts.names),
    startFaultySites(lab, hosts.faulty, issuing),
  ]);
}
