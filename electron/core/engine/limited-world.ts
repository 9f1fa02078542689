import type { Socket } from 'node:net';
import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import { isThisMachine } from '../../../shared/catalogue/targets.ts';
import { maxAtOnce, maxLookups, maxPerHost, maxSockets } from '../../../shared/probe/limits.ts';
import { codeOf } from '../base/error-code.ts';
import type { Attempt, ConnectTarget, Network, Platform, Wait, World } from '../base/world.ts';
import { failedAttempt } from '../probes/attempt.ts';
import type { Claim, Limiter, Release } from '../probes/limiter.ts';
import type { Pace } from './pace.ts';

const one = (key: string, capacity: number): Claim => ({ key, amount: 1, capacity });
const anything = one('anything', maxAtOnce);
const socket = one('socket', maxSockets);
const alone: readonly Claim[] = [{ key: 'socket', amount: maxSockets, capacity: maxSockets }];

/** What the system says when it gives this process no more sockets: the connection is tried alone, when all others are done. */
const outOfSockets: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOBUFS']);

/** Listening for a moment must not meet a connection or another attempt to listen: each would see the other. */
const localPort = (port: number, use: 'share' | 'alone'): Claim => ({
  key: `local port ${port}`,
  amount: use === 'alone' ? maxAtOnce : 1,
  capacity: maxAtOnce,
});

/**
 * A look at the table of listeners, which may be that of all ports, must meet nobody who listens for a moment: it
 * would take Netready for the owner of a port.
 */
const listening = (use: 'listen' | 'look'): Claim => ({
  key: 'listening',
  amount: use === 'look' ? maxAtOnce : 1,
  capacity: maxAtOnce,
});

function connectionClaims({ host, address, port }: ConnectTarget, machine: MachineFacts): readonly Claim[] {
  const isLocal = isThisMachine(address, machine);
  return [
    socket,
    one(`host ${host}`, maxPerHost),
    one(`address ${address}`, maxPerHost),
    ...(isLocal ? [localPort(port, 'share')] : []),
  ];
}

/** Whose turn it is: one probe of the run. */
export type TurnTaker = {
  readonly signal: AbortSignal;
  /** Called each time that a turn has come and something is about to be touched. */
  readonly onTurn: () => void;
};

/** The network of one probe, and what is left to tidy up when the probe is done. */
export type LimitedNetwork = {
  readonly network: Network;
  /** Destroys every connection that was made. */
  readonly close: () => void;
};

/** A world for each probe of a run, made of parts because most probes use only one of them, and a run has thousands. */
export type LimitedWorld = {
  readonly networkFor: (taker: TurnTaker) => LimitedNetwork;
  readonly platformFor: (taker: TurnTaker) => Platform;
};

/**
 * A world in which each use by a probe waits until the run's limits leave room for it, so that a slow host holds up only
 * what goes to the same host.
 */
export function limitWorld(
  { clock, network, platform }: World,
  limiter: Limiter,
  pace: Pace,
  machine: MachineFacts,
): LimitedWorld {
  const turn = async ({ signal, onTurn }: TurnTaker, claims: readonly Claim[]): Promise<Release> => {
    const release = await limiter.acquire(claims, signal);
    onTurn();
    return release;
  };
  const inTurn = async <T>(taker: TurnTaker, claims: readonly Claim[], act: () => Promise<T>): Promise<T> => {
    const release = await turn(taker, claims);
    return await act().finally(release);
  };
  const attemptInTurn = <T>(
    taker: TurnTaker,
    claims: readonly Claim[],
    act: () => Promise<Attempt<T>>,
  ): Promise<Attempt<T>> => inTurn(taker, claims, act).catch((error) => failedAttempt(clock, codeOf(error)));

  /** Where the system has no more sockets the connection is tried once more, when all others are done. */
  const connect = async (
    taker: TurnTaker,
    claims: readonly Claim[],
    target: ConnectTarget,
    wait: Wait,
    made: Socket[],
  ): Promise<Attempt<Socket>> => {
    let release: Release | null = null;
    try {
      release = await turn(taker, claims);
      if (!isThisMachine(target.address, machine)) await pace(taker.signal);
      const connected = await network.connect(target, wait);
      if (connected.ok) made.push(connected.value);
      if (connected.ok && target.yieldsTurn !== true) connected.value.once('close', release);
      else release();
      const isOverdrawn = !connected.ok && outOfSockets.has(connected.code) && claims !== alone;
      return isOverdrawn ? await connect(taker, alone, target, wait, made) : connected;
    } catch (error) {
      release?.();
      return failedAttempt(clock, codeOf(error));
    }
  };

  return {
    networkFor: (taker) => {
      const made: Socket[] = [];
      return {
        network: {
          lookup: (host, wait) =>
            attemptInTurn(taker, [one('lookup', maxLookups)], () => network.lookup(host, wait)),
          connect: (target, wait) => connect(taker, connectionClaims(target, machine), target, wait, made),
          askSqlBrowser: (target, instance, wait) =>
            attemptInTurn(taker, connectionClaims(target, machine), () =>
              network.askSqlBrowser(target, instance, wait),
            ),
          queryDns: (question, wait) =>
            attemptInTurn(taker, [socket, one(`dns ${question.server.address}`, maxPerHost)], () =>
              network.queryDns(question, wait),
            ),
          dnsServers: network.dnsServers,
          bind: (local, wait) =>
            attemptInTurn(taker, [anything, localPort(local.port, 'alone'), listening('listen')], () =>
              network.bind(local, wait),
            ),
        },
        close: () => {
          for (const socket of made) socket.destroy();
        },
      };
    },
    platformFor: (taker) => {
      const tell = <T>(act: () => Promise<T>, claims: readonly Claim[] = [anything]): Promise<T> =>
        inTurn(taker, claims, act);
      return {
        machine: platform.machine,
        hostsFilePath: platform.hostsFilePath,
        firstUnprivilegedPort: platform.firstUnprivilegedPort,
        environmentProxies: platform.environmentProxies,
        systemProxy: () => tell(() => platform.systemProxy()),
        nameOrder: () => tell(() => platform.nameOrder()),
        reservedPorts: () => tell(() => platform.reservedPorts()),
        dynamicPortRange: () => tell(() => platform.dynamicPortRange()),
        hostsFileText: () => tell(() => platform.hostsFileText()),
        portOwners: (port) => tell(() => platform.portOwners(port), [anything, listening('look')]),
        inboundFirewall: (...asked) => tell(() => platform.inboundFirewall(...asked)),
        installedVersion: () => tell(() => platform.installedVersion()),
        platformServices: () => tell(() => platform.platformServices()),
      };
    },
  };
}
