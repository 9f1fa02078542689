import { openConnection } from './open-connection.ts';
import { askOverTls, unseenHandshake } from './over-tls.ts';
import type { Probe } from './probe.ts';

/** One handshake and one GET with the first address that accepts a connection: a `tls` and an `http` fact. */
export const https: Probe<'https'> = {
  observe: async (request, context) => {
    const opened = await openConnection(request, context);
    if (opened === null) return [];
    if ('failed' in opened) return [unseenHandshake(request.host, opened.failed)];
    return await askOverTls({ ...opened.connection, proxy: null }, request, context);
  },
  unobserved: ({ host, port }, common) => unseenHandshake(host, { ...common, remotePort: port }),
};
