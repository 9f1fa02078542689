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
    finds('ipv6-first', 'warn', { outcome: 'resolved', says: ['line 2 gives it ::1'] }),
  ),
  localhost(
    '::1 comes second',
    {
      hosts: ['::1 localhost', '127.0.0.1 localhost'],
      addressOrder: ['precedence ::ffff:0:0/96 100', 'precedence ::1/128 50'],
    },
    finds('ipv6-also', 'warn', { outcome: 'resolved', says: ['line 1 gives it ::1'] }),
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

/** Who listens on the ports that the platform needs. */
export const portCases: readonly LabCase[] = [
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
    finds('open', 'pass', { says: ['HTTP 200', 'nginx'] }),
  ),
  localWeb(
    'a redirect to a path of its own',
    answering('127.0.0.1:80', 'absolute_redirect off', 'return 302 /home'),
    finds('open', 'pass'),
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
      answering('127.0.0.1:80', 'return 200 "ok"'),
      finds('proxy-not-bypassed', 'warn', {
        outcome: 'open',
        says: ['http_proxy', 'localhost and 127.0.0.1'],
      }),
    ),
    caller: { env: { http_proxy: 'http://proxy.lab:3128' } },
  },
  {
    ...localWeb(
      'the environment exempts this machine from its proxy',
      answering('127.0.0.1:80', 'return 200 "ok"'),
      finds('open', 'pass'),
    ),
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
