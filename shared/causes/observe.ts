import { definitionOf } from '../catalogue/check-id.ts';
import type { Fact } from '../probe/fact.ts';
import { lastAttempts } from '../probe/last-attempts.ts';
import { isAddress, isLoopback } from '../profile/host.ts';
import { decisiveFact } from '../run/decisive-fact.ts';
import type { CheckResult, RunResult } from '../run/result.ts';
import type { Verdict } from '../words/verdict.ts';
import { connectionLayers, type Layer, layerOf, layersBefore } from './layers.ts';
import type { Failure, Machine, Observations, Pass, Target } from './observation.ts';

/** What of a check is looked at. */
export type ObservedCheck = Readonly<
  Pick<
    CheckResult,
    'id' | 'severity' | 'direction' | 'destination' | 'finding' | 'verdict' | 'waiver' | 'facts'
  >
>;

/** What of a result is looked at. */
export type ObservedRun = {
  readonly machine: Pick<RunResult['machine'], 'hostname' | 'addresses'>;
  readonly checks: Iterable<ObservedCheck>;
};

const named: readonly Layer[] = ['resolver', 'name'];
const refused = layersBefore('listen');
const wasReset = layersBefore('reset');

/** The verdict that the facts alone gave. */
const judgedOf = ({ verdict, waiver }: ObservedCheck): Verdict => waiver?.verdict ?? verdict;

/** What several failures of one kind may have in common beside where they were seen. */
function attributeOf(check: ObservedCheck, layer: Layer, fact: Fact | null): string | null {
  switch (layer) {
    case 'tls':
      return fact?.kind === 'tls' ? (fact.chain[0]?.issuer ?? null) : null;
    case 'proxy':
      return fact !== null && 'proxy' in fact ? (fact.proxy ?? null) : null;
    case 'owner':
      return ownersOf(check);
    case 'own':
      return definitionOf(check.id);
    default:
      return null;
  }
}

/** The programs that listen on the port of a check, as one text; null where the system does not tell. */
function ownersOf({ facts }: ObservedCheck): string | null {
  const programs = facts.flatMap((fact) =>
    fact.kind === 'port-owner' ? fact.owners.flatMap(({ process }) => process ?? []) : [],
  );
  return programs.length === 0 ? null : [...new Set(programs)].sort().join(', ');
}

/** The address that a check found for its destination, by the name that it was asked for. */
function addressOf(host: string, facts: readonly Fact[]): string | null {
  if (isAddress(host)) return host;
  const found = facts.find((fact) => fact.kind === 'resolve' && fact.host === host);
  return found?.kind === 'resolve' ? (found.addresses[0] ?? null) : null;
}

/** The fact on which the failure of a check rests: of its own port, before those of another that it could fall back to. */
function failedFact(check: ObservedCheck, facts: readonly Fact[]): Fact | null {
  const port = check.destination?.port;
  const ofPort = facts.filter(({ remotePort }) => remotePort === port);
  const own = ofPort.length === 0 || port == null ? facts : ofPort;
  if (check.finding === 'open-in-part')
    return own.find(({ kind, outcome }) => kind === 'tcp' && outcome !== 'open') ?? null;
  const told = own.find(({ outcome }) => outcome === check.finding);
  return told ?? decisiveFact({ ...check, facts: [...own] });
}

function targetOf(check: ObservedCheck, layer: Layer, fact: Fact | null): Target {
  const { destination, facts } = check;
  const name = destination?.host ?? null;
  const attribute = attributeOf(check, layer, fact);
  if (layer === 'resolver' || layer === 'name') return { name, address: null, port: null, attribute };
  const proxied = fact !== null && 'proxy' in fact && fact.proxy !== undefined;
  const address = proxied ? null : (fact?.remoteAddress ?? (name === null ? null : addressOf(name, facts)));
  const port = proxied ? (destination?.port ?? null) : (fact?.remotePort ?? destination?.port ?? null);
  return { name, address, port, attribute };
}

/** Things with the same target, seen in the same way, are one. */
const targetKey = ({ name, address, port, attribute }: Target): string =>
  JSON.stringify([name, address, port, attribute]);

type Seen = { readonly target: Target; readonly layers: readonly Layer[]; readonly from: string | null };

/** What a fact proves whatever its check came to: that a name is known, that packets arrive, that something listens. */
function provenBy(fact: Fact): Seen | null {
  const from = fact.localAddress ?? null;
  const at = (layers: readonly Layer[], attribute: string | null = null): Seen | null => {
    if (!('host' in fact) || layers.length === 0) return null;
    const isProxied = 'proxy' in fact && fact.proxy !== undefined;
    const address = isProxied ? null : (fact.remoteAddress ?? null);
    return { target: { name: fact.host, address, port: portOf(fact), attribute }, layers, from };
  };
  switch (fact.kind) {
    case 'resolve':
      if (fact.outcome !== 'resolved' || isAddress(fact.host)) return null;
      return {
        target: { name: fact.host, address: null, port: null, attribute: null },
        layers: named,
        from: null,
      };
    case 'tcp':
      return at(tcpLayers(fact.outcome));
    case 'tls':
      return at(fact.outcome === 'open' ? ['tls'] : [], fact.chain[0]?.issuer ?? null);
    case 'proxy-connect':
      return at(fact.outcome === 'open' ? ['proxy'] : [], fact.proxy);
    default:
      return null;
  }
}

