import { askFirst } from './ask-first.ts';
import { converse } from './converse.ts';
import type { Probe } from './probe.ts';
import { encodeConnect, maxTnsBytes, readTnsAnswer } from './tns-message.ts';

/** One CONNECT to one address that accepts: is it an Oracle listener, and does it know the service? */
export const tns: Probe<'tns'> = {
  observe: async (request, context) => {
    const { host, serviceName } = request;
    const conversation = { opening: encodeConnect(serviceName), read: readTnsAnswer, maxBytes: maxTnsBytes };
    const asked = await askFirst(request, context, (socket, wait) => converse(socket, conversation, wait));
    if (asked === null) return [];
    const { common, answer: told } = asked;
    const { answer, version = null, errorNumber = null, redirect = null } = told ?? {};
    return [
      {
        kind: 'tns',
        ...common,
        host,
        ...(serviceName === null ? {} : { serviceName }),
        ...(answer === undefined ? {} : { answer }),
        ...(version === null ? {} : { version }),
        ...(errorNumber === null ? {} : { errorNumber }),
        ...(redirect === null ? {} : { redirect }),
      },
    ];
  },
  unobserved: ({ host, port }, common) => ({ kind: 'tns', ...common, remotePort: port, host }),
};
