import { isAddress } from '../profile/host.ts';

/** A host whose name, or IPv4 address, ends in a number: what stands before and behind the digits. */
type Numbered = {
  readonly host: string;
  readonly before: string;
  readonly digits: string;
  readonly behind: string;
};

/** The number of a host's own name, or of the last octet of an IPv4 address; null for any other host. */
function numberedHost(host: string): Numbered | null {
  const ipv4 = /^(\d+\.\d+\.\d+\.)(\d+)$/.exec(host);
  const name = isAddress(host) ? null : /^([^.]*\D|)(\d{1,9})((?:\..*)?)$/s.exec(host);
  const found = ipv4 ?? name;
  return found === null
    ? null
    : { host, before: found[1] ?? '', digits: found[2] ?? '', behind: found[3] ?? '' };
}

/** Whether a host is the next one after another: the same name, written alike, with the next number. */
const follows = (left: Numbered, right: Numbered): boolean =>
  left.before === right.before &&
  left.behind === right.behind &&
  Number(right.digits) === Number(left.digits) + 1 &&
  (left.digits.length === right.digits.length || !right.digits.startsWith('0'));

/** So many hosts in a row are said as a range. */
const leastInRange = 3;

/** A host, or several in a row as one text. */
export type HostRange = { readonly text: string; readonly count: number };

const alone = (host: string): HostRange => ({ text: host, count: 1 });

function rangesOf(run: readonly Numbered[]): readonly HostRange[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined || run.length < leastInRange)
    return run.map(({ host }) => alone(host));
  return [{ text: `${first.before}${first.digits}-${last.digits}${first.behind}`, count: run.length }];
}

/**
 * Hosts with those in a row said as one: `fe01-06.example.local`, `10.1.2.24-26`. Only numbers that follow one another
 * are put together, so that a range never names a host that is not there.
 * @param hosts in natural order
 */
export function hostRanges(hosts: readonly string[]): readonly HostRange[] {
  const ranges: HostRange[] = [];
  let run: Numbered[] = [];
  const end = (): void => {
    ranges.push(...rangesOf(run));
    run = [];
  };
  for (const host of hosts) {
    const found = numberedHost(host);
    const last = run.at(-1);
    if (found === null || (last !== undefined && !follows(last, found))) end();
    if (found === null) ranges.push(alone(host));
    else run.push(found);
  }
  end();
  return ranges;
}

/** Whether two hosts of a list are the next one of two others, at both ends of a pair. */
const followsBoth = (
  last: readonly [Numbered, Numbered] | undefined,
  next: readonly [Numbered, Numbered],
): boolean => last === undefined || (follows(last[0], next[0]) && follows(last[1], next[1]));

/** Hosts with what belongs to each, those in a row at both ends as one. */
export type PairedRange = { readonly host: string; readonly other: string; readonly count: number };

/**
 * Hosts each with an address, where the next host has the next address as one: `fe01-06.example.local` at
 * `10.1.2.24-29`.
 */
export function pairedRanges(
  pairs: readonly (readonly [host: string, other: string])[],
): readonly PairedRange[] {
  const ranges: PairedRange[] = [];
  let run: (readonly [Numbered, Numbered])[] = [];
  const end = (): void => {
    const hosts = rangesOf(run.map(([host]) => host));
    const others = rangesOf(run.map(([, other]) => other));
    for (const [index, { text, count }] of hosts.entries())
      ranges.push({ host: text, other: others[index]?.text ?? '', count });
    run = [];
  };
  for (const [host, other] of pairs) {
    const [left, right] = [numberedHost(host), numberedHost(other)];
    const next = left === null || right === null ? null : ([left, right] as const);
    if (next === null || !followsBoth(run.at(-1), next)) end();
    if (next === null) ranges.push({ host, other, count: 1 });
    else run.push(next);
  }
  end();
  return ranges;
}
