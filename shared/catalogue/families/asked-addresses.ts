import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { maxAskedAddresses } from '../../probe/limits.ts';
import { groupsByKey } from '../../words/groups-by-key.ts';
import type { PhaseRulings, Ruling } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import { withRest } from './with-rest.ts';

/** The kinds of facts that show who answers on a connection. */
const depthKinds = ['tls', 'http', 'tds', 'tns', 'amqp'] as const;
type DepthFact = FactOf<(typeof depthKinds)[number]>;

const isDepth = (fact: Fact): fact is DepthFact => depthKinds.some((kind) => kind === fact.kind);

/** What answered at one address of a name; the address is empty where no fact tells it. */
export type Place = { readonly address: string; readonly facts: readonly DepthFact[] };

/** The addresses of a name at which a service was asked. */
export type AskedAddresses = {
  readonly places: readonly Place[];
  /** How many addresses took a connection. */
  readonly open: number;
  /** Whether each address that had to be asked was: all that took a connection, or as many of them as are asked at most. */
  readonly isWhole: boolean;
};

/**
 * What was asked directly, address by address, in the order in which their connections stand. An address that took no connection is
 * none of them: another fact says so, and so does the finding.
 */
export function askedAddresses(facts: readonly Fact[]): AskedAddresses {
  const depth = facts.filter(isDepth).filter((fact) => !('proxy' in fact && fact.proxy !== undefined));
  const byAddress = groupsByKey(depth, ({ remoteAddress }) => remoteAddress ?? '');
  const tcp = factsOf(facts, 'tcp');
  const addressesOf = (connections: readonly FactOf<'tcp'>[]): readonly string[] => [
    ...new Set(connections.map(({ remoteAddress }) => remoteAddress ?? '')),
  ];
  const open = addressesOf(tcp.filter(({ outcome }) => outcome === 'open'));
  const asked = open.filter((address) => byAddress.has(address));
  if (asked.length === 0) return { places: [{ address: '', facts: depth }], open: 1, isWhole: true };
  return {
    places: asked.map((address) => ({ address, facts: byAddress.get(address) ?? [] })),
    open: open.length,
    isWhole: asked.length === open.length || addressesOf(tcp).length > maxAskedAddresses,
  };
}

/** The parameters that say at which addresses a finding holds. */
export const addressParameters = { addressNote: 'phrase', addressMend: 'phrase' } as const;

/** The same where nothing is to be said: one address, or all alike. */
export const noAddressNote: FindingParameters = { addressNote: nothing, addressMend: nothing };

const hosts = (style: 'and' | 'or', addresses: readonly string[]): Parameter =>
  withRest(style, addresses.map(param.host));

/** For which addresses of a name a finding holds, and for which it does not; nothing where it holds for all. */
export function addressNote(
  host: string,
  odd: readonly string[],
  others: readonly string[],
): FindingParameters {
  if (others.length === 0) return noAddressNote;
  const name = { host: param.host(host), odd: hosts('and', odd) };
  return {
    addressNote: param.phrase('holds-for-addresses', { ...name, others: hosts('or', others) }),
    addressMend: param.phrase('take-out-addresses', name),
  };
}

/** How many addresses of how many were asked, for the parts of an answer; none where all were. */
export const askedInPart = ({ places, open }: AskedAddresses): readonly Parameter[] =>
  places.length < open
    ? [param.phrase('asked-in-part', { count: param.number(places.length), open: param.number(open) })]
    : [];

/** A sentence with the name of a phrase before its full stop, once. */
function ending(sentence: string, name: keyof typeof addressParameters): string {
  if (sentence.includes(`{${name}}`)) return sentence;
  return sentence.endsWith('.') ? `${sentence.slice(0, -1)}{${name}}.` : `${sentence}{${name}}`;
}

const withNotes = (ruling: Ruling): Ruling =>
  ruling.remedy === null
    ? ruling
    : {
        ...ruling,
        reason: ending(ruling.reason, 'addressNote'),
        remedy: ending(ruling.remedy, 'addressMend'),
      };

/** Rulings whose sentences say at which addresses of a name they hold, for those findings that an answer led to. */
export function tellingAddresses<F extends string>(
  rulings: Readonly<Record<F, PhaseRulings>>,
  answers: readonly F[],
): Readonly<Record<F, PhaseRulings>> {
  const told = answers.map((finding) => [
    finding,
    {
      'before-install': withNotes(rulings[finding]['before-install']),
      'after-install': withNotes(rulings[finding]['after-install']),
    },
  ]);
  return { ...rulings, ...Object.fromEntries(told) };
}
