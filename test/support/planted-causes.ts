import { connectionLayers, type Layer, layersBefore } from '../../shared/causes/layers.ts';
import type { Failure, Machine, Observations, Pass, Target } from '../../shared/causes/observation.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** One thing that a server asks of another one. */
type Ask = {
  readonly machine: number;
  readonly from: string;
  readonly subnet: number;
  readonly target: Target;
  /** Which server it is that is asked, or a number of its own for one that makes no report. */
  readonly host: number;
  readonly hostSubnet: number;
  readonly port: number;
  readonly isNamed: boolean;
};

/** A cause that was planted: what it hits, and how that fails. */
export type Planted = {
  readonly name: string;
  readonly layer: Layer;
  readonly finding: string;
  readonly hits: (ask: Ask) => boolean;
};

/**
 * What a planted cause did, by the ids of checks: `own` failed by it alone, `all` is everything that it hits and that failed
 * at its layer, whichever of several causes did it. Causes that left fewer than two failures of their own are none.
 */
export type Truth = {
  readonly name: string;
  readonly own: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
};

export type PlantedEnvironment = {
  readonly observations: Observations;
  readonly truth: readonly Truth[];
};

export type PlantOptions = {
  readonly seed: number;
  readonly servers: number;
  /** How many of the other servers each one asks. */
  readonly peers: number;
  readonly causes: number;
  /** The share of connections that fail by themselves, and of those within a cause that pass all the same. */
  readonly noise?: number;
  readonly flaps?: number;
  readonly ipv6?: boolean;
};

const wire: readonly Layer[] = [
  'resolver',
  'name',
  'permission',
  'path',
  'reset',
  'listen',
  'tls',
  'service',
  'slow',
];

const central = [
  { name: 'ctrl', ports: [12000, 80] },
  { name: 'cache', ports: [5672] },
  { name: 'db01', ports: [1433] },
  { name: 'db02', ports: [1433, 1434] },
  { name: 'lt', ports: [80, 443] },
  { name: 'cloud1', ports: [443] },
  { name: 'cloud2', ports: [443] },
] as const;
const peerPorts = [80, 443, 12001, 12002];

const addressOf = (subnet: number, host: number, isIpv6: boolean): string =>
  isIpv6 ? `fd00:0:0:${subnet + 1}::${(host + 16).toString(16)}` : `10.1.${subnet + 1}.${host + 10}`;

const issuers = ['CN=Example Issuing CA 1', 'CN=Inspecting proxy'] as const;

/** What every server asks: the same few of all, and some of the others. */
function asksOf({ servers, peers, ipv6 = false }: PlantOptions, random: SeededRandom): readonly Ask[] {
  const subnets = Math.max(2, Math.ceil(servers / 60) + 1);
  const subnetOf = (host: number): number => host % subnets;
  const centralSubnet = (index: number): number => subnets + (index >> 1);
  const asks: Ask[] = [];
  for (let machine = 0; machine < servers; machine += 1) {
    const from = addressOf(subnetOf(machine), machine, ipv6);
    const ask = (host: number, hostSubnet: number, name: string, port: number, isNamed: boolean): void => {
      const address = addressOf(hostSubnet, host, ipv6);
      const issuer = port === 443 ? issuers[host % 2 === 0 ? 0 : 1] : undefined;
      const target = { name, address, port, attribute: issuer ?? null };
      asks.push({ machine, from, subnet: subnetOf(machine), target, host, hostSubnet, port, isNamed });
    };
    for (const [index, { name, ports }] of central.entries()) {
      const domain = name.startsWith('cloud') ? 'cloud.example' : 'corp.example';
      for (const [at, port] of ports.entries())
        ask(servers + index, centralSubnet(index), `${name}.${domain}`, port, at === 0);
    }
    const first = random.below(servers);
    for (let step = 0; step < peers; step += 1) {
      const peer = (first + step) % servers;
      if (peer === machine) continue;
      for (const [at, port] of peerPorts.entries())
        ask(peer, subnetOf(peer), `fe${peer}.farm.example`, port, at === 0);
    }
  }
  return asks;
}

type Maker = (asks: readonly Ask[], random: SeededRandom) => Planted;

const pick = <T>(items: readonly T[], random: SeededRandom): T => {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
};

const maker =
  (
    name: string,
    layer: Layer,
    finding: string,
    hits: (ask: Ask, like: Ask) => boolean,
    isLike: (ask: Ask) => boolean = () => true,
  ): Maker =>
  (asks, random) => {
    const like = pick(asks.filter(isLike), random);
    return { name, layer, finding, hits: (ask) => isLike(ask) && hits(ask, like) };
  };

const sameMachine = (ask: Ask, like: Ask): boolean => ask.machine === like.machine;
const sameSubnet = (ask: Ask, like: Ask): boolean => ask.subnet === like.subnet;
const sameHost = (ask: Ask, like: Ask): boolean => ask.host === like.host;
const samePort = (ask: Ask, like: Ask): boolean => ask.port === like.port;
const sameNetwork = (ask: Ask, like: Ask): boolean => ask.hostSubnet === like.hostSubnet;
const isWeb = ({ port }: Ask): boolean => port === 80 || port === 443;
const isTls = ({ port }: Ask): boolean => port === 443;
const suffixOf = ({ target }: Ask): string => (target.name ?? '').replace(/^[^.]*\./, '');
const both =
  (...tests: readonly ((ask: Ask, like: Ask) => boolean)[]) =>
  (ask: Ask, like: Ask): boolean =>
    tests.every((test) => test(ask, like));

