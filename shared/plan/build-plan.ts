import type { CheckDefinition, MachineFacts, PlanContext, Subject, Subjects } from '../catalogue/check.ts';
import { coveredKeys, retirement } from '../catalogue/editions.ts';
import { overlaysInForce } from '../catalogue/in-force.ts';
import type { RequirementKey } from '../catalogue/requirements.ts';
import { probeContact, probeKey } from '../probe/kinds.ts';
import { isAddress } from '../profile/host.ts';
import type { Profile } from '../profile/profile.ts';
import { effectiveRoles, placeWords, type Role } from '../profile/roles.ts';
import { compareText } from '../words/compare-text.ts';
import { merged } from '../words/merged.ts';
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

/** The first of each id, in order. */
function onePerId(checks: readonly PlannedCheck[]): readonly PlannedCheck[] {
  const ids = new Set<string>();
  return checks.filter(({ id }) => !ids.has(id) && ids.add(id));
}

function checksOf(definition: CheckDefinition, subjects: Subjects): readonly PlannedCheck[] {
  switch (subjects.kind) {
    case 'planned': {
      const checks = [
        ...subjects.subjects.map((subject) => plannedCheck(definition, subject, null)),
        ...(subjects.missing ?? []).map(({ key, missing }) =>
          plannedCheck(definition, { ...emptySubject, key }, missing),
        ),
      ];
      return onePerId(checks);
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

/** Sorts ports that are not known yet after those that are. */
const afterEveryPort = 65_536;

function contactsOf(checks: readonly PlannedCheck[]): readonly Contact[] {
  const contacts = new Map<
    string,
    { readonly contact: Omit<Contact, 'checks'>; readonly checks: string[] }
  >();
  for (const check of checks) {
    for (const request of check.subject.probes) {
      const contact = probeContact(request);
      if (contact === null) continue;
      const port = contact.port ?? contact.instance?.toLowerCase();
      const key = `${contact.host} ${contact.protocol} ${port}`;
      const asking = contacts.get(key)?.checks ?? [];
      if (asking.at(-1) !== check.id) asking.push(check.id);
      contacts.set(key, { contact, checks: asking });
    }
  }
  const all = [...contacts.values()].map(({ contact, checks }) => merged(contact, { checks }));
  return all.sort(
    (left, right) =>
      compareText(left.host, right.host) ||
      (left.port ?? afterEveryPort) - (right.port ?? afterEveryPort) ||
      compareText(left.instance ?? '', right.instance ?? ''),
  );
}

function namesOf(probes: readonly PlannedProbe[]): readonly string[] {
  const hosts = probes.flatMap(({ request }) => {
    if (request.kind === 'dns') return [request.name];
    if (request.kind === 'proxy-connect') return [request.proxy.host];
    if ('host' in request) return [request.host];
    return [];
  });
  return [...new Set(hosts.filter((host) => !isAddress(host)))].sort(compareText);
}

const roleList = (machineRoles: readonly Role[]): string =>
  machineRoles.map((role) => placeWords[role].toLowerCase()).join(', ');

function uncovered(
  definitions: readonly CheckDefinition[],
  outcomes: ReadonlyMap<string, Subjects>,
  checks: readonly PlannedCheck[],
  { profile, roles: machineRoles }: PlanContext,
): readonly NotApplicable[] {
  const covered = new Set(checks.flatMap((check) => check.requirements));
  const reasonFor = (requirement: RequirementKey): string => {
    const retired = retirement(requirement, profile);
    if (retired !== null) return retired.reason;
    const reasons = definitions
      .filter((definition) => definition.requirements.includes(requirement))
      .map((definition) => outcomes.get(definition.id))
      .flatMap((outcome) => (outcome?.kind === 'not-applicable' ? [outcome.reason] : []));
    const distinct = [...new Set(reasons)];
    return distinct.length > 0
      ? distinct.join(' ')
      : `It does not concern the roles of this machine (${roleList(machineRoles)}).`;
  };
  return coveredKeys(profile, definitions)
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
    overlays: overlaysInForce(profile),
    checks,
    probes,
    contacts: contactsOf(checks),
    names: namesOf(probes),
    timestamp: timestampRoute(profile, machine),
    notApplicable: uncovered(applicable, outcomes, checks, context),
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
  return withProbes(
    plan,
    plan.checks.map((check) => ({ ...check, leftOut: !isWanted(check) })),
  );
}

/** The same plan with other checks, and with what those that run ask and contact. */
export function withProbes(plan: Plan, checks: readonly PlannedCheck[]): Plan {
  const running = checks.filter((check) => !check.leftOut);
  const probes = distinctProbes(running);
  return { ...plan, checks, probes, contacts: contactsOf(running), names: namesOf(probes) };
}
