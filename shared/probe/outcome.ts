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
  /** A name server answered, with an error (RFC 1035, section 4.1.1: SERVFAIL, REFUSED, …) and no address. */
  'dns-error',
  'dns-unexpected-address',
  'reset',
  /** A connection was accepted and then closed in good order, although nobody had said anything. */
  'closed',
  'tls-untrusted',
  'tls-name',
  'tls-expired',
  'tls-version',
  'tls-intercepted',
  /** The issuer is not among the authorities that this program could read, and it could not read all of this machine's. */
  'tls-unverified',
  /** The server wants a certificate of the client, which this program has not. */
  'tls-client-certificate',
  'proxy-required',
  'proxy-auth',
  'proxy-denied',
  'proxy-unreachable',
  /** The proxy answered that it did not get to where it was asked for (RFC 9110, sections 15.6.3 to 15.6.5). */
  'proxy-failed',
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
  'dns-error': 'name server answered with an error',
  'dns-unexpected-address': 'unexpected address',
  reset: 'connection reset',
  closed: 'accepted, then closed',
  'tls-untrusted': 'certificate not trusted',
  'tls-name': 'certificate for another name',
  'tls-expired': 'certificate expired',
  'tls-version': 'TLS version not accepted',
  'tls-intercepted': 'TLS inspected on the way',
  'tls-unverified': 'certificate not judged',
  'tls-client-certificate': 'client certificate wanted',
  'proxy-required': 'proxy required',
  'proxy-auth': 'proxy wants a login',
  'proxy-denied': 'denied by the proxy',
  'proxy-unreachable': 'proxy unreachable',
  'proxy-failed': 'proxy cannot get there',
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
