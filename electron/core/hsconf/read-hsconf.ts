import type { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  type DatabaseServer,
  instanceRules,
  parseSqlServer,
  whyNoSqlServer,
} from '../../../shared/profile/database-server.ts';
import { hostSchema, isLoopback } from '../../../shared/profile/host.ts';
import {
  type Database,
  type PortName,
  type Purpose,
  profileSchema,
} from '../../../shared/profile/profile.ts';
import { type XmlToken, xmlTokens } from './xml-tokens.ts';

/** What a Platform Server configuration tells a profile: some of its fields, as input of the profile's schema. */
export type HsconfProfile = Pick<
  z.input<typeof profileSchema>,
  'schemaVersion' | 'environment' | 'controller' | 'cache' | 'databases' | 'unnamedDatabases' | 'ports'
>;

/** The part of a profile that a configuration gives, and one sentence for everything taken and left out. */
export type HsconfReading = { readonly profile: HsconfProfile; readonly notes: readonly string[] };

const rootName = 'EnvironmentConfiguration';

/**
 * Where a database stands. `IdType` and `NamingType` say by which of the others an Oracle database is found: by host, port
 * and service name, or by a name in tnsnames.ora, beside which an older host may still stand.
 */
const databaseKeys = ['Server', 'Host', 'Port', 'ServiceName', 'IdType', 'NamingType', 'TNSName'] as const;

/** The categories and keys that are read, and no others: hosts, ports, and what says how to use them. */
const wantedKeys = {
  ServiceConfiguration: [
    'CompilerServerHostname',
    'CompilerServerPort',
    'DeploymentServerPort',
    'SchedulerServerPort',
    'CompilerServiceRESTPort',
    'DeployServiceRESTPort',
    'SchedulerRESTPort',
  ],
  ServerConfiguration: ['ApplicationServerPort', 'ApplicationServerSecurePort'],
  CacheInvalidationConfiguration: ['ServiceHost', 'ServicePort', 'TlsEnabled'],
  OtherConfigurations: ['PlatformVersion'],
  PlatformDatabaseConfiguration: databaseKeys,
  LoggingDatabaseConfiguration: databaseKeys,
  SessionDatabaseConfiguration: databaseKeys,
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Category = keyof typeof wantedKeys;

const isCategory = (name: string): name is Category => Object.hasOwn(wantedKeys, name);

/** A value of a wanted key: its text, or why there is none. */
type Value = string | { readonly problem: string };

/** What was found: values by `Category/Key`, and each category's database engine as it is written. */
type Found = { readonly values: ReadonlyMap<string, Value>; readonly engines: ReadonlyMap<string, string> };

const notHsconf = (): AppError =>
  new AppError(
    'configuration-invalid',
    `The file is not a Platform Server configuration: its root element is not ${rootName}.`,
  );

type Opened = Extract<XmlToken, { readonly kind: 'open' }>;

/** The wanted key that a path of element names leads to: in its category, which is directly under the root. */
function wantedKey([root, category = '', key = '', ...deeper]: readonly string[]): string | null {
  const keys: readonly string[] = isCategory(category) ? wantedKeys[category] : [];
  return root === rootName && keys.includes(key) && deeper.length === 0 ? `${category}/${key}` : null;
}

/** What a wanted key has before its text is read. */
function firstValue(element: Opened, isRepeated: boolean): Value {
  if (isRepeated) return { problem: 'it is given twice' };
  return element.attribute('encrypted') === 'true' ? { problem: 'it is encrypted' } : '';
}

/** Goes through the file and keeps the values of wanted keys alone; all other text is passed over unread. */
function collect(text: string): Found {
  const values = new Map<string, Value>();
  const engines = new Map<string, string>();
  const path: string[] = [];

  const open = (element: Opened): void => {
    path.push(element.name);
    if (path[0] !== rootName) throw notHsconf();
    if (path.length === 2) engines.set(element.name, element.attribute('ProviderKey') ?? '');
    const key = wantedKey(path);
    if (key !== null) values.set(key, firstValue(element, values.has(key)));
  };

  const read = (piece: () => string): void => {
    const key = wantedKey(path);
    const before = key === null ? undefined : values.get(key);
    if (key !== null && typeof before === 'string') values.set(key, `${before}${piece()}`);
  };

  for (const token of xmlTokens(text)) {
    if (token.kind === 'open') open(token);
    else if (token.kind === 'text') read(token.text);
    else path.pop();
  }
  return { values, engines };
}

/** How the text of a key becomes a value; null when it is none. */
type Reader<T> = { readonly parse: (text: string) => T | null; readonly allowed: string };

const hostReader: Reader<string> = {
  parse: (text) => hostSchema.safeParse(text).data ?? null,
  allowed: 'a host name or an address',
};

const portReader: Reader<number> = {
  parse: (text) => {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    return port >= 1 && port <= 65_535 ? port : null;
  },
  allowed: 'a port from 1 to 65535',
};

const flagReader: Reader<boolean> = {
  parse: (text) => (/^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : null),
  allowed: 'true or false',
};

const versionReader: Reader<string> = {
  parse: (text) =>
    profileSchema.shape.environment.safeParse({ platformVersion: text }).data?.platformVersion ?? null,
  allowed: 'a version of OutSystems 11',
};

/** What cannot be read otherwise than as it stands there. */
const textReader: Reader<string> = { parse: (text) => text, allowed: 'a text' };

/** One key as it was read. `why` is set when the key is there and was left out. */
type Read<T> = { readonly key: string; readonly value: T | null; readonly why: string | null };

function readKey<T>({ values }: Found, path: string, { parse, allowed }: Reader<T>): Read<T> {
  const key = path.slice(path.indexOf('/') + 1);
  const given = values.get(path) ?? '';
  if (typeof given !== 'string') return { key, value: null, why: given.problem };
  const text = given.trim();
  const value = text === '' ? null : parse(text);
  return { key, value, why: text !== '' && value === null ? `it is not ${allowed}` : null };
}

const portPaths: Readonly<Partial<Record<PortName, string>>> = {
  http: 'ServerConfiguration/ApplicationServerPort',
  https: 'ServerConfiguration/ApplicationServerSecurePort',
  deploymentController: 'ServiceConfiguration/CompilerServerPort',
  deployment: 'ServiceConfiguration/DeploymentServerPort',
  scheduler: 'ServiceConfiguration/SchedulerServerPort',
  deploymentControllerPrimary: 'ServiceConfiguration/CompilerServiceRESTPort',
  deploymentPrimary: 'ServiceConfiguration/DeployServiceRESTPort',
  schedulerPrimary: 'ServiceConfiguration/SchedulerRESTPort',
};

/** The ports that the file sets; none of them when two services would then share one, which no profile allows. */
function readPorts(found: Found): {
  readonly ports: Partial<Record<PortName, number>>;
  readonly reads: readonly Read<number>[];
} {
  const reads = Object.entries(portPaths).map(([name, path]) => ({
    name,
    ...readKey(found, path, portReader),
  }));
  const ports = Object.fromEntries(
    reads.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])),
  );
  if (profileSchema.shape.ports.safeParse(ports).success) return { ports, reads };
  const why = 'two services would share one port';
  return {
    ports: {},
    reads: reads.map((read) => (read.value === null ? read : { ...read, value: null, why })),
  };
}

