import { allRequirementKeys, type RequirementKey } from '../../../../shared/catalogue/requirements.ts';
import { placeWords } from '../../../../shared/profile/roles.ts';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { reviewText } from '../../../text/en/review.ts';

/** One port of a destination: what speaks there and why it is contacted. */
export type ContactPort = {
  /** The number, or words for one that is told only during the run. */
  readonly port: string;
  readonly protocol: string;
  readonly requirements: readonly RequirementKey[];
  /** Each reason once. */
  readonly reasons: readonly string[];
};

/** Hosts that the run will contact on the same ports for the same reasons. Every host is in exactly one row. */
export type ContactRow = {
  readonly hosts: readonly string[];
  /** What they are in the environment, in words; several where one host is several things. */
  readonly places: readonly string[];
  readonly ports: readonly ContactPort[];
};

type PlannedCheck = PlanView['checks'][number];

const distinct = <T>(list: readonly T[]): readonly T[] => [...new Set(list)];

const keysOf = (checks: readonly PlannedCheck[]): readonly RequirementKey[] => {
  const named = new Set(checks.flatMap(({ requirements }) => requirements));
  return allRequirementKeys.filter((key) => named.has(key));
};

/** The ports of a host with one more, or with one more reason for one that is there already. */
function withPort(ports: readonly ContactPort[], added: ContactPort): readonly ContactPort[] {
  const known = ports.find(({ port }) => port === added.port);
  if (known === undefined) return [...ports, added];
  const reasons = distinct([...known.reasons, ...added.reasons]);
  return ports.map((entry) => (entry === known ? { ...known, reasons } : entry));
}

/**
 * Every destination of a plan once, with its ports and the reasons; who confirms the time of the report is one of them.
 * Rows keep the plan's order of their first hosts.
 */
export function contactRows({ contacts, checks, timestamp }: PlanView): readonly ContactRow[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const portOf = (entry: PlanView['contacts'][number]) => {
    const own = entry.checks.flatMap((id) => byId.get(id) ?? []);
    const there = own.flatMap(({ destination }) => (destination?.host === entry.host ? [destination] : []));
    const port: ContactPort = {
      port: entry.port === null ? reviewText.toldPort(entry.instance ?? entry.host) : String(entry.port),
      protocol: there.find((end) => end.port === entry.port)?.protocol ?? entry.protocol,
      requirements: keysOf(own),
      reasons: distinct(own.map(({ why }) => why)),
    };
    const places = there.map(({ role }) => placeWords[role]);
    return { host: entry.host, places, port };
  };
  const byHost = new Map<
    string,
    { readonly places: readonly string[]; readonly ports: readonly ContactPort[] }
  >();
  const stamp =
    timestamp === null
      ? []
      : [
          {
            host: timestamp.host,
            places: [],
            port: {
              port: String(timestamp.port),
              protocol: timestamp.protocol,
              requirements: [],
              reasons: [timestamp.why],
            },
          },
        ];
  for (const { host, places, port } of [...contacts.map(portOf), ...stamp]) {
    const known = byHost.get(host) ?? { places: [], ports: [] };
    byHost.set(host, {
      places: distinct([...known.places, ...places]),
      ports: withPort(known.ports, port),
    });
  }
  const rows = new Map<string, ContactRow>();
  for (const [host, { places, ports }] of byHost) {
    const likeness = JSON.stringify([places, ports]);
    rows.set(likeness, { hosts: [...(rows.get(likeness)?.hosts ?? []), host], places, ports });
  }
  return [...rows.values()];
}

/** A connection that others open to this machine. */
export type InboundRow = {
  readonly id: string;
  readonly from: string;
  readonly port: number | null;
  readonly protocol: string;
  readonly requirements: readonly RequirementKey[];
  readonly reason: string;
};

/** The connections of a plan that only a run on another machine can prove. */
export function inboundRows({ checks }: PlanView): readonly InboundRow[] {
  return checks
    .filter((check) => check.direction === 'inbound' && check.missing === null)
    .map(({ id, source, destination, requirements, why }) => ({
      id,
      from: source === null ? '' : (source.host ?? placeWords[source.role]),
      port: destination?.port ?? null,
      protocol: destination?.protocol ?? '',
      requirements,
      reason: why,
    }));
}

/** Checks that look at this machine alone and contact nobody. */
export const localChecks = ({ checks }: PlanView): readonly PlannedCheck[] =>
  checks.filter((check) => check.direction === 'local' && check.missing === null);

/** Checks that lack an answer. */
export const missingChecks = ({ checks }: PlanView): readonly PlannedCheck[] =>
  checks.filter((check) => check.missing !== null);
