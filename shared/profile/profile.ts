import { z } from 'zod';
import { longest, most } from '../words/lengths.ts';
import { listed } from '../words/phrases.ts';
import { type Refusal, type RefusalCode, refusal, refusalIssue } from '../words/refusal.ts';
import { text, writtenText } from '../words/text-schema.ts';
import { phaseSchema } from '../words/verdict.ts';
import { isWellFormed } from '../words/well-formed.ts';
import { type DatabaseServer, instanceRules, parseSqlServer } from './database-server.ts';
import { baseEditionId, editionIds } from './edition-ids.ts';
import { hostSchema } from './host.ts';
import { parseProxyServer } from './proxy.ts';
import { roleSchema, serverRoles } from './roles.ts';
import { platformServices } from './services.ts';
import { parseTimestampUrl } from './timestamp-url.ts';

/** The most waivers that a profile may hold. */
export const maxWaivers = 500;

/**
 * The most servers that a profile may list, in all its lists together. With so many, tests and measurements have run, judged,
 * drawn, signed and verified; nobody has with more.
 */
export const maxServers = 2000;

/** The lists of a profile that name servers. */
const serverLists = ['frontEnds', 'managedServers', 'containerRuntimes', 'zones'] as const;

/** Refuses more servers than that, at the list that has most of them. */
function refuseTooMany(
  profile: Readonly<Record<(typeof serverLists)[number], readonly unknown[]>>,
  context: z.RefinementCtx,
): void {
  const count = serverLists.reduce((sum, list) => sum + profile[list].length, 0);
  if (count <= maxServers) return;
  const [longestList = serverLists[0]] = serverLists.toSorted(
    (left, right) => profile[right].length - profile[left].length,
  );
  context.addIssue({
    ...refusalIssue('most-servers', { most: maxServers, lists: listed(serverLists), count }),
    path: [longestList],
  });
}

const shortText = writtenText(longest.name);
const isPort = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
const portSchema = z.unknown().refine(isPort, refusal('port')).pipe(z.int().min(1).max(65535));
const answerSchema = z.enum(['yes', 'no', 'unknown']);

/** A list of at most so many entries, which loses its repetitions and keeps its order. */
const setOf = <T extends z.ZodType>(item: T, max: number) =>
  z
    .array(item)
    .max(max)
    .transform((list) => [...new Set(list)]);

export const defaultPorts = {
  http: platformServices.iis.httpPort,
  https: platformServices.iis.httpsPort,
  deploymentController: platformServices.deploymentController.port,
  deployment: platformServices.deployment.port,
  scheduler: platformServices.scheduler.port,
  cache: platformServices.cache.port,
  deploymentControllerPrimary: platformServices.deploymentController.primary.port,
  deploymentPrimary: platformServices.deployment.primary.port,
  schedulerPrimary: platformServices.scheduler.primary.port,
} as const;

export type PortName = keyof typeof defaultPorts;

/** What each port is called where ports are listed. */
export const portTitles: Readonly<Record<PortName, string>> = {
  http: 'HTTP',
  https: 'HTTPS',
  deploymentController: platformServices.deploymentController.title,
  deployment: platformServices.deployment.title,
  scheduler: platformServices.scheduler.title,
  cache: platformServices.cache.title,
  deploymentControllerPrimary: `${platformServices.deploymentController.title}, primary`,
  deploymentPrimary: `${platformServices.deployment.title}, primary`,
  schedulerPrimary: `${platformServices.scheduler.title}, primary`,
};

/**
 * The primary ports, on which later releases listen too. One at its default is nobody's answer, so that it stands in the
 * way of no other port.
 */
export const primaryPortNames: readonly PortName[] = [
  'deploymentControllerPrimary',
  'deploymentPrimary',
  'schedulerPrimary',
];

/** The port on which each database engine listens unless the profile says otherwise (requirements R9, R11). */
export const databasePorts = { sqlserver: 1433, oracle: 1521 } as const;