const databaseCategories = [
  ['platform', 'PlatformDatabaseConfiguration'],
  ['logging', 'LoggingDatabaseConfiguration'],
  ['session', 'SessionDatabaseConfiguration'],
] as const;

/** Engines that a configuration names, by its `ProviderKey` in lower case. */
const engineKeys: Readonly<Record<string, Database['engine']>> = { sqlserver: 'sqlserver', oracle: 'oracle' };

/** Engines of other databases that OutSystems connects to and that keep none of the platform's, by the same key. */
const otherEngines: Readonly<Record<string, string>> = {
  postgresql: 'PostgreSQL',
  aurorapostgresql: 'PostgreSQL',
  mysql: 'MySQL',
  idb2: 'DB2 for i',
  db2: 'DB2',
  informix: 'Informix',
};

type DatabaseRead = {
  readonly purpose: Purpose;
  /** Whether the file has such a database at all. */
  readonly isThere: boolean;
  readonly database: Database | null;
  readonly notes: readonly string[];
};

type ServerRead =
  | { readonly server: DatabaseServer; readonly notes: readonly string[] }
  | { readonly why: string };

function noSqlServerWords(text: string): string {
  const found = whyNoSqlServer(text);
  switch (found.kind) {
    case 'colon-port':
      return `its port stands behind a colon, where SQL Server reads none; if that port is meant, write ${found.instead}`;
    case 'named-pipe':
      return 'it is reached by a named pipe, not by a TCP port; write host,port if it has one';
    case 'shared-memory':
      return 'it is reached by shared memory, not by a TCP port; write host,port if it has one';
    case 'java-address':
      return 'it is an address for Java programs (jdbc:); write host,port';
    case 'other':
      return 'it is not a host with an instance or a port';
  }
}

function readSqlServer(found: Found, category: Category): ServerRead {
  const { value, why } = readKey(found, `${category}/Server`, textReader);
  if (value === null) return { why: why ?? 'the file does not name its server' };
  const server = parseSqlServer(value);
  return server === null ? { why: noSqlServerWords(value) } : { server, notes: [] };
}

