import { hostAndPort, isAddress, isHostName, isLoopback } from '../../../shared/profile/host.ts';
import { connectToFirst, targetsOf } from './addresses.ts';
import { attempt, localEnd } from './attempt.ts';
import { answerOf, askForHead, shownHead } from './http-head.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { answerWait, ends, factCommon, type Probe } from './probe.ts';
import { asciiName } from './tls-handshake.ts';

/** The Host header for a name: ASCII, with brackets and port where they belong (RFC 9110 section 7.2). */
function hostHeaderText(header: string, port: number): string {
  const name = header.replace(/^\[(.*)\]$/, '$1');
  if (!isAddress(name) && !isHostName(name)) return header;
  const named = hostAndPort(asciiName(name), port);
  return port === 80 ? named.replace(/:80$/, '') : named;
}

/** One GET over plain HTTP to the first address that accepts a connection. The body is not read. */
export const http: Probe<'http'> = {
  observe: async (request, context) => {
    const { host, port, hostHeader, path } = request;
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
    const header = hostHeader === null ? null : hostHeaderText(hostHeader, port);
    const head = await attempt(context.clock, () =>
      askForHead(socket, { path, hostHeader: header }, answerWait(context)),
    );
    socket.destroy();
    const asked = { host, hostHeader, machine: context.machine };
    const answer = head.ok
      ? answerOf(head.value, asked, isLoopback(target.address))
      : { outcome: outcomeOfError(head.code, 'http'), code: head.code };
    const timing = { startedAt: connected.startedAt, durationMs: connected.durationMs + head.durationMs };
    return [
      {
        kind: 'http',
        ...factCommon(answer.outcome, timing, answer.code),
        ...localAndRemote,
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
