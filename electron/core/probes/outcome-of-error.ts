import type { Outcome } from '../../../shared/probe/outcome.ts';
import { type TlsLibrary, tlsLibrary } from './tls-library.ts';

/** What was being done when an error came: some codes mean different things in different places. */
export type Activity = 'lookup' | 'dns' | 'connect' | 'tls' | 'http' | 'https' | 'service' | 'datagram';

type Codes = Readonly<Record<string, Outcome>>;

const find = (codes: Codes, code: string): Outcome | undefined =>
  Object.hasOwn(codes, code) ? codes[code] : undefined;

const everywhere: Codes = {
  CANCELLED: 'cancelled',
  RUN_BUDGET: 'cancelled',
};

const connect: Codes = {
  ECONNREFUSED: 'refused',
  SELF_CONNECT: 'refused',
  ETIMEDOUT: 'timeout',
  DEADLINE: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  /** IPv6 (or IPv4) is switched off on this machine. */
  EAFNOSUPPORT: 'unreachable',
  /** Linux, on connecting through a blackhole route. */
  EINVAL: 'unreachable',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  PEER_CLOSED: 'closed',
  HUNG_UP: 'reset',
};

/** The resolver's codes (getaddrinfo, RFC 3493 section 6.1) as Node names them. */
const lookup: Codes = {
  ENOTFOUND: 'dns-not-found',
  EAI_NONAME: 'dns-not-found',
  EAI_NODATA: 'dns-not-found',
  EAI_ADDRFAMILY: 'dns-not-found',
  /** A name server answered with an error that asking again does not mend. */
  EAI_FAIL: 'dns-error',
  ENODATA: 'dns-not-found',
  EAI_AGAIN: 'dns-timeout',
  ETIMEOUT: 'dns-timeout',
  ETIMEDOUT: 'dns-timeout',
  DEADLINE: 'dns-timeout',
};

/** One server's answers (RFC 1035 section 4.1.1, response codes). */
const dns: Codes = {
  ...lookup,
  ESERVFAIL: 'dns-error',
  EREFUSED: 'dns-error',
  ENOTIMP: 'dns-error',
  EFORMERR: 'dns-error',
  EBADRESP: 'wrong-service',
  ECONNREFUSED: 'refused',
};

/** OpenSSL's verification errors under the names that `tls.TLSSocket.authorizationError` gives them. */
const certificate: Codes = {
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-name',
  HOSTNAME_MISMATCH: 'tls-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-untrusted',
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: 'tls-untrusted',
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: 'tls-untrusted',
  CERT_SIGNATURE_FAILURE: 'tls-untrusted',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'tls-untrusted',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'tls-untrusted',
  CERT_UNTRUSTED: 'tls-untrusted',
  CERT_REJECTED: 'tls-untrusted',
  CERT_REVOKED: 'tls-untrusted',
  CERT_CHAIN_TOO_LONG: 'tls-untrusted',
  PATH_LENGTH_EXCEEDED: 'tls-untrusted',
  INVALID_CA: 'tls-untrusted',
  INVALID_PURPOSE: 'tls-untrusted',
  ISSUER_UNREAD: 'tls-unverified',
};

/**
 * A server that wants a certificate of the client says so in the handshake (`CLIENT_CERTIFICATE`), and from TLS 1.3 on
 * only when it is asked something (RFC 8446, sections 4.4.2.4 and 6.2). OpenSSL and BoringSSL name the alert differently.
 */
const clientCertificate: Codes = {
  CLIENT_CERTIFICATE: 'tls-client-certificate',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'tls-client-certificate',
  ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED: 'tls-client-certificate',
};

/** Handshakes that fail before any certificate is judged. */
const handshake: Codes = {
  ...connect,
  ...certificate,
  ...clientCertificate,
  ERR_SSL_WRONG_VERSION_NUMBER: 'wrong-service',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'wrong-service',
  ERR_SSL_UNEXPECTED_MESSAGE: 'wrong-service',
  ERR_SSL_UNEXPECTED_RECORD: 'wrong-service',
  ERR_SSL_BAD_RECORD_TYPE: 'wrong-service',
  ERR_SSL_HTTP_REQUEST: 'wrong-service',
  /** A proxy that was asked for a tunnel answers so. */
  ERR_SSL_HTTPS_PROXY_REQUEST: 'wrong-service',
  /** The server knows no certificate for the name (RFC 6066 section 3). */
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: 'tls-name',
  ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME: 'tls-name',
  /** No version or cipher in common; servers answer both with the same alert (RFC 8446 section 6.2). */
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'tls-version',
  ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY: 'tls-version',
  ERR_SSL_NO_SHARED_CIPHER: 'tls-version',
};

