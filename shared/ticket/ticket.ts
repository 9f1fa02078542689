import type { SignerStanding } from '../report/verify-codes.ts';

/** Whose key signed a report, as far as the answer to its sender depends on it. */
export type TicketSigner = {
  readonly standing: SignerStanding;
  /** Hexadecimal digits; null where it is not told. */
  readonly fingerprint: string | null;
};

/** One thing that is wrong. */
export type TicketProblem = {
  readonly number: number;
  /** In one line: what, and how much of everything it explains. */
  readonly what: string;
  /** Hosts and ports in lines; none where it is about the machine itself. */
  readonly where: readonly string[];
  /** What was seen and what it means; null where the checks say different things. */
  readonly meaning: string | null;
  /** Who does what, the next step first. */
  readonly steps: readonly { readonly who: string; readonly text: string }[];
};

/** One rule that the network team is asked for. */
export type TicketRule = {
  readonly from: string;
  readonly to: string;
  readonly ports: string;
  /** The rows of the requirements that ask for it. */
  readonly why: string;
};

/** What is to be run where; a machine is only named where there are several. */
export type TicketCommand = { readonly machine: string | null; readonly command: string };

/** What is said of one run, or of one environment. */
export type TicketPart = {
  /** How it stands, in one or two sentences. */
  readonly opening: readonly string[];
  readonly problems: readonly TicketProblem[];
  /** How many more there are; null where all are told. */
  readonly moreProblems: string | null;
  readonly rules: {
    readonly intro: string;
    readonly rows: readonly TicketRule[];
    /** What to know before a rule is changed, and what more there is. */
    readonly notes: readonly string[];
  } | null;
  /** What nobody has shown yet, and how to show it. */
  readonly open: readonly string[];
  readonly openCommands: readonly TicketCommand[];
  readonly again: { readonly intro: string; readonly commands: readonly TicketCommand[] } | null;
};

/** The answer to somebody who sent a report: everything that is said, without how it is written. */
export type Ticket = TicketPart & {
  readonly subject: string;
  /** The other environments under the same LifeTime, as far as there is room for them. */
  readonly others: readonly (TicketPart & { readonly name: string })[];
  readonly send: readonly string[];
  /** What is to be said of the report itself: aliases, an unknown key. */
  readonly notes: readonly string[];
};

/** How much a ticket tells: who reads it has an evening. */
export const ticketLimits = {
  problems: 8,
  rules: 12,
  hostsOfRule: 8,
  /** Checks that one command names; more are run all together. */
  checksOfCommand: 8,
  machines: 6,
  /** Environments beside the first that are told in full. */
  others: 5,
  notes: 4,
} as const;