const portOf = (fact: Fact): number | null =>
  fact.kind === 'proxy-connect' ? fact.port : (fact.remotePort ?? null);

function tcpLayers(outcome: Fact['outcome']): readonly Layer[] {
  switch (outcome) {
    case 'open':
      return connectionLayers;
    case 'refused':
      return refused;
    case 'reset':
    case 'closed':
      return wasReset;
    default:
      return [];
  }
}

const answering: readonly Fact['kind'][] = ['http', 'tds', 'tns', 'amqp'];

/** What a check that passed proves beyond its facts: that the service is the one that is meant, and quick enough. */
function provenByCheck(check: ObservedCheck, facts: readonly Fact[]): readonly Seen[] {
  if (judgedOf(check) !== 'pass') return [];
  const own: Target = { name: null, address: null, port: null, attribute: definitionOf(check.id) };
  const served = facts.flatMap((fact): readonly Seen[] => {
    if (!('host' in fact)) return [];
    const isAnswer = answering.includes(fact.kind) && fact.outcome === 'open';
    const isPrompt = fact.kind === 'latency' && fact.outcome === 'measured';
    if (!isAnswer && !isPrompt) return [];
    const address = 'proxy' in fact && fact.proxy !== undefined ? null : (fact.remoteAddress ?? null);
    const target = { name: fact.host, address, port: portOf(fact), attribute: null };
    return [{ target, layers: isPrompt ? ['slow'] : ['service'], from: fact.localAddress ?? null }];
  });
  if (check.finding !== 'in-use-by-expected')
    return [...served, { target: own, layers: ['own'], from: null }];
  const { destination } = check;
  const listener = { name: null, address: null, port: destination?.port ?? null, attribute: null };
  return [...served, { target: listener, layers: ['listen'], from: null }];
}

/** Whether what was asked is the machine that asks: by a loopback address, or by one of its own. */
const isWithin = ({ address, name }: Target, own: ReadonlySet<string>): boolean =>
  address === null ? name === null || name === 'localhost' || isLoopback(name) : isOwn(address, own);

const isOwn = (address: string, own: ReadonlySet<string>): boolean => isLoopback(address) || own.has(address);

const isLocalCheck = ({ direction }: ObservedCheck): boolean => direction !== 'outbound';

/**
 * What one result shows.
 * @param targets those that others have shown, by their keys: hundreds of machines ask for the same ones, and each is kept once
 */
function observeOne(
  result: ObservedRun,
  machine: number,
  targets: Map<string, Target>,
): Pick<Observations, 'failures' | 'passes'> {
  const own = new Set(result.machine.addresses);
  const failures = new Map<string, Failure>();
  const passes = new Map<string, Pass>();
  const unresolved = new Set<string>();
  for (const check of result.checks) {
    const facts = lastAttempts(check.facts);
    if (judgedOf(check) === 'fail') {
      const fact = failedFact(check, facts);
      const layer = layerOf(check.finding, fact?.outcome ?? null);
      const target = targetOf(check, layer, fact);
      if (target.address === null && target.port === null && target.name !== null)
        unresolved.add(target.name);
      const key = `${layer} ${check.finding} ${targetKey(target)}`;
      const known = failures.get(key);
      const explained = check.verdict === 'fail' ? [{ machine, id: check.id, severity: check.severity }] : [];
      failures.set(key, {
        machine,
        isInside: layer === 'own' || layer === 'owner' || isLocalCheck(check) || isWithin(target, own),
        from: fact?.localAddress ?? known?.from ?? null,
        target,
        layer,
        finding: check.finding,
        checks: [...(known?.checks ?? []), ...explained],
      });
    }
    for (const seen of [...facts.flatMap((fact) => provenBy(fact) ?? []), ...provenByCheck(check, facts)]) {
      const ofTarget = targetKey(seen.target);
      const key = `${seen.layers.join()} ${ofTarget}`;
      if (passes.has(key)) continue;
      const target = targets.get(ofTarget) ?? seen.target;
      targets.set(ofTarget, target);
      const { layers, from } = seen;
      passes.set(key, { machine, isInside: isWithin(target, own), from, target, layers });
    }
  }
  const isContradicted = ({ target, layers }: Pass): boolean =>
    layers === named && target.name !== null && unresolved.has(target.name);
  return {
    failures: [...failures.values()],
    passes: [...passes.values()].filter((pass) => !isContradicted(pass)),
  };
}

/**
 * What results show, as evidence for causes: what failed at which layer, and what passed it. Only the last attempts count;
 * what was cancelled, skipped or not planned shows nothing, and neither does what went wrong under a check that passed.
 * Results are read one after the other and not kept. Of machines with the same name and addresses one result should be
 * given.
 */
export function observe(results: Iterable<ObservedRun>): Observations {
  const machines: Machine[] = [];
  const failures: Failure[] = [];
  const passes: Pass[] = [];
  const targets = new Map<string, Target>();
  for (const result of results) {
    const { hostname, addresses } = result.machine;
    const seen = observeOne(result, machines.length, targets);
    machines.push({ name: hostname, addresses });
    for (const failure of seen.failures) failures.push(failure);
    for (const pass of seen.passes) passes.push(pass);
  }
  return { machines, failures, passes };
}
