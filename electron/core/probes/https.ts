import { isPatient } from '../../../shared/probe/kinds.ts';
import { openConnection } from './open-connection.ts';
import { askOverTls, unseenHandshake } from './over-tls.ts';
import type { Probe } from './probe.ts';

/** One handshake and one GET with one address that accepts a connection: a `tls` and an `http` fact. */
export const https: Probe<'https'> = {
  observe: async (request, context) => {
    const { host, port } = request;
    const opened = await openConnection({ host, port, yieldsTurn: isPatient(request) }, context);
    if (opened === null) return [];
    if ('failed' in opened) return [unseenHandshake(host, opened.failed)];
    return await askOverTls({ ...opened.connection, proxy: null }, request, context);
  },
  unobserved: ({ host, port }, common) => unseenHandshake(host, { ...common, remotePort: port }),
};
