import type {
  Destination,
  Direction,
  Endpoint,
  Group,
  MachineFacts,
  Missing,
  Subject,
} from '../catalogue/check.ts';
import type { RequirementKey } from '../catalogue/requirements.ts';
import type { ProbeRequest } from '../probe/probe-request.ts';
import type { Profile } from '../profile/profile.ts';
import type { Role } from '../profile/roles.ts';
import type { Severity } from '../words/verdict.ts';
import type { TimestampRoute } from './timestamp-route.ts';

/** One question of a run: an instance of a check definition. */
export type PlannedCheck = {
  /** `definition` or `definition@key`; the same for the same profile on every machine and in every run. */
  readonly id: string;
  readonly definition: string;
  readonly requirements: readonly RequirementKey[];
  readonly title: string;
  readonly why: string;
  readonly group: Group;
  readonly severity: Severity;
  readonly direction: Direction;
  readonly source: Endpoint | null;
  readonly destination: Destination | null;
  readonly subject: Subject;
  /** Keys of the probes whose facts this check is judged by, in order. */
  readonly probes: readonly string[];
  /** The profile leaves out what this check needs; it cannot be judged. */
  readonly missing: Missing | null;
  /** Planned, but not part of this run because only some checks were asked for. */
  readonly leftOut: boolean;
};

/** A probe of the plan with its key. */
export type PlannedProbe = { readonly key: string; readonly request: ProbeRequest };

/** An address that the run may contact, and for which checks. */
export type Contact = {
  readonly host: string;
  /** Null for the dynamic port of a SQL Server instance: only the port that SQL Server Browser tells may be contacted. */
  readonly port: number | null;
  readonly protocol: 'TCP' | 'UDP';
  /** The instance whose port is told; set exactly when `port` is null. */
  readonly instance?: string;
  readonly checks: readonly string[];
};

/**
 * A requirement that this machine's roles or the profile's features do not call for. The reason is a text of the catalogue, with
 * words for either audience.
 */
export type NotApplicable = { readonly requirement: RequirementKey; readonly reason: string };

/** Everything a run will do, known before it starts. */
export type Plan = {
  readonly profile: Profile;
  readonly machine: MachineFacts;
  readonly roles: readonly Role[];
  readonly overlays: readonly string[];
  readonly checks: readonly PlannedCheck[];
  /** Each probe once, however many checks share it. */
  readonly probes: readonly PlannedProbe[];
  /** Every host and port that the run may contact, sorted; name servers are listed apart. */
  readonly contacts: readonly Contact[];
  /** Names that the system's resolver and name servers may be asked for, sorted. */
  readonly names: readonly string[];
  /** The way to the authority that is asked to confirm the time when a report is made; null when none is. */
  readonly timestamp: TimestampRoute | null;
  readonly notApplicable: readonly NotApplicable[];
};
