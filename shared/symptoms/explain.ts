import { catalogue } from '../catalogue/catalogue.ts';
import type { CheckDefinition } from '../catalogue/check.ts';
import { requirementOf } from '../catalogue/requirements.ts';
import { hostAndPort, isLoopback } from '../profile/host.ts';
import { cacheTlsPort, databasePorts, defaultProfile, type Profile } from '../profile/profile.ts';
import type { CheckResult } from '../run/result.ts';
import { clip } from '../words/clip.ts';
import { type Answer, type Explanation, type KnownCheck, longestShown } from './explanation.ts';
import { type Found, findSymptoms, indexOf, type Surroundings } from './find-symptoms.ts';
import { lexicon } from './lexicon/index.ts';
import { nearestTo, nearIndexOf } from './nearest.ts';
import type { NamedPlace } from './places.ts';
import { beginsMessage, type Reading, readText, wordsOf } from './words.ts';

/** A check of a plan or of a run, as far as an answer can lead to it. */
export type CheckToKnow = Pick<CheckResult, 'id' | 'title' | 'destination'> &
  Partial<Pick<CheckResult, 'verdict' | 'headline'>>;

/** What is known besides the text: the environment it comes from, and the checks of it. */
export type ExplainContext = { readonly profile: Profile | null; readonly checks: readonly CheckToKnow[] };

const index = indexOf(lexicon);
const nearIndex = nearIndexOf(lexicon);

const mostSeen = 3;
const mostUnknown = 5;
const mostKnown = 8;

const text = (ports: readonly (number | undefined)[]): ReadonlySet<string> =>
  new Set(ports.flatMap((port) => (port === undefined ? [] : [String(port)])));

/** The ports and hosts of an environment; those of the requirements where nobody told of one. */
export function surroundingsOf(profile: Profile | null): Surroundings {
  const { ports, databases, controller, frontEnds, cache, lifetime, managedServers } =
    profile ?? defaultProfile;
  const portsOf = (engine: keyof typeof databasePorts): readonly (number | undefined)[] => [
    databasePorts[engine],
    ...databases.filter((database) => database.engine === engine).map(({ port }) => port),
  ];
  const named = [
    controller.host,
    cache.host,
    lifetime?.host,
    ...[...frontEnds, ...managedServers, ...databases].map(({ host }) => host),
  ];
  return {
    hosts: new Set(
      named.flatMap((host) =>
        host === undefined || host === 'localhost' || isLoopback(host) ? [] : [host.toLowerCase()],
      ),
    ),
    ports: {
      controller: text([12_000, 12_100, ports.deploymentController, ports.deploymentControllerPrimary]),
      deployment: text([12_001, 12_101, ports.deployment, ports.deploymentPrimary]),
      scheduler: text([12_002, 12_102, ports.scheduler, ports.schedulerPrimary]),
      cache: text([5672, cacheTlsPort, ports.cache, cache.port]),
      sql: text(portsOf('sqlserver')),
      oracle: text(portsOf('oracle')),
      web: text([80, 443, ports.http, ports.https]),
    },
  };
}

const placeText = ({ host, port }: NamedPlace): string =>
  host === null ? `port ${port}` : port === null ? host : hostAndPort(host, port);

const definitions: ReadonlyMap<string, Pick<CheckDefinition, 'id' | 'title'>> = new Map(
  [...catalogue.checks, ...catalogue.overlays.flatMap(({ checks }) => checks)].map((check) => [
    check.id,
    check,
  ]),
);

const definitionOf = (id: string): string => id.split('@')[0] ?? id;

/** Whether a check is about a host or a port that a text names; a bare port names every host. */
function isAbout({ destination }: CheckToKnow, places: readonly NamedPlace[]): boolean {
  if (destination === null) return false;
  return places.some(
    ({ host, port }) =>
      (host === null || host === destination.host.toLowerCase()) &&
      (port === null || port === destination.port) &&
      (host !== null || port !== null),
  );
}

function knownChecks({ symptom, places }: Found, checks: readonly CheckToKnow[]): KnownCheck[] {
  const known = checks
    .filter(({ id }) => symptom.checks.includes(definitionOf(id)))
    .map((check): KnownCheck => {
      const { id, title, headline = null, verdict = null, destination } = check;
      return { id, title, headline, verdict, destination, isSamePlace: isAbout(check, places) };
    });
  const rank = ({ isSamePlace, verdict }: KnownCheck): number =>
    Number(!isSamePlace) * 2 + Number(verdict !== 'fail');
  return known.sort((left, right) => rank(left) - rank(right)).slice(0, mostKnown);
}

