import type { TLSSocket } from 'node:tls';
import type { Wait } from '../base/world.ts';
import { attempt } from './attempt.ts';
import { boundedWait } from './bounded-wait.ts';
import { openConnection } from './open-connection.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { unseenHandshake } from './over-tls.ts';
import { answerWait, factCommon, type Probe } from './probe.ts';
import { shakeHands } from './tls-handshake.ts';
import { tlsLibrary } from './tls-library.ts';

/** Ends a connection in good order, so that the server sees a whole handshake and not one that was broken off. */
function endInOrder(socket: TLSSocket, wait: Wait): Promise<void> {
  return boundedWait<void>(wait, (resolve) => {
    const done = () => resolve();
    socket.once('error', done).end(done);
    return () => socket.destroy();
  });
}

/** One TLS handshake with one address that accepts a connection, and the certificates that it showed. */
export const tls: Probe<'tls'> = {
  observe: async (request, context) => {
    const { host } = request;
    const opened = await openConnection(request, context);
    if (opened === null) return [];
    if ('failed' in opened) return [unseenHandshake(host, opened.failed)];
    const { socket, startedAt, ...connected } = opened.connection;
    const shaken = await attempt(context.clock, async () => {
      const secure = await shakeHands(socket, host, context, answerWait(context));
      await endInOrder(secure.socket, answerWait(context));
      return secure.seen;
    });
    socket.destroy();
    const { code, outcome } = shaken.ok
      ? shaken.value
      : { code: shaken.code, outcome: outcomeOfError(shaken.code, 'tls') };
    const durationMs = connected.durationMs + shaken.durationMs;
    const common = factCommon(outcome, { startedAt, durationMs }, code);
    const protocol = shaken.ok ? shaken.value.protocol : null;
    return [
      {
        kind: 'tls',
        ...common,
        ...connected.ends,
        host,
        tlsLibrary,
        ...(protocol === null ? {} : { protocol }),
        chain: shaken.ok ? shaken.value.chain : [],
      },
    ];
  },
  unobserved: ({ host, port }, common) => unseenHandshake(host, { ...common, remotePort: port }),
};
