import { cachePort, databasePort, serviceText } from '../catalogue/targets.ts';
import { hostAndPort } from '../profile/host.ts';
import {
  type Database,
  defaultPorts,
  defaultProfile,
  type PortName,
  type Profile,
  portTitles,
} from '../profile/profile.ts';
import {
  askingOf,
  isAsked,
  type QuestionId,
  type QuestionRow,
  questionIds,
  questionOf,
  type Saying,
  valueAt,
} from '../profile/questions.ts';
import { placeWords } from '../profile/roles.ts';
import { isEqual } from '../run/is-equal.ts';
import { groupsByKey } from '../words/groups-by-key.ts';
import { counted } from '../words/phrases.ts';
import { hostLimits } from './page-limits.ts';
import { placeLines, placesOfHosts } from './places.ts';

/** A label with its values, one below the other. `typed` values are addresses, ports or ids: set in mono. */
export type Field = {
  readonly label: string;
  readonly values: readonly string[];
  readonly typed: boolean;
};

const engineWords: Readonly<Record<Database['engine'], string>> = {
  sqlserver: 'SQL Server',
  oracle: 'Oracle',
};

const databaseText = (database: Database): string => {
  const port = databasePort(database);
  const isTold = typeof port !== 'number';
  const instance = database.instance === undefined || isTold ? '' : `, instance ${database.instance}`;
  const told = isTold ? ', port told by SQL Server Browser' : '';
  return `${serviceText(database.host, port)} ${database.purpose}, ${engineWords[database.engine]}${instance}${told}`;
};

function portTexts({ ports }: Profile): readonly string[] {
  const names = Object.keys(defaultPorts) as PortName[];
  return names.map((name) => {
    const changed = ports[name] === defaultPorts[name] ? '' : `, not the default ${defaultPorts[name]}`;
    return `${ports[name]} ${portTitles[name]}${changed}`;
  });
}

const exceptText = (bypass: readonly string[]): string =>
  bypass.length === 0 ? '' : `, not for ${bypass.join(', ')}`;

/** How the internet is reached, and what is named for it and not used so. */
function proxyTexts({ proxy: { mode, url, bypass } }: Profile): readonly string[] {
  const unused = url === undefined ? [] : [`Named and not used: ${url}`];
  switch (mode) {
    case 'system':
      return [`As the system says${exceptText(bypass)}`, ...unused];
    case 'none':
      return [
        'None',
        ...unused,
        ...(bypass.length === 0 ? [] : [`Exceptions without a use: ${bypass.join(', ')}`]),
      ];
    case 'manual':
      return [`${url ?? ''}${exceptText(bypass)}`];
  }
}

function limitTexts({ limits }: Profile): readonly string[] {
  return [
    `${limits.connectTimeoutMs} ms for a connection`,
    ...(limits.runBudgetMs === undefined ? [] : [`${limits.runBudgetMs} ms for the whole run`]),
    ...(limits.latencyMs === undefined ? [] : [`${limits.latencyMs} ms for latency`]),
    ...(limits.connectionsPerSecond === undefined
      ? []
      : [`${counted(limits.connectionsPerSecond, 'new connection')} a second`]),
  ];
}

function cacheText(profile: Profile): string {
  const { cache, controller } = profile;
  const address = hostAndPort(cache.host ?? controller.host, cachePort({ profile }));
  return `${address}${cache.tls ? ' with TLS' : ''}`;
}

/** Answers that are said otherwise than their kind is, or several in one. */
const saidTogether: Partial<Readonly<Record<QuestionId, (profile: Profile) => readonly string[]>>> = {
  cacheHost: (profile) => [cacheText(profile)],
  frontEnds: ({ frontEnds }) =>
    frontEnds.map(({ host, name }) => (name === undefined ? host : `${host} ${name}`)),
  databases: ({ databases }) => databases.map(databaseText),
  managedFrontEnds: ({ managedServers }) =>
    managedServers.map(({ host, roles }) => `${host} ${roles.map((role) => placeWords[role]).join(', ')}`),
  ports: portTexts,
  proxyMode: proxyTexts,
  connectTimeoutMs: limitTexts,
  waivers: ({ waivers }) => (waivers.length === 0 ? [] : [counted(waivers.length, 'waiver')]),
};

