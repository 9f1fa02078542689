import type { Socket } from 'node:net';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';
import type { Wait } from '../base/world.ts';
import { type Greeting, maxGreetingBytes, protocolHeader, readGreeting } from './amqp-message.ts';
import { askFirst } from './ask-first.ts';
import { converse } from './converse.ts';
import type { Probe, ProbeContext } from './probe.ts';
import type { OwnCode } from './probe-error.ts';
import { shakeHands } from './tls-handshake.ts';

const conversation = { opening: protocolHeader, read: readGreeting, maxBytes: maxGreetingBytes };

/** Over TLS the certificate is not looked at here: a `tls` fact shows it. No more than the header is sent. */
async function greet(
  socket: Socket,
  { host, tls }: RequestOf<'amqp'>,
  context: ProbeContext,
  wait: Wait,
): Promise<Greeting> {
  if (!tls) return await converse(socket, conversation, wait);
  const { socket: secure } = await shakeHands(socket, host, context, wait);
  return await converse(secure, conversation, wait).finally(() => secure.destroy());
}

function shown(greeting: Greeting) {
  if (greeting.kind === 'other-version') return { offered: greeting.offered };
  const { product, version, platform, mechanisms } = greeting;
  return {
    ...(product === null ? {} : { product }),
    ...(version === null ? {} : { version }),
    ...(platform === null ? {} : { platform }),
    mechanisms: [...mechanisms],
  };
}

/** AMQP, but not the version that RabbitMQ's clients for .NET speak: for them it is another service. */
const otherVersion: { readonly outcome: 'wrong-service'; readonly code: OwnCode } = {
  outcome: 'wrong-service',
  code: 'AMQP_VERSION',
};

/** The greeting of one address that accepts: is it AMQP 0-9-1, and whose? No login is sent. */
export const amqp: Probe<'amqp'> = {
  observe: async (request, context) => {
    const { host, tls } = request;
    const asked = await askFirst(request, context, (socket, wait) => greet(socket, request, context, wait));
    if (asked === null) return [];
    const { common, answer } = asked;
    const isOther = answer?.kind === 'other-version';
    return [
      {
        kind: 'amqp',
        ...common,
        ...(isOther ? otherVersion : {}),
        host,
        tls,
        ...(answer === null ? {} : shown(answer)),
      },
    ];
  },
  unobserved: ({ host, port, tls }, common) => ({ kind: 'amqp', ...common, remotePort: port, host, tls }),
};
