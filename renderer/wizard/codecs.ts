import { z } from 'zod';
import {
  databasePorts,
  databaseSchema,
  defaultPorts,
  defaultProfile,
  maxServers,
  type PortName,
  type Profile,
} from '../../shared/profile/profile.ts';
import {
  type AskedId,
  askedIds,
  type QuestionRow,
  questionOf,
  valueAt,
} from '../../shared/profile/questions.ts';
import type { Role } from '../../shared/profile/roles.ts';
import { longest } from '../../shared/words/lengths.ts';
import type { Answers } from './answers.ts';
import { type Field, isTyped } from './fields.ts';
import { listEntries, parseHostList } from './host-list.ts';

/** Fields that count as not answered. */
export type Skip = ReadonlySet<Field>;

/** How the answer to a question is kept, read from a profile and written into one. */
type Codec = {
  readonly schema: z.ZodType;
  /** The answer of a new check. */
  readonly empty: unknown;
  readonly read: (profile: Profile) => unknown;
  /** What is written at the question's path; undefined where the profile's default holds. */
  readonly write: (answers: Answers, skip: Skip) => unknown;
};

/** The longest text of one field, in characters: a line for each of the most servers, with the longest names. */
const maxText = maxServers * (longest.host + 2);

const typed = z.string().max(maxText);
const answer = z.enum(['yes', 'no', 'unknown']);

const databaseAnswerSchema = z.strictObject({
  purpose: databaseSchema.shape.purpose,
  engine: z.enum(['sqlserver', 'oracle']),
  host: typed,
  port: typed,
  instance: typed,
});
export type DatabaseAnswer = z.infer<typeof databaseAnswerSchema>;

/** A database of which nothing but its purpose is known. */
export const emptyDatabase = (purpose: DatabaseAnswer['purpose']): DatabaseAnswer => ({
  purpose,
  engine: 'sqlserver',
  host: '',
  port: '',
  instance: '',
});

const portNames = Object.keys(defaultPorts) as readonly PortName[];

/** One value for each port. */
const eachPort = <V>(of: (name: PortName) => V): Record<PortName, V> => ({
  http: of('http'),
  https: of('https'),
  deploymentController: of('deploymentController'),
  deployment: of('deployment'),
  scheduler: of('scheduler'),
  cache: of('cache'),
  deploymentControllerPrimary: of('deploymentControllerPrimary'),
  deploymentPrimary: of('deploymentPrimary'),
  schedulerPrimary: of('schedulerPrimary'),
});

