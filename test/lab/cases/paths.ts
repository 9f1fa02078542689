import {
  cutOff,
  drop,
  dropFirst,
  dropReply,
  type Flow,
  onlyFrom,
  type Refusal,
  rejectWith,
  rejectWithReset,
} from '../support/firewall.ts';
import { finds, type LabCase } from '../support/lab-case.ts';
import type { Place, Rule } from '../support/machine.ts';
import {
  addresses,
  beyond,
  closingPorts,
  greetingPort,
  guardedPorts,
  ipv4OnlyPort,
  ipv6Of,
  nameServers,
  resettingPort,
} from '../support/map.ts';
import { controlledBy, frontEnd, managedBy, operator, watching } from './profiles.ts';

/** From the machine to the Deployment Controller Service. */
const toController = ({ address }: Place): Flow => ({ from: address, to: addresses.controller, port: 12000 });

/** A firewall on the way to the controller, built from the flow that it is about. */
const onTheWay =
  (rule: (flow: Flow) => string, at: Rule['at'] = 'router', hook: Rule['hook'] = 'forward') =>
  (place: Place): readonly Rule[] => [{ at, hook, rule: rule(toController(place)) }];

const rejecting = (refusal: Refusal) => onTheWay((flow) => rejectWith(refusal, flow));

const open = finds('open', 'pass');
const refused = finds('refused', ['not-yet', 'fail']);
const timeout = finds('timeout', 'fail', { says: ['packets are dropped'] });
const unreachable = finds('unreachable', 'fail');

/** A database on a port of its own, so that a rule about it concerns nobody else. */
const databaseOn = (port: number) => ({
  ...frontEnd,
  databases: [{ purpose: 'platform', host: 'db.lab', port }],
});

