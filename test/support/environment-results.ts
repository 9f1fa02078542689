import type { Outcome } from '../../shared/probe/outcome.ts';
import type { ProbeRequest } from '../../shared/probe/probe-request.ts';
import type { Role } from '../../shared/profile/roles.ts';
import type { RunResult } from '../../shared/run/result.ts';
import type { Phase } from '../../shared/words/verdict.ts';
import { type Answer, healthyWorld, sampleResult, type World } from './sample-results.ts';

/** A server of an environment that makes a report. */
export type Server = {
  readonly name: string;
  readonly addresses: readonly [string, ...string[]];
  readonly roles: readonly Role[];
};

/** What one server asks of the network. */
export type Asked = {
  readonly from: Server;
  readonly fromAddress: string;
  readonly kind: ProbeRequest['kind'];
  readonly host: string;
  /** Null for what asks for a name. */
  readonly address: string | null;
  readonly port: number | null;
};

export type Environment = {
  readonly servers: readonly Server[];
  /** Parts of the profile that all servers share. */
  readonly profile: Readonly<Record<string, unknown>>;
  readonly phase?: Phase;
  /** Addresses of names, those of servers included only where they differ. */
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  /** How something ends that does not go well; null for what does. */
  readonly fault?: (asked: Asked) => Outcome | null;
  /** What else the world of a server answers. */
  readonly around?: (server: Server, world: World) => World;
};

const codes: Readonly<Partial<Record<Outcome, string>>> = {
  timeout: 'ETIMEDOUT',
  refused: 'ECONNREFUSED',
  unreachable: 'EHOSTUNREACH',
  reset: 'ECONNRESET',
  'dns-not-found': 'ENOTFOUND',
  'dns-timeout': 'EAI_AGAIN',
  'no-permission': 'EACCES',
  'tls-intercepted': 'SELF_SIGNED_CERT_IN_CHAIN',
};

const isIpv6 = (address: string): boolean => address.includes(':');

/** The address from which a server asks another one: of the same version of IP. */
const ownAddress = (server: Server, other: string): string =>
  server.addresses.find((address) => isIpv6(address) === isIpv6(other)) ?? server.addresses[0];

/** What a lookup of a name ends with; the addresses only where it is found. */
function addressesOf(host: string, { servers, addresses }: Environment): readonly string[] {
  if (/^[\d.]+$|:/.test(host)) return [host];
  if (host === 'localhost') return ['127.0.0.1'];
  const server = servers.find(({ name }) => host === name || host.startsWith(`${name}.`));
  return addresses?.[host] ?? server?.addresses ?? ['203.0.113.9'];
}

function worldOf(environment: Environment, from: Server): World {
  const healthy = healthyWorld(environment.phase ?? 'after-install');
  const world = environment.around?.(from, healthy) ?? healthy;
  const endOf = (request: ProbeRequest, host: string, address: string | null, port: number | null) =>
    environment.fault?.({
      from,
      fromAddress: address === null ? from.addresses[0] : ownAddress(from, address),
      kind: request.kind,
      host,
      address,
      port,
    }) ?? null;
  return (request): readonly Answer[] => {
    const answers = world(request);
    if (!('host' in request)) return answers;
    const { host } = request;
    const found = addressesOf(host, environment);
    const nameless = found[0] === host || host === 'localhost' ? null : endOf(request, host, null, null);
    const code = (outcome: Outcome) => codes[outcome] ?? 'EFAULT';
    if (request.kind === 'resolve')
      return nameless === null
        ? [{ kind: 'resolve', outcome: 'resolved', host, addresses: [...found] }]
        : [{ kind: 'resolve', outcome: nameless, host, addresses: [], code: code(nameless) }];
    if (request.kind === 'proxy-connect' || !('port' in request) || typeof request.port !== 'number')
      return answers;
    const port = request.port;
    const tried = request.kind === 'tcp' ? found : found.slice(0, 1);
    return tried.flatMap((address) => {
      const outcome = nameless ?? endOf(request, host, address, port);
      const within = address === '127.0.0.1';
      const ends = { localAddress: within ? address : ownAddress(from, address), remoteAddress: address };
      if (outcome === null) return answers.map((answer) => ({ ...answer, ...ends }));
      const isTls = outcome.startsWith('tls-');
      if (isTls && request.kind !== 'https' && request.kind !== 'tls')
        return answers.map((answer) => ({ ...answer, ...ends }));
      const seen = request.kind === 'https' ? answers.filter(({ kind }) => kind === 'tls') : answers;
      const shown = nameless === null ? ends : {};
      return seen.map((answer) => ({ ...answer, ...shown, outcome, code: code(outcome) }) as Answer);
    });
  };
}

/** One result for each server of an environment, planned and judged by the real catalogue. */
export function environmentResults(environment: Environment): readonly RunResult[] {
  const phase = environment.phase ?? 'after-install';
  return environment.servers.map((server, index) =>
    sampleResult({
      world: worldOf(environment, server),
      machine: { hostname: server.name, addresses: [...server.addresses] },
      profile: { ...environment.profile, phase, machine: { roles: [...server.roles] } },
      meta: { id: `0f3c9a52-6d1e-4b7a-9c44-${String(index).padStart(12, '0')}` },
    }),
  );
}

const domain = 'example.local';

/** A farm: a controller, front-ends in two subnets, a database that makes no report. */
export function farmOf(frontEnds: number, changes: Partial<Environment> = {}): Environment {
  const controller: Server = { name: 'ctrl', addresses: ['10.1.1.10'], roles: ['controller'] };
  const servers: Server[] = Array.from({ length: frontEnds }, (_, index) => ({
    name: `fe${index + 1}`,
    addresses: [`10.1.${index < frontEnds / 2 ? 2 : 3}.${11 + index}`],
    roles: ['front-end'],
  }));
  return {
    servers: [controller, ...servers],
    profile: {
      environment: { name: 'Production', oneProvider: 'yes' },
      controller: { host: `ctrl.${domain}` },
      frontEnds: servers.map(({ name }) => ({ host: `${name}.${domain}` })),
      databases: [{ purpose: 'platform', engine: 'sqlserver', host: `db01.${domain}` }],
      features: { mobileApps: true },
      ...changes.profile,
    },
    addresses: {
      [`db01.${domain}`]: ['10.1.9.11'],
      ...changes.addresses,
    },
    ...(changes.fault === undefined ? {} : { fault: changes.fault }),
    ...(changes.around === undefined ? {} : { around: changes.around }),
    ...(changes.phase === undefined ? {} : { phase: changes.phase }),
  };
}
