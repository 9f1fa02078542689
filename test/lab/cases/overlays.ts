import { finds, type LabCase } from '../support/lab-case.ts';
import type { MachineState } from '../support/machine.ts';
import type { ProfileFields } from '../support/run-in.ts';
import { controller, frontEnd } from './profiles.ts';

const since = (platformVersion: string, ...overlays: readonly string[]): ProfileFields => ({
  environment: { platformVersion },
  overlays,
});

/** The page of IIS on which the platform tells how it is. */
const healthPage = (directive: string): MachineState => ({
  sites: [
    {
      listen: '127.0.0.1:80',
      directives: [`location = /server.api/v1/health { ${directive}; }`, 'location / { return 200 "ok"; }'],
    },
  ],
});

const health = (title: string, machine: MachineState, expected: LabCase['expect'][string]): LabCase => ({
  title: `health page: ${title}`,
  machine,
  phases: ['after-install'],
  profile: { ...frontEnd, ...since('11.41.0', 'health') },
  expect: { 'server-api-health': expected },
});

/** What later releases of the platform need, where the profile chooses it. */
export const overlayCases: readonly LabCase[] = [
  {
    title: 'the primary port of the controller is free there',
    profile: { ...controller, ...since('11.41.0', 'platform-ports') },
    expect: { 'loc-port-12100': finds('unused-free', ['pass', 'warn'], { outcome: 'free' }) },
  },
  {
    title: 'the primary port of the Deployment Service, which is used, is free there',
    profile: { ...frontEnd, ...since('11.41.0', 'platform-ports') },
    expect: { 'loc-port-12101': finds('free', ['pass', 'fail']) },
  },
  {
    title: 'the primary port of the controller does not answer yet',
    profile: { ...frontEnd, ...since('11.41.0', 'platform-ports') },
    expect: {
      'out-ctrl-12100': finds('unused-refused', ['not-yet', 'warn'], { outcome: 'refused' }),
      'out-ctrl': finds('open', 'pass'),
    },
  },
  {
    title: 'a real RabbitMQ answers over TLS beside its plain port',
    profile: { ...frontEnd, ...since('11.41.0', 'cache-tls') },
    expect: { 'out-cache-5671': finds('open', 'pass'), 'out-cache': finds('open', 'pass') },
  },
  {
    title: 'the controller reaches the Mobile Apps Build Service',
    profile: {
      ...controller,
      ...since('11.41.0', 'mobile-builder-controller'),
      features: { mobileApps: true },
    },
    caller: { knowsAuthority: true },
    expect: { 'out-mabs-ctrl': finds('open', 'pass') },
  },
  health(
    'it says that all is well',
    healthPage('return 200 "healthy"'),
    finds('healthy', 'pass', { outcome: 'open' }),
  ),
  health(
    'it says that all is not well',
    healthPage('return 500'),
    finds('unhealthy', 'warn', { outcome: 'http-unexpected' }),
  ),
  health('there is none', healthPage('return 404'), finds('not-found', 'warn', { outcome: 'open' })),
  health('no web server answers', {}, finds('refused', 'warn')),
];
