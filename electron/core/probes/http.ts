import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { hostAndPort, isAddress, isHostName } from '../../../shared/profile/host.ts';
import type { Outcome } from '../../../shared/run/outcome.ts';
import type { Wait } from '../ports.ts';
import { connectToFirst, targetsOf } from './addresses.ts';
import { attempt, localEnd } from './attempt.ts';
import { boundedWait } from './bounded-wait.ts';
import { type Asked, leadsElsewhere, shownLocation } from './http-redirect.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { answerWait, ends, factCommon, type Probe, type RequestOf } from './probe.ts';

/** The largest head of an answer that is read, in bytes. */
const maxHeadBytes = 16 * 1024;
const maxServer = 200;

type HttpRequest = RequestOf<'http'>;

/** The head of an answer, as it came. */
type Head = {
  readonly status: number;
  readonly server: string | null;
  readonly location: string | null;
};

const headOf = ({ statusCode, headers }: IncomingMessage): Head => ({
  status: statusCode ?? 0,
  server: [headers['server']].flat()[0] ?? null,
  location: headers.location ?? null,
});

/** The Host header for a name: with brackets and port where they belong (RFC 9110 section 7.2). */
function hostHeaderText(header: string, port: number): string {
  const name = header.replace(/^\[(.*)\]$/, '$1');
  if (!isAddress(name) && !isHostName(name)) return header;
  return port === 80 ? hostAndPort(name, port).replace(/:80$/, '') : hostAndPort(name, port);
}

/** Asks over an open connection, so that neither a proxy nor a pool can come between, and reads only the head. */
function askForHead(socket: Socket, { path, port, hostHeader }: HttpRequest, wait: Wait): Promise<Head> {
  return boundedWait(wait, (resolve, reject) => {
    const request = httpRequest({
      method: 'GET',
      path,
      createConnection: () => socket,
      setHost: false,
      headers: {
        ...(hostHeader === null ? {} : { Host: hostHeaderText(hostHeader, port) }),
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

/** A redirect to the same host or any other answer below 500 shows that the web server is reached. */
function outcomeOf({ status, location }: Head, elsewhere: (location: string) => boolean): Outcome {
  const isRedirect = status >= 300 && status < 400 && location !== null;
  if (status < 200 || status >= 500 || (isRedirect && elsewhere(location))) return 'http-unexpected';
  return 'open';
}

/** What a head says, fit for a report. */
const shown = ({ status, server, location }: Head, asked: Asked) => ({
  status,
  ...(server === null ? {} : { server: plainText(server, maxServer) }),
  ...(location === null ? {} : { location: shownLocation(location, asked) }),
});

/** One GET over plain HTTP to the first address that accepts a connection. The body is not read. */
export const http: Probe<'http'> = {
  observe: async (request, context) => {
    const { host, hostHeader, path } = request;
    const tried = await connectToFirst(await targetsOf(request, context), context);
    if (tried === null) return [];
    const { target, attempt: connected } = tried;
    if (!connected.ok) {
      const outcome = outcomeOfError(connected.code, 'connect');
      const common = factCommon(outcome, connected, connected.code);
      return [{ kind: 'http', ...common, ...ends(connected.local, target), host, hostHeader, path }];
    }
    const socket = connected.value;
    const localAndRemote = ends(localEnd(socket), target);
    const answer = await attempt(context.clock, () => askForHead(socket, request, answerWait(context)));
    socket.destroy();
    const asked = { host, hostHeader, machine: context.machine };
    const outcome = answer.ok
      ? outcomeOf(answer.value, (location) => leadsElsewhere(location, asked))
      : outcomeOfError(answer.code, 'http');
    const timing = {
      startedAt: connected.startedAt,
      durationMs: connected.durationMs + answer.durationMs,
    };
    return [
      {
        kind: 'http',
        ...factCommon(outcome, timing, answer.ok ? null : answer.code),
        ...localAndRemote,
        host,
        hostHeader,
        path,
        ...(answer.ok ? shown(answer.value, asked) : {}),
      },
    ];
  },
  unobserved: ({ host, port, hostHeader, path }, common) => ({
    kind: 'http',
    ...common,
    remotePort: port,
    host,
    hostHeader,
    path,
  }),
};
