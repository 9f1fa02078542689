import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import tlsModule, { type PeerCertificate, type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { Certificate } from '../../../shared/probe/fact.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import { isAddress } from '../../../shared/profile/host.ts';
import { codeOf } from '../base/error-code.ts';
import type { Wait } from '../base/world.ts';
import { boundedWait } from './bounded-wait.ts';
import { certificatesOf, toCertificate } from './certificate-chain.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import type { ProbeContext } from './probe.ts';
import { ProbeError } from './probe-error.ts';

/** What a finished handshake showed. */
export type Handshake = {
  readonly protocol: string | null;
  readonly chain: Certificate[];
  /** Why this machine does not accept the certificate; null when it is in order. */
  readonly code: string | null;
  /** What that means: `open` when it is in order. */
  readonly outcome: Outcome;
  /** Whether the chain leads to a public authority. */
  readonly isPublic: () => boolean;
};

/** A connection over which both ends speak TLS. Whoever gets it ends or destroys it. */
export type SecureConnection = { readonly socket: TLSSocket; readonly seen: Handshake };

/** A name as it stands in certificates, handshakes and headers: ASCII, without the root's dot (RFC 6066 section 3). */
export const asciiName = (host: string): string =>
  isAddress(host) ? host : domainToASCII(host.replace(/\.$/, ''));

/** Node gives the verification error as a text although its type says Error. */
const authorizationCode = (error: unknown): string => (typeof error === 'string' ? error : codeOf(error));

/** By what a certificate is judged. */
type Judges = Pick<ProbeContext, 'trust' | 'leadsToPublicAuthority'>;

/** Codes that say no more than that an issuer is not among the authorities which were given. */
const unknownIssuer: readonly string[] = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** What a code says of a certificate. Where not every authority is known, an unknown one leaves it open. */
function outcomeOf(code: string | null, isWhole: boolean): Outcome {
  if (code === null) return 'open';
  return !isWhole && unknownIssuer.includes(code) ? 'tls-unverified' : outcomeOfError(code, 'tls');
}

function observed(socket: TLSSocket, host: string, context: Judges): Handshake {
  const leaf = socket.getPeerCertificate(true);
  const nameError = socket.authorized ? tlsModule.checkServerIdentity(asciiName(host), leaf) : undefined;
  const trustCode = socket.authorized ? null : authorizationCode(socket.authorizationError);
  const code = nameError === undefined ? trustCode : codeOf(nameError);
  const certificates = certificatesOf(leaf);
  return {
    protocol: socket.getProtocol(),
    chain: certificates.map(toCertificate),
    code,
    outcome: outcomeOf(code, context.trust().isWhole),
    isPublic: () => context.leadsToPublicAuthority(certificates.map(({ raw }) => new X509Certificate(raw))),
  };
}

/** Alerts with which servers refuse a client that shows no certificate (RFC 5246, section 7.2.2; RFC 8446, section 6.2). */
const refusals: readonly string[] = [
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
];

/**
 * Why a handshake failed. The same alert means two things: before the server has shown its certificate nothing was
 * agreed on; after it, only a certificate of the client is missing.
 */
function failureOf(error: unknown, socket: TLSSocket): unknown {
  const isShown = refusals.includes(codeOf(error)) && shownBy(socket)?.raw !== undefined;
  return isShown ? new ProbeError('CLIENT_CERTIFICATE') : error;
}

/** The certificate that the other end has shown; null once a connection was cut off, which Node's types do not say. */
const shownBy = (socket: TLSSocket): PeerCertificate | null => socket.getPeerCertificate();

/**
 * A handshake over an open connection. Verification is switched off only so that a faulty certificate can be shown:
 * what this machine thinks of it is in `seen.code`.
 * @param alpn the protocols that are offered (RFC 7301); none unless given
 */
export function shakeHands(
  raw: Socket,
  host: string,
  context: Judges,
  wait: Wait,
  alpn: readonly string[] = [],
): Promise<SecureConnection> {
  const made: { socket: TLSSocket | null } = { socket: null };
  const shaking = boundedWait<SecureConnection>(wait, (resolve, reject) => {
    const socket = tlsModule.connect({
      socket: raw,
      secureContext: context.trust().secureContext,
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(isAddress(host) ? {} : { servername: asciiName(host) }),
      ...(alpn.length === 0 ? {} : { ALPNProtocols: [...alpn] }),
    });
    made.socket = socket;
    const onSecure = () => {
      try {
        resolve({ socket, seen: observed(socket, host, context) });
      } catch (error) {
        reject(error);
      }
    };
    socket.on('error', () => undefined);
    const onError = (error: unknown) => reject(failureOf(error, socket));
    socket.once('error', onError).once('secureConnect', onSecure);
    return () => socket.off('error', onError).off('secureConnect', onSecure);
  });
  return shaking.catch((error: unknown) => {
    made.socket?.destroy();
    throw error;
  });
}
