import { describe, expect, it } from 'vitest';
import {
  type Activity,
  isCancelCode,
  outcomeOfBindError,
  outcomeOfError,
} from '../../../../../electron/core/probes/outcome-of-error.ts';
import { tlsLibraryOf } from '../../../../../electron/core/probes/tls-library.ts';

const activities: readonly Activity[] = ['lookup', 'dns', 'connect', 'tls', 'http'];

describe('the outcome of an error code', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['SELF_CONNECT', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['DEADLINE', 'timeout'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EHOSTDOWN', 'unreachable'],
    ['ENETDOWN', 'unreachable'],
    ['EADDRNOTAVAIL', 'unreachable'],
    ['EAFNOSUPPORT', 'unreachable'],
    ['EINVAL', 'unreachable'],
    ['EACCES', 'no-permission'],
    ['EPERM', 'no-permission'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ECONNABORTED', 'reset'],
    ['HUNG_UP', 'reset'],
  ])('of a connection: %s is %s, for handshakes and requests too', (code, outcome) => {
    for (const activity of ['connect', 'tls', 'http'] as const)
      expect(outcomeOfError(code, activity)).toBe(outcome);
  });

  it.each([
    ['ENOTFOUND', 'dns-not-found'],
    ['EAI_NONAME', 'dns-not-found'],
    ['EAI_NODATA', 'dns-not-found'],
    ['ENODATA', 'dns-not-found'],
    ['EAI_FAIL', 'dns-error'],
    ['EAI_AGAIN', 'dns-timeout'],
    ['ETIMEOUT', 'dns-timeout'],
    ['DEADLINE', 'dns-timeout'],
  ])('of a name: %s is %s, from the resolver and from a server', (code, outcome) => {
    expect(outcomeOfError(code, 'lookup')).toBe(outcome);
    expect(outcomeOfError(code, 'dns')).toBe(outcome);
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'tls-expired'],
    ['CERT_NOT_YET_VALID', 'tls-expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-name'],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'tls-name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT', 'tls-untrusted'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-untrusted'],
    ['CERT_UNTRUSTED', 'tls-untrusted'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-version'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls-version'],
    ['ERR_SSL_VERSION_TOO_LOW', 'tls-version'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tls-version'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong-service'],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'wrong-service'],
    ['ERR_SSL_SOMETHING_NEW', 'probe-failed'],
  ])('of a handshake: %s is %s', (code, outcome) => {
    expect(outcomeOfError(code, 'tls')).toBe(outcome);
  });

  it.each([
    ['HPE_INVALID_CONSTANT', 'wrong-service'],
    ['HPE_HEADER_OVERFLOW', 'http-unexpected'],
    ['HPE_CR_EXPECTED', 'http-unexpected'],
  ])('of a request: %s is %s', (code, outcome) => {
    expect(outcomeOfError(code, 'http')).toBe(outcome);
    expect(outcomeOfError(code, 'https')).toBe('http-unexpected');
    expect(outcomeOfError(code, 'connect')).toBe('probe-failed');
  });

  it.each(['CANCELLED', 'RUN_BUDGET'])('of a stopped run: %s is cancelled everywhere', (code) => {
    expect(activities.map((activity) => outcomeOfError(code, activity))).toEqual(
      activities.map(() => 'cancelled'),
    );
    expect(isCancelCode(code)).toBe(true);
  });

  it.each(['EMFILE', 'NOT_IN_PLAN', 'TypeError', 'UNKNOWN', '', 'constructor', 'toString', '__proto__'])(
    'of anything unknown (%j) is probe-failed, never open',
    (code) => {
      expect(activities.map((activity) => outcomeOfError(code, activity))).toEqual(
        activities.map(() => 'probe-failed'),
      );
      expect(outcomeOfBindError(code, false)).toBe('probe-failed');
      expect(isCancelCode(code)).toBe(false);
    },
  );
});

describe('the outcome of a refusal to listen', () => {
  it.each([
    ['EADDRINUSE', true, 'in-use'],
    ['EADDRINUSE', false, 'in-use'],
    ['EACCES', true, 'no-permission'],
    ['EPERM', true, 'no-permission'],
    ['EACCES', false, 'bind-forbidden'],
    ['EADDRNOTAVAIL', false, 'bind-forbidden'],
    ['CANCELLED', false, 'cancelled'],
  ])('%s on a port that is privileged: %s is %s', (code, isPrivileged, outcome) => {
    expect(outcomeOfBindError(code, isPrivileged)).toBe(outcome);
  });
});

describe('what only BoringSSL refuses', () => {
  it.each([
    ['ERR_SSL_KEY_USAGE_BIT_INCORRECT', 'probe-failed'],
    ['ERR_SSL_HANDSHAKE_FAILURE_ON_CLIENT_HELLO', 'probe-failed'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tls-version'],
    ['ERR_SSL_NO_SHARED_CIPHER', 'tls-version'],
    ['INVALID_CA', 'tls-untrusted'],
  ] as const)(
    '%s is nothing that a program of BoringSSL can tell; by OpenSSL it is %s',
    (code, byOpenSsl) => {
      for (const activity of ['tls', 'service'] as const) {
        expect(outcomeOfError(code, activity, 'boringssl')).toBe('probe-failed');
        expect(outcomeOfError(code, activity, 'openssl')).toBe(byOpenSsl);
      }
    },
  );

  it.each([
    ['CERT_HAS_EXPIRED', 'tls-expired'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-name'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong-service'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls-version'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-version'],
    ['ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME', 'tls-name'],
    ['ECONNRESET', 'reset'],
  ] as const)('%s is not among it: %s by both', (code, outcome) => {
    for (const library of ['boringssl', 'openssl'] as const)
      expect(outcomeOfError(code, 'tls', library)).toBe(outcome);
  });
});

describe('the library that speaks TLS', () => {
  it.each([
    [{ versions: { node: '24.21.0' }, features: {} }, 'openssl'],
    [{ versions: { node: '24.21.0' }, features: { openssl_is_boringssl: false } }, 'openssl'],
    [{ versions: { node: '24.21.0' }, features: { openssl_is_boringssl: true } }, 'boringssl'],
    [{ versions: { node: '22.1.0', electron: '45.0.0' }, features: {} }, 'boringssl'],
  ] as const)('of %j is %s', (program, library) => {
    expect(tlsLibraryOf(program)).toBe(library);
  });
});
