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
  /** What failed, what needs attention, and the list of all checks: each. */
  checks: { ofKind: 50, all: 1000 },
  /** Checks whose facts are shown. */
  evidence: { ofKind: 10, all: 200 },
  /** Firewall rules of one state and port, in each direction. */
  rules: { ofKind: 50, all: 500 },
  waivers: { ofKind: 50, all: 200 },
  /** Hosts that were contacted. */
  contacts: { ofKind: 250, all: 250 },
  latency: { ofKind: 50, all: 50 },
  /** Servers, databases and the like in one answer. */
  answerValues: { ofKind: 60, all: 60 },
} as const satisfies Readonly<Record<string, ListLimit>>;

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
