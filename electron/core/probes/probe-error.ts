import type { SocketAddress } from '../base/world.ts';

/** Codes of our own, beside those of the system and of libraries. */
export type OwnCode =
  /** Our own deadline, not one of the system, ended the wait. */
  | 'DEADLINE'
  /** The person stopped the run. */
  | 'CANCELLED'
  /** The time that the profile allows for the whole run (`limits.runBudgetMs`) was used up. */
  | 'RUN_BUDGET'
  /** Something that the plan does not list was to be contacted, and was not. */
  | 'NOT_IN_PLAN'
  /** The system connected a socket to itself, which looks like a listener where there is none. */
  | 'SELF_CONNECT'
  /** No DNS server is configured on this machine. */
  | 'NO_DNS_SERVER'
  /** This operating system does not tell. */
  | 'UNSUPPORTED'
  /** A command of the system ended with a failure. */
  | 'COMMAND_FAILED'
  /** A command of the system printed something else than what it is asked for. */
  | 'COMMAND_ANSWER'
  /** A command of the system printed more than is read. */
  | 'COMMAND_TOO_LONG'
  /** The answer is not one of TDS, the protocol of SQL Server. */
  | 'NOT_TDS'
  /** The answer is not one of TNS, the protocol of Oracle listeners. */
  | 'NOT_TNS'
  /** The answer is not one of AMQP. */
  | 'NOT_AMQP'
  /** The server speaks AMQP, but not version 0-9-1. */
  | 'AMQP_VERSION'
  /** The datagram is not an answer of SQL Server Browser about the instance that was asked for. */
  | 'NOT_SQL_BROWSER'
  /** The other end closed the connection without a word. */
  | 'HUNG_UP'
  /** The other end closed the connection before its answer was whole. */
  | 'ANSWER_ENDED'
  /** The other end accepted the connection and closed it before anything was said. */
  | 'PEER_CLOSED'
  /** The answer is longer than any of this protocol. */
  | 'ANSWER_TOO_LONG'
  /** A proxy answered where only this machine itself should have. */
  | 'PROXY_ANSWERED'
  /** A certificate for a public name that this machine trusts, but whose authority is not a public one. */
  | 'PRIVATE_ISSUER'
  /** A certificate whose issuer is not known, where not every authority of this machine could be read. */
  | 'ISSUER_UNREAD'
  /** The server broke the handshake off once it had shown its own certificate: it wants one of the client. */
  | 'CLIENT_CERTIFICATE'
  /** This run has no code with which to speak to listeners. */
  | 'NO_CODE'
  /** What answered a knock of a rehearsal is no listener of one. */
  | 'OTHER_PROTOCOL'
  /** What answered a knock speaks like a listener of a rehearsal, but has another code. */
  | 'OTHER_CODE';

/** A failure inside a probe that is known by its code. No person reads its message: the fact carries the code. */
export class ProbeError extends Error {
  readonly code: string;
  /** The local end from which the attempt was made, where it had one. */
  readonly local: SocketAddress | null;

  /** @param code one of our own, or one that the system gave to a failure that is passed on */
  constructor(code: OwnCode | (string & {}), local: SocketAddress | null = null) {
    super(code);
    this.name = 'ProbeError';
    this.code = code;
    this.local = local;
  }
}

/** Why a signal was aborted, as an error with a code: `RUN_BUDGET`, or `CANCELLED` for every other reason. */
export function abortError(signal: AbortSignal): ProbeError {
  return signal.reason instanceof ProbeError ? signal.reason : new ProbeError('CANCELLED');
}
