import type { Profile } from '../profile/profile.ts';

/** The most things that a run does at a time. */
export const maxAtOnce = 24;

/** The most connections at a time to one host. */
export const maxPerHost = 4;

/** The most names that are looked up at a time; fewer where the program has fewer threads to wait for them. */
export const maxLookups = 8;

/** How often a probe asks at most: what gets no answer or is cut off is tried once more. */
export const maxAttempts = 2;

/** How long each kind of step may take, in ms. */
export type ProbeLimits = {
  /** One TCP connection attempt; also one question to one DNS server. */
  readonly connectTimeoutMs: number;
  /** From a connection to the end of a handshake or the head of an answer. */
  readonly answerTimeoutMs: number;
  /** One question to the operating system's resolver, which asks several servers several times. */
  readonly lookupTimeoutMs: number;
};

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