const portsSchema = z
  .strictObject({
    http: portSchema.default(defaultPorts.http),
    https: portSchema.default(defaultPorts.https),
    deploymentController: portSchema.default(defaultPorts.deploymentController),
    deployment: portSchema.default(defaultPorts.deployment),
    scheduler: portSchema.default(defaultPorts.scheduler),
    cache: portSchema.default(defaultPorts.cache),
    deploymentControllerPrimary: portSchema.default(defaultPorts.deploymentControllerPrimary),
    deploymentPrimary: portSchema.default(defaultPorts.deploymentPrimary),
    schedulerPrimary: portSchema.default(defaultPorts.schedulerPrimary),
  })
  .superRefine((ports, context) => {
    const seen = new Map<number, string>();
    const isUnsaid = (name: PortName): boolean =>
      primaryPortNames.includes(name) && ports[name] === defaultPorts[name];
    const names = (Object.keys(ports) as PortName[]).filter((name) => !isUnsaid(name));
    for (const [name, port] of names.map((each) => [each, ports[each]] as const)) {
      const other = seen.get(port);
      if (other === undefined) seen.set(port, name);
      else
        context.addIssue({
          ...refusalIssue('other-port', { name: other, port }),
          path: [name],
          input: port,
        });
    }
  });

/** The port of the Cache Invalidation Service when it speaks TLS and the profile names no other. */
export const cacheTlsPort = platformServices.cache.tlsPort;

/** What the platform keeps in databases. */
export const purposes = ['platform', 'logging', 'session'] as const;

/** A database as it is written: the host of a SQL Server may carry its instance and its port. */
export const databaseSchema = z.strictObject({
  purpose: z.enum(purposes),
  engine: z.enum(['sqlserver', 'oracle']).default('sqlserver'),
  host: z.string().max(longest.checkId).refine(isWellFormed, refusal('whole-characters')),
  port: portSchema.optional(),
  /** The instance of a SQL Server, or the service name of an Oracle database. */
  instance: shortText.optional(),
});

type WrittenDatabase = z.infer<typeof databaseSchema>;
type NamedDatabase = Pick<WrittenDatabase, 'purpose' | 'engine'> & DatabaseServer;

/** The server that a database's host names; an Oracle database's host is a host and nothing more. */
function serverOf({ engine, host }: WrittenDatabase): DatabaseServer | null {
  if (engine === 'sqlserver') return parseSqlServer(host);
  const parsed = hostSchema.safeParse(host);
  return parsed.success ? { host: parsed.data } : null;
}

type DatabaseProblem = { readonly field: 'host' | 'port' | 'instance'; readonly refused: Refusal };

/** What is wrong with a database beyond its single fields: each problem with the field that it stands in. */
function databaseProblems(
  { engine, port, instance }: WrittenDatabase,
  server: DatabaseServer | null,
): readonly DatabaseProblem[] {
  const problem = (
    field: DatabaseProblem['field'],
    code: RefusalCode,
    parameters: Refusal['parameters'] = {},
  ): DatabaseProblem => ({ field, refused: { code, parameters } });
  const isOther = (given: string | number | undefined, named: string | number | undefined): boolean =>
    given !== undefined && named !== undefined && String(given).toLowerCase() !== String(named).toLowerCase();
  return [
    ...(server === null ? [problem('host', `${engine}-host`)] : []),
    ...(instance !== undefined && !instanceRules[engine].test(instance)
      ? [problem('instance', `${engine}-instance`)]
      : []),
    ...(isOther(port, server?.port) ? [problem('port', 'port-of-host', { port: server?.port ?? '' })] : []),
    ...(isOther(instance, server?.instance)
      ? [problem('instance', 'instance-of-host', { instance: server?.instance ?? '' })]
      : []),
  ];
}

