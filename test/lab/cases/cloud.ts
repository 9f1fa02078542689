import { cutRequest, drop, dropRequest, type Flow, rejectWithReset } from '../support/firewall.ts';
import { type Expected, finds, type LabCase } from '../support/lab-case.ts';
import type { Place, Rule } from '../support/machine.ts';
import { addresses, nameServers, proxyLogin, proxyPorts } from '../support/map.ts';
import type { ProfileFields } from '../support/run-in.ts';
import { frontEnd } from './profiles.ts';

/** A front-end that builds mobile apps. It meets silence often, and waits less for it than usual. */
const mobile = (proxy: ProfileFields['proxy'] = { mode: 'none' }): ProfileFields => ({
  ...frontEnd,
  features: { mobileApps: true },
  proxy,
  limits: { connectTimeoutMs: 1500 },
});

const through = (port: number, host = 'proxy.lab', bypass: readonly string[] = []) => ({
  mode: 'manual',
  url: `http://${host}:${port}`,
  bypass,
});

const onTheWay =
  (rule: typeof drop, ...flows: readonly Flow[]) =>
  ({ address }: Place): readonly Rule[] =>
    flows.map((flow) => ({ at: 'router', hook: 'forward', rule: rule({ from: address, ...flow }) }));

const toCloud: Flow = { to: addresses.cloud, port: 443 };

/** No way to the Internet but through a proxy, as most servers have it. */
const closed = { firewall: onTheWay(drop, toCloud) };

const internet = (
  title: string,
  proxy: ProfileFields['proxy'],
  expected: Expected,
  further: Partial<LabCase> = {},
): LabCase => ({
  title: `Internet: ${title}`,
  profile: mobile(proxy),
  caller: { knowsAuthority: true },
  expect: { 'out-mabs': expected },
  ...further,
});

const none = { mode: 'none' };
const fails = (finding: string, further: Parameters<typeof finds>[2] = {}) => finds(finding, 'fail', further);

/** The services of OutSystems in the Internet, directly. */
const directCases: readonly LabCase[] = [
  internet('a direct way', none, finds('open', 'pass', { says: ['HTTP 200', 'nginx'] })),
  {
    title: 'Internet: any HTTP answer counts as reached',
    profile: { ...frontEnd, machine: { roles: ['lifetime'] }, features: { architectureDashboard: true } },
    caller: { knowsAuthority: true },
    expect: { 'ad-out': finds('open', 'pass', { says: ['HTTP 404'] }) },
  },
  internet('a firewall drops', none, fails('timeout'), closed),
  internet('a firewall rejects', none, fails('refused'), {
    firewall: onTheWay(rejectWithReset, toCloud),
  }),
  internet(
    'a filter by name resets what is asked',
    none,
    fails('cut-off', { outcome: 'reset', says: ['a filter on the way'] }),
    {
      firewall: onTheWay(cutRequest, toCloud),
    },
  ),
  internet('a device on the way drops what is asked', none, fails('silent', { outcome: 'timeout' }), {
    firewall: onTheWay(dropRequest, toCloud),
  }),
  ...(['0.0.0.0', '127.0.0.1'] as const).map((address) =>
    internet(
      `the name leads to ${address}`,
      none,
      fails('dns-unexpected-address', { outcome: 'resolved', says: [`leads to ${address}`] }),
      { machine: { hosts: ['127.0.0.1 localhost', `${address} nativebuilder.api.outsystems.com`] } },
    ),
  ),
  internet('the DNS servers know no public name', none, fails('dns-not-found'), {
    machine: { hosts: ['127.0.0.1 localhost'], nameServers: [nameServers.internal] },
  }),
  internet(
    'TLS is inspected by an authority that the machine trusts',
    none,
    finds('tls-intercepted', 'warn', { says: ['Lab Authority'] }),
    { caller: {} },
  ),
  internet(
    'TLS is inspected by an authority that the machine does not trust',
    none,
    fails('tls-intercepted-untrusted', { outcome: 'tls-intercepted', says: ['Lab Authority'] }),
    { caller: {}, trusts: 'nobody' },
  ),
];

