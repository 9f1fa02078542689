import type { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type DatabaseServer, parseSqlServer } from '../../../shared/profile/database-server.ts';
import { hostSchema } from '../../../shared/profile/host.ts';
import {
  type Database,
  defaultPorts,
  type PortName,
  type profileSchema,
} from '../../../shared/profile/profile.ts';
import { type XmlToken, xmlTokens } from './xml-tokens.ts';

/** What a Platform Server configuration tells a profile: some of its fields, as input of the profile's schema. */
export type HsconfProfile = Pick<
  z.input<typeof profileSchema>,
  'schemaVersion' | 'controller' | 'cache' | 'databases' | 'ports'
>;

/** The part of a profile that a configuration gives, and one sentence for everything taken and left out. */
export type HsconfReading = { readonly profile: HsconfProfile; readonly notes: readonly string[] };

const rootName = 'EnvironmentConfiguration';

/** The categories and keys that are read, and no others: hosts, ports, and what says how to use them. */
const wantedKeys = {
  ServiceConfiguration: [
    'CompilerServerHostname',
    'CompilerServerPort',
    'DeploymentServerPort',
    'SchedulerServerPort',
  ],
  ServerConfiguration: ['ApplicationServerPort', 'ApplicationServerSecurePort'],
  CacheInvalidationConfiguration: ['ServiceHost', 'ServicePort', 'TlsEnabled'],
  PlatformDatabaseConfiguration: ['Server', 'Host', 'Port'],
  LoggingDatabaseConfiguration: ['Server', 'Host', 'Port'],
  SessionDatabaseConfiguration: ['Server', 'Host', 'Port'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Category = keyof typeof wantedKeys;

const isCategory = (name: string): name is Category => Object.hasOwn(wantedKeys, name);

/** A value of a wanted key: its text, or why there is none. */
type Value = string | { readonly problem: string };

/** What was found: values by `Category/Key`, and each category's database engine as it is written. */
type Found = { readonly values: ReadonlyMap<string, Value>; readonly engines: ReadonlyMap<string, string> };

const notHsconf = (): AppError =>
  new AppError(
    'profile-invalid',
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

/** A server as SQL Server's clients write it, which is how the file has it. */
const sqlServerReader: Reader<DatabaseServer> = {
  parse: parseSqlServer,
  allowed: 'a host with an instance or a port',
};

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
  const all = Object.values({ ...defaultPorts, ...ports });
  if (new Set(all).size === all.length) return { ports, reads };
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

function engineOf(providerKey: string | undefined): Database['engine'] | null {
  if (providerKey === 'SqlServer') return 'sqlserver';
  return providerKey === 'Oracle' ? 'oracle' : null;
}

type DatabaseRead = { readonly database: Database | null; readonly note: string | null };

function readOracle(found: Found, category: Category): Read<DatabaseServer> {
  const { key, value: host, why } = readKey(found, `${category}/Host`, hostReader);
  const port = readKey(found, `${category}/Port`, portReader);
  if (host === null)
    return { key, value: null, why: why ?? 'its host is not in the file but in tnsnames.ora' };
  if (port.why !== null) return { key, value: null, why: `its port cannot be used: ${port.why}` };
  return { key, value: { host, ...(port.value === null ? {} : { port: port.value }) }, why: null };
}

function readDatabase(found: Found, [purpose, category]: (typeof databaseCategories)[number]): DatabaseRead {
  const engine = engineOf(found.engines.get(category));
  const leftOut = (why: string): DatabaseRead => ({
    database: null,
    note: `The ${purpose} database was left out: ${why}.`,
  });
  if (!found.engines.has(category)) return { database: null, note: null };
  if (engine === null) return leftOut('its engine is neither SQL Server nor Oracle');
  const { value, why } =
    engine === 'oracle' ? readOracle(found, category) : readKey(found, `${category}/Server`, sqlServerReader);
  if (value === null) return leftOut(why ?? 'the file does not name its server');
  return {
    database: { purpose, engine, ...value },
    note: `The ${purpose} database was taken from the file.`,
  };
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
 * @throws AppError `profile-invalid` when the text is no such configuration
 */
export function readHsconf(text: string): HsconfReading {
  const found = collect(text);
  const controller = readKey(found, 'ServiceConfiguration/CompilerServerHostname', hostReader);
  const { ports, reads } = readPorts(found);
  const cacheHost = readKey(found, 'CacheInvalidationConfiguration/ServiceHost', hostReader);
  const cachePort = readKey(found, 'CacheInvalidationConfiguration/ServicePort', portReader);
  const cacheTls = readKey(found, 'CacheInvalidationConfiguration/TlsEnabled', flagReader);
  const databases = databaseCategories.map((entry) => readDatabase(found, entry));
  const taken = databases.flatMap(({ database }) => (database === null ? [] : [database]));
  return {
    profile: {
      schemaVersion: 1,
      ...(controller.value === null ? {} : { controller: { host: controller.value } }),
      cache: {
        ...(cacheHost.value === null ? {} : { host: cacheHost.value }),
        ...(cachePort.value === null ? {} : { port: cachePort.value }),
        ...(cacheTls.value === null ? {} : { tls: cacheTls.value }),
      },
      ...(taken.length === 0 ? {} : { databases: taken }),
      ports,
    },
    notes: [
      ...keyNotes([controller, ...reads, cacheHost, cachePort, cacheTls]),
      ...databases.flatMap(({ note }) => (note === null ? [] : [note])),
      'The roles of this machine and its front-end servers are not in such a file: choose them yourself.',
      'Nothing else was read: no user name and no password.',
    ],
  };
}