/** A number where the text is one; otherwise the text itself, for the profile's schema to refuse. */
function numberOf(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^\d{1,9}(\.\d{1,20})?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

const textOf = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

const lines = (entries: readonly string[]): string => entries.join('\n');

const textAt = (answers: Answers, id: AskedId): string => {
  const value = answers[id];
  return typeof value === 'string' ? value : '';
};

const listAt = (profile: Profile, path: string): readonly unknown[] => {
  const value = valueAt(profile, path);
  return Array.isArray(value) ? value : [];
};

const hostsAt = (profile: Profile, path: string): readonly string[] =>
  listAt(profile, path).map((entry) => String(valueAt(entry, 'host')));

/** What is typed for a value; nothing for the default, which then holds. */
const shown = (value: unknown, normal: unknown): string =>
  value === undefined || value === normal ? '' : String(value);

/** A list of hosts with the names that an opened file gave them. */
function namedHosts(hosts: readonly string[], { kept }: Answers) {
  const names = new Map(Object.entries(kept.frontEndNames));
  return hosts.map((host) => {
    const name = names.get(host);
    return name === undefined ? { host } : { host, name };
  });
}

/** The servers of both lists, and those of an opened file with roles that the lists cannot say. */
function managedServers(answers: Answers): readonly { host: string; roles: Role[] }[] {
  const roles = new Map<string, ReadonlySet<Role>>();
  const add = (host: string, role: Role): void => {
    roles.set(host, new Set([...(roles.get(host) ?? []), role]));
  };
  for (const host of parseHostList(answers.managedFrontEnds).hosts) add(host, 'front-end');
  for (const host of parseHostList(answers.managedControllers).hosts) add(host, 'controller');
  for (const server of answers.kept.managedServers)
    for (const role of server.roles)
      if (role !== 'front-end' && role !== 'controller') add(server.host, role);
  return [...roles].map(([host, own]) => ({ host, roles: [...own] }));
}

const databasesCodec: Codec = {
  schema: z.array(databaseAnswerSchema).max(20),
  empty: [emptyDatabase('platform')],
  read: ({ databases }) =>
    databases.map(({ purpose, engine, host, port, instance }) => ({
      purpose,
      engine,
      host,
      port: instance === undefined ? shown(port, databasePorts[engine]) : shown(port, undefined),
      instance: instance ?? '',
    })),
  write: ({ databases }, skip) =>
    databases.flatMap(({ purpose, engine, host, port, instance }, index) =>
      (['host', 'port', 'instance'] as const).some((key) => skip.has(`databases.${index}.${key}`))
        ? []
        : [{ purpose, engine, host: host.trim(), port: numberOf(port), instance: textOf(instance) }],
    ),
};

const portsCodec: Codec = {
  schema: z.strictObject(eachPort(() => typed.default(''))),
  empty: eachPort(() => ''),
  read: ({ ports }) => eachPort((name) => shown(ports[name], defaultPorts[name])),
  write: ({ ports }, skip) =>
    Object.fromEntries(
      portNames.map((name) => [name, skip.has(`ports.${name}`) ? undefined : numberOf(ports[name])]),
    ),
};

/** A codec of what is chosen and so cannot be wrong. */
const chosen = (id: AskedId, { path }: QuestionRow, schema: z.ZodType): Codec => ({
  schema,
  empty: valueAt(defaultProfile, path),
  read: (profile) => valueAt(profile, path),
  write: (answers) => answers[id],
});

/** A codec of what is typed: `write` gets the text as it stands, and is not asked where the field is skipped. */
const written = (
  id: AskedId,
  read: Codec['read'],
  write: (text: string, answers: Answers) => unknown,
): Codec => ({
  schema: typed,
  empty: '',
  read,
  write: (answers, skip) => (isTyped(id) && skip.has(id) ? undefined : write(textAt(answers, id), answers)),
});

function codecByKind(id: AskedId, row: QuestionRow): Codec {
  const { path } = row;
  const normal = valueAt(defaultProfile, path);
  switch (row.kind) {
    case 'yes-no':
      return chosen(id, row, z.boolean());
    case 'yes-no-unknown':
      return chosen(id, row, answer);
    case 'choice':
      return chosen(id, row, z.enum(row.values));
    case 'choices':
      return {
        schema: z.array(row.values === null ? z.string() : z.enum(row.values)),
        empty: [],
        read: (profile) => [...listAt(profile, path)],
        write: (answers) => answers[id],
      };
    case 'text':
      return written(
        id,
        (profile) => shown(valueAt(profile, path), row.isRequired === true ? undefined : normal),
        (text) => (row.isRequired === true ? text.trim() : textOf(text)?.trim()),
      );
    case 'number':
      return written(id, (profile) => shown(valueAt(profile, path), normal), numberOf);
    case 'hosts':
      return written(
        id,
        (profile) => lines(hostsAt(profile, path)),
        (text, answers) =>
          id === 'frontEnds'
            ? namedHosts(parseHostList(text).hosts, answers)
            : parseHostList(text).hosts.map((host) => ({ host })),
      );
    case 'entries':
      return written(
        id,
        (profile) => lines(listAt(profile, path).map(String)),
        (text) => listEntries(text).map((entry) => entry.text),
      );
    case 'managed-hosts':
      return written(
        id,
        ({ managedServers: servers }) =>
          lines(servers.filter(({ roles }) => roles.includes(row.role)).map(({ host }) => host)),
        (_, answers) => managedServers(answers),
      );
    case 'databases':
      return databasesCodec;
    case 'ports':
      return portsCodec;
    case 'unasked':
      throw new TypeError(`${id} is on no page`);
  }
}

const codecs = Object.fromEntries(askedIds.map((id) => [id, codecByKind(id, questionOf(id))])) as Readonly<
  Record<AskedId, Codec>
>;

/** The codec of a question, as its kind says. */
export const codecOf = (id: AskedId): Codec => codecs[id];