/**
 * What BoringSSL refuses and OpenSSL accepts, by which the command of Netready speaks: a server whose certificate may not be used for the key exchange that it chose, whose cipher suites BoringSSL
 * has not (those with finite-field Diffie-Hellman, for example), and a certificate given as an authority that may sign
 * no others. Names: crypto/err/ssl.errordata of BoringSSL, and X509_verify_cert_error_string. Whether the
 * server is at fault, a program that speaks by BoringSSL cannot tell.
 */
const boringSslAlone = new Set([
  'ERR_SSL_KEY_USAGE_BIT_INCORRECT',
  'ERR_SSL_HANDSHAKE_FAILURE_ON_CLIENT_HELLO',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
  'ERR_SSL_NO_SHARED_CIPHER',
  'ERR_SSL_NO_SHARED_GROUP',
  'ERR_SSL_WRONG_CIPHER_RETURNED',
  'ERR_SSL_UNKNOWN_CIPHER_RETURNED',
  'ERR_SSL_UNSUPPORTED_CIPHER',
  'ERR_SSL_WRONG_CURVE',
  'ERR_SSL_NO_COMMON_SIGNATURE_ALGORITHMS',
  'ERR_SSL_WRONG_SIGNATURE_TYPE',
  'ERR_SSL_ECC_CERT_NOT_FOR_SIGNING',
  'ERR_SSL_UNKNOWN_CERTIFICATE_TYPE',
  'INVALID_CA',
  'KEYUSAGE_NO_CERTSIGN',
]);

/** A question in a service's own protocol, over TLS or not. Any answer that is none comes from another service. */
const service: Codes = {
  ...handshake,
  NOT_TDS: 'wrong-service',
  NOT_TNS: 'wrong-service',
  NOT_AMQP: 'wrong-service',
  OTHER_PROTOCOL: 'wrong-service',
  OTHER_CODE: 'wrong-service',
  AMQP_VERSION: 'wrong-service',
  ANSWER_ENDED: 'wrong-service',
  ANSWER_TOO_LONG: 'wrong-service',
};

/** A request over TLS: an alert that comes now is the answer to a certificate that was not shown. */
const overTls: Codes = {
  ...connect,
  ...clientCertificate,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'tls-client-certificate',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'tls-client-certificate',
};

/** A question over UDP. Where nobody listens, the other end's refusal comes as a reset on Windows. */
const datagram: Codes = { ...connect, ECONNRESET: 'refused', NOT_SQL_BROWSER: 'wrong-service' };

const isTlsVersionCode = (code: string): boolean => /^ERR_SSL_.*(PROTOCOL|VERSION)/.test(code);

/** A parser that cannot read an answer as HTTP (llhttp's codes). */
const isHttpParserCode = (code: string): boolean => code.startsWith('HPE_');

/** How llhttp refuses an answer that does not even begin as one of HTTP; with any other code it did. */
const notHttp = 'HPE_INVALID_CONSTANT';

const tables: Readonly<Record<Activity, Codes>> = {
  lookup,
  dns,
  connect,
  tls: handshake,
  http: connect,
  https: overTls,
  service,
  datagram,
};

/** Whether a code says that the run was stopped, by the person or by its budget. */
export const isCancelCode = (code: string): boolean => find(everywhere, code) === 'cancelled';

/**
 * What an error code means as an outcome. This is the only place that decides it, so that a code which nobody knows
 * is `probe-failed` with its code and never passes for a connection.
 * @param library which one spoke TLS: what only BoringSSL refuses is no fault of a server
 */
export function outcomeOfError(code: string, activity: Activity, library: TlsLibrary = tlsLibrary): Outcome {
  if (library === 'boringssl' && boringSslAlone.has(code)) return 'probe-failed';
  const known = find(everywhere, code) ?? find(tables[activity], code);
  if (known !== undefined) return known;
  if ((activity === 'tls' || activity === 'service') && isTlsVersionCode(code)) return 'tls-version';
  if (activity === 'http' && code === notHttp) return 'wrong-service';
  if ((activity === 'http' || activity === 'https') && isHttpParserCode(code)) return 'http-unexpected';
  if (activity === 'https' && code.startsWith('ERR_SSL_')) return 'http-unexpected';
  return 'probe-failed';
}

/**
 * What a refusal to listen means. Where the system keeps low ports for privileged accounts, EACCES says that the
 * account is not one; anywhere else it says that the system keeps the port back (Windows: excluded port ranges,
 * HTTP.sys).
 * @param isPrivilegedPort whether only a privileged account may listen on that port
 */
export function outcomeOfBindError(code: string, isPrivilegedPort: boolean): Outcome {
  switch (code) {
    case 'EADDRINUSE':
      return 'in-use';
    case 'EACCES':
    case 'EPERM':
      return isPrivilegedPort ? 'no-permission' : 'bind-forbidden';
    case 'EADDRNOTAVAIL':
      return 'bind-forbidden';
    default:
      return find(everywhere, code) ?? 'probe-failed';
  }
}