/** The same database with host, port and instance each in its own field, however they were written. */
const namedDatabaseSchema = databaseSchema.transform((written, context): NamedDatabase => {
  const server = serverOf(written);
  const problems = databaseProblems(written, server);
  for (const { field, refused } of problems)
    context.addIssue({
      ...refusalIssue(refused.code, refused.parameters),
      path: [field],
      input: written[field],
    });
  if (server === null || problems.length > 0) return z.NEVER;
  const port = written.port ?? server.port;
  const instance = written.instance ?? server.instance;
  return {
    purpose: written.purpose,
    engine: written.engine,
    host: server.host,
    ...(port === undefined ? {} : { port }),
    ...(instance === undefined ? {} : { instance }),
  };
});

/** A proxy's address. Credentials are refused: a profile is a file without secrets. */
const proxyUrlSchema = text(longest.hostAndPort).refine(
  (url) => /^https?:\/\/[^\s/@]+\/?$/.test(url) && parseProxyServer(url) !== null,
  refusal('proxy-url'),
);

/** The address of an authority that confirms times (RFC 3161). */
const timestampUrlSchema = z
  .string()
  .trim()
  .max(longest.url)
  .refine((url) => parseTimestampUrl(url) !== null, refusal('timestamp-url'));

/** What a waiver says: a check, by its id or its definition's, and why it is set aside. */
export const waiverSchema = z.strictObject({
  check: writtenText(longest.checkId, { length: 1, code: 'check-id' }),
  reason: writtenText(longest.reason, { length: 3, code: 'waiver-reason' }),
});

/**
 * What the administrator told us: the environment, this machine's roles, addresses, ports and phase. One file that
 * serves on every machine of the environment, free of secrets. Everything but `schemaVersion` has a default;
 * unknown keys are refused.
 */
