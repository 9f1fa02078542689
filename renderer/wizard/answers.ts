import { z } from 'zod';
import {
  databasePorts,
  databaseSchema,
  defaultPorts,
  type PortName,
  type Profile,
  profileSchema,
} from '../../shared/profile/profile.ts';
import { type Role, roleSchema, serverRoles } from '../../shared/profile/roles.ts';
import { phaseSchema } from '../../shared/words/verdict.ts';

/** The longest text of one field, in characters: 500 servers with long names fit. */
const maxText = 100_000;

const typed = z.string().max(maxText);
const answer = z.enum(['yes', 'no', 'unknown']);
export type Answer = z.infer<typeof answer>;

const databaseAnswerSchema = z.strictObject({
  purpose: databaseSchema.shape.purpose,
  engine: z.enum(['sqlserver', 'oracle']),
  host: typed,
  port: typed,
  instance: typed,
});

const managedServerSchema = z.strictObject({ host: z.string(), roles: z.array(z.enum(serverRoles)) });

/**
 * The answers as they were typed, whole or not. Texts stay texts, also where the profile has numbers or lists, so
 * that a half-filled field survives a closed window and is judged only when it is used.
 */
export const answersSchema = z.strictObject({
  phase: phaseSchema,
  roles: z.array(roleSchema),
  machineName: typed,
  environmentName: typed,
  platformVersion: typed,
  hosting: z.enum(['servers', 'containers']),
  hybrid: z.boolean(),
  vpn: answer,
  oneProvider: answer,
  sslOffloading: answer,
  parameterRecordAdded: answer,
  controllerHost: typed,
  cacheHost: typed,
  cachePort: typed,
  cacheTls: z.boolean(),
  /** A list as it was pasted: hosts between line ends, commas, semicolons or tabs. */
  frontEnds: typed,
  databases: z.array(databaseAnswerSchema).max(20),
  lifetimeHost: typed,
  /** Lists as pasted; a host in both has both roles. */
  managedFrontEnds: typed,
  managedControllers: typed,
  containerRuntimes: typed,
  /** Empty where the default holds. */
  ports: z.strictObject({
    http: typed,
    https: typed,
    deploymentController: typed,
    deployment: typed,
    scheduler: typed,
    cache: typed,
  }),
  mobileApps: z.boolean(),
  architectureDashboard: z.boolean(),
  proxyMode: z.enum(['system', 'none', 'manual']),
  proxyUrl: typed,
  proxyBypass: typed,
  caFile: typed,
  /** Sessions that were kept before it was asked have none. */
  timestampUrl: typed.default(''),
  connectTimeoutMs: typed,
  latencyMs: typed,
  overlays: z.array(z.string()),
  /** What an opened file said and no question asks about; it goes into the profile as it came. */
  kept: z.strictObject({
    frontEndNames: z.record(z.string(), z.string()),
    managedServers: z.array(managedServerSchema),
    runBudgetMs: z.number().nullable(),
    waivers: z.array(z.strictObject({ check: z.string(), reason: z.string() })),
  }),
});

export type Answers = Readonly<z.infer<typeof answersSchema>>;
export type DatabaseAnswer = Answers['databases'][number];

/** A database of which nothing but its purpose is known. */
export const emptyDatabase = (purpose: DatabaseAnswer['purpose']): DatabaseAnswer => ({
  purpose,
  engine: 'sqlserver',
  host: '',
  port: '',
  instance: '',
});

/** The answers of a new check: nothing but what the profile's defaults say. */
export const emptyAnswers: Answers = {
  phase: 'before-install',
  roles: [],
  machineName: '',
  environmentName: '',
  platformVersion: '',
  hosting: 'servers',
  hybrid: false,
  vpn: 'unknown',
  oneProvider: 'unknown',
  sslOffloading: 'unknown',
  parameterRecordAdded: 'unknown',
  controllerHost: '',
  cacheHost: '',
  cachePort: '',
  cacheTls: false,
  frontEnds: '',
  databases: [emptyDatabase('platform')],
  lifetimeHost: '',
  managedFrontEnds: '',
  managedControllers: '',
  containerRuntimes: '',
  ports: { http: '', https: '', deploymentController: '', deployment: '', scheduler: '', cache: '' },
  mobileApps: false,
  architectureDashboard: false,
  proxyMode: 'system',
  proxyUrl: '',
  proxyBypass: '',
  caFile: '',
  timestampUrl: '',
  connectTimeoutMs: '',
  latencyMs: '',
  overlays: [],
  kept: { frontEndNames: {}, managedServers: [], runBudgetMs: null, waivers: [] },
};

