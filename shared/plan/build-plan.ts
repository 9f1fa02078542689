import type { CheckDefinition, MachineFacts, PlanContext, Subject, Subjects } from '../catalogue/check.ts';
import { type RequirementKey, requirementKeys } from '../catalogue/requirements.ts';
import { probeContact, probeKey } from '../probe/kinds.ts';
import { isAddress } from '../profile/host.ts';
import type { Profile } from '../profile/profile.ts';
import { effectiveRoles, placeWords, type Role } from '../profile/roles.ts';
import type { Contact, NotApplicable, Plan, PlannedCheck, PlannedProbe } from './plan.ts';
import { timestampRoute } from './timestamp-route.ts';

const appliesTo = (definition: CheckDefinition, machineRoles: readonly Role[]): boolean =>
  definition.roles === 'any' || definition.roles.some((role) => machineRoles.includes(role));

const emptySubject: Subject = { source: null, destination: null, probes: [], parameters: {} };

function plannedCheck(
  definition: CheckDefinition,
  subject: Subject,
  missing: PlannedCheck['missing'],
): PlannedCheck {
  return {
    id: subject.key === undefined ? definition.id : `${definition.id}@${subject.key}`,
    definition: definition.id,
    requirements: definition.requirements,
    title: definition.title,
    why: definition.why,
    group: definition.group,
    severity: definition.severity,
    direction: definition.direction,
    source: subject.source,
    destination: subject.destination,
    subject,
    probes: [...new Set(subject.probes.map(probeKey))],
    missing,
    leftOut: false,
  };
}

function checksOf(definition: CheckDefinition, subjects: Subjects): readonly PlannedCheck[] {
  switch (subjects.kind) {
    case 'planned': {
      const checks = subjects.subjects.map((subject) => plannedCheck(definition, subject, null));
      return checks.filter((check, index) => checks.findIndex(({ id }) => id === check.id) === index);
    }
    case 'missing':
      return [plannedCheck(definition, emptySubject, subjects.missing)];
    case 'not-applicable':
      return [];
  }
}

function distinctProbes(checks: readonly PlannedCheck[]): readonly PlannedProbe[] {
  const probes = new Map(
    checks.flatMap((check) => check.subject.probes).map((request) => [probeKey(request), request]),
  );
  return [...probes].map(([key, request]) => ({ key, request }));
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Sorts ports that are not known yet after those that are. */
const afterEveryPort = 65_536;

function contactsOf(checks: readonly PlannedCheck[]): readonly Contact[] {
  const contacts = new Map<string, Contact>();
  for (const check of checks) {
    for (const request of check.subject.probes) {
      const contact = probeContact(request);
      if (contact === null) continue;
      const port = contact.port ?? contact.instance?.toLowerCase();
      const key = `${contact.host} ${contact.protocol} ${port}`;
      const known = contacts.get(key)?.checks ?? [];
      contacts.set(key, { ...contact, checks: [...new Set([...known, check.id])] });
    }
  }
  return [...contacts.values()].sort(
    (left, right) =>
      byText(left.host, right.host) ||
      (left.port ?? afterEveryPort) - (right.port ?? afterEveryPort) ||
      byText(left.instance ?? '', right.instance ?? ''),
  );
}

function namesOf(probes: readonly PlannedProbe[]): readonly string[] {
  const hosts = probes.flatMap(({ request }) => {
    if (request.kind === 'dns') return [request.name];
    if (request.kind === 'proxy-connect') return [request.proxy.host];
    if ('host' in request) return [request.host];
    return [];
  });
  return [...new Set(hosts.filter((host) => !isAddress(host)))].sort(byText);
}

const roleList = (machineRoles: readonly Role[]): string =>
  machineRoles.map((role) => placeWords[role].toLowerCase()).join(', ');

function uncovered(
  definitions: readonly CheckDefinition[],
  outcomes: ReadonlyMap<string, Subjects>,
  checks: readonly PlannedCheck[],
  machineRoles: readonly Role[],
): readonly NotApplicable[] {
  const covered = new Set(checks.flatMap((check) => check.requirements));
  const reasonFor = (requirement: RequirementKey): string => {
    const reasons = definitions
      .filter((definition) => definition.requirements.includes(requirement))
      .map((definition) => outcomes.get(definition.id))
      .flatMap((outcome) => (outcome?.kind === 'not-applicable' ? [outcome.reason] : []));
    const distinct = [...new Set(reasons)];
    return distinct.length > 0
      ? distinct.join(' ')
      : `It does not concern the roles of this machine (${roleList(machineRoles)}).`;
  };
  return requirementKeys
    .filter((requirement) => !covered.has(requirement))
    .map((requirement) => ({ requirement, reason: reasonFor(requirement) }));
}

/**
 * Everything that a run will do, from the profile and the checks in force. Pure: it contacts nothing, and the same
 * input gives the same plan on every machine. Checks keep the order of the catalogue; a probe that several checks
 * ask for appears once.
 */
export function buildPlan(
  definitions: readonly CheckDefinition[],
  profile: Profile,
  machine: MachineFacts,
): Plan {
  const machineRoles = effectiveRoles(profile.machine.roles);
  const context: PlanContext = { profile, machine, roles: machineRoles };
  const applicable = definitions.filter((definition) => appliesTo(definition, machineRoles));
  const outcomes = new Map(applicable.map((definition) => [definition.id, definition.plan(context)]));
  const checks = applicable.flatMap((definition) => {
    const outcome = outcomes.get(definition.id);
    return outcome === undefined ? [] : checksOf(definition, outcome);
  });
  const probes = distinctProbes(checks);
  return {
    profile,
    machine,
    roles: machineRoles,
    overlays: profile.overlays,
    checks,
    probes,
    contacts: contactsOf(checks),
    names: namesOf(probes),
    timestamp: timestampRoute(profile, machine),
    notApplicable: uncovered(applicable, outcomes, checks, machineRoles),
  };
}

/** Whether an id of `--only` or of a waiver names a check: its full id, or the definition's id for all instances. */
export function matchesCheck(check: Pick<PlannedCheck, 'id' | 'definition'>, wanted: string): boolean {
  const id = wanted.toLowerCase();
  return check.id.toLowerCase() === id || check.definition === id;
}

/**
 * The same plan with only some checks to run. The others stay in it, left out, so that the result still names every
 * planned check and cannot be taken for a whole run.
 */
export function narrowPlan(plan: Plan, only: readonly string[]): Plan {
  const isWanted = (check: PlannedCheck): boolean => only.some((wanted) => matchesCheck(check, wanted));
  const checks = plan.checks.map((check) => ({ ...check, leftOut: !isWanted(check) }));
  const running = checks.filter((check) => !check.leftOut);
  const probes = distinctProbes(running);
  return { ...plan, checks, probes, contacts: contactsOf(running), names: namesOf(probes) };
}
