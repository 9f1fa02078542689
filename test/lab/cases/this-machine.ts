import { drop } from '../support/firewall.ts';
import { finds, type LabCase } from '../support/lab-case.ts';
import type { Listener } from '../support/listeners.ts';
import type { MachineState } from '../support/machine.ts';
import { falseLocalhost, nameServers } from '../support/map.ts';
import { controller, frontEnd } from './profiles.ts';

const localhost = (title: string, machine: MachineState, expected: LabCase['expect'][string]): LabCase => ({
  title: `localhost: ${title}`,
  machine,
  profile: frontEnd,
  expect: { 'loc-resolve': expected },
});

/** What the word localhost means on a machine. */
export const localhostCases: readonly LabCase[] = [
  localhost('127.0.0.1 alone', {}, finds('resolved', 'pass')),
  localhost(
    '::1 comes first',
    { hosts: ['127.0.0.1 localhost', '::1 localhost'] },
    finds('ipv6-harmless', 'pass', { outcome: 'resolved', says: ['line 2 gives it ::1', 'no web server'] }),
  ),
  localhost(
    '::1 comes second',
    {
      hosts: ['::1 localhost', '127.0.0.1 localhost'],
      addressOrder: ['precedence ::ffff:0:0/96 100', 'precedence ::1/128 50'],
    },
    finds('ipv6-harmless', 'pass', { outcome: 'resolved', says: ['line 1 gives it ::1'] }),
  ),
  localhost('::1 alone', { hosts: ['::1 localhost'] }, finds('no-ipv4', 'fail', { outcome: 'resolved' })),
  localhost(
    'the hosts file names another machine',
    { hosts: ['# the old server', `${falseLocalhost} oldserver localhost`] },
    finds('dns-unexpected-address', 'fail', { says: [`line 2 gives it ${falseLocalhost}`] }),
  ),
  localhost(
    'the hosts file is right and a DNS server lies',
    { nameServers: [nameServers.lying] },
    finds('dns-server-lies', 'warn', {
      outcome: 'resolved',
      says: [nameServers.lying, falseLocalhost],
    }),
  ),
  localhost(
    'the hosts file is silent and a DNS server lies',
    { hosts: ['127.0.1.1 machine'], nameServers: [nameServers.lying] },
    finds('dns-unexpected-address', 'fail', { says: [falseLocalhost, 'does not name localhost'] }),
  ),
  localhost(
    'nobody knows it',
    { hosts: ['127.0.1.1 machine'] },
    finds('dns-not-found', 'fail', { says: ['does not resolve'] }),
  ),
  localhost(
    'the hosts file is silent and no DNS server answers',
    { hosts: ['127.0.1.1 machine'], nameServers: [nameServers.silent] },
    finds('dns-timeout', 'fail'),
  ),
  {
    ...localhost(
      'the account may not read the hosts file',
      { hostsMode: 0o600 },
      finds('dns-not-found', 'fail', { outcome: 'unavailable' }),
    ),
    caller: { account: 'nobody' },
  },
  localhost(
    'the hosts file is right and no DNS server answers',
    { nameServers: [nameServers.silent] },
    finds('resolved', 'pass'),
  ),
];

const holding = (name: string, ...listeners: readonly Listener[]): MachineState => ({
  listeners: { [name]: listeners },
});

const silent = (port: number, address?: string): Listener => ({
  kind: 'silent',
  port,
  ...(address === undefined ? {} : { address }),
});

