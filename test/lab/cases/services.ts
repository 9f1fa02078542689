import { drop, dropEvery, resetEvery } from '../support/firewall.ts';
import { connectTimeoutMs, finds, type LabCase } from '../support/lab-case.ts';
import { addresses } from '../support/map.ts';
import { controller, frontEnd } from './profiles.ts';

/** The platform's services, and RabbitMQ as it really answers. */
export const serviceCases: readonly LabCase[] = [
  {
    title: 'the services of a front-end answer the controller',
    profile: controller,
    expect: {
      'out-deploy@fe1.lab': finds('open', 'pass'),
      'mon-ctrl-sched@fe1.lab': finds('open', 'pass'),
      'mon-ctrl-iis@fe1.lab': finds('open', 'pass'),
    },
  },
  {
    title: 'a real RabbitMQ answers',
    profile: frontEnd,
    expect: { 'out-cache': finds('open', 'pass', { says: ['RabbitMQ 3.'] }) },
  },
  {
    title: 'a real RabbitMQ answers over TLS',
    profile: { ...frontEnd, cache: { tls: true } },
    expect: { 'out-cache': finds('open', 'pass', { says: ['RabbitMQ 3.'] }) },
  },
  {
    title: 'RabbitMQ over TLS, with an authority that the machine does not know',
    profile: { ...frontEnd, cache: { tls: true } },
    trusts: 'nobody',
    expect: { 'out-cache': finds('tls-untrusted', 'warn') },
  },
  {
    title: 'RabbitMQ speaks TLS where the profile says that it does not',
    profile: { ...frontEnd, cache: { port: 5671 } },
    expect: { 'out-cache': finds('wrong-service', 'fail') },
  },
  {
    title: 'RabbitMQ speaks no TLS where the profile says that it does',
    profile: { ...frontEnd, cache: { port: 5672, tls: true } },
    expect: { 'out-cache': finds('wrong-service', 'fail') },
  },
  {
    title: 'a web server stands where RabbitMQ should',
    profile: { ...frontEnd, cache: { port: 80 } },
    expect: { 'out-cache': finds('wrong-service', 'fail') },
  },
  {
    title: 'something that never speaks stands where RabbitMQ should',
    profile: { ...frontEnd, cache: { port: 12000 }, ports: { deploymentController: 12005 } },
    expect: { 'out-cache': finds('silent', 'fail', { outcome: 'timeout' }) },
  },
  {
    title: 'RabbitMQ is behind a firewall that drops',
    firewall: ({ address }) => [
      {
        at: 'router',
        hook: 'forward',
        rule: drop({ from: address, to: addresses.controller, port: 5672 }),
      },
    ],
    profile: frontEnd,
    expect: { 'out-cache': finds('timeout', 'fail') },
  },
];

/** How long connections take, and how many get lost. */
export const latencyCases: readonly LabCase[] = [
  {
    title: 'latency: every connection is answered',
    profile: frontEnd,
    expect: { 'lat-ps-fe@controller.lab': finds('measured', 'pass', { says: ['20 samples'] }) },
  },
  {
    title: 'latency: above the limit that was set',
    profile: { ...frontEnd, limits: { latencyMs: 0.01 } },
    expect: { 'lat-ps-fe@controller.lab': finds('over-limit', 'warn', { outcome: 'measured' }) },
  },
  {
    title: 'latency: every fifth connection is lost',
    firewall: ({ address }) => [
      {
        at: 'router',
        hook: 'forward',
        rule: dropEvery(5, { from: address, to: addresses.controller, port: 12000 }),
      },
    ],
    profile: { ...frontEnd, limits: { connectTimeoutMs: connectTimeoutMs.silence } },
    expect: { 'lat-ps-fe@controller.lab': finds('lost', 'warn', { outcome: 'measured', says: ['4 of 20'] }) },
  },
  {
    title: 'latency: every fifth connection is refused',
    firewall: ({ address }) => [
      {
        at: 'router',
        hook: 'forward',
        rule: resetEvery(5, { from: address, to: addresses.controller, port: 12000 }),
      },
    ],
    profile: frontEnd,
    expect: {
      'lat-ps-fe@controller.lab': finds('turned-away', 'warn', {
        outcome: 'measured',
        says: ['4 of 20', '4 refused'],
      }),
    },
  },
  {
    title: 'latency: nothing answers',
    profile: { ...frontEnd, ports: { deploymentController: 12008 } },
    expect: { 'lat-ps-fe@controller.lab': finds('not-connected', 'skipped', { outcome: 'refused' }) },
  },
];
