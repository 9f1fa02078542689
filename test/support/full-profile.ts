import { type Profile, profileSchema } from '../../shared/profile/profile.ts';

/** A profile in which every field differs from its default. */
export const full: Profile = profileSchema.parse({
  schemaVersion: 1,
  phase: 'after-install',
  machine: { name: 'OSFE01', roles: ['front-end', 'controller'] },
  environment: {
    name: 'Production',
    hosting: 'containers',
    hybrid: true,
    vpn: 'yes',
    oneProvider: 'no',
    sslOffloading: 'yes',
    parameterRecordAdded: 'no',
    platformVersion: '11.41.0',
  },
  controller: { host: 'ctrl.example.local' },
  cache: { host: 'mq.example.local', port: 5671, tls: true },
  frontEnds: [{ host: 'fe1.example.local', name: 'FE 1' }, { host: '10.0.0.2' }],
  databases: [
    { purpose: 'platform', engine: 'sqlserver', host: 'sql1', port: 1444, instance: 'OS' },
    { purpose: 'logging', engine: 'oracle', host: 'ora1' },
  ],
  lifetime: { host: 'lt.example.local' },
  managedServers: [
    { host: 'a1', roles: ['front-end'] },
    { host: 'a2', roles: ['front-end', 'controller'] },
    { host: 'a3', roles: ['lifetime'] },
  ],
  containerRuntimes: [{ host: 'k8s.example.local' }],
  ports: {
    http: 8080,
    https: 8443,
    deploymentController: 13000,
    deployment: 13001,
    scheduler: 13002,
    cache: 5673,
  },
  features: { mobileApps: true, architectureDashboard: true },
  proxy: {
    mode: 'manual',
    url: 'http://proxy.example.local:3128',
    bypass: ['*.example.local', '10.0.0.0/8'],
  },
  caFile: '/etc/ssl/organisation.pem',
  timestamp: { url: 'http://timestamp.example.local/tsa' },
  limits: { connectTimeoutMs: 3000, runBudgetMs: 60_000, latencyMs: 2.5 },
  overlays: ['health', 'cache-tls'],
  waivers: [{ check: 'in-rdp', reason: 'closed on purpose' }],
});
