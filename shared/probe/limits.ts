import type { Profile } from '../profile/profile.ts';
import type { Outcome } from './outcome.ts';

/** The most things that a run does on this machine at a time: processes, files, ports that it listens on for a moment. */
export const maxAtOnce = 24;

/**
 * The most connections and questions that a run waits for at a time: nearly as many as the 4,096 files and sockets that older
 * Linux gives a process. One that waits costs next to nothing.
 */
export const maxSockets = 4000;

/** The most measurements of latency at a time. */
export const maxLatencies = 64;

/** The most connections at a time to one host. */
export const maxPerHost = 4;

/**
 * The most addresses of one name at which a service is asked in its own protocol: as many as may be asked at a time. A name
 * of a service in the Internet can have dozens, all of one kind.
 */
export const maxAskedAddresses = maxPerHost;

/** The most names that are looked up at a time; fewer where the program has fewer threads to wait for them. */
export const maxLookups = 8;

/** How often a probe asks at most. */
export const maxAttempts = 2;

/**
 * From which time on a connection came about only because its first packet was sent again, in ms: systems repeat it after
 * a second (RFC 6298, section 2.1; Linux and Windows Server 2016 and later), and no way on earth takes that long.
 */
export const repeatedPacketMs = 1000;

/** What a question travels in: TCP sends again by itself what was lost, UDP does not. */
export type Transport = 'tcp' | 'udp';

/**
 * How long a connection attempt must last, in ms, so that the system certainly sends its first packet twice: after 1 s
 * (RFC 6298 section 2.1), on older versions of Windows after 3 s (RFC 1122 section 4.2.3.1).
 */
const secondPacketMs = 3000;

/** How much longer than that, in ms, so that the answer to the second packet can arrive. */
const answerRoomMs = 500;

/** How long each kind of step may take, in ms. */
export type ProbeLimits = {
  /** One TCP connection attempt; also one question to one DNS server. */
  readonly connectTimeoutMs: number;
  /** From a connection to the end of a handshake or the head of an answer. */
  readonly answerTimeoutMs: number;
  /** One question to the operating system's resolver, which asks several servers several times. */
  readonly lookupTimeoutMs: number;
};

/** How many connections a second begin unless the profile says otherwise: few for a firewall, many for a farm. */
const usualConnectionsPerSecond = 1000;

/** How many connections to other machines may begin in one second. */
export const connectionsPerSecond = ({ limits }: Pick<Profile, 'limits'>): number =>
  limits.connectionsPerSecond ?? usualConnectionsPerSecond;

/**
 * Whether an outcome may be that of one lost packet or of one connection that was cut off, and is asked for once more.
 * Silence to TCP is not, where the system itself has asked twice.
 */
export function asksTwice(
  outcome: Outcome,
  transport: Transport,
  { connectTimeoutMs }: Pick<ProbeLimits, 'connectTimeoutMs'>,
): boolean {
  if (outcome === 'reset' || outcome === 'closed') return true;
  return outcome === 'timeout' && (transport === 'udp' || connectTimeoutMs < secondPacketMs + answerRoomMs);
}

/** How often an end is asked that stays silent. */
export const attemptsAtSilence = (
  transport: Transport,
  limits: Pick<ProbeLimits, 'connectTimeoutMs'>,
): number => (asksTwice('timeout', transport, limits) ? maxAttempts : 1);

/**
 * How long a connection on which nobody says anything is watched before it counts as open, in ms. A device that accepts
 * for a server which it cannot reach cuts the connection off one round trip later, or ends it as soon as it has found that
 * out: at once where it knows already, and after some two seconds where it asks a Windows that refuses, whose system
 * tries three times before it says so. It waits beside all other probes. The services of the platform keep a silent
 * connection much longer.
 */
export const watchMs = 2500;

/**
 * The same where nothing else is asked at that port, so that only waiting shows what is behind it: a balancer without
 * health checks asks its server three times more, a second apart, before it gives up (HAProxy, `retries`).
 */
export const loneWatchMs = 3500;

/**
 * How long the web server of this machine may take for its first answer, in ms. IIS starts its applications at their
 * first request, and takes 20 s for that after "iisreset" on a slow disk.
 */
export const firstAnswerMs = 30_000;

/** From when on an answer of the web server of this machine shows that it was only starting, in ms. */
export const slowStartMs = 10_000;

/** Whether a host is this machine, called by a name under which its own programs ask its web server. */
export const isOwnWebServer = (host: string): boolean => host === '127.0.0.1' || host === 'localhost';

/**
 * The limits that a profile sets. A web server that starts its application at the first request, and a resolver
 * that tries a second server, need longer than a connection.
 */
export function probeLimits({ limits }: Pick<Profile, 'limits'>): ProbeLimits {
  return {
    connectTimeoutMs: limits.connectTimeoutMs,
    answerTimeoutMs: 3 * limits.connectTimeoutMs,
    lookupTimeoutMs: 4 * limits.connectTimeoutMs,
  };
}