export const profileSchema = z
  .strictObject({
    schemaVersion: z
      .unknown()
      .refine((version) => version === 1, refusal('schema-version'))
      .pipe(z.literal(1)),
    phase: phaseSchema.default('before-install'),
    machine: z
      .strictObject({
        name: shortText.optional(),
        roles: setOf(roleSchema, most.roles)
          .refine((list) => list.length > 0, refusal('one-role'))
          .default(['controller', 'front-end']),
      })
      .prefault({}),
    environment: z
      .strictObject({
        name: shortText.default('OutSystems environment'),
        hosting: z.enum(['servers', 'containers']).default('servers'),
        /** Part of the infrastructure is in the OutSystems Cloud (requirement H1). */
        hybrid: z.boolean().default(false),
        /** A hybrid environment's two parts are joined by a VPN (requirement H1). */
        vpn: answerSchema.default('unknown'),
        /** All servers, the database's too, run under one provider (requirement L2). */
        oneProvider: answerSchema.default('unknown'),
        /** TLS ends at a reverse proxy in front of the containers (requirement C5). */
        sslOffloading: answerSchema.default('unknown'),
        /** Somebody added the HTTPS proxy record to OSSYS_PARAMETER by hand (requirement C6). */
        parameterRecordAdded: answerSchema.default('unknown'),
        /** LifeTime is older than 11.8.3, which requires HTTPS, or has environments registered before that (requirement T0h). */
        httpRegistered: z.boolean().default(false),
        /** The ports of the platform's services can be reached from the Internet (requirement N13). */
        servicePortsExposed: answerSchema.default('unknown'),
        platformVersion: z
          .string()
          .max(longest.word)
          .refine((version) => /^11(\.\d{1,5}){1,3}$/.test(version), refusal('platform-version'))
          .optional(),
      })
      .prefault({}),
    controller: z.strictObject({ host: hostSchema }).prefault({ host: 'localhost' }),
    cache: z
      .strictObject({
        host: hostSchema.optional(),
        port: portSchema.optional(),
        tls: z.boolean().default(false),
      })
      .prefault({}),
    frontEnds: z
      .array(z.strictObject({ name: shortText.optional(), host: hostSchema }))
      .max(most.counted)
      .default([]),
    databases: z
      .array(namedDatabaseSchema)
      .max(20)
      .default([{ purpose: 'platform', engine: 'sqlserver', host: 'localhost' }]),
    /** Databases that the environment has and whose servers nobody has named yet: an import left them out. */
    unnamedDatabases: setOf(z.enum(purposes), purposes.length).default([]),
    lifetime: z.strictObject({ host: hostSchema }).nullable().default(null),
    managedServers: z
      .array(
        z.strictObject({
          host: hostSchema,
          roles: setOf(z.enum(serverRoles), most.roles).default(['front-end']),
        }),
      )
      .max(most.counted)
      .default([]),
    containerRuntimes: z
      .array(z.strictObject({ host: hostSchema }))
      .max(most.counted)
      .default([]),
    /** The addresses of deployment zones: front-ends or their load balancers, as LifeTime's Service Center has them. */
    zones: z
      .array(z.strictObject({ host: hostSchema }))
      .max(most.counted)
      .default([]),
    ports: portsSchema.prefault({}),
    features: z
      .strictObject({
        mobileApps: z.boolean().default(false),
        architectureDashboard: z.boolean().default(false),
        /** Code Quality lets users log in with their accounts of the platform (requirements N11, N12). */
        itUserLogin: z.boolean().default(false),
        integrationBuilder: z.boolean().default(false),
        workflowBuilder: z.boolean().default(false),
      })
      .prefault({}),
    proxy: z
      .strictObject({
        mode: z.enum(['system', 'none', 'manual']).default('system'),
        url: proxyUrlSchema.optional(),
        bypass: z.array(shortText).max(most.bypass).default([]),
      })
      .refine((proxy) => proxy.mode !== 'manual' || proxy.url !== undefined, {
        ...refusal('proxy-needed'),
        path: ['url'],
      })
      .prefault({}),
    caFile: z
      .string()
      .max(longest.path)
      .refine((path) => path.length > 0, refusal('pem-path'))
      .refine(isWellFormed, refusal('whole-characters'))
      .optional(),
    /** The authority that is asked to confirm the time when a report is made; null for none. */
    timestamp: z.strictObject({ url: timestampUrlSchema }).nullable().default(null),
    limits: z
      .strictObject({
        connectTimeoutMs: z.int().min(500).max(60_000).default(5000),
        runBudgetMs: z.int().min(1000).max(86_400_000).optional(),
        latencyMs: z.number().min(0.01).max(60_000).optional(),
        connectionsPerSecond: z.int().min(1).max(100_000).optional(),
      })
      .prefault({}),
    /** Which text of the requirements is checked. */
    edition: z.enum(editionIds).default(baseEditionId),
    overlays: setOf(shortText, most.overlays).default([]),
    waivers: z.array(waiverSchema).max(maxWaivers).default([]),
  })
  .superRefine(refuseTooMany);

export type Profile = Readonly<z.infer<typeof profileSchema>>;
export type Database = Readonly<z.infer<typeof namedDatabaseSchema>>;
export type Purpose = (typeof purposes)[number];

/** The purposes of databases that a profile says exist, or that every environment has, and whose servers it names nowhere. */
export function unnamedPurposes({
  databases,
  unnamedDatabases,
}: Pick<Profile, 'databases' | 'unnamedDatabases'>): readonly Purpose[] {
  const isNamed = (purpose: Purpose): boolean => databases.some((database) => database.purpose === purpose);
  return purposes.filter(
    (purpose) => !isNamed(purpose) && (purpose === 'platform' || unnamedDatabases.includes(purpose)),
  );
}

/**
 * The profile that is used when none is given: one server with the controller and front-end roles, everything on
 * this machine, before the installation. It contacts nothing but this machine and its name servers.
 */
export const defaultProfile: Profile = profileSchema.parse({ schemaVersion: 1 });