/** From how many servers of one answer on those in a row, and those of one domain, are said together. */
const leastTogether = 9;

/** Servers in few lines, those of which the same is said together. */
function serversTexts(
  servers: readonly { readonly host: string; readonly words: string }[],
): readonly string[] {
  if (servers.length < leastTogether)
    return servers.map(({ host, words }) => (words === '' ? host : `${host} ${words}`));
  return [...groupsByKey(servers, ({ words }) => words)].flatMap(([words, alike]) =>
    placeLines(placesOfHosts(alike.map(({ host }) => host)), hostLimits.answer).map((text) =>
      words === '' ? text : `${words}: ${text}`,
    ),
  );
}

/** The same answers where there is little room for many servers. */
const saidInRanges: Partial<Readonly<Record<QuestionId, (profile: Profile) => readonly string[]>>> = {
  frontEnds: ({ frontEnds }) =>
    frontEnds.some(({ name }) => name !== undefined)
      ? frontEnds.map(({ host, name }) => (name === undefined ? host : `${host} ${name}`))
      : serversTexts(frontEnds.map(({ host }) => ({ host, words: '' }))),
  managedFrontEnds: ({ managedServers }) =>
    serversTexts(
      managedServers.map(({ host, roles }) => ({
        host,
        words: roles.map((role) => placeWords[role]).join(', '),
      })),
    ),
  containerRuntimes: ({ containerRuntimes }) =>
    serversTexts(containerRuntimes.map(({ host }) => ({ host, words: '' }))),
};

const answerWords: Readonly<Record<string, string>> = { yes: 'Yes', no: 'No', unknown: 'Not answered' };

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined ? [] : [String(value)];

/** A value in the words of its kind; empty where there is none. */
function textsByKind({ kind }: QuestionRow, value: unknown): readonly string[] {
  switch (kind) {
    case 'yes-no':
      return [value === true ? 'Yes' : 'No'];
    case 'yes-no-unknown':
      return textsOf(value).map((text) => answerWords[text] ?? text);
    case 'hosts':
    case 'managed-hosts':
    case 'databases':
      return Array.isArray(value) ? value.flatMap((entry) => textsOf(valueAt(entry, 'host'))) : [];
    case 'choice':
    case 'choices':
    case 'text':
    case 'number':
    case 'entries':
    case 'ports':
    case 'unasked':
      return textsOf(value);
  }
}

function isSaid(id: QuestionId, { when }: Extract<Saying, { label: string }>, profile: Profile): boolean {
  if (when === undefined || (when === 'asked' && isAsked(id, askingOf(profile)))) return true;
  const { path } = questionOf(id);
  return !isEqual(valueAt(profile, path), valueAt(defaultProfile, path));
}

function fieldOf(id: QuestionId, profile: Profile, form: AnswerForm): readonly Field[] {
  const row = questionOf(id);
  const { said } = row;
  if ('within' in said || !isSaid(id, said, profile)) return [];
  const inRanges = form === 'ranges' ? saidInRanges[id]?.(profile) : undefined;
  const texts = inRanges ?? saidTogether[id]?.(profile) ?? textsByKind(row, valueAt(profile, row.path));
  const values = texts.length === 0 ? [said.none ?? 'Not given'] : texts;
  return [
    {
      label: said.label,
      values: values.map((value) => said.words?.[value] ?? value),
      typed: said.isTyped ?? false,
    },
  ];
}

/** `each` server in a line of its own, or those in a row as one (`ranges`). */
export type AnswerForm = 'each' | 'ranges';

/** Everything that the administrator told Netready, in the order of the questions. Contains no secrets, as the profile has none. */
export function profileAnswers(profile: Profile, form: AnswerForm = 'each'): readonly Field[] {
  return questionIds.flatMap((id) => fieldOf(id, profile, form));
}
