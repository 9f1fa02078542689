import { isLoopback } from '../../../shared/profile/host.ts';
import { connectToFirst, targetsOf } from './addresses.ts';
import { localEnd } from './attempt.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { askOverTls } from './over-tls.ts';
import { ends, factCommon, type Probe } from './probe.ts';

/** One handshake and one GET with the first address that accepts a connection: a `tls` and an `http` fact. */
export const https: Probe<'https'> = {
  observe: async (request, context) => {
    const { host } = request;
    const tried = await connectToFirst(await targetsOf(request, context), context);
    if (tried === null) return [];
    const { target, attempt: connected } = tried;
    if (!connected.ok) {
      const outcome = outcomeOfError(connected.code, 'connect');
      const common = factCommon(outcome, connected, connected.code);
      return [{ kind: 'tls', ...common, ...ends(connected.local, target), host, chain: [] }];
    }
    const way = {
      socket: connected.value,
      startedAt: connected.startedAt,
      durationMs: connected.durationMs,
      ends: ends(localEnd(connected.value), target),
      proxy: null,
      isLocal: isLoopback(target.address),
    };
    return await askOverTls(way, request, context);
  },
  unobserved: ({ host, port }, common) => ({ kind: 'tls', ...common, remotePort: port, host, chain: [] }),
};
