import { AppError } from '../errors/app-error.ts';
import { isEqual } from './is-equal.ts';
import type { CheckResult, Contacted, RunResult } from './result.ts';
import { withChecks } from './summary.ts';
import { isBrokenOff, isLeftOut, isUntested } from './untested.ts';
import { withWaivers } from './waive.ts';

/** What a run asks, on which machine: known before it begins. */
export type Questions = {
  readonly tool: Pick<RunResult['tool'], 'catalogue'>;
  readonly machine: Pick<RunResult['machine'], 'hostname' | 'roles'>;
  readonly profile: RunResult['profile'];
};

/** What must be equal for two results to be about the same questions. Waivers are about results, not questions. */
function questionsOf({ tool, machine, profile }: Questions): Readonly<Record<string, unknown>> {
  const { waivers: _, ...answers } = profile;
  return {
    'the catalogue': tool.catalogue,
    'the machine': { hostname: machine.hostname.toLowerCase(), roles: machine.roles },
    'the profile': answers,
  };
}

/**
 * Refuses to join a run to an earlier one that asked something else. To be called before it is run: a run that has been
 * made is never refused.
 * @throws AppError `input-invalid` when catalogue, machine or profile (its waivers apart) are not the same
 */
export function demandSameQuestions(base: Questions, rerun: Questions): void {
  const others = questionsOf(rerun);
  const differs = Object.entries(questionsOf(base)).find(([name, value]) => !isEqual(value, others[name]));
  if (differs !== undefined)
    throw new AppError(
      'input-invalid',
      `The checks cannot be joined to the earlier run, because ${differs[0]} is not the same. Run all checks.`,
    );
}

function sumContacts(contacts: readonly Contacted[]): readonly Contacted[] {
  const sums = new Map<string, Contacted>();
  for (const contact of contacts) {
    const key = JSON.stringify([contact.host, contact.address, contact.port, contact.protocol]);
    const count = (sums.get(key)?.count ?? 0) + contact.count;
    sums.set(key, { ...contact, count });
  }
  return [...sums.values()];
}

const wasRun = (check: CheckResult): boolean => !isLeftOut(check) && !isUntested(check);

/**
 * Joins a run of some checks to the run that it repeats them of. Checks that were really tested again replace the
 * earlier ones, under the waivers of the earlier run; the others are kept, those that a cancellation left untested
 * too. The result has the id, the end and the program of the repetition, and begins where the earlier run began,
 * because its oldest facts do. It counts as cancelled while a check of a cancelled run is still untested.
 * @throws AppError `input-invalid` when catalogue, machine or profile (its waivers apart) are not the same
 */
export function mergeRerun(base: RunResult, rerun: RunResult): RunResult {
  demandSameQuestions(base, rerun);
  const repeated = new Map(rerun.checks.filter(wasRun).map((check) => [check.id, check]));
  const checks = base.checks.map((check) => {
    const again = repeated.get(check.id);
    return again === undefined ? check : withWaivers(again, base.profile.waivers);
  });
  const { id, tool, finishedAt } = rerun;
  const machine = { ...base.machine, ...rerun.machine };
  const cancelled = (base.cancelled || rerun.cancelled) && checks.some(isUntested);
  const contacted = [...sumContacts([...base.contacted, ...rerun.contacted])];
  const { brokenOff: _, ...kept } = base;
  const brokenOff = checks.some(isBrokenOff) ? { brokenOff: true as const } : {};
  return withChecks({ ...kept, ...brokenOff, id, tool, finishedAt, machine, cancelled, contacted }, checks);
}
