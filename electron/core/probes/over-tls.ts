import type { Fact, FactOf } from '../../../shared/probe/fact.ts';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { attempt } from './attempt.ts';
import { answerOf, askForHead, shownHead } from './http-head.ts';
import type { OpenConnection } from './open-connection.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { answerWait, type FactCommon, factCommon, type ProbeContext, requestWait } from './probe.ts';
import type { OwnCode } from './probe-error.ts';
import { asciiName, type Handshake, shakeHands } from './tls-handshake.ts';
import { tlsLibrary } from './tls-library.ts';

/** What is asked over TLS; see the requests `https` and `proxy-connect`. */
type Wanted = RequestOf<'https' | 'proxy-connect'>;

/** An open connection to a web server, directly or through a proxy's tunnel. */
export type OpenWay = OpenConnection & {
  /** The proxy as text; null for a direct connection. */
  readonly proxy: string | null;
};

/** The fact of a handshake of which nothing was seen. */
export const unseenHandshake = (host: string, common: FactCommon): FactOf<'tls'> => ({
  kind: 'tls',
  ...common,
  host,
  tlsLibrary,
  chain: [],
});

const privateIssuer: OwnCode = 'PRIVATE_ISSUER';

/**
 * What a handshake means. A public name whose certificate does not lead to a public authority was answered by somebody
 * on the way, whether this machine trusts him (`PRIVATE_ISSUER`), or not (the code says why), or nobody can tell.
 */
function judged({ code, outcome, chain, isPublic }: Handshake, issuer: Wanted['issuer']) {
  const isIntercepted =
    issuer === 'public' && chain.length > 0 && outcome !== 'tls-unverified' && !isPublic();
  return isIntercepted
    ? ({ outcome: 'tls-intercepted', code: code ?? privateIssuer } as const)
    : { outcome, code };
}

/** The Host header over TLS: the port is named unless it is the default one (RFC 9110 section 7.2). */
function hostHeaderText(host: string, port: number): string {
  const named = hostAndPort(asciiName(host), port);
  return port === 443 ? named.replace(/:443$/, '') : named;
}

/**
 * A handshake and one GET over a connection: a `tls` fact, and an `http` fact when the handshake came about. The request
 * carries nothing of value, so it is made whatever the certificate is: the answer tells who sent it. Ends the
 * connection.
 */
export async function askOverTls(
  way: OpenWay,
  request: Wanted,
  context: ProbeContext,
): Promise<readonly Fact[]> {
  const { host, port, path, issuer } = request;
  const { startedAt } = way;
  const proxy = way.proxy === null ? {} : { proxy: way.proxy };
  const shaken = await attempt(context.clock, () =>
    shakeHands(way.socket, host, context, answerWait(context)),
  );
  const untilSecure = { startedAt, durationMs: way.durationMs + shaken.durationMs };
  if (!shaken.ok) {
    way.socket.destroy();
    const common = factCommon(outcomeOfError(shaken.code, 'tls'), untilSecure, shaken.code);
    return [{ ...unseenHandshake(host, { ...common, ...way.ends }), ...proxy }];
  }
  const { socket, seen } = shaken.value;
  const { outcome, code } = judged(seen, issuer);
  const hostHeader = hostHeaderText(host, port);
  const head = await attempt(context.clock, () =>
    askForHead(socket, { path, hostHeader }, requestWait(request, context)),
  );
  socket.destroy();
  way.socket.destroy();
  const asked = { host, hostHeader, machine: context.machine };
  const answer = head.ok
    ? answerOf(head.value, asked, way.isLocal)
    : { outcome: outcomeOfError(head.code, 'https'), code: head.code };
  const untilAnswer = { startedAt, durationMs: untilSecure.durationMs + head.durationMs };
  return [
    {
      kind: 'tls',
      ...factCommon(outcome, untilSecure, code),
      ...way.ends,
      host,
      ...proxy,
      tlsLibrary,
      ...(seen.protocol === null ? {} : { protocol: seen.protocol }),
      chain: seen.chain,
      ...(outcome === 'open' ? { publicAuthority: seen.isPublic() } : {}),
    },
    {
      kind: 'http',
      ...factCommon(answer.outcome, untilAnswer, answer.code),
      ...way.ends,
      host,
      ...proxy,
      scheme: 'https',
      hostHeader,
      path,
      ...(head.ok ? shownHead(head.value, asked) : {}),
    },
  ];
}
