import type { PlannedProbe } from '../../../shared/plan/plan.ts';
import type { Fact } from '../../../shared/probe/fact.ts';
import { brokenOffCode } from '../../../shared/probe/outcome.ts';
import type { ProbeKind, RequestOf } from '../../../shared/probe/probe-request.ts';
import { assembleResult } from '../../../shared/run/assemble-result.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import type { Platform } from '../base/world.ts';
import { sumContacts } from '../engine/count-contacts.ts';
import { prepareRun } from '../engine/prepare-run.ts';
import { toolMeta } from '../engine/run-check.ts';
import {
  type JournalHead,
  type JournalLine,
  journalHeadSchema,
  journalLineSchema,
} from '../journal/journal-lines.ts';
import { probes } from '../probes/index.ts';
import { factCommon, type Probe } from '../probes/probe.ts';

/** A journal as it was found. */
export type Journal = { readonly head: JournalHead; readonly lines: readonly JournalLine[] };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The head of a journal, from its first line; null when the line is not whole or this version does not know it. */
export const readHead = (line: string): JournalHead | null =>
  journalHeadSchema.safeParse(parseJson(line)).data ?? null;

/**
 * Takes a journal apart. What is not whole, as the last line of a program that was killed, or not known to this version
 * is passed over.
 */
export function readJournal(text: string): Journal | null {
  const [first = '', ...others] = text.split('\n');
  const head = readHead(first);
  if (head === null) return null;
  const lines = others.flatMap((line) => journalLineSchema.safeParse(parseJson(line)).data ?? []);
  return { head, lines };
}

/** The fact of a probe that nothing is known of: it was not begun, or not done, when the program ended. */
function untold({ request }: PlannedProbe, at: string, platform: Platform): readonly Fact[] {
  const probe = probes[request.kind] as Probe<ProbeKind>;
  const common = factCommon('cancelled', { startedAt: new Date(at), durationMs: 0 }, brokenOffCode);
  return [probe.unobserved(request as RequestOf<ProbeKind>, common, platform)];
}

/**
 * The result of the run of a journal, as far as it came: planned and judged as if it had been cancelled then. What was
 * not done is unknown, and the result says that it was broken off, unless only its keeping was.
 * @throws AppError when this version cannot plan what was run
 */
export function resultOfJournal({ head, lines }: Journal, platform: Platform): RunResult {
  const { definitions, plan } = prepareRun(head.profile, head.machine, head.only, head.rehearsing);
  const told = lines.filter((line) => line.kind === 'facts');
  const ended = lines.find((line) => line.kind === 'ended');
  const finishedAt = ended?.at ?? told.at(-1)?.at ?? head.startedAt;
  const known = new Map(told.map(({ key, facts }) => [key, facts]));
  const facts = new Map(
    plan.probes.map((planned) => [
      planned.key,
      known.get(planned.key) ?? untold(planned, finishedAt, platform),
    ]),
  );
  const contacted = sumContacts(lines.flatMap((line) => (line.kind === 'contacted' ? [line.contact] : [])));
  return assembleResult(
    definitions,
    plan,
    { facts, contacted },
    {
      ...toolMeta(),
      id: head.id,
      startedAt: head.startedAt,
      finishedAt,
      cancelled: ended?.cancelled ?? false,
    },
  );
}