const webAnswer = (server: string, status: string, body = ''): Listener => ({
  kind: 'answering',
  port: 80,
  text: `HTTP/1.1 ${status}\r\nServer: ${server}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
});

/** IIS, and HTTP.sys of Windows alone, as they answer on the wire. */
const iis = (status: string, body?: string): MachineState =>
  holding('System', webAnswer('Microsoft-IIS/10.0', status, body));
const httpSys = (status: string): MachineState =>
  holding('System', webAnswer('Microsoft-HTTPAPI/2.0', status));

/** Who listens on the ports that the platform needs. */
export const portCases: readonly LabCase[] = [
  {
    title: 'localhost: ::1 comes first, and another web server is there',
    machine: {
      hosts: ['127.0.0.1 localhost', '::1 localhost'],
      listeners: {
        System: [{ ...webAnswer('Microsoft-IIS/10.0', '200 OK'), address: '127.0.0.1' }],
        nginx: [{ ...webAnswer('nginx', '200 OK'), address: '::1' }],
      },
    },
    profile: frontEnd,
    expect: { 'loc-resolve': finds('ipv6-first', 'warn', { outcome: 'resolved', says: ['differs there'] }) },
  },
  {
    title: 'localhost: ::1 comes first, and the same web server is there',
    machine: {
      hosts: ['127.0.0.1 localhost', '::1 localhost'],
      listeners: { System: [{ ...webAnswer('Microsoft-IIS/10.0', '200 OK'), address: '::' }] },
    },
    profile: frontEnd,
    expect: {
      'loc-resolve': finds('ipv6-harmless', 'pass', { outcome: 'resolved', says: ['as on 127.0.0.1'] }),
    },
  },
  {
    title: 'the ports are free',
    profile: { ...controller, machine: { roles: ['controller', 'front-end'] } },
    expect: {
      'loc-port-12000': finds('free', ['pass', 'fail']),
      'loc-port-12001': finds('free', ['pass', 'fail']),
      'loc-port-12002': finds('free', ['pass', 'fail']),
      'loc-port-5672': finds('free', ['pass', 'fail']),
      'loc-port-80': finds('free', ['not-yet', 'fail']),
      'loc-port-443': finds('free', ['not-yet', 'fail']),
    },
  },
  {
    title: 'another program holds a port',
    machine: holding('backup-agent', silent(12000)),
    profile: controller,
    expect: {
      'loc-port-12000': finds('in-use-by-other', 'fail', {
        outcome: 'in-use',
        says: ['backup-agent (process '],
      }),
    },
  },
  {
    title: 'the service holds its port on 127.0.0.1 only',
    machine: holding('CompilerService', silent(12000, '127.0.0.1')),
    profile: controller,
    expect: {
      'loc-port-12000': finds('loopback-only', ['warn', 'fail'], {
        outcome: 'in-use',
        says: ['only on 127.0.0.1'],
      }),
    },
  },
  {
    title: 'the service of a server without others holds its port on 127.0.0.1 only',
    machine: holding('CompilerService', silent(12000, '127.0.0.1')),
    profile: { machine: { roles: ['controller', 'front-end'] } },
    expect: { 'loc-port-12000': finds('in-use-by-expected', ['warn', 'pass'], { outcome: 'in-use' }) },
  },
  {
    title: 'the service itself holds its port',
    machine: holding('CompilerService', silent(12000)),
    profile: controller,
    expect: {
      'loc-port-12000': finds('in-use-by-expected', ['warn', 'pass'], {
        outcome: 'in-use',
        says: ['CompilerService (process '],
      }),
    },
  },
  {
    title: 'another program holds a port of 127.0.0.1 only',
    machine: holding('backup-agent', silent(12000, '127.0.0.1')),
    profile: controller,
    expect: { 'loc-port-12000': finds('in-use-by-other', 'fail', { outcome: 'in-use' }) },
  },
  {
    title: 'another program holds a port of ::1 only',
    machine: holding('backup-agent', silent(12000, '::1')),
    profile: controller,
    expect: { 'loc-port-12000': finds('in-use-by-other', 'fail', { outcome: 'free' }) },
  },
  {
    title: 'the service and another program share a port',
    machine: {
      listeners: {
        CompilerService: [silent(12000, '127.0.0.1')],
        'backup-agent': [silent(12000, '::1')],
      },
    },
    profile: controller,
    expect: {
      'loc-port-12000': finds('in-use-by-other', 'fail', { outcome: 'in-use', says: ['backup-agent'] }),
    },
  },
  {
    title: 'the system may give a port to an outgoing connection',
    machine: { settings: ['net.ipv4.ip_local_port_range=11000 60999'] },
    profile: controller,
    expect: {
      'loc-port-12000': finds('free-in-dynamic-range', ['warn', 'fail'], {
        outcome: 'free',
      }),
    },
  },
  {
    title: 'the system may give a port away, but the port is reserved',
    machine: {
      settings: ['net.ipv4.ip_local_port_range=11000 60999', 'net.ipv4.ip_local_reserved_ports=12000-12002'],
    },
    profile: controller,
    expect: { 'loc-port-12000': finds('free', ['pass', 'fail']) },
  },
  {
    title: 'the system may give a port away that the service holds now',
    machine: {
      ...holding('CompilerService', silent(12000)),
      settings: ['net.ipv4.ip_local_port_range=11000 60999'],
    },
    profile: controller,
    expect: { 'loc-port-12000': finds('served-in-dynamic-range', 'warn', { outcome: 'in-use' }) },
  },
  {
    title: 'an account without rights cannot see who holds a port',
    machine: holding('CompilerService', silent(12000)),
    caller: { account: 'nobody' },
    profile: controller,
    expect: { 'loc-port-12000': finds('in-use-by-unknown', ['fail', 'warn'], { outcome: 'in-use' }) },
  },
  {
    title: 'an account without rights may not listen on low ports',
    caller: { account: 'nobody' },
    profile: frontEnd,
    expect: {
      'loc-port-80': finds('no-permission', 'unknown', { says: ['EACCES'] }),
      'loc-port-12001': finds('free', ['pass', 'fail']),
    },
  },
  {
    title: 'an account without rights may listen on low ports where the system says so',
    machine: { settings: ['net.ipv4.ip_unprivileged_port_start=80'] },
    caller: { account: 'nobody' },
    profile: frontEnd,
    expect: { 'loc-port-80': finds('free', ['not-yet', 'fail']) },
  },
  {
    title: 'the loopback interface is down',
    machine: { ip: ['link set lo down', 'addr flush dev lo'] },
    profile: controller,
    expect: {
      'loc-port-12000': finds('bind-forbidden', 'fail', { says: ['127.0.0.1', 'EADDRNOTAVAIL'] }),
    },
  },
  {
    title: 'a real RabbitMQ holds its port',
    on: 'controller',
    profile: controller,
    expect: {
      'loc-port-5672': finds('in-use-by-expected', ['warn', 'pass'], {
        outcome: 'in-use',
        says: ['beam.smp (process '],
      }),
    },
  },
  {
    title: 'HTTP.sys holds the port of IIS for no site',
    machine: httpSys('404 Not Found'),
    profile: { ...frontEnd, frontEnds: [{ host: 'localhost' }] },
    expect: {
      'loc-port-80': finds('no-site', 'fail', { outcome: 'in-use' }),
      'loc-http': finds('no-site', 'fail', { outcome: 'open' }),
      'mon-fe-iis@localhost': finds('no-site', 'fail', { outcome: 'open' }),
    },
  },
  {
    title: 'IIS holds its port',
    machine: iis('200 OK'),
    profile: frontEnd,
    expect: { 'loc-port-80': finds('in-use-by-expected', 'pass', { outcome: 'in-use' }) },
  },
  {
    title: 'a real nginx holds the port of IIS',
    on: 'frontEnd1',
    profile: frontEnd,
    expect: {
      'loc-port-80': finds('in-use-by-other', 'fail', { outcome: 'in-use', says: ['nginx (process '] }),
      'loc-port-443': finds('in-use-by-other', 'fail', { outcome: 'in-use', says: ['nginx (process '] }),
    },
  },
];

const localWeb = (
  title: string,
  machine: MachineState,
  byAddress: LabCase['expect'][string],
  further: LabCase['expect'] = {},
): LabCase => ({
  title: `local web server: ${title}`,
  machine,
  profile: frontEnd,
  expect: { 'loc-http': byAddress, ...further },
});

const answering = (listen: string, ...directives: readonly string[]): MachineState => ({
  sites: [{ listen, directives }],
});

/** What answers HTTP on the machine itself. */
export const localWebCases: readonly LabCase[] = [
  localWeb('nothing listens', {}, finds('refused', ['not-yet', 'fail']), {
    'loc-http-v6': finds('refused', 'pass'),
  }),
  localWeb(
    'a real nginx answers',
    answering('127.0.0.1:80', 'return 200 "ok"'),
    finds('other-web-server', 'warn', { outcome: 'open', says: ['HTTP 200', 'nginx'] }),
  ),
  localWeb('IIS answers', iis('200 OK'), finds('open', 'pass', { says: ['Microsoft-IIS/10.0'] })),
  localWeb(
    'HTTP.sys answers for no site',
    httpSys('404 Not Found'),
    finds('no-site', 'fail', { outcome: 'open' }),
  ),
  localWeb(
    'HTTP.sys does not know the name',
    httpSys('400 Bad Request'),
    finds('no-site', 'fail', { outcome: 'open', says: ['HTTP 400 as 127.0.0.1, HTTP 400 as localhost'] }),
  ),
  localWeb(
    'HTTP.sys answers for a stopped application pool',
    httpSys('503 Service Unavailable'),
    finds('pool-stopped', 'fail', { outcome: 'http-unexpected' }),
  ),
  localWeb(
    'IIS refuses requests without TLS',
    iis('403 Forbidden', '<title>IIS 10.0 Detailed Error - 403.4 - Forbidden</title>'),
    finds('forbidden', 'warn', { outcome: 'open', says: ['403.4'] }),
  ),
  localWeb(
    'IIS has no start page',
    iis('403 Forbidden', '<title>IIS 10.0 Detailed Error - 403.14 - Forbidden</title>'),
    finds('open', 'pass'),
  ),
  localWeb(
    'a redirect to a path of its own',
    answering('127.0.0.1:80', 'absolute_redirect off', 'return 302 /home'),
    finds('other-web-server', 'warn', { outcome: 'open' }),
  ),
  localWeb(
    'an error of the server',
    answering('127.0.0.1:80', 'return 500'),
    finds('http-unexpected', 'warn', { says: ['HTTP 500'] }),
  ),
  localWeb(
    'a redirect to HTTPS of another name',
    answering('127.0.0.1:80', 'return 301 https://portal.example/'),
    finds('http-unexpected', 'warn', { says: ['https://portal.example/'] }),
  ),
  localWeb(
    'only the name localhost is known',
    {
      sites: [
        { listen: '127.0.0.1:80 default_server', directives: ['return 404'] },
        { listen: '127.0.0.1:80', directives: ['server_name localhost', 'return 200 "ok"'] },
      ],
    },
    finds('host-name-needed', 'warn', { outcome: 'open', says: ['404'] }),
  ),
  localWeb(
    'a program that is no web server',
    holding('mailer', { kind: 'greeting', port: 80, text: '220 mail ready\r\n' }),
    finds('wrong-service', 'fail'),
  ),
  localWeb('a program that never answers', holding('stuck', silent(80)), finds('timeout', 'fail')),
  localWeb(
    'a program that resets',
    holding('stuck', { kind: 'resetting', port: 80 }),
    finds('reset', 'fail'),
  ),
  {
    ...localWeb('a firewall of the machine drops', {}, finds('timeout', 'fail')),
    firewall: () => [{ at: 'machine', hook: 'input', rule: drop({ to: '127.0.0.1', port: 80 }) }],
  },
  {
    ...localWeb(
      'the environment sends requests for this machine to a proxy',
      iis('200 OK'),
      finds('proxy-not-bypassed', 'warn', {
        outcome: 'open',
        says: ['http_proxy', 'localhost and 127.0.0.1'],
      }),
    ),
    caller: { env: { http_proxy: 'http://proxy.lab:3128' } },
  },
  {
    ...localWeb('the environment exempts this machine from its proxy', iis('200 OK'), finds('open', 'pass')),
    caller: { env: { http_proxy: 'http://proxy.lab:3128', no_proxy: 'localhost,127.0.0.1' } },
  },
  localWeb(
    'a cache stands before it',
    answering('127.0.0.1:80', 'add_header Via "1.1 cache.lab"', 'return 200 "ok"'),
    finds('proxy-answered', 'warn', { outcome: 'http-unexpected', says: ['cache.lab'] }),
  ),
  localWeb(
    'IPv6 leads to a program that never answers',
    holding('stuck', silent(80, '::1')),
    finds('refused', ['not-yet', 'fail']),
    { 'loc-http-v6': finds('timeout', 'warn') },
  ),
  localWeb(
    'IPv6 is switched off',
    { settings: ['net.ipv6.conf.all.disable_ipv6=1'] },
    finds('refused', ['not-yet', 'fail']),
    { 'loc-http-v6': finds('unreachable', 'not-applicable') },
  ),
];