/** The same through tinyproxy. */
const proxyCases: readonly LabCase[] = [
  internet(
    'a direct way and a proxy',
    through(proxyPorts.open),
    finds('open-both-ways', 'pass', { outcome: 'open' }),
  ),
  internet(
    'a proxy only',
    through(proxyPorts.open),
    finds('open-through-proxy', 'pass', { outcome: 'timeout', says: ['http://proxy.lab:3128'] }),
    closed,
  ),
  internet(
    'a proxy only, which alone knows public names',
    through(proxyPorts.open),
    finds('open-through-proxy', 'pass', { outcome: 'dns-not-found' }),
    { machine: { hosts: ['127.0.0.1 localhost'], nameServers: [nameServers.internal] } },
  ),
  internet(
    'a proxy only, from which the profile exempts the service',
    through(proxyPorts.open, 'proxy.lab', ['*.outsystems.com']),
    fails('proxy-required'),
    closed,
  ),
  internet(
    'a proxy that wants a login',
    through(proxyPorts.login),
    fails('proxy-auth', { says: ['wants a login'] }),
    closed,
  ),
  internet(
    'a proxy that denies',
    through(proxyPorts.denying),
    fails('proxy-denied', { says: ['HTTP 403'] }),
    closed,
  ),
  internet(
    'a proxy that gets nowhere itself',
    through(proxyPorts.lost),
    fails('proxy-failed', { says: ['does not get to', 'HTTP 50'] }),
    closed,
  ),
  internet(
    'a proxy that opens a way on which nothing comes back',
    through(proxyPorts.hollow),
    fails('proxy-failed', { outcome: 'timeout', says: ['it opened the way, but nothing came back'] }),
    closed,
  ),
  internet(
    'a proxy that denies, from which the profile exempts the service',
    through(proxyPorts.denying, 'proxy.lab', ['*.outsystems.com']),
    fails('proxy-exempt', { outcome: 'proxy-denied', says: ['exempt'] }),
    closed,
  ),
  internet('a proxy that does not run', through(proxyPorts.closed), fails('proxy-unreachable'), closed),
  internet('a proxy behind a firewall that drops', through(proxyPorts.open), fails('proxy-unreachable'), {
    firewall: onTheWay(drop, toCloud, { to: addresses.proxy, port: proxyPorts.open }),
  }),
  internet(
    'a proxy whose name nobody knows',
    through(proxyPorts.open, 'porxy.lab'),
    fails('proxy-unreachable', { says: ['ENOTFOUND'] }),
    closed,
  ),
  internet('a web server instead of a proxy', through(80, 'fe1.lab'), fails('proxy-denied'), closed),
  internet(
    'something that never speaks instead of a proxy',
    through(12001, 'fe1.lab'),
    fails('proxy-no-answer', { outcome: 'timeout' }),
    closed,
  ),
  internet(
    'a proxy that denies, beside a direct way',
    through(proxyPorts.denying),
    finds('open-beside-proxy', 'pass', { outcome: 'proxy-denied' }),
  ),
  internet(
    'a proxy behind which TLS is inspected',
    through(proxyPorts.open),
    finds('tls-intercepted', 'warn', { says: ['through the proxy'] }),
    { ...closed, caller: {} },
  ),
];

const { user, password } = proxyLogin;

/** Proxies that the environment names. */
const environmentCases: readonly LabCase[] = [
  internet(
    'the environment names a proxy, with a login that is never used or shown',
    { mode: 'system' },
    fails('proxy-auth', { says: ['http://proxy.lab:3129', 'HTTPS_PROXY'] }),
    {
      ...closed,
      caller: {
        knowsAuthority: true,
        env: { HTTPS_PROXY: `http://${user}:${password}@proxy.lab:${proxyPorts.login}` },
      },
      conceals: [user, password],
    },
  ),
  internet(
    'the environment names a proxy and exempts the service from it',
    { mode: 'system' },
    fails('proxy-required', { says: ['exempt'] }),
    {
      ...closed,
      caller: {
        knowsAuthority: true,
        env: { https_proxy: `http://proxy.lab:${proxyPorts.open}`, no_proxy: '.outsystems.com' },
      },
    },
  ),
  internet('the environment names a proxy that the profile does not want', none, fails('timeout'), {
    ...closed,
    caller: { knowsAuthority: true, env: { HTTPS_PROXY: `http://proxy.lab:${proxyPorts.open}` } },
  }),
];

export const cloudCases: readonly LabCase[] = [...directCases, ...proxyCases, ...environmentCases];
