import type { Fact } from '../probe/fact.ts';
import type { ProbeRequest } from '../probe/probe-request.ts';
import type { Profile } from '../profile/profile.ts';
import type { ProfilePath } from '../profile/profile-path.ts';
import type { MachineProxy } from '../profile/proxy.ts';
import type { Place, Role } from '../profile/roles.ts';
import type { Phase, Severity, Verdict } from '../words/verdict.ts';
import type { GapName } from './gaps.ts';
import type { FindingParameters, ParameterType } from './parameter.ts';
import type { RequirementKey } from './requirements.ts';

/** In which part of the result a check stands, in this order. */
export const groups = [
  'this-machine',
  'runtime',
  'monitoring',
  'lifetime',
  'cloud',
  'containers',
  'latency',
] as const;
export type Group = (typeof groups)[number];

export const groupWords: Readonly<Record<Group, string>> = {
  'this-machine': 'This machine',
  runtime: 'Publication and runtime',
  monitoring: 'Monitoring',
  lifetime: 'LifeTime',
  cloud: 'OutSystems cloud services',
  containers: 'Containers',
  latency: 'Latency and hosting',
};

export type Direction = 'local' | 'outbound' | 'inbound';

/** Who has to act on a failure. */
export const owners = [
  'you',
  'network-team',
  'database-administrator',
  'dns-administrator',
  'certificate-administrator',
] as const;
export type Owner = (typeof owners)[number];

export const ownerWords: Readonly<Record<Owner, string>> = {
  you: 'You, on this machine',
  'network-team': 'Network team',
  'database-administrator': 'Database administrator',
  'dns-administrator': 'DNS administrator',
  'certificate-administrator': 'Certificate administrator',
};

/**
 * What a finding means in one phase. Texts may name parameters in braces, `{host}`; the family that makes the
 * finding says which ones it fills in, and the catalogue's validator refuses any other.
 */
export type Ruling = {
  readonly verdict: Verdict;
  /**
   * The fact in one line, where the check knows it better than its family (`Family.headlines`): subject first, present
   * tense, names and numbers of the finding, no guess.
   */
  readonly headline?: string;
  /** One sentence: what was observed and what it means. */
  readonly reason: string;
  /** The exact next step; null when there is nothing to do. */
  readonly remedy: string | null;
  /** Who takes that step; null exactly when there is nothing to do. */
  readonly owner: Owner | null;
  /** The fields of the profile that the remedy is about; it names each of them. */
  readonly asks?: readonly ProfilePath[];
};

export type PhaseRulings = Readonly<Record<Phase, Ruling>>;

/** What all facts of one check add up to. */
export type Finding<F extends string = string> = {
  readonly finding: F;
  readonly parameters: FindingParameters;
};

/** One end of a connection: a place in the environment and, where it is known, its host. */
export type Endpoint = { readonly role: Place; readonly host: string | null };

/**
 * The end that is contacted, with its port (null for a range or none) and the protocol that is expected there, its
 * transport first: `TCP`, `TCP/TLS`.
 */
export type Destination = {
  readonly role: Place;
  readonly host: string;
  readonly port: number | null;
  readonly protocol: string;
};

/** Facts about the machine that a plan may depend on. Gathered before planning, so that planning stays pure. */
export type MachineFacts = {
  readonly hostname: string;
  /** Operating system and release, for people. */
  readonly os: string;
  /** Every address of every interface, loopback excluded. */
  readonly addresses: readonly string[];
  /**
   * Whether this program has an administrator's (root's) rights, without which some owners of ports stay unnamed;
   * absent or null where the system does not tell.
   */
  readonly isElevated?: boolean | null | undefined;
  /** What sends programs of this machine to a proxy, as far as it tells; absent and empty mean the same. */
  readonly proxies?: readonly MachineProxy[];
};

/** Whether a machine runs Windows, whose system is called so and whose kernel stands behind its name. */
export const isWindows = ({ os }: Pick<MachineFacts, 'os'>): boolean => /^Windows\b|\(Windows_NT /.test(os);

export type PlanContext = {
  readonly profile: Profile;
  readonly machine: MachineFacts;
  /** All roles of this machine, implied ones included. */
  readonly roles: readonly Role[];
};

/** One instance of a check: what it is about and what it asks. */
export type Subject = {
  /** Tells instances of one check apart, for example a host; absent where there is only ever one. */
  readonly key?: string;
  readonly source: Endpoint | null;
  readonly destination: Destination | null;
  readonly probes: readonly ProbeRequest[];
  /** Parameters that only the profile knows, for the texts. */
  readonly parameters: FindingParameters;
  /** What a family needs to know about this instance in order to judge it, for example an answer of the profile. */
  readonly hints?: Readonly<Record<string, string>>;
};

/** An answer that the profile lacks, and what its sentences name. */
export type Missing = { readonly gap: GapName; readonly parameters: FindingParameters };

/** What a check plans: instances, or a sentence that says why it does not apply, or which answer is missing. */
export type Subjects =
  | {
      readonly kind: 'planned';
      readonly subjects: readonly Subject[];
      /** Instances of which the profile does not say enough, each with the key that it will have. */
      readonly missing?: readonly { readonly key: string; readonly missing: Missing }[];
    }
  | { readonly kind: 'not-applicable'; readonly reason: string }
  | { readonly kind: 'missing'; readonly missing: Missing };

/**
 * How a family of checks adds facts up. Total over its facts: for any list of facts it returns one of
 * `findings`. Pure.
 */
export type Family<F extends string = string> = {
  readonly name: string;
  readonly findings: readonly F[];
  /**
   * Parameters that may stand in braces in this family's texts, and what each of them is. In place of any of them the
   * catalogue's own words may stand (`keep`, `phrase`).
   */
  readonly parameters: Readonly<Record<string, ParameterType>>;
  /** The fact of each finding in one line; none where a check that finds it passes. */
  readonly headlines: Readonly<Partial<Record<F, string>>>;
  readonly find: (facts: readonly Fact[], subject: Subject) => Finding<F>;
};

/** A question that Netready can ask about a machine. One file each; the file's name is the id. */
export type CheckDefinition = {
  /** Noun in kebab-case, never renamed and never used again for something else. */
  readonly id: string;
  readonly requirements: readonly RequirementKey[];
  /** What is true when it passes. */
  readonly title: string;
  /** Why it matters, not how it is tested. */
  readonly why: string;
  readonly group: Group;
  readonly severity: Severity;
  readonly direction: Direction;
  /** The roles of this machine that call for the check; `any` for every machine. */
  readonly roles: readonly Role[] | 'any';
  readonly family: Family;
  /** One ruling for each finding of the family and each phase. Their sentences are put together when one is asked for. */
  readonly rulings: () => Readonly<Record<string, PhaseRulings>>;
  readonly plan: (context: PlanContext) => Subjects;
};
