import { isPatient } from '../../../shared/probe/kinds.ts';
import { hostAndPort, isAddress, isHostName } from '../../../shared/profile/host.ts';
import { attempt } from './attempt.ts';
import { answerOf, askForHead, shownHead } from './http-head.ts';
import { openConnection } from './open-connection.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { factCommon, type Probe, requestWait } from './probe.ts';
import { asciiName } from './tls-handshake.ts';

/** The Host header for a name: ASCII, with brackets and port where they belong (RFC 9110 section 7.2). */
function hostHeaderText(header: string, port: number): string {
  const name = header.replace(/^\[(.*)\]$/, '$1');
  if (!isAddress(name) && !isHostName(name)) return header;
  const named = hostAndPort(asciiName(name), port);
  return port === 80 ? named.replace(/:80$/, '') : named;
}

/** One GET over plain HTTP to one address that accepts a connection. The body is not read. */
export const http: Probe<'http'> = {
  observe: async (request, context) => {
    const { host, port, hostHeader, path } = request;
    const opened = await openConnection({ host, port, yieldsTurn: isPatient(request) }, context);
    if (opened === null) return [];
    if ('failed' in opened) return [{ kind: 'http', ...opened.failed, host, hostHeader, path }];
    const { socket, startedAt, isLocal, ...connected } = opened.connection;
    const header = hostHeader === null ? null : hostHeaderText(hostHeader, port);
    const head = await attempt(context.clock, () =>
      askForHead(socket, { path, hostHeader: header }, requestWait(request, context)),
    );
    socket.destroy();
    const asked = { host, hostHeader, machine: context.machine };
    const answer = head.ok
      ? answerOf(head.value, asked, isLocal)
      : { outcome: outcomeOfError(head.code, 'http'), code: head.code };
    const timing = { startedAt, durationMs: connected.durationMs + head.durationMs };
    return [
      {
        kind: 'http',
        ...factCommon(answer.outcome, timing, answer.code),
        ...connected.ends,
        host,
        hostHeader,
        path,
        ...(head.ok ? shownHead(head.value, asked) : {}),
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
