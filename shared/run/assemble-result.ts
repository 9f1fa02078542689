import type { CheckDefinition } from '../catalogue/check.ts';
import { type RequirementKey, requirementKeys, requirements } from '../catalogue/requirements.ts';
import type { Plan, PlannedCheck } from '../plan/plan.ts';
import type { Fact } from './fact.ts';
import { judgeCheck } from './judge.ts';
import { type CheckResult, type Contacted, type Counts, type RunResult, runSchemaId } from './result.ts';
import { bestVerdict, overallVerdict, type Verdict, verdicts, worstVerdict } from './verdict.ts';

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
  readonly cancelled: boolean;
};

/** The facts of a check: those of its probes, in the order in which it asked. */
export function factsOfCheck(check: PlannedCheck, facts: Gathered['facts']): readonly Fact[] {
  return check.probes.flatMap((key) => facts.get(key) ?? []);
}

/** How many checks have each verdict. */
export function countVerdicts(checks: readonly { readonly verdict: Verdict }[]): Counts {
  const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
  return Object.fromEntries(verdicts.map((verdict) => [verdict, count(verdict)])) as Counts;
}

function coverageOf(
  key: RequirementKey,
  checks: readonly CheckResult[],
  plan: Plan,
): RunResult['coverage'][number] {
  const covering = checks.filter((check) => check.requirements.includes(key));
  const list = covering.map((check) => check.verdict);
  const verdict = requirements[key].satisfiedBy === 'any' ? bestVerdict(list) : worstVerdict(list);
  const reason = plan.notApplicable.find(({ requirement }) => requirement === key)?.reason ?? null;
  return { requirement: key, verdict, checks: covering.map(({ id }) => id), reason };
}

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
): RunResult {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const checks = plan.checks.map((check) => {
    const definition = byId.get(check.definition);
    if (definition === undefined) throw new RangeError(`no check is called ${check.definition}`);
    return judgeCheck(check, definition, factsOfCheck(check, gathered.facts), plan.profile);
  });
  return {
    schema: runSchemaId,
    id: meta.id,
    tool: {
      name: 'netready',
      version: meta.toolVersion,
      catalogue: {
        version: meta.catalogueVersion,
        sha256: meta.catalogueSha256,
        overlays: [...plan.overlays],
      },
    },
    phase: plan.profile.phase,
    startedAt: meta.startedAt,
    finishedAt: meta.finishedAt,
    cancelled: meta.cancelled,
    machine: {
      hostname: plan.machine.hostname,
      os: plan.machine.os,
      roles: [...plan.roles],
      addresses: [...plan.machine.addresses],
    },
    profile: plan.profile,
    checks,
    coverage: requirementKeys.map((key) => coverageOf(key, checks, plan)),
    contacted: [...gathered.contacted],
    verdict: overallVerdict(checks),
    counts: countVerdicts(checks),
  };
}