const seenIn = ({ lines }: Reading, line: number): Answer['seen'][number] => ({
  line: line + 1,
  text: clip((lines[line] ?? '').trim(), longestShown),
});

function answerOf(found: Found, reading: Reading, { checks }: ExplainContext): Answer {
  const { symptom, hits, times, places } = found;
  const { id, topic, title, meaning, reasons, steps, weight, requirements, lines, basis } = symptom;
  return {
    id,
    topic,
    title,
    meaning,
    reasons: [...reasons],
    steps: [...steps],
    weight,
    times,
    seen: hits.slice(0, mostSeen).map(({ from }) => seenIn(reading, reading.lineOf[from] ?? 0)),
    places: places.map(placeText),
    requirements: requirements.map((key) => ({ key, text: requirementOf(key).text })),
    checks: symptom.checks.flatMap((check) => {
      const definition = definitions.get(check);
      return definition === undefined ? [] : [{ id: check, title: definition.title }];
    }),
    known: knownChecks(found, checks),
    source: lines[0]?.source ?? basis ?? '',
  };
}

/** Words with which lines say that something went wrong. */
const complaints =
  /error|exception|fail|refus|denied|timed? ?-?out|timeout|unable|could not|cannot|unreachable|invalid|aborted|closed|erro\b|fehler|erreur/i;
/** Lines of a trace of calls say where a program was, and not what happened. */
const isTrace = (line: string): boolean => /^\s*(?:at|em|bei|à|en|---|Source:|File ")\s?/.test(line);

const looksLikeError = (line: string): boolean =>
  complaints.test(line.slice(0, 2000)) && !isTrace(line) && wordsOf(line.slice(0, 2000)).length > 2;

/** How many lines after one that is known belong to the same message, unless another one begins with its time or level. */
const linesOfMessage = 2;

/** The lines of a reading that belong to what is known. */
function coveredBy(found: readonly Found[], { lines, lineOf }: Reading): ReadonlySet<number> {
  const covered = new Set<number>();
  for (const hit of found.flatMap(({ allHits }) => allHits)) {
    const first = lineOf[hit.from] ?? 0;
    const last = lineOf[hit.to - 1] ?? first;
    for (let line = first; line <= last; line += 1) covered.add(line);
    for (let line = last + 1; line <= last + linesOfMessage; line += 1) {
      if (beginsMessage(lines[line] ?? '')) break;
      covered.add(line);
    }
    if (!beginsMessage(lines[first] ?? '')) covered.add(first - 1);
  }
  return covered;
}

function unknownLines(
  reading: Reading,
  found: readonly Found[],
  coveredLines: ReadonlySet<number>,
): Pick<Explanation, 'unknown' | 'moreUnknown'> {
  const isAlone = found.length === 0 && reading.lines.filter((line) => line.trim() !== '').length === 1;
  const left = reading.lines.flatMap((line, number) =>
    !coveredLines.has(number) && (isAlone ? line.trim() !== '' : looksLikeError(line)) ? [number] : [],
  );
  const different = [
    ...new Map(
      left.map((number) => [
        wordsOf(reading.lines[number] ?? '')
          .filter((word) => !/\d/.test(word))
          .join(' '),
        number,
      ]),
    ).values(),
  ];
  return {
    unknown: different.slice(0, mostUnknown).map((number) => ({
      ...seenIn(reading, number),
      nearest: nearestTo(reading.lines[number]?.slice(0, 2000) ?? '', nearIndex).map(
        ({ symptom: { id, title }, share }) => ({ id, title, share }),
      ),
    })),
    moreUnknown: Math.max(0, different.length - mostUnknown),
  };
}

/**
 * Says what a text of logs and dialogs means: an answer for each symptom that it shows, what says the most first, and the
 * lines that look like errors and are not known. Nothing is sent anywhere, and what is not in the lexicon is never guessed.
 * @param given as it was pasted; of more than a million characters the beginning is read
 */
export function explain(given: string, context: ExplainContext): Explanation {
  const reading = readText(given);
  const found = findSymptoms(index, reading, surroundingsOf(context.profile));
  return {
    answers: found.map((one) => answerOf(one, reading, context)),
    ...unknownLines(reading, found, coveredBy(found, reading)),
    lines: reading.lines.filter((line) => line.trim() !== '').length,
    isCut: reading.isCut,
  };
}