/** The kinds of causes that are planted. */
const makers: readonly Maker[] = [
  maker('firewall of a server', 'path', 'timeout', sameMachine),
  maker('subnet to a port', 'path', 'timeout', both(sameSubnet, sameHost, samePort)),
  maker('subnet to a host', 'path', 'timeout', both(sameSubnet, sameHost)),
  maker('subnet to a subnet', 'path', 'unreachable', both(sameSubnet, sameNetwork)),
  maker('subnet cut off', 'path', 'timeout', sameSubnet),
  maker('port of a host', 'path', 'timeout', both(sameHost, samePort)),
  maker('dead host', 'path', 'timeout', sameHost),
  maker('port closed everywhere', 'path', 'timeout', samePort),
  maker('subnet dead', 'path', 'unreachable', sameNetwork),
  maker('port of a subnet', 'path', 'timeout', both(sameNetwork, samePort)),
  maker('service stopped', 'listen', 'refused', both(sameHost, samePort)),
  maker('IIS stopped', 'listen', 'refused', sameHost, isWeb),
  maker('nothing runs', 'listen', 'refused', sameHost),
  maker('service stopped everywhere', 'listen', 'refused', samePort),
  maker('rejecting firewall', 'listen', 'refused', both(sameSubnet, sameHost, samePort)),
  maker('server without name server', 'resolver', 'dns-timeout', sameMachine),
  maker('subnet without name server', 'resolver', 'dns-timeout', sameSubnet),
  maker('unknown name', 'name', 'dns-not-found', sameHost),
  maker('unknown domain', 'name', 'dns-not-found', (ask, like) => suffixOf(ask) === suffixOf(like)),
  maker(
    'issuer not trusted',
    'tls',
    'tls-untrusted',
    (ask, like) => ask.target.attribute === like.target.attribute,
    isTls,
  ),
  maker('another service', 'service', 'wrong-service', both(sameHost, samePort)),
  maker('hanging up', 'reset', 'reset', both(sameHost, samePort)),
  maker('program not allowed', 'permission', 'no-permission', sameMachine),
  maker('slow network', 'slow', 'over-limit', both(sameSubnet, sameNetwork)),
];

const isOfName = (layer: Layer): boolean => layer === 'resolver' || layer === 'name';

/** Evidence of an environment with planted causes: the same seed gives the same. */
export function plantCauses(options: PlantOptions): PlantedEnvironment {
  const random = seededRandom(options.seed);
  const asks = asksOf(options, random);
  const planted = Array.from({ length: options.causes }, () => pick(makers, random)(asks, random));
  const machines: Machine[] = Array.from({ length: options.servers }, (_, index) => ({
    name: `fe${index}`,
    addresses: [asks.find(({ machine }) => machine === index)?.from ?? ''],
  }));
  const failures: Failure[] = [];
  const passes: Pass[] = [];
  const truth = planted.map(({ name }) => ({ name, own: new Set<string>(), all: new Set<string>() }));
  const chance = (share: number): boolean => share > 0 && random.below(10_000) < share * 10_000;
  for (const [index, ask] of asks.entries()) {
    const { machine, from, target } = ask;
    const common = { machine, isInside: false, from };
    const hit = planted
      .map((cause, at) => ({ cause, at }))
      .filter(({ cause }) => cause.hits(ask) && !chance(options.flaps ?? 0))
      .sort((a, b) => wire.indexOf(a.cause.layer) - wire.indexOf(b.cause.layer))
      .find(({ cause }) => ask.isNamed || !isOfName(cause.layer));
    const nameless = { ...target, address: null, port: null, attribute: null };
    const plain = { ...target, attribute: null };
    const failed =
      hit?.cause ?? (chance(options.noise ?? 0) ? { layer: 'path' as const, finding: 'timeout' } : null);
    if (failed === null || !isOfName(failed.layer)) {
      if (ask.isNamed) passes.push({ ...common, target: nameless, layers: ['resolver', 'name'] });
    }
    if (failed === null) {
      passes.push({ ...common, target: plain, layers: [...connectionLayers, 'service', 'slow'] });
      if (target.attribute !== null) passes.push({ ...common, target, layers: ['tls'] });
      continue;
    }
    const { layer, finding } = failed;
    const id = `ask@${index}`;
    const seen = isOfName(layer) ? nameless : layer === 'tls' ? target : plain;
    failures.push({
      ...common,
      target: seen,
      layer,
      finding,
      checks: [{ machine, id, severity: 'required' }],
    });
    const passed = layer === 'slow' ? connectionLayers : layersBefore(layer);
    if (passed.length > 0) passes.push({ ...common, target: seen, layers: passed });
    const hitting = planted.flatMap((cause, at) => (cause.layer === layer && cause.hits(ask) ? [at] : []));
    for (const at of hitting) truth[at]?.all.add(id);
    if (hit !== undefined && hitting.length === 1) truth[hit.at]?.own.add(id);
  }
  return {
    observations: { machines, failures, passes },
    truth: truth.filter(({ own }) => own.size > 1),
  };
}
