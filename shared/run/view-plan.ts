import type { Missing } from '../catalogue/check.ts';
import { editionOf } from '../catalogue/editions.ts';
import { gaps } from '../catalogue/gaps.ts';
import { planLines, proposalsFor } from '../catalogue/proposals.ts';
import { type Audience, fillText, wordsFor } from '../catalogue/text.ts';
import { checkHead } from '../plan/check-head.ts';
import { longestRunMs } from '../plan/longest-run.ts';
import { paceOf } from '../plan/pace.ts';
import type { Plan } from '../plan/plan.ts';
import { timestampContact } from '../plan/timestamp-route.ts';
import { isAddress } from '../profile/host.ts';
import { proxyText } from '../profile/proxy.ts';
import type { PlanView } from './plan-view.ts';
import { planSchemaId } from './schema-ids.ts';

/** Why an authority is contacted, for everybody who reads a plan. */
const timestampReason = 'Asked to confirm the time when a report is made.';

function viewTimestamp({ profile, timestamp }: Plan): PlanView['timestamp'] {
  if (timestamp === null || profile.timestamp === null) return null;
  return {
    url: profile.timestamp.url,
    ...timestampContact(timestamp),
    protocol: 'TCP',
    proxy: timestamp.proxy === null ? null : proxyText(timestamp.proxy),
    why: timestampReason,
  };
}

function viewMissing(
  { gap, parameters }: Missing,
  audience: Audience,
): NonNullable<PlanView['checks'][number]['missing']> {
  const { reason, remedy, asks } = gaps[gap];
  const draw = (text: string): string => fillText(text, parameters, audience);
  return { reason: draw(reason), remedy: draw(remedy), asks: [...asks] };
}

/**
 * A plan in the shape that is shown.
 * @param nameServers the name servers of this machine, which the resolver and the DNS probes ask
 * @param audience who reads why something does not apply or cannot be planned
 */
export function viewPlan(
  plan: Plan,
  nameServers: readonly string[],
  audience: Audience = 'profile',
): PlanView {
  const edition = editionOf(plan.profile);
  const timestamp = viewTimestamp(plan);
  const stampName = timestamp === null || isAddress(timestamp.host) ? [] : [timestamp.host];
  return {
    schema: planSchemaId,
    phase: plan.profile.phase,
    machine: {
      hostname: plan.machine.hostname,
      os: plan.machine.os,
      roles: [...plan.roles],
      addresses: [...plan.machine.addresses],
    },
    edition: { id: edition.id, title: edition.title, reference: edition.reference },
    overlays: [...plan.overlays],
    proposals: proposalsFor(plan.profile).map(({ field, value, reason }) => ({ field, value, reason })),
    choosing: [...planLines(plan.profile)],
    contacts: plan.contacts.map((contact) => ({ ...contact, checks: [...contact.checks] })),
    names: [...new Set([...plan.names, ...stampName])].sort(),
    nameServers: [...nameServers],
    timestamp,
    checks: plan.checks.map((check) => ({
      ...checkHead(check),
      probes: [...check.probes],
      missing: check.missing === null ? null : viewMissing(check.missing, audience),
    })),
    longestMs: longestRunMs(plan),
    pace: paceOf(plan),
    notApplicable: plan.notApplicable.map(({ requirement, reason }) => ({
      requirement,
      reason: wordsFor(reason, audience),
    })),
  };
}
