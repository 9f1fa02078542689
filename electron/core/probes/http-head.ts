import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FactOf } from '../../../shared/probe/fact.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import { longest } from '../../../shared/words/lengths.ts';
import type { Wait } from '../base/world.ts';
import { boundedWait } from './bounded-wait.ts';
import { type Asked, leadsElsewhere, shownLocation } from './http-redirect.ts';
import { plainText } from './plain-text.ts';
import type { OwnCode } from './probe-error.ts';

/** The largest head of an answer that is read, in bytes. */
const maxHeadBytes = 16 * 1024;

/** The head of an answer, as it came. */
export type Head = {
  readonly status: number;
  readonly server: string | null;
  readonly location: string | null;
  /** The first header that somebody between client and server added, with its name; null when there is none. */
  readonly via: string | null;
};

/** Headers that proxies and caches add, and web servers do not. */
const proxyHeaders = [
  'via',
  'x-cache',
  'x-cache-lookup',
  'x-squid-error',
  'x-bluecoat-via',
  'proxy-agent',
  'proxy-connection',
  'proxy-authenticate',
] as const;

/** How proxies call themselves in the Server header. */
const proxyProducts =
  /\b(squid|tinyproxy|privoxy|polipo|ccproxy|zscaler|blue ?coat|proxysg|mcafee web gateway|skyhigh|ironport|forcepoint|websense|fortiproxy|cntlm|traffic ?server)\b/i;

function viaOf(headers: IncomingHttpHeaders): string | null {
  const name = proxyHeaders.find((header) => headers[header] !== undefined);
  return name === undefined ? null : `${name}: ${[headers[name] ?? ''].flat().join(', ')}`;
}

/** The head of a response of Node's client. */
export const headOf = ({ statusCode, headers }: IncomingMessage): Head => ({
  status: statusCode ?? 0,
  server: [headers['server']].flat()[0] ?? null,
  location: headers.location ?? null,
  via: viaOf(headers),
});

/** Asks over an open connection, so that neither a proxy nor a pool can come between, and reads only the head. */
export function askForHead(
  socket: Socket,
  { path, hostHeader }: { readonly path: string; readonly hostHeader: string | null },
  wait: Wait,
): Promise<Head> {
  return boundedWait(wait, (resolve, reject) => {
    const request = httpRequest({
      method: 'GET',
      path,
      createConnection: () => socket,
      setHost: false,
      headers: {
        ...(hostHeader === null ? {} : { Host: hostHeader }),
        Accept: '*/*',
        Connection: 'close',
        'User-Agent': 'Netready',
      },
      maxHeaderSize: maxHeadBytes,
      insecureHTTPParser: false,
    });
    request.on('error', reject);
    request.once('response', (response) => resolve(headOf(response)));
    request.once('upgrade', (response) => resolve(headOf(response)));
    request.end();
    return () => request.destroy();
  });
}

/** What a head shows of the web server. */
export type Answer = { readonly outcome: Outcome; readonly code: OwnCode | null };

/**
 * A redirect to the same host or any other answer below 500 shows that the web server is reached. Between this machine
 * and itself there is nothing, so that a proxy's traces there mean that it answered in the web server's place.
 * @param isLocal whether the answer came from a loopback address
 */
export function answerOf({ status, server, location, via }: Head, asked: Asked, isLocal: boolean): Answer {
  if (isLocal && (via !== null || proxyProducts.test(server ?? '')))
    return { outcome: 'http-unexpected', code: 'PROXY_ANSWERED' };
  const isElsewhere = status >= 300 && status < 400 && location !== null && leadsElsewhere(location, asked);
  const isOpen = status >= 200 && status < 500 && !isElsewhere;
  return { outcome: isOpen ? 'open' : 'http-unexpected', code: null };
}

/** What a head says, fit for a report. */
export const shownHead = (
  { status, server, location, via }: Head,
  asked: Asked,
): Pick<FactOf<'http'>, 'status' | 'server' | 'location' | 'via'> => ({
  status,
  ...(server === null ? {} : { server: plainText(server, longest.name) }),
  ...(location === null ? {} : { location: shownLocation(location, asked) }),
  ...(via === null ? {} : { via: plainText(via, longest.name) }),
});