const portNames = Object.keys(defaultPorts) as readonly PortName[];

/** A number as it stands in a field that shows its default in grey: nothing for the default itself. */
const unless = (value: number | undefined, normal: number): string =>
  value === undefined || value === normal ? '' : String(value);

const lines = (hosts: readonly string[]): string => hosts.join('\n');

const defaults = profileSchema.parse({ schemaVersion: 1 });

const managedBy = (profile: Profile, role: Role): string =>
  lines(
    profile.managedServers.filter(({ roles }) => roles.some((own) => own === role)).map(({ host }) => host),
  );

/** Whether a managed server has roles that the two lists of the page cannot say. */
const hasOtherRoles = ({ roles }: Profile['managedServers'][number]): boolean =>
  roles.some((role) => role !== 'front-end' && role !== 'controller');

/** The answers that give a profile: what was opened from a file can be read and changed like what was typed. */
export function answersOf(profile: Profile): Answers {
  const { environment, cache, databases, proxy, limits } = profile;
  const named = profile.frontEnds.flatMap(({ host, name }) =>
    name === undefined ? [] : [[host, name] as const],
  );
  return {
    phase: profile.phase,
    roles: [...profile.machine.roles],
    machineName: profile.machine.name ?? '',
    environmentName: environment.name === defaults.environment.name ? '' : environment.name,
    platformVersion: environment.platformVersion ?? '',
    hosting: environment.hosting,
    hybrid: environment.hybrid,
    vpn: environment.vpn,
    oneProvider: environment.oneProvider,
    sslOffloading: environment.sslOffloading,
    parameterRecordAdded: environment.parameterRecordAdded,
    controllerHost: profile.controller.host,
    cacheHost: cache.host ?? '',
    cachePort: cache.port === undefined ? '' : String(cache.port),
    cacheTls: cache.tls,
    frontEnds: lines(profile.frontEnds.map(({ host }) => host)),
    databases: databases.map(({ purpose, engine, host, port, instance }) => ({
      purpose,
      engine,
      host,
      port: unless(port, databasePorts[engine]),
      instance: instance ?? '',
    })),
    lifetimeHost: profile.lifetime?.host ?? '',
    managedFrontEnds: managedBy(profile, 'front-end'),
    managedControllers: managedBy(profile, 'controller'),
    containerRuntimes: lines(profile.containerRuntimes.map(({ host }) => host)),
    ports: Object.fromEntries(
      portNames.map((name) => [name, unless(profile.ports[name], defaultPorts[name])]),
    ) as Record<PortName, string>,
    mobileApps: profile.features.mobileApps,
    architectureDashboard: profile.features.architectureDashboard,
    proxyMode: proxy.mode,
    proxyUrl: proxy.url ?? '',
    proxyBypass: lines(proxy.bypass),
    caFile: profile.caFile ?? '',
    timestampUrl: profile.timestamp?.url ?? '',
    connectTimeoutMs: unless(limits.connectTimeoutMs, defaults.limits.connectTimeoutMs),
    latencyMs: limits.latencyMs === undefined ? '' : String(limits.latencyMs),
    overlays: [...profile.overlays],
    kept: {
      frontEndNames: Object.fromEntries(named),
      managedServers: profile.managedServers
        .filter(hasOtherRoles)
        .map(({ host, roles }) => ({ host, roles: [...roles] })),
      runBudgetMs: limits.runBudgetMs ?? null,
      waivers: profile.waivers.map((waiver) => ({ ...waiver })),
    },
  };
}
