import type { CheckDefinition } from '../catalogue/check.ts';
import { wordsFor } from '../catalogue/text.ts';
import type { Plan, PlannedCheck } from '../plan/plan.ts';
import type { Fact } from '../probe/fact.ts';
import { factsOf } from '../probe/facts-of.ts';
import { withVouchers } from '../rehearsal/differences.ts';
import { fitTo } from '../words/fit-to-schema.ts';
import { fitResult } from './fit-result.ts';
import { judgeCheck } from './judge.ts';
import type { Judge } from './judge-once.ts';
import { type Contacted, contactedSchema, type RunResult, runResultSchema } from './result.ts';
import { runSchemaId } from './schema-ids.ts';
import { summarise } from './summary.ts';
import { isBrokenOff, isUntested } from './untested.ts';

/** What a run gathered, by probe key, and which addresses it contacted while doing so. */
export type Gathered = {
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
  readonly contacted: readonly Contacted[];
};

/** What only the surroundings of a run know. Instants are ISO 8601 in UTC with milliseconds. */
export type RunMeta = {
  readonly id: string;
  readonly toolVersion: string;
  readonly catalogueVersion: string;
  /** SHA-256 of the catalogue's canonical JSON, lower-case hex. */
  readonly catalogueSha256: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Whether a person stopped the run. */
  readonly cancelled: boolean;
  /** The part of the run in a rehearsal; absent where it has none. */
  readonly rehearsal?: NonNullable<RunResult['rehearsal']>;
};

/** The facts of a check: those of its probes, in the order in which it asked. */
export function factsOfCheck(check: PlannedCheck, facts: Gathered['facts']): readonly Fact[] {
  return check.probes.flatMap((key) => facts.get(key) ?? []);
}

/** The machine of a result: what the plan knew of it, and what the run found installed. */
function machineOf({ machine, roles }: Plan, { facts }: Gathered): RunResult['machine'] {
  const all = [...facts.values()].flat();
  const installed = factsOf(all, 'installation').find(({ outcome }) => outcome === 'read');
  return fitTo(runResultSchema.shape.machine, {
    hostname: machine.hostname,
    os: machine.os,
    roles: [...roles],
    addresses: [...machine.addresses],
    ...(machine.isElevated === undefined ? {} : { isElevated: machine.isElevated }),
    ...(installed === undefined
      ? {}
      : { installation: { version: installed.version, services: installed.services } }),
  });
}

/** What a result says of the catalogue that a plan was made from. */
export const catalogueOf = (
  plan: Pick<Plan, 'profile' | 'overlays'>,
  meta: Pick<RunMeta, 'catalogueVersion' | 'catalogueSha256'>,
): RunResult['tool']['catalogue'] => ({
  version: meta.catalogueVersion,
  sha256: meta.catalogueSha256,
  edition: plan.profile.edition,
  overlays: [...plan.overlays],
});

/**
 * Turns what was gathered into the RunResult. Pure. Every planned check appears exactly once, every requirement of
 * the source document exactly once in the coverage.
 * @param definitions the checks in force, the same that the plan was built from
 * @throws RangeError when the plan names a check that is not among them: then plan and catalogue do not belong together
 */
export function assembleResult(
  definitions: readonly CheckDefinition[],
  plan: Plan,
  gathered: Gathered,
  meta: RunMeta,
  judge: Judge = judgeCheck,
): RunResult {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const facts = withVouchers(gathered.facts);
  const checks = plan.checks.map((check) => {
    const definition = byId.get(check.definition);
    if (definition === undefined) throw new RangeError(`no check is called ${check.definition}`);
    return judge(check, definition, factsOfCheck(check, facts), plan.profile);
  });
  return fitResult({
    schema: runSchemaId,
    id: meta.id,
    tool: {
      name: 'netready',
      version: meta.toolVersion,
      catalogue: catalogueOf(plan, meta),
    },
    phase: plan.profile.phase,
    startedAt: meta.startedAt,
    finishedAt: meta.finishedAt,
    cancelled: meta.cancelled || checks.some(isUntested),
    ...(checks.some(isBrokenOff) ? { brokenOff: true as const } : {}),
    ...(meta.rehearsal === undefined ? {} : { rehearsal: meta.rehearsal }),
    machine: machineOf(plan, gathered),
    profile: plan.profile,
    checks,
    contacted: gathered.contacted.map((contact) => fitTo(contactedSchema, contact)),
    ...summarise(
      checks,
      plan.notApplicable.map(({ requirement, reason }) => ({
        requirement,
        reason: wordsFor(reason, 'profile'),
      })),
      plan.profile,
    ),
  });
}
