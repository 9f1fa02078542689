import type { Fact, FactOf } from '../probe/fact.ts';
import { factsOf } from '../probe/facts-of.ts';
import type {
  CheckerView,
  ListenerView,
  RehearsalEnd,
  SignedCheckerView,
  SignedListenerView,
} from '../probe/rehearsal-view.ts';

/** What the network changed between two views of one conversation, or what else does not fit. */
export type Difference =
  /** The listener saw another source: NAT or a relay, which cannot be told apart. */
  | { readonly kind: 'source'; readonly own: RehearsalEnd; readonly seen: RehearsalEnd }
  /** It arrived at another address than the dialled one: NAT of the destination, or a virtual address. */
  | { readonly kind: 'destination'; readonly dialled: RehearsalEnd; readonly arrived: RehearsalEnd }
  /** It arrived at another port: it was crossed on the way. */
  | { readonly kind: 'port'; readonly dialled: number; readonly arrived: number }
  /** Another machine answered than the one that was meant, as its own profile tells. */
  | { readonly kind: 'machine'; readonly wanted: string; readonly name: string }
  /** Somebody between both ends TLS. */
  | { readonly kind: 'tls' }
  /** Somebody between changed the head of the HTTP request. */
  | { readonly kind: 'head' };

/** The kinds of what differs. */
export const differenceKinds = [
  'source',
  'destination',
  'port',
  'machine',
  'tls',
  'head',
] as const satisfies readonly Difference['kind'][];

/** What differs between what both sides saw; nothing where nothing on the way was visible. */
export function differencesOf(checker: CheckerView, listener: ListenerView): readonly Difference[] {
  const { own, dialled, wanted } = checker;
  const { peer, arrived, name } = listener;
  const found: (Difference | false)[] = [
    listener.meant === 'another' && { kind: 'machine', wanted, name },
    dialled.port !== arrived.port && { kind: 'port', dialled: dialled.port, arrived: arrived.port },
    (checker.tls?.certificate !== listener.tls?.certificate ||
      checker.tls?.exporter !== listener.tls?.exporter) && { kind: 'tls' },
    checker.head !== listener.head && { kind: 'head' },
    dialled.address !== arrived.address && { kind: 'destination', dialled, arrived },
    (own.address !== peer.address || own.port !== peer.port) && { kind: 'source', own, seen: peer },
  ];
  return found.filter((difference) => difference !== false);
}

/** Whether what was sent arrived at another machine or port than was meant. */
export const isAstray = ({ kind }: Difference): boolean => kind === 'machine' || kind === 'port';

/** From which answer on, in ms, and how many times longer than the connection, somebody accepted in the listener's place. */
const relayedMs = 25;
const relayedFactor = 8;

/**
 * Whether an answer took so much longer than the connection that something on the way accepts connections itself. The
 * quicker of two answers counts, so that a listener that was busy once does not look like one.
 */
export const isRelayed = ({
  connectMs,
  answerMs,
}: Pick<FactOf<'rehearsal'>, 'connectMs' | 'answerMs'>): boolean =>
  connectMs !== undefined &&
  answerMs !== undefined &&
  answerMs >= relayedMs &&
  answerMs >= relayedFactor * connectMs;

/** How many conversations are held where several machines may answer: at least, after the last new machine, and at most. */
const leastConversations = 6;
const conversationsWithoutNew = 3;
const mostConversations = 12;

/**
 * Whether several machines may stand behind the end that answered: it was reached through a translation or a device, or
 * nobody can tell that the name means this machine alone.
 */
function mayBeOneOfSeveral(fact: FactOf<'rehearsal'>): boolean {
  const { checker, listener } = fact;
  if (checker === undefined || listener === undefined) return false;
  return (
    isRelayed(fact) ||
    listener.view.meant === 'unknown' ||
    differencesOf(checker.view, listener.view).some(({ kind }) => kind === 'destination')
  );
}

/**
 * Whether one more conversation with the same end may show another machine, after those that were held: where several may
 * stand behind it, at least six are held, and on until three have shown no new one: a balancer that chooses by chance hides one
 * of two machines once in 32 runs. A balancer that keeps a client with one
 * machine shows one.
 */
