import { z } from 'zod';
import { hostSchema } from '../../shared/profile/host.ts';
import { allowedWords, findProblems, isNothingGiven, problemReason } from '../../shared/profile/problems.ts';
import { type Profile, profileSchema } from '../../shared/profile/profile.ts';
import type { Role } from '../../shared/profile/roles.ts';
import { capitalised } from '../../shared/words/phrases.ts';
import { fieldText } from '../text/en/fields.ts';
import { visibleControls } from '../text/visible-controls.ts';
import type { Answers } from './answers.ts';
import { askedTopics, hasContainers, isAsked } from './asked.ts';
import { type Field, fieldOfPath, placeOfField } from './fields.ts';
import { type ListedHost, listEntries, parseHostList } from './host-list.ts';

/** What is wrong with one field, in the words of the profile's own rules. Several lines for a list. */
export type FieldProblem = { readonly field: Field; readonly sentences: readonly string[] };

/** The profile that the answers give, or what keeps them from giving one. */
export type CheckedAnswers =
  | { readonly profile: Profile; readonly problems: readonly [] }
  | { readonly profile: null; readonly problems: readonly FieldProblem[] };

/** A number where the text is one; otherwise the text itself, for the profile's schema to refuse. */
function numberOf(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^\d{1,9}(\.\d{1,6})?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

const textOf = (text: string): string | undefined => (text.trim() === '' ? undefined : text);

type Skip = ReadonlySet<Field>;

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

/** The answers as input of the profile's schema; a skipped field counts as not answered. */
function profileInput(answers: Answers, skip: Skip): Record<string, unknown> {
  const text = (field: Field, value: string): string | undefined =>
    skip.has(field) ? undefined : textOf(value);
  const number = (field: Field, value: string): number | string | undefined =>
    skip.has(field) ? undefined : numberOf(value);
  const lifetime = text('lifetimeHost', answers.lifetimeHost);
  const frontEndNames = new Map(Object.entries(answers.kept.frontEndNames));
  const timestamp = text('timestampUrl', answers.timestampUrl)?.trim();
  const { ports } = answers;
  return {
    schemaVersion: 1,
    phase: answers.phase,
    machine: { name: text('machineName', answers.machineName), roles: answers.roles },
    environment: {
      name: text('environmentName', answers.environmentName),
      hosting: hasContainers(answers) ? 'containers' : 'servers',
      hybrid: answers.hybrid,
      vpn: answers.vpn,
      oneProvider: answers.oneProvider,
      sslOffloading: answers.sslOffloading,
      parameterRecordAdded: answers.parameterRecordAdded,
      platformVersion: text('platformVersion', answers.platformVersion)?.trim(),
    },
    ...(skip.has('controllerHost') ? {} : { controller: { host: answers.controllerHost.trim() } }),
    cache: {
      host: text('cacheHost', answers.cacheHost),
      port: number('cachePort', answers.cachePort),
      tls: answers.cacheTls,
    },
    frontEnds: parseHostList(answers.frontEnds).hosts.map((host) => ({
      host,
      name: frontEndNames.get(host),
    })),
    databases: answers.databases.flatMap(({ purpose, engine, host, port, instance }, index) =>
      skip.has(`databases.${index}.host`) ||
      skip.has(`databases.${index}.port`) ||
      skip.has(`databases.${index}.instance`)
        ? []
        : [{ purpose, engine, host: host.trim(), port: numberOf(port), instance: textOf(instance) }],
    ),
    lifetime: lifetime === undefined ? null : { host: lifetime },
    managedServers: managedServers(answers),
    containerRuntimes: parseHostList(answers.containerRuntimes).hosts.map((host) => ({ host })),
    ports: {
      http: number('ports.http', ports.http),
      https: number('ports.https', ports.https),
      deploymentController: number('ports.deploymentController', ports.deploymentController),
      deployment: number('ports.deployment', ports.deployment),
      scheduler: number('ports.scheduler', ports.scheduler),
      cache: number('ports.cache', ports.cache),
    },
    features: { mobileApps: answers.mobileApps, architectureDashboard: answers.architectureDashboard },
    proxy:
      answers.proxyMode === 'manual' && skip.has('proxyUrl')
        ? {}
        : {
            mode: answers.proxyMode,
            url: text('proxyUrl', answers.proxyUrl)?.trim(),
            bypass: skip.has('proxyBypass')
              ? []
              : listEntries(answers.proxyBypass).map((entry) => entry.text),
          },
    caFile: text('caFile', answers.caFile)?.trim(),
    timestamp: timestamp === undefined ? null : { url: timestamp },
    limits: {
      connectTimeoutMs: number('connectTimeoutMs', answers.connectTimeoutMs),
      latencyMs: number('latencyMs', answers.latencyMs),
      runBudgetMs: answers.kept.runBudgetMs ?? undefined,
    },
    overlays: answers.overlays,
    waivers: answers.kept.waivers,
  };
}

/** The reason why a value was refused, without the name of the field that it stands under. */
function reasonOf(schema: z.ZodType, issue: z.core.$ZodIssue, input: unknown): string {
  const [problem] = findProblems(schema, new z.ZodError([issue]), input);
  if (problem === undefined) return '';
  return isNothingGiven(problem)
    ? fieldText.nothingGiven(allowedWords(problem))
    : visibleControls(capitalised(problemReason(problem)));
}

/** How many wrong entries of a list are quoted; the lines of the others are named. */
const quoted = 3;

function entrySentence({ line, text }: ListedHost): string {
  const parsed = hostSchema.safeParse(text);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? '' : fieldText.line(line, reasonOf(hostSchema, issue, text));
}

function listProblem(field: Field, text: string): readonly FieldProblem[] {
  const { wrong } = parseHostList(text);
  if (wrong.length === 0) return [];
  const rest = wrong.slice(quoted).map(({ line }) => line);
  const more = rest.length === 0 ? [] : [fieldText.moreLines(rest)];
  return [{ field, sentences: [...wrong.slice(0, quoted).map(entrySentence), ...more] }];
}

function grouped(problems: readonly FieldProblem[]): readonly FieldProblem[] {
  const fields = [...new Set(problems.map(({ field }) => field))].sort(
    (left, right) => placeOfField(left) - placeOfField(right),
  );
  return fields.map((field) => ({
    field,
    sentences: [
      ...new Set(problems.filter((problem) => problem.field === field).flatMap(({ sentences }) => sentences)),
    ],
  }));
}

type Parsed = {
  readonly profile: Profile | null;
  readonly problems: readonly FieldProblem[];
  readonly unplaced: boolean;
};

function parse(answers: Answers, skip: Skip): Parsed {
  const input = profileInput(answers, skip);
  const parsed = profileSchema.safeParse(input);
  const issues = (parsed.error?.issues ?? []).map((issue) => ({ issue, field: fieldOfPath(issue.path) }));
  const fromLists = [
    ...listProblem('frontEnds', answers.frontEnds),
    ...listProblem('managedFrontEnds', answers.managedFrontEnds),
    ...listProblem('managedControllers', answers.managedControllers),
    ...listProblem('containerRuntimes', answers.containerRuntimes),
  ].filter(({ field }) => !skip.has(field));
  const fromSchema = issues.flatMap(({ issue, field }) =>
    field === null ? [] : [{ field, sentences: [reasonOf(profileSchema, issue, input)] }],
  );
  return {
    profile: parsed.data ?? null,
    problems: grouped([...fromSchema, ...fromLists]),
    unplaced: issues.some(({ field }) => field === null),
  };
}

/** What was found out about answers that are still around; they never change, so it never does. */
const known = new WeakMap<Answers, CheckedAnswers>();

/**
 * Judges answers by the profile's own schema. A wrong answer that is not asked for any more, because other roles were
 * chosen, is left out instead of standing in the way.
 */
export function checkAnswers(answers: Answers): CheckedAnswers {
  const found = known.get(answers) ?? judge(answers);
  known.set(answers, found);
  return found;
}

function judge(answers: Answers): CheckedAnswers {
  const topics = askedTopics(answers);
  const first = parse(answers, new Set());
  const hidden = first.problems.map(({ field }) => field).filter((field) => !isAsked(field, topics));
  const { profile, problems } = hidden.length === 0 ? first : parse(answers, new Set(hidden));
  return profile === null || problems.length > 0 ? { profile: null, problems } : { profile, problems: [] };
}

/** Whether answers can be corrected in the wizard: everything that is wrong with them stands in a field. */
export function isCorrectable(answers: Answers): boolean {
  return !parse(answers, new Set()).unplaced;
}
