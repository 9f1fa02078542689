import type { ListenTarget } from '../../../shared/plan/rehearse-plan.ts';
import type { FirewallDecision } from '../../../shared/probe/fact.ts';
import type { PortOwner, World } from '../base/world.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { publicAuthorities } from '../probes/public-authorities.ts';
import { trustedAuthorities } from '../probes/trusted-authorities.ts';
import { type Dialling, dialListener } from './dial.ts';
import { type Listener, type Listening, openListener } from './listener.ts';
import { makeListenerCertificate } from './listener-certificate.ts';

/** What became of a port, for whoever is told before it is said that it is open. */
export type OpenedPort = {
  readonly target: ListenTarget;
  readonly state:
    | { readonly kind: 'rehearsed'; readonly addresses: readonly string[] }
    /** Other programs have it; empty where the system names none. It is left alone. */
    | { readonly kind: 'in-use'; readonly owners: readonly PortOwner[] }
    /** A code of the system, or `NOT_ANSWERED` where the own knock did not come back from this program. */
    | { readonly kind: 'not-opened'; readonly code: string };
  /**
   * Whether the firewall of this machine would let the service in and not this program, because a rule of it is limited to
   * the program of the service. Null where the system does not tell.
   */
  readonly isForServiceAlone: boolean | null;
};

/** Listeners of this machine that are open, and have been reached at each of its own addresses. */
export type OpenRehearsal = {
  readonly listener: Listener;
  readonly ports: readonly OpenedPort[];
};

/** Where it is listened, and with what. */
export type RehearsalSetup = Omit<Listening, 'certificate' | 'inUse' | 'clock'> & {
  readonly targets: readonly ListenTarget[];
  readonly addresses: readonly string[];
  readonly world: World;
  readonly signal: AbortSignal;
};

/** How long an attempt to listen, and the own knock, may take, in ms. */
const ownWaitMs = 5000;

type Found = { readonly target: ListenTarget; readonly taken: OpenedPort['state'] | null };

/** Whether a port is free: nobody listens at it on any address, and this program may. */
async function look(target: ListenTarget, { world, signal }: RehearsalSetup): Promise<Found> {
  const owners = await world.platform.portOwners(target.port).catch(() => []);
  if (owners.length > 0) return { target, taken: { kind: 'in-use', owners } };
  const wait = { timeoutMs: ownWaitMs, signal };
  const bound = await world.network.bind({ address: '0.0.0.0', port: target.port }, wait);
  if (bound.ok) return { target, taken: null };
  const isInUse = bound.code === 'EADDRINUSE';
  return {
    target,
    taken: isInUse ? { kind: 'in-use', owners: [] } : { kind: 'not-opened', code: bound.code },
  };
}

const lets: readonly FirewallDecision[] = ['off', 'allowed', 'open', 'allowed-in-part'];

/** Whether the firewall would let a service in and not this program (`OpenedPort.isForServiceAlone`). Opens nothing. */
export async function isForServiceAlone(
  { port, listener }: ListenTarget,
  { platform }: World,
): Promise<boolean | null> {
  try {
    const [service, other] = await Promise.all([
      platform.inboundFirewall(port, listener),
      platform.inboundFirewall(port, 'unknown'),
    ]);
    return service.some(({ network, isActive, decision }) => {
      const own = other.find((entry) => entry.network === network)?.decision;
      return isActive !== false && lets.includes(decision) && own !== undefined && !lets.includes(own);
    });
  } catch {
    return null;
  }
}

/** Whether this very program answers at an address and port. */
async function answersItself(
  address: string,
  { port, carrier }: ListenTarget,
  { self, keys, world, randomBytes, signal }: RehearsalSetup,
  judges: Dialling['judges'],
): Promise<boolean> {
  const { clock, network } = world;
  const wait = { timeoutMs: ownWaitMs, signal };
  const end = { host: address, address, port };
  const connect = async () => {
    const connected = await network.connect(end, wait);
    if (!connected.ok) throw new ProbeError(connected.code);
    return {
      socket: connected.value,
      connectMs: connected.durationMs,
      dialled: { address, port },
    };
  };
  try {
    const answer = await dialListener(
      await connect(),
      { host: address, port, carrier, reconnect: connect },
      { self, keys, randomBytes, clock, judges, wait },
    );
    return answer.listener?.view.run === self.run;
  } catch {
    return false;
  }
}

/**
 * Opens listeners at the ports that are free, and knocks at each of its own addresses before anybody is told that they are
 * open: on some systems one may listen at a port that another program has. A port that something else answers at is given
 * back.
 */
export async function openRehearsal(setup: RehearsalSetup): Promise<OpenRehearsal> {
  const { targets, addresses, world, self } = setup;
  const found = await Promise.all(targets.map((target) => look(target, setup)));
  const free = found.filter(({ taken }) => taken === null).map(({ target }) => target);
  const listener = await openListener(free, addresses, {
    ...setup,
    clock: world.clock,
    self,
    certificate: makeListenerCertificate(world.clock.now(), setup.randomBytes),
    inUse: found.flatMap(({ target, taken }) => (taken?.kind === 'in-use' ? [target.port] : [])),
  });
  const judges = { trust: trustedAuthorities([]), leadsToPublicAuthority: publicAuthorities() };
  const ports: OpenedPort[] = [];
  for (const { target, taken } of found) {
    const state = taken ?? (await proveOpen(target, listener, setup, judges));
    ports.push({ target, state, isForServiceAlone: await isForServiceAlone(target, world) });
  }
  return { listener, ports };
}

async function proveOpen(
  target: ListenTarget,
  listener: Listener,
  setup: RehearsalSetup,
  judges: Dialling['judges'],
): Promise<OpenedPort['state']> {
  const ends = listener.ends.filter(({ port }) => port === target.port);
  const opened = ends.filter(({ code }) => code === null).map(({ address }) => address);
  const [failed] = ends;
  if (opened.length === 0) return { kind: 'not-opened', code: failed?.code ?? 'NO_ADDRESS' };
  const answers = await Promise.all(opened.map((address) => answersItself(address, target, setup, judges)));
  const proven = opened.filter((_, index) => answers[index] === true);
  if (proven.length === opened.length) return { kind: 'rehearsed', addresses: proven };
  await listener.disown(target.port);
  return { kind: 'not-opened', code: 'NOT_ANSWERED' };
}
