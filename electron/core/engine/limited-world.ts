import type { Socket } from 'node:net';
import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import { isThisMachine } from '../../../shared/catalogue/targets.ts';
import { maxAtOnce, maxLookups, maxPerHost, maxSockets } from '../../../shared/probe/limits.ts';
import { codeOf } from '../base/error-code.ts';
import type { Attempt, ConnectTarget, Wait, World } from '../base/world.ts';
import { failedAttempt } from '../probes/attempt.ts';
import type { Claim, Limiter, Release } from '../probes/limiter.ts';
import type { Pace } from './pace.ts';

const one = (key: string, capacity: number): Claim => ({ key, amount: 1, capacity });
const anything = one('anything', maxAtOnce);
const socket = one('socket', maxSockets);
const allSockets: Claim = { key: 'socket', amount: maxSockets, capacity: maxSockets };

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

/** A world in which each use waits its turn, and what is left to tidy up when their probe is done. */
export type LimitedWorld = {
  readonly world: World;
  /** Destroys every connection that is still open. */
  readonly close: () => void;
};

/**
 * A world for one probe: each use waits until the run's limits leave room for it, so that a slow host holds up only
 * what goes to the same host.
 * @param onTurn called each time that a turn has come and something is about to be touched
 */
export function limitWorld(
  world: World,
  limiter: Limiter,
  pace: Pace,
  machine: MachineFacts,
  signal: AbortSignal,
  onTurn: () => void,
): LimitedWorld {
  const { clock, network, platform } = world;
  const open = new Set<Socket>();

  const turn = async (claims: readonly Claim[]): Promise<Release> => {
    const release = await limiter.acquire(claims, signal);
    onTurn();
    return release;
  };
  const inTurn = async <T>(claims: readonly Claim[], act: () => Promise<T>): Promise<T> => {
    const release = await turn(claims);
    return await act().finally(release);
  };
  const attemptInTurn = <T>(claims: readonly Claim[], act: () => Promise<Attempt<T>>): Promise<Attempt<T>> =>
    inTurn(claims, act).catch((error) => failedAttempt(clock, codeOf(error)));

  const keepUntilClosed = (socket: Socket, release: () => void): void => {
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      release();
    });
  };

  const connectInTurn = async (
    target: ConnectTarget,
    wait: Wait,
    claims: readonly Claim[],
  ): Promise<Attempt<Socket>> => {
    const release = await turn(claims);
    try {
      if (!isThisMachine(target.address, machine)) await pace(signal);
    } catch (error) {
      release();
      throw error;
    }
    const connected = await network.connect(target, wait);
    const isKept = connected.ok && target.yieldsTurn !== true;
    if (!isKept) release();
    if (connected.ok) keepUntilClosed(connected.value, isKept ? release : () => undefined);
    return connected;
  };

  return {
    world: {
      clock,
      network: {
        lookup: (host, wait) => attemptInTurn([one('lookup', maxLookups)], () => network.lookup(host, wait)),
        connect: async (target, wait) => {
          try {
            const connected = await connectInTurn(target, wait, connectionClaims(target, machine));
            const isOverdrawn = !connected.ok && outOfSockets.has(connected.code);
            return isOverdrawn ? await connectInTurn(target, wait, [allSockets]) : connected;
          } catch (error) {
            return failedAttempt(clock, codeOf(error));
          }
        },
        askSqlBrowser: (target, instance, wait) =>
          attemptInTurn(connectionClaims(target, machine), () =>
            network.askSqlBrowser(target, instance, wait),
          ),
        queryDns: (question, wait) =>
          attemptInTurn([socket, one(`dns ${question.server.address}`, maxPerHost)], () =>
            network.queryDns(question, wait),
          ),
        dnsServers: network.dnsServers,
        bind: (local, wait) =>
          attemptInTurn([anything, localPort(local.port, 'alone'), listening('listen')], () =>
            network.bind(local, wait),
          ),
      },
      platform: {
        machine: platform.machine,
        hostsFilePath: platform.hostsFilePath,
        firstUnprivilegedPort: platform.firstUnprivilegedPort,
        environmentProxies: platform.environmentProxies,
        systemProxy: () => inTurn([anything], () => platform.systemProxy()),
        nameOrder: () => inTurn([anything], () => platform.nameOrder()),
        reservedPorts: () => inTurn([anything], () => platform.reservedPorts()),
        dynamicPortRange: () => inTurn([anything], () => platform.dynamicPortRange()),
        hostsFileText: () => inTurn([anything], () => platform.hostsFileText()),
        portOwners: (port) => inTurn([anything, listening('look')], () => platform.portOwners(port)),
        inboundFirewall: (...asked) => inTurn([anything], () => platform.inboundFirewall(...asked)),
        installedVersion: () => inTurn([anything], () => platform.installedVersion()),
        platformServices: () => inTurn([anything], () => platform.platformServices()),
      },
    },
    close: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
