import { z } from 'zod';

/**
 * What a probe can observe. An outcome is made from error codes (`ECONNREFUSED`), never from message text, and
 * says nothing about good or bad: that is the verdict's business.
 */
export const outcomes = [
  'open',
  'refused',
  'timeout',
  'unreachable',
  'dns-not-found',
  'dns-timeout',
  'dns-unexpected-address',
  'reset',
  'tls-untrusted',
  'tls-name',
  'tls-expired',
  'tls-version',
  'tls-intercepted',
  'proxy-required',
  'proxy-auth',
  'proxy-denied',
  'proxy-unreachable',
  'http-unexpected',
  'wrong-service',
  'in-use',
  'bind-forbidden',
  'no-permission',
  'cancelled',
  /** A name has at least one address. */
  'resolved',
  /** A local port could be bound and was released at once. */
  'free',
  /** Something on this machine (a file, a table of the system) was read. */
  'read',
  /** A measurement was taken. */
  'measured',
  /** This system cannot tell, or the source does not exist here. */
  'unavailable',
  /** The probe itself broke; its code says how. Never counts as evidence. */
  'probe-failed',
] as const;

/** The code of a fact that is `cancelled` because the time for the whole run (`limits.runBudgetMs`) was used up. */
export const runBudgetCode = 'RUN_BUDGET';

/** The code of a fact that is `cancelled` because the program ended before the run did: killed, or the machine went down. */
export const brokenOffCode = 'BROKEN_OFF';

export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Each outcome in the words that screen, terminal and paper show beside the evidence. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  open: 'open',
  refused: 'refused',
  timeout: 'no answer',
  unreachable: 'unreachable',
  'dns-not-found': 'name not found',
  'dns-timeout': 'name server did not answer',
  'dns-unexpected-address': 'unexpected address',
  reset: 'connection reset',
  'tls-untrusted': 'certificate not trusted',
  'tls-name': 'certificate for another name',
  'tls-expired': 'certificate expired',
  'tls-version': 'TLS version not accepted',
  'tls-intercepted': 'TLS inspected on the way',
  'proxy-required': 'proxy required',
  'proxy-auth': 'proxy wants a login',
  'proxy-denied': 'denied by the proxy',
  'proxy-unreachable': 'proxy unreachable',
  'http-unexpected': 'unexpected HTTP answer',
  'wrong-service': 'another service answered',
  'in-use': 'in use',
  'bind-forbidden': 'reserved by the system',
  'no-permission': 'no permission',
  cancelled: 'cancelled',
  resolved: 'resolved',
  free: 'free',
  read: 'read',
  measured: 'measured',
  unavailable: 'not available here',
  'probe-failed': 'probe failed',
};
