import { askFirst } from './ask-first.ts';
import { converse } from './converse.ts';
import { fixedPort, type Probe } from './probe.ts';
import { encodePreLogin, maxPreLoginBytes, readPreLogin } from './tds-message.ts';

/** One PRELOGIN to one address that accepts: is it SQL Server, which one, and does it want encryption? */
export const tds: Probe<'tds'> = {
  observe: async (request, context) => {
    const { host, instance } = request;
    const conversation = {
      opening: encodePreLogin(instance),
      read: readPreLogin,
      maxBytes: maxPreLoginBytes,
    };
    const asked = await askFirst(request, context, (socket, wait) => converse(socket, conversation, wait));
    if (asked === null) return [];
    const { common, answer } = asked;
    const encryption = answer?.encryption ?? null;
    const matches = answer?.instanceMatches ?? null;
    return [
      {
        kind: 'tds',
        ...common,
        host,
        ...(answer === null ? {} : { version: answer.version }),
        ...(encryption === null ? {} : { encryption }),
        ...(instance === null ? {} : { instance }),
        ...(instance === null || matches === null ? {} : { instanceMatches: matches }),
      },
    ];
  },
  unobserved: ({ host, port }, common) => ({
    kind: 'tds',
    ...common,
    ...fixedPort(port),
    host,
  }),
};
