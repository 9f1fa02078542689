import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import tlsModule, { type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { Certificate } from '../../../shared/probe/fact.ts';
import { isAddress } from '../../../shared/profile/host.ts';
import { codeOf } from '../base/error-code.ts';
import type { Wait } from '../base/world.ts';
import { boundedWait } from './bounded-wait.ts';
import { certificatesOf, toCertificate } from './certificate-chain.ts';
import type { ProbeContext } from './probe.ts';

/** What a finished handshake showed. */
export type Handshake = {
  readonly protocol: string | null;
  readonly chain: Certificate[];
  /** Why this machine does not accept the certificate; null when it is in order. */
  readonly code: string | null;
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
type Trust = Pick<ProbeContext, 'trust' | 'leadsToPublicAuthority'>;

function observed(socket: TLSSocket, host: string, context: Trust): Handshake {
  const leaf = socket.getPeerCertificate(true);
  const nameError = socket.authorized ? tlsModule.checkServerIdentity(asciiName(host), leaf) : undefined;
  const trustCode = socket.authorized ? null : authorizationCode(socket.authorizationError);
  const certificates = certificatesOf(leaf);
  return {
    protocol: socket.getProtocol(),
    chain: certificates.map(toCertificate),
    code: nameError === undefined ? trustCode : codeOf(nameError),
    isPublic: () => context.leadsToPublicAuthority(certificates.map(({ raw }) => new X509Certificate(raw))),
  };
}

/**
 * A handshake over an open connection. Verification is switched off only so that a faulty certificate can be shown:
 * what this machine thinks of it is in `seen.code`.
 */
export function shakeHands(raw: Socket, host: string, context: Trust, wait: Wait): Promise<SecureConnection> {
  const made: { socket: TLSSocket | null } = { socket: null };
  const shaking = boundedWait<SecureConnection>(wait, (resolve, reject) => {
    const socket = tlsModule.connect({
      socket: raw,
      secureContext: context.trust(),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(isAddress(host) ? {} : { servername: asciiName(host) }),
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
    socket.once('error', reject).once('secureConnect', onSecure);
    return () => socket.off('error', reject).off('secureConnect', onSecure);
  });
  return shaking.catch((error: unknown) => {
    made.socket?.destroy();
    throw error;
  });
}