/** What firewalls, routes and listeners make of one TCP connection. */
export const pathCases: readonly LabCase[] = [
  { title: 'a service accepts the connection', profile: frontEnd, expect: { 'out-ctrl': open } },
  {
    title: 'nothing listens on the port',
    profile: { ...frontEnd, ports: { deploymentController: 12008 } },
    expect: { 'out-ctrl': refused },
  },
  {
    title: 'the firewall of the server drops',
    firewall: onTheWay(drop, 'controller', 'input'),
    profile: frontEnd,
    expect: { 'out-ctrl': timeout, 'mon-fe-ctrl': timeout },
  },
  {
    title: 'a firewall on the way drops',
    firewall: onTheWay(drop),
    profile: frontEnd,
    expect: { 'out-ctrl': timeout },
  },
  {
    title: 'a firewall drops only the reply',
    firewall: onTheWay(dropReply),
    profile: frontEnd,
    expect: { 'out-ctrl': timeout },
  },
  {
    title: 'a firewall rejects with a reset',
    firewall: onTheWay(rejectWithReset),
    profile: frontEnd,
    expect: { 'out-ctrl': refused },
  },
  {
    title: 'a firewall rejects with port-unreachable',
    firewall: rejecting('port-unreachable'),
    profile: frontEnd,
    expect: { 'out-ctrl': refused },
  },
  {
    title: 'a firewall rejects with admin-prohibited',
    firewall: rejecting('admin-prohibited'),
    profile: frontEnd,
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'a firewall rejects with host-unreachable',
    firewall: rejecting('host-unreachable'),
    profile: frontEnd,
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'a firewall rejects with net-unreachable',
    firewall: rejecting('net-unreachable'),
    profile: frontEnd,
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'the machine has no route',
    machine: { ip: ['route delete default'] },
    profile: frontEnd,
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'the machine has a route that is unreachable',
    machine: { ip: [`route add unreachable ${addresses.controller}`] },
    profile: frontEnd,
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'the machine has a route into a black hole',
    machine: { ip: [`route add blackhole ${addresses.controller}`] },
    profile: frontEnd,
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'the machine has a route that is prohibited',
    machine: { ip: [`route add prohibit ${addresses.controller}`] },
    profile: frontEnd,
    expect: { 'out-ctrl': finds('no-permission', 'fail', { says: ['This machine itself'] }) },
  },
  {
    title: 'the firewall of the machine drops what it sends',
    firewall: onTheWay(drop, 'machine', 'output'),
    profile: frontEnd,
    expect: { 'out-ctrl': timeout },
  },
  {
    title: 'the firewall of the machine rejects what it sends',
    firewall: onTheWay((flow) => rejectWith('admin-prohibited', flow), 'machine', 'output'),
    profile: frontEnd,
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'the router has no route',
    profile: controlledBy(beyond.noRoute),
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'the router has a black hole',
    profile: controlledBy(beyond.blackhole),
    expect: { 'out-ctrl': timeout },
  },
  {
    title: 'the router is not allowed to forward',
    profile: controlledBy(beyond.prohibited),
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'nobody has the address, on the same link',
    profile: ({ emptyNeighbour }) => ({
      ...controlledBy(emptyNeighbour),
      limits: { connectTimeoutMs: 6000 },
    }),
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'nobody has the address, behind the router',
    profile: { ...controlledBy(beyond.nobody), limits: { connectTimeoutMs: 6000 } },
    expect: { 'out-ctrl': unreachable },
  },
  {
    title: 'only this source is let through',
    firewall: ({ address }) => [
      {
        at: 'database',
        hook: 'input',
        rule: onlyFrom(address, { to: addresses.database, port: guardedPorts.mine }),
      },
    ],
    profile: databaseOn(guardedPorts.mine),
    expect: { 'lat-db@platform': finds('measured', 'pass') },
  },
  {
    title: 'only another source is let through',
    firewall: () => [
      {
        at: 'database',
        hook: 'input',
        rule: onlyFrom(addresses.controller, { to: addresses.database, port: guardedPorts.others }),
      },
    ],
    profile: databaseOn(guardedPorts.others),
    expect: {
      'out-fe-db-sql@platform': timeout,
      'lat-db@platform': finds('not-connected', 'skipped', { outcome: 'timeout' }),
    },
  },
  {
    title: 'the service accepts and resets',
    profile: { ...frontEnd, ports: { deploymentController: resettingPort } },
    expect: { 'out-ctrl': finds('reset', 'fail', { says: ['cut it off at once', 'ECONNRESET'] }) },
  },
  {
    title: 'a firewall drops the first packet of each connection',
    firewall: onTheWay(dropFirst),
    profile: frontEnd,
    expect: { 'out-ctrl': finds('open-late', 'warn', { outcome: 'open', says: ['twice in a row'] }) },
  },
  {
    title: 'what accepts closes at once, as a balancer without a live server',
    profile: { ...frontEnd, ports: { deploymentController: closingPorts.atOnce } },
    expect: { 'out-ctrl': finds('closed', 'fail', { says: ['closed it again without a word'] }) },
  },
  {
    title: 'what accepts closes a second later',
    profile: { ...frontEnd, ports: { deploymentController: closingPorts.soon } },
    expect: { 'out-ctrl': finds('closed', 'fail'), 'mon-fe-ctrl': finds('closed', 'fail') },
  },
  {
    title: 'what accepts closes three seconds later, as a balancer that asks its server again',
    profile: { ...frontEnd, ports: { deploymentController: closingPorts.late } },
    expect: { 'out-ctrl': finds('closed', 'fail') },
  },
  {
    title: 'an SSH server greets where the controller should wait',
    profile: { ...frontEnd, ports: { deploymentController: greetingPort } },
    expect: {
      'out-ctrl': finds('wrong-service', 'fail', { outcome: 'open', says: ['says "SSH-2.0-OpenSSH_9.2p1"'] }),
    },
  },
  {
    title: 'a firewall resets after the connection was accepted',
    firewall: onTheWay(cutOff),
    profile: frontEnd,
    expect: { 'out-ctrl': finds('reset', 'fail') },
  },
  {
    title: 'a real SSH server answers and Remote Desktop does not',
    profile: operator,
    expect: {
      'ops-ssh@controller.lab': open,
      'ops-rdp@controller.lab': finds('covered-by-fallback', 'not-applicable', { outcome: 'refused' }),
    },
  },
  {
    title: 'the name has an IPv4 and an IPv6 address, and both accept',
    profile: controlledBy('dual.lab'),
    expect: { 'out-ctrl': open },
  },
  {
    title: 'the machine has no route for the IPv6 address',
    machine: { ip: ['route delete ::/0'] },
    profile: controlledBy('dual.lab'),
    expect: { 'out-ctrl': open },
  },
  {
    title: 'a firewall drops the IPv6 address only',
    firewall: ({ ipv6 }) => [
      { at: 'router', hook: 'forward', rule: drop({ from: ipv6, to: ipv6Of('controller'), port: 12000 }) },
    ],
    profile: controlledBy('dual.lab'),
    expect: {
      'out-ctrl': finds('open-in-part', 'warn', { outcome: 'timeout', says: [ipv6Of('controller')] }),
    },
  },
  {
    title: 'a firewall drops the IPv4 address only',
    firewall: onTheWay(drop),
    profile: controlledBy('dual.lab'),
    expect: {
      'out-ctrl': finds('open-in-part', 'warn', { outcome: 'timeout', says: [addresses.controller] }),
    },
  },
  {
    title: 'a service listens on its IPv4 address only',
    profile: { ...controlledBy('dual.lab'), ports: { deploymentController: ipv4OnlyPort } },
    expect: {
      'out-ctrl': finds('open-in-part', 'warn', { outcome: 'refused', says: [ipv6Of('controller')] }),
    },
  },
  {
    title: 'one of two IPv4 addresses of the name is dead',
    firewall: ({ address }) => [
      { at: 'router', hook: 'forward', rule: drop({ from: address, to: addresses.frontEnd2, port: 12000 }) },
    ],
    profile: controlledBy('half-dead.lab'),
    expect: {
      'out-ctrl': finds('open-in-part', 'warn', { outcome: 'timeout', says: [addresses.frontEnd2] }),
    },
  },
  {
    title: 'the time of the whole run is used up',
    firewall: onTheWay(drop),
    profile: { ...frontEnd, limits: { connectTimeoutMs: 60_000, runBudgetMs: 1000 } },
    expect: { 'out-ctrl': finds('out-of-time', 'unknown', { outcome: 'cancelled' }) },
  },
];