type Naming = 'host' | 'tns' | 'unknown' | 'both';

/** By what an Oracle database is found. Where the file does not say, whichever stands there alone. */
function namingOf(found: Found, category: Category): Naming {
  const said = (['NamingType', 'IdType'] as const)
    .map((key) => readKey(found, `${category}/${key}`, textReader).value ?? '')
    .find((text) => text !== '')
    ?.replaceAll(/[\s_-]/g, '')
    .toLowerCase();
  if (said !== undefined) {
    if (said.startsWith('tns')) return 'tns';
    return said.startsWith('service') || said.startsWith('host') ? 'host' : 'unknown';
  }
  const has = (key: string): boolean => {
    const value = found.values.get(`${category}/${key}`) ?? '';
    return typeof value !== 'string' || value.trim() !== '';
  };
  if (has('TNSName')) return has('Host') ? 'both' : 'tns';
  return has('Host') ? 'host' : 'tns';
}

/** Ways to write host, port and service in one, which belong to other fields: EZConnect, connect descriptors, Java. */
const connectString = /^(?:jdbc:|\/\/|\(\s*description)|^[^\s/:]+(?::\d+)?\/|^[^\s:]+:\d+$/i;

const apart = 'in a profile host, port and service name (instance) stand apart';

function oracleService(
  found: Found,
  category: Category,
): { readonly instance?: string; readonly notes: readonly string[] } {
  const { value, why } = readKey(found, `${category}/ServiceName`, textReader);
  if (value !== null && instanceRules.oracle.test(value)) return { instance: value, notes: [] };
  const left = why ?? (value === null ? null : 'it is not an Oracle service name');
  return { notes: left === null ? [] : [`Its service name was left out: ${left}.`] };
}

function readOracle(found: Found, category: Category): ServerRead {
  const naming = namingOf(found, category);
  if (naming === 'tns')
    return {
      why: 'its host is not in the file but in tnsnames.ora; a host that stands in the file too is not used',
    };
  if (naming === 'both') return { why: 'the file has a TNS name and a host, and does not say which is used' };
  if (naming === 'unknown') return { why: 'the file names it neither by host nor by TNS name' };
  const { value: text, why } = readKey(found, `${category}/Host`, textReader);
  const port = readKey(found, `${category}/Port`, portReader);
  if (text === null) return { why: why ?? 'the file does not name its host' };
  const host = hostReader.parse(text);
  if (host === null)
    return {
      why: connectString.test(text)
        ? `its host is a whole connect string; ${apart}`
        : `it is not ${hostReader.allowed}`,
    };
  if (port.why !== null) return { why: `its port cannot be used: ${port.why}` };
  const { instance, notes } = oracleService(found, category);
  return {
    server: {
      host,
      ...(port.value === null ? {} : { port: port.value }),
      ...(instance === undefined ? {} : { instance }),
    },
    notes,
  };
}

/** Why a database with this `ProviderKey` is none of the platform's. */
function engineWhy(providerKey: string): string {
  const key = providerKey.replaceAll(/\s/g, '').toLowerCase();
  const named = Object.hasOwn(otherEngines, key) ? otherEngines[key] : undefined;
  if (named !== undefined)
    return `${named} is no engine of the platform's own databases; those are SQL Server or Oracle`;
  return key === ''
    ? 'the file does not name its engine (ProviderKey)'
    : 'its engine (ProviderKey) is neither SQL Server nor Oracle';
}

/** A database of this machine is right where the file comes from, and may be wrong for every other one. */
const hereNote = (purpose: Purpose): string =>
  `The ${purpose} database is on the machine that the file comes from: on any other machine put its host in place of localhost.`;

function readDatabase(found: Found, [purpose, category]: (typeof databaseCategories)[number]): DatabaseRead {
  const providerKey = found.engines.get(category);
  if (providerKey === undefined) return { purpose, isThere: false, database: null, notes: [] };
  const leftOut = (why: string): DatabaseRead => ({
    purpose,
    isThere: true,
    database: null,
    notes: [`The ${purpose} database was left out: ${why}.`],
  });
  const key = providerKey.trim().toLowerCase();
  const engine = Object.hasOwn(engineKeys, key) ? engineKeys[key] : undefined;
  if (engine === undefined) return leftOut(engineWhy(providerKey));
  const read = engine === 'oracle' ? readOracle(found, category) : readSqlServer(found, category);
  if ('why' in read) return leftOut(read.why);
  const isHere = read.server.host === 'localhost' || isLoopback(read.server.host);
  return {
    purpose,
    isThere: true,
    database: { purpose, engine, ...read.server },
    notes: [
      `The ${purpose} database was taken from the file.`,
      ...read.notes,
      ...(isHere ? [hereNote(purpose)] : []),
    ],
  };
}

/** What follows from the databases for the profile: none that nobody named stays from the default. */
function databaseFields(
  reads: readonly DatabaseRead[],
): Pick<HsconfProfile, 'databases' | 'unnamedDatabases'> {
  const taken = reads.flatMap(({ database }) => (database === null ? [] : [database]));
  const unnamed = reads.filter(
    ({ isThere, database, purpose }) => database === null && (isThere || purpose === 'platform'),
  );
  return { databases: taken, unnamedDatabases: unnamed.map(({ purpose }) => purpose) };
}

/** What is to be done for the databases whose servers the file does not tell. */
function unnamedNotes(purposes: readonly Purpose[]): readonly string[] {
  if (purposes.length === 0) return [];
  const names = purposes.join(', ');
  return [
    `The profile says that these databases are there and not where (unnamedDatabases): ${names}. Until you name their servers (databases), what needs them stays unknown.`,
  ];
}

/** A service that is said to be on the machine that the file comes from: right there, and nowhere else. */
function hereNotes(controller: Read<string>, cache: Read<string>): readonly string[] {
  const isHere = (host: string | null): boolean =>
    host !== null && (host === 'localhost' || isLoopback(host));
  return [
    ...(isHere(controller.value)
      ? [
          'CompilerServerHostname is the machine that the file comes from: if that is not the Deployment Controller, put its host into the profile (controller.host).',
        ]
      : []),
    ...(isHere(cache.value) && !isHere(controller.value)
      ? [
          'ServiceHost is the machine that the file comes from, and its Deployment Controller is another one: put the host of the Cache Invalidation Service into the profile (cache.host).',
        ]
      : []),
  ];
}

const listSentence = (lead: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${lead}: ${items.join(', ')}.`];

function keyNotes(reads: readonly Read<unknown>[]): readonly string[] {
  const keysOf = (wanted: (read: Read<unknown>) => boolean): readonly string[] =>
    reads.filter(wanted).map(({ key }) => key);
  return [
    ...listSentence(
      'Taken from the file',
      keysOf(({ value }) => value !== null),
    ),
    ...listSentence(
      'Not in the file, so the default stays',
      keysOf(({ value, why }) => value === null && why === null),
    ),
    ...reads.flatMap(({ key, why }) => (why === null ? [] : [`${key} was left out: ${why}.`])),
  ];
}

/**
 * Reads hosts and ports from a Platform Server configuration (server.hsconf, an XML file with the keys of the
 * OutSystems 11 reference "server.hsconf Configuration File Reference"). User names, passwords and every other key
 * are passed over unread, and neither a note nor an error quotes the file.
 * @param text the whole file
 * @throws AppError `configuration-invalid` when the text is no such configuration
 */
export function readHsconf(text: string): HsconfReading {
  const found = collect(text);
  const version = readKey(found, 'OtherConfigurations/PlatformVersion', versionReader);
  const controller = readKey(found, 'ServiceConfiguration/CompilerServerHostname', hostReader);
  const { ports, reads } = readPorts(found);
  const cacheHost = readKey(found, 'CacheInvalidationConfiguration/ServiceHost', hostReader);
  const cachePort = readKey(found, 'CacheInvalidationConfiguration/ServicePort', portReader);
  const cacheTls = readKey(found, 'CacheInvalidationConfiguration/TlsEnabled', flagReader);
  const databases = databaseCategories.map((entry) => readDatabase(found, entry));
  const fields = databaseFields(databases);
  return {
    profile: {
      schemaVersion: 1,
      ...(version.value === null ? {} : { environment: { platformVersion: version.value } }),
      ...(controller.value === null ? {} : { controller: { host: controller.value } }),
      cache: {
        ...(cacheHost.value === null ? {} : { host: cacheHost.value }),
        ...(cachePort.value === null ? {} : { port: cachePort.value }),
        ...(cacheTls.value === null ? {} : { tls: cacheTls.value }),
      },
      ...fields,
      ports,
    },
    notes: [
      ...keyNotes([controller, ...reads, cacheHost, cachePort, cacheTls, version]),
      ...hereNotes(controller, cacheHost),
      ...databases.flatMap(({ notes }) => notes),
      ...unnamedNotes(fields.unnamedDatabases ?? []),
      'The roles of this machine and its front-end servers are not in such a file: choose them yourself.',
      'Nothing else was read: no user name and no password.',
    ],
  };
}
