import { definitionOf } from '../catalogue/check-id.ts';
import { counted } from '../words/phrases.ts';

/** How many things of one kind a list has at most, and how many in all. */
export type ListLimit = { readonly ofKind: number; readonly all: number };

/**
 * How much the pages of a report tell, so that the report of every farm can be opened, printed, sent and compared: some
 * hundred pages at most, however many servers there are. The attached report.json always has everything, and the pages
 * say how much they leave to it. A kind is one question, asked of however many servers.
 */
export const pageLimits = {
  /** Causes of what failed. */
  causes: { ofKind: 60, all: 60 },
  /** What needs attention, and the list of all checks: each. Many that came to the same take one row. */
  checks: { ofKind: 400, all: 6000 },
  /** Connections whose facts are shown: all of them as long as they are few, else one of each thing that was found. */
  fewEvidence: { ofKind: 12, all: 12 },
  evidence: { ofKind: 1, all: 40 },
  /** Firewall rules, and the groups that they name. */
  rules: { ofKind: 100, all: 100 },
  /** Hosts of a group, those in a row as one. */
  groupMembers: { ofKind: 40, all: 40 },
  groupAddresses: { ofKind: 12, all: 12 },
  /** Waivers, many alike as one. */
  waivers: { ofKind: 50, all: 200 },
  /** Hosts that were contacted, with their addresses. */
  contacts: { ofKind: 500, all: 500 },
  /** Measurements: the slowest. */
  latency: { ofKind: 20, all: 20 },
  /** Servers, databases and the like in one answer. */
  answerValues: { ofKind: 40, all: 40 },
} as const satisfies Readonly<Record<string, ListLimit>>;

/** How many hosts one cause, one row of many checks or one answer names. */
export const hostLimits = {
  cause: { texts: 400, characters: 6000 },
  row: { texts: 80, characters: 2000 },
  answer: { texts: 80, characters: 3000 },
  /** For each thing that was observed of what a firewall rule would open. */
  blocked: { texts: 8, characters: 600 },
} as const;

/** A list in two parts, both in its own order: what is shown, and what is left to report.json. */
export type Limited<T> = { readonly shown: readonly T[]; readonly left: readonly T[] };

/** The first things of each kind, up to a limit. */
export function limitedTo<T>(
  items: readonly T[],
  limit: ListLimit,
  kindOf: (item: T) => string = () => '',
): Limited<T> {
  const counts = new Map<string, number>();
  const shown: T[] = [];
  const left: T[] = [];
  for (const item of items) {
    const kind = kindOf(item);
    const count = counts.get(kind) ?? 0;
    if (count < limit.ofKind && shown.length < limit.all) {
      counts.set(kind, count + 1);
      shown.push(item);
    } else left.push(item);
  }
  return { shown, left };
}

/** What is said where a list was cut: `And 3 more checks, all of them in report.json.` Null when none was left out. */
export const moreText = (count: number, one: string, many = `${one}s`): string | null =>
  count === 0 ? null : `And ${counted(count, `more ${one}`, `more ${many}`)}, all of them in report.json.`;

type Identified = { readonly id: string };

/** The checks of a plan or a result that the list of all checks shows, and those that it leaves to report.json. */
export const listedChecks = <T extends Identified>(checks: readonly T[]): Limited<T> =>
  limitedTo(checks, pageLimits.checks, ({ id }) => definitionOf(id));

/**
 * What the pages of a report will leave to report.json, for whoever is about to run a plan of these checks; null when
 * they will show every check.
 */
export function pageLimitText(checks: readonly Identified[]): string | null {
  const { left } = listedChecks(checks);
  if (left.length === 0) return null;
  return `The pages of the report will show ${checks.length - left.length} of the ${checks.length} checks, at most ${pageLimits.checks.ofKind} of one kind; its report.json has all of them.`;
}
