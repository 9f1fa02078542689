import { most } from '../../../shared/words/lengths.ts';
import type { SocketAddress } from '../base/world.ts';
import { maxDnsServers } from './dns.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { connectWait, ends, factCommon, type Probe, type ProbeContext } from './probe.ts';

/** What getaddrinfo says both of a name server that is silent and of one that answers with an error (RFC 3493, section 6.1). */
const ambiguous: readonly string[] = ['EAI_AGAIN', 'EAI_FAIL'];

/** A name server that answered with an error, and that error. */
type Refusing = { readonly server: SocketAddress; readonly code: string };

/**
 * Which name server answers with an error for a name: the system's resolver does not tell, so each is asked itself. Null
 * where none does, or one of them knows the name.
 */
async function serverInError(host: string, context: ProbeContext): Promise<Refusing | null> {
  const servers = context.network.dnsServers().slice(0, maxDnsServers);
  const answers = await Promise.all(
    servers.map(async (server) => ({
      server,
      answer: await context.network.queryDns({ server, name: host, recordType: 'A' }, connectWait(context)),
    })),
  );
  if (answers.some(({ answer }) => answer.ok)) return null;
  const failed = answers.flatMap(({ server, answer }) =>
    !answer.ok && outcomeOfError(answer.code, 'dns') === 'dns-error' ? [{ server, code: answer.code }] : [],
  );
  return failed[0] ?? null;
}

/** All addresses of a name, as every program of this machine gets them. */
export const resolve: Probe<'resolve'> = {
  observe: async ({ host }, context) => {
    const found = await context.resolve(host);
    if (found.ok)
      return [
        {
          kind: 'resolve',
          ...factCommon('resolved', found),
          host,
          addresses: found.value.slice(0, most.addresses),
        },
      ];
    const error = ambiguous.includes(found.code) ? await serverInError(host, context) : null;
    const outcome = error === null ? outcomeOfError(found.code, 'lookup') : 'dns-error';
    return [
      {
        kind: 'resolve',
        ...factCommon(outcome, found, error?.code ?? found.code),
        ...ends(null, error?.server ?? null),
        host,
        addresses: [],
      },
    ];
  },
  unobserved: ({ host }, common) => ({ kind: 'resolve', ...common, host, addresses: [] }),
};
