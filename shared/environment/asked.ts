import { catalogue } from '../catalogue/catalogue.ts';
import { requirementIn } from '../catalogue/editions.ts';
import { checksInForce } from '../catalogue/in-force.ts';
import { allRequirementKeys, type RequirementKey, requirementOf } from '../catalogue/requirements.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { PlannedCheck } from '../plan/plan.ts';
import { factsOf } from '../probe/facts-of.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import type { Profile } from '../profile/profile.ts';
import { type Place, type Role, serverRoles, vantageRoles } from '../profile/roles.ts';
import { sourcesOf } from '../report/firewall-request.ts';
import type { CheckResult } from '../run/result.ts';
import { type Severity, severities } from '../words/verdict.ts';
import type { Site } from './site.ts';

/** A way that is asked for, whoever has tried it. */
export type Asked = {
  readonly from: number;
  readonly to: number;
  readonly port: number | null;
  readonly fromPlace: Place;
  readonly toPlace: Place;
  readonly requirements: readonly RequirementKey[];
  readonly severity: Severity;
};

type Check = Pick<
  PlannedCheck,
  'requirements' | 'severity' | 'direction' | 'source' | 'destination' | 'group'
>;

const isOfPeople = (place: Place): boolean => vantageRoles.some((role) => role === place);

/** Whether a check is about a way between two machines: what it costs in time is a question of its own. */
export const isOfWay = ({
  direction,
  destination,
  group,
}: Pick<Check, 'direction' | 'destination' | 'group'>) =>
  direction !== 'local' && destination !== null && group !== 'latency';

/** The port that a check is about: where only the service can tell it, the one that was told; null where nobody did. */
export function portOf({ destination, facts }: Pick<CheckResult, 'destination' | 'facts'>): number | null {
  if (destination?.port != null) return destination.port;
  const last = lastAttempts(facts);
  const told = factsOf(last, 'sql-browser').flatMap(({ tcpPort }) => tcpPort ?? []);
  const tried = factsOf(last, 'tcp').flatMap(({ remotePort }) => remotePort ?? []);
  return told[0] ?? tried[0] ?? null;
}

/**
 * The ways that one check of a machine is about; none where it stays within the machine, or where nobody knows who stands at
 * the other end.
 * @param machine that plans or makes the check
 */
export function waysOf(
  check: Check,
  port: number | null,
  machine: number,
  site: Site,
  whose: Parameters<typeof sourcesOf>[1],
): readonly Asked[] {
  const { source, destination, direction, requirements, severity } = check;
  if (!isOfWay(check) || source === null || destination === null) return [];
  const toPlace = destination.role;
  const way = (
    from: number | null,
    to: number | null,
    fromPlace: Place,
    reasons: Pick<Asked, 'requirements' | 'severity'> = { requirements, severity },
  ): readonly Asked[] => {
    if (from === null || to === null || from === to) return [];
    const { requirements: rows, severity: gravity } = reasons;
    return [{ from, to, port, fromPlace, toPlace, requirements: rows, severity: gravity }];
  };
  if (direction === 'outbound') {
    const from = isOfPeople(source.role) ? site.clientsAt(source.role) : machine;
    return way(from, site.machineOf(destination.host, machine), source.role);
  }
  return sourcesOf(check, whose).flatMap(({ place, host }) =>
    way(
      host === null ? site.clientsAt(place) : site.machineOf(host, machine),
      machine,
      place,
      reasonsOf(check, place, whose.profile),
    ),
  );
}

/**
 * Why somebody at a place opens a connection that others open for other reasons too: the rows that begin there, and no
 * graver than they are. All rows where none begins at that place.
 */
function reasonsOf(
  { requirements, severity }: Pick<Check, 'requirements' | 'severity'>,
  place: Place,
  profile: Profile,
): Pick<Asked, 'requirements' | 'severity'> {
  const own = requirements.filter((key) => requirementOf(key).source === place);
  if (own.length === 0 || own.length === requirements.length) return { requirements, severity };
  return {
    requirements: own,
    severity: own.map((key) => requirementIn(profile, key).severity).reduce(graver),
  };
}

/** A machine that stands for any of its roles: no host of a profile is called so. */
const anybody = { hostname: 'any.invalid', os: '', addresses: [] };

const isServerRole = (role: Place): role is Role => serverRoles.some((server) => server === role);

/** What every server of some roles is asked, from the profile alone. */
export function planOf(profile: Profile, roles: readonly Place[]): readonly PlannedCheck[] {
  const own: Profile = {
    ...profile,
    machine: { ...profile.machine, roles: roles.filter(isServerRole), name: anybody.hostname },
  };
  return buildPlan(checksInForce(catalogue, own), own, anybody).checks;
}

/** What a server is asked that the profile expects a report of, from the profile alone. */
export type Expected = { readonly machine: number; readonly checks: readonly PlannedCheck[] };

/**
 * What all servers are asked of which the profile expects a report; LifeTime has an environment and a profile of its own,
 * so that it is asked only what the servers of this one accept from it.
 */
export function expectedOf(profile: Profile, site: Site): readonly Expected[] {
  const plans = new Map<string, readonly PlannedCheck[]>();
  return site.machines.flatMap(({ roles, expects }, machine) => {
    const own = roles.filter((role) => isServerRole(role) && role !== 'lifetime');
    if (expects !== 'report' || own.length === 0 || roles.includes('lifetime')) return [];
    const key = own.join();
    const checks = plans.get(key) ?? planOf(profile, own);
    plans.set(key, checks);
    return [{ machine, checks }];
  });
}

/** The ways of a plan, as seen from the machine that it stands for. */
export const waysOfPlan = ({ machine, checks }: Expected, site: Site, profile: Profile): readonly Asked[] =>
  checks
    .filter(({ missing }) => missing === null)
    .flatMap((check) =>
      waysOf(check, check.destination?.port ?? null, machine, site, {
        machine: anybody,
        profile,
      }),
    );

/** The graver of two severities. */
export const graver = (left: Severity, right: Severity): Severity =>
  severities.indexOf(left) <= severities.indexOf(right) ? left : right;

/** Keys of both, each once and in the order of the source document. */
export function joinedKeys(
  left: readonly RequirementKey[],
  right: readonly RequirementKey[],
): readonly RequirementKey[] {
  if (right.every((key) => left.includes(key))) return left;
  const all = new Set([...left, ...right]);
  return allRequirementKeys.filter((key) => all.has(key));
}

/** Two reasons for one way. What asks more gravely says what the ends are to each other. */
export function joined(left: Asked, right: Asked): Asked {
  const isSame = right.severity === left.severity && placeText(right) === placeText(left);
  if (isSame && right.requirements.every((key) => left.requirements.includes(key))) return left;
  const isGraver =
    severities.indexOf(right.severity) < severities.indexOf(left.severity) ||
    (right.severity === left.severity && placeText(right) < placeText(left));
  const [first, second] = isGraver ? [right, left] : [left, right];
  return { ...first, requirements: joinedKeys(first.requirements, second.requirements) };
}

const placeText = ({ fromPlace, toPlace }: Asked): string => `${fromPlace} ${toPlace}`;
