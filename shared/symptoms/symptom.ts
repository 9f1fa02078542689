import type { RequirementKey } from '../catalogue/requirements.ts';

/** What a line is about, in the order in which answers of the same weight are told. */
export const topics = [
  'service',
  'database',
  'cache',
  'localhost',
  'name',
  'certificate',
  'proxy',
  'web',
] as const;
export type Topic = (typeof topics)[number];

/** Ports that a pattern may name by what listens there: those of the profile, else the published ones. */
export const portGroups = ['controller', 'deployment', 'scheduler', 'cache', 'sql', 'oracle', 'web'] as const;
export type PortGroup = (typeof portGroups)[number];

/**
 * Words in their order, as they stand in a line: letters and digits count, case, accents and everything between words do not.
 * `…` stands for some words, `{number}` for any number and `{controller}` for a port of that service. A line that is
 * matched is compared with these words alone, so that no text can make it slow.
 */
export type Pattern = string;

/**
 * What shows that a text is about the platform at all, where its words alone would also be those of any other program.
 * `platform`: a word of OutSystems, or a host or a port of the profile. `inside`: also a host that only an own network has.
 */
export type Context = 'platform' | 'inside';

/** One way in which a symptom shows. */
export type Sign = {
  readonly says: Pattern;
  /** One of these stands near it. */
  readonly near?: readonly Pattern[];
  /** How many words away that may be; 60 unless given. */
  readonly within?: number;
  /** None of these stands near it. */
  readonly without?: readonly Pattern[];
  readonly context?: Context;
};

/** A line as somebody has published it, and where. */
export type PublishedLine = { readonly text: string; readonly source: string };

/** What a line of a log or a dialog means, where it leads, and what to do next. */
export type Symptom = {
  /** A noun in kebab-case, never renamed and never used again. */
  readonly id: string;
  readonly topic: Topic;
  /** What is wrong, in one line. */
  readonly title: string;
  /** What the line says, to somebody who has never seen it. */
  readonly meaning: string;
  /** Why it may be so, the most probable reason first. */
  readonly reasons: readonly string[];
  /** What to do, in this order. */
  readonly steps: readonly string[];
  /** The rows of the requirements that it is about; none where it shows that the network is not to blame. */
  readonly requirements: readonly RequirementKey[];
  /** The checks that show whether it is so, by their definitions; those of overlays among them. */
  readonly checks: readonly string[];
  readonly signs: readonly Sign[];
  /** How much it says, from 1 (any program may say this) to 9 (only this can be meant). */
  readonly weight: number;
  /** At least one, unless `basis` says where its messages are documented. */
  readonly lines: readonly PublishedLine[];
  readonly basis?: string;
};