/** What DNS servers and the hosts file make of a name. */
export const nameCases: readonly LabCase[] = [
  {
    title: 'DNS gives the address',
    machine: { hosts: ['127.0.0.1 localhost'] },
    profile: frontEnd,
    expect: { 'out-ctrl': open },
  },
  {
    title: 'the hosts file gives the address, and no DNS server answers',
    machine: { nameServers: [nameServers.silent] },
    profile: frontEnd,
    expect: { 'out-ctrl': open },
  },
  {
    title: 'the hosts file gives a wrong address',
    machine: { hosts: ['127.0.0.1 localhost', `${beyond.blackhole} controller.lab`] },
    profile: frontEnd,
    expect: { 'out-ctrl': finds('timeout', 'fail', { says: [beyond.blackhole] }) },
  },
  {
    title: 'the hosts file leads the name of the controller to this machine, whose own service answers',
    machine: {
      hosts: ['127.0.0.1 localhost controller.lab'],
      listeners: { CompilerService: [{ kind: 'silent', port: 12000 }] },
    },
    profile: frontEnd,
    expect: {
      'out-ctrl': finds('leads-here', 'fail', { outcome: 'open', says: ['never left it'] }),
      'out-cache': finds('leads-here', 'fail', { outcome: 'refused' }),
    },
  },
  {
    title: 'the address of the controller is that of this machine',
    profile: ({ address }) => controlledBy(address),
    expect: { 'out-ctrl': finds('leads-here', 'fail', { outcome: 'refused' }) },
  },
  {
    title: 'names of the database and of LifeTime lead to this machine',
    machine: { hosts: ['127.0.0.1 localhost', '127.0.1.1 db.lab', '::1 lifetime.lab'] },
    profile: managedBy('lifetime.lab'),
    expect: {
      'out-fe-db-sql@platform': finds('leads-here', 'fail', { outcome: 'refused' }),
      'env-out-lt-443': finds('leads-here', 'fail', { outcome: 'refused' }),
    },
  },
  {
    title: 'the name of a front-end leads to itself',
    machine: {
      hosts: ['127.0.0.1 localhost portal.lab'],
      listeners: { DeployService: [{ kind: 'silent', port: 12001 }] },
    },
    profile: watching('portal.lab'),
    expect: { 'mon-fe-deploy@portal.lab': open },
  },
  {
    title: 'there is no such name',
    profile: controlledBy('contoller.lab'),
    expect: { 'out-ctrl': finds('dns-not-found', 'fail', { says: ['contoller.lab', 'ENOTFOUND'] }) },
  },
  {
    title: 'the name exists without an address',
    profile: controlledBy('empty.lab'),
    expect: { 'out-ctrl': finds('dns-not-found', 'fail') },
  },
  {
    title: 'the DNS server does not answer',
    machine: { nameServers: [nameServers.silent] },
    profile: controlledBy('dual.lab'),
    expect: { 'out-ctrl': finds('dns-timeout', 'fail', { says: ['did not answer'] }) },
  },
  {
    title: 'nothing listens on the DNS port',
    machine: { nameServers: [nameServers.absent] },
    profile: controlledBy('dual.lab'),
    expect: { 'out-ctrl': finds('dns-timeout', 'fail') },
  },
  {
    title: 'a firewall drops the questions',
    firewall: ({ address }) => [
      { at: 'router', hook: 'forward', rule: drop({ from: address, port: 53, protocol: 'udp' }) },
    ],
    profile: controlledBy('dual.lab'),
    expect: { 'out-ctrl': finds('dns-timeout', 'fail') },
  },
  {
    title: 'the DNS server refuses to answer',
    machine: { nameServers: [nameServers.refusing] },
    profile: controlledBy('dual.lab'),
    expect: { 'out-ctrl': finds('dns-error', 'fail', { says: [nameServers.refusing, 'REFUSED'] }) },
  },
  {
    title: 'the first DNS server is dead and the second answers',
    machine: { nameServers: [nameServers.silent, nameServers.honest] },
    profile: controlledBy('dual.lab'),
    expect: {
      'out-ctrl': open,
      'lat-names': finds('slow', 'warn', {
        outcome: 'resolved',
        says: ['dual.lab', `${nameServers.silent} does not answer`],
      }),
    },
  },
];