export function mayShowAnother(held: readonly FactOf<'rehearsal'>[]): boolean {
  if (!held.some(mayBeOneOfSeveral) || held.length >= mostConversations) return false;
  const runs = held.map(({ listener }) => listener?.view.run);
  const news = runs.map((run, index) => run !== undefined && runs.indexOf(run) === index);
  const sinceNew = held.length - 1 - news.lastIndexOf(true);
  return held.length < leastConversations || sinceNew < conversationsWithoutNew;
}

/** What a conversation with a listener, or the lack of one, means. */
export type Meaning =
  | {
      readonly kind: 'proven';
      readonly checker: CheckerView;
      readonly listener: ListenerView;
      readonly differences: readonly Difference[];
      readonly isRelayed: boolean;
    }
  /** Whoever answered has the code, and then the connection was cut. */
  | { readonly kind: 'cut-in-exchange' }
  /** No connection came about, though the listener is known to be up. */
  | { readonly kind: 'blocked'; readonly listener: ListenerView }
  /** A connection came about, and was cut at the first bytes, though the listener is known to be up. */
  | { readonly kind: 'cut-at-knock'; readonly listener: ListenerView }
  /** A connection came about, and nothing came back, though the listener is known to be up. */
  | { readonly kind: 'accepted-for-it'; readonly listener: ListenerView }
  /** A connection came about, and whoever accepted it did not prove to have the code. */
  | { readonly kind: 'unproven' }
  /** No connection came about, and nobody knows whether somebody listens. */
  | { readonly kind: 'undecided' }
  /** A real service, or another program, answered: it is asked in its own words. */
  | { readonly kind: 'stranger' };

/** Outcomes with which a connection ended as it began, after it had come about. */
const cut: readonly Fact['outcome'][] = ['reset', 'closed'];

/** What one attempt at a rehearsal means. */
export function meaningOf(fact: FactOf<'rehearsal'>): Meaning {
  const { reached, checker, listener, vouched } = fact;
  if (checker !== undefined && listener !== undefined)
    return {
      kind: 'proven',
      checker: checker.view,
      listener: listener.view,
      differences: differencesOf(checker.view, listener.view),
      isRelayed: isRelayed(fact),
    };
  if (reached === 'challenge') return { kind: 'cut-in-exchange' };
  if (fact.outcome === 'wrong-service') return { kind: 'stranger' };
  const up = vouched?.listener.view;
  if (reached === 'nothing')
    return up === undefined ? { kind: 'undecided' } : { kind: 'blocked', listener: up };
  if (up === undefined) return { kind: 'unproven' };
  return { kind: cut.includes(fact.outcome) ? 'cut-at-knock' : 'accepted-for-it', listener: up };
}

/** What the listener says of its ports that answered at the end that was meant; nothing where another one answered. */
export function listedPorts({
  checker,
  listener,
}: {
  readonly checker?: SignedCheckerView | null | undefined;
  readonly listener?: SignedListenerView | null | undefined;
}): readonly number[] {
  if (checker === null || checker === undefined || listener === null || listener === undefined) return [];
  return differencesOf(checker.view, listener.view).some(isAstray) ? [] : listener.view.rehearsed;
}

/**
 * The same facts, in which each attempt that got no answer carries what the listener at the same address of the same host
 * said of its port through another one, where it said that it listens there: then the way is shut, and not only nobody
 * there. An answer of another machine says nothing of this one.
 */
export function withVouchers(
  facts: ReadonlyMap<string, readonly Fact[]>,
): ReadonlyMap<string, readonly Fact[]> {
  const attempts = [...facts.values()].flatMap((list) => factsOf(list, 'rehearsal'));
  const answered = attempts.filter((fact) => listedPorts(fact).length > 0);
  if (answered.length === 0) return facts;
  const vouch = (fact: Fact): Fact => {
    if (fact.kind !== 'rehearsal' || fact.listener !== undefined || fact.remotePort === undefined)
      return fact;
    const { host, remotePort, remoteAddress } = fact;
    const by = answered.find(
      (other) =>
        other.host === host &&
        other.remoteAddress === remoteAddress &&
        listedPorts(other).includes(remotePort),
    );
    return by?.listener === undefined || by.remotePort === undefined
      ? fact
      : { ...fact, vouched: { port: by.remotePort, listener: by.listener } };
  };
  return new Map([...facts].map(([key, list]) => [key, list.map(vouch)]));
}
