import type { Socket } from 'node:net';
import tlsModule, { type TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { isAddress } from '../../../shared/profile/host.ts';
import type { Certificate } from '../../../shared/run/fact.ts';
import type { Wait } from '../ports.ts';
import { connectToFirst, targetsOf } from './addresses.ts';
import { attempt, localEnd } from './attempt.ts';
import { boundedWait } from './bounded-wait.ts';
import { certificateChain } from './certificate-chain.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { answerWait, ends, factCommon, type Probe, type ProbeContext } from './probe.ts';
import { codeOf } from './probe-error.ts';

/** What a finished handshake showed. `code` is null when the certificate is in order. */
type Handshake = {
  readonly protocol: string | null;
  readonly chain: Certificate[];
  readonly code: string | null;
};

/** The name as it stands in certificates and in the handshake: ASCII, without the root's dot (RFC 6066 section 3). */
const asciiName = (host: string): string => domainToASCII(host.replace(/\.$/, ''));

/** Node gives the verification error as a text although its type says Error. */
const authorizationCode = (error: unknown): string => (typeof error === 'string' ? error : codeOf(error));

function observed(socket: TLSSocket, host: string): Handshake {
  const leaf = socket.getPeerCertificate(true);
  const name = isAddress(host) ? host : asciiName(host);
  const nameError = socket.authorized ? tlsModule.checkServerIdentity(name, leaf) : undefined;
  const trustCode = socket.authorized ? null : authorizationCode(socket.authorizationError);
  return {
    protocol: socket.getProtocol(),
    chain: certificateChain(leaf),
    code: nameError === undefined ? trustCode : codeOf(nameError),
  };
}

/** Ends a connection in good order, so that the server sees a whole handshake and not one that was broken off. */
function endAfter<T>(socket: TLSSocket, value: T, done: (value: T) => void): void {
  socket.on('error', () => done(value)).end(() => done(value));
}

/** Verification is switched off only so that a faulty certificate can be shown; nothing is sent over the connection. */
function shakeHands(raw: Socket, host: string, context: ProbeContext, wait: Wait): Promise<Handshake> {
  return boundedWait(wait, (resolve, reject) => {
    const socket = tlsModule.connect({
      socket: raw,
      secureContext: context.trust(),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...(isAddress(host) ? {} : { servername: asciiName(host) }),
    });
    const onSecure = () => {
      try {
        const seen = observed(socket, host);
        socket.off('error', reject);
        endAfter(socket, seen, resolve);
      } catch (error) {
        reject(error);
      }
    };
    socket.on('error', reject).once('secureConnect', onSecure);
    return () => socket.destroy();
  });
}

/** One TLS handshake with the first address that accepts a connection, and the certificates that it showed. */
export const tls: Probe<'tls'> = {
  observe: async (request, context) => {
    const { host } = request;
    const tried = await connectToFirst(await targetsOf(request, context), context);
    if (tried === null) return [];
    const { target, attempt: connected } = tried;
    if (!connected.ok) {
      const outcome = outcomeOfError(connected.code, 'connect');
      const common = factCommon(outcome, connected, connected.code);
      return [{ kind: 'tls', ...common, ...ends(connected.local, target), host, chain: [] }];
    }
    const socket = connected.value;
    const remoteAndLocal = ends(localEnd(socket), target);
    const shaken = await attempt(context.clock, () => shakeHands(socket, host, context, answerWait(context)));
    socket.destroy();
    const code = shaken.ok ? shaken.value.code : shaken.code;
    const outcome = code === null ? 'open' : outcomeOfError(code, 'tls');
    const durationMs = connected.durationMs + shaken.durationMs;
    const common = factCommon(outcome, { startedAt: connected.startedAt, durationMs }, code);
    const protocol = shaken.ok ? shaken.value.protocol : null;
    return [
      {
        kind: 'tls',
        ...common,
        ...remoteAndLocal,
        host,
        ...(protocol === null ? {} : { protocol }),
        chain: shaken.ok ? shaken.value.chain : [],
      },
    ];
  },
  unobserved: ({ host, port }, common) => ({ kind: 'tls', ...common, remotePort: port, host, chain: [] }),
};
