import { catalogue } from '../../../shared/catalogue/catalogue.ts';
import type { CheckDefinition, MachineFacts } from '../../../shared/catalogue/check.ts';
import { hostChecks } from '../../../shared/catalogue/host-checks/index.ts';
import { checksInForce } from '../../../shared/catalogue/in-force.ts';
import { buildPlan } from '../../../shared/plan/build-plan.ts';
import type { Plan } from '../../../shared/plan/plan.ts';
import { type ListenTarget, listenerPlan, listenTargets } from '../../../shared/plan/rehearse-plan.ts';
import type { HostPlace } from '../../../shared/profile/host-places.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { placeWords } from '../../../shared/profile/roles.ts';
import type { PreparedRun } from './prepare-run.ts';

/** A run that tells who came to this machine, and the ports at which it listens for that. */
export type PreparedListening = {
  readonly prepared: PreparedRun;
  readonly targets: readonly ListenTarget[];
};

/** The same plan of a host that has no role of OutSystems. */
function asHost(plan: Plan, places: readonly HostPlace[]): Plan {
  const words = places.map((place) => placeWords[place]).join(', ');
  const reason = `This machine has no role of OutSystems: it took part in a rehearsal (${words}).`;
  return {
    ...plan,
    roles: [],
    notApplicable: plan.notApplicable.map(({ requirement }) => ({ requirement, reason })),
  };
}

/**
 * What a machine listens for, and the checks that others decide by coming to it.
 * @param hasRoles whether the machine has the roles of the profile; a host that is only a database or a cache has none
 */
export function prepareListening(
  profile: Profile,
  machine: MachineFacts,
  hasRoles: boolean,
  places: readonly HostPlace[],
): PreparedListening {
  const definitions: readonly CheckDefinition[] = [
    ...(hasRoles ? checksInForce(catalogue, profile) : []),
    ...places.map((place) => hostChecks[place]),
  ];
  const built = buildPlan(definitions, profile, machine);
  const plan = hasRoles ? built : asHost(built, places);
  return {
    prepared: {
      definitions,
      plan: listenerPlan(plan, definitions),
      only: [],
      rehearsing: { dials: false, listens: true },
    },
    targets: listenTargets(plan, definitions),
  };
}
