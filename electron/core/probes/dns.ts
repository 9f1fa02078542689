import type { Fact } from '../../../shared/probe/fact.ts';
import { most } from '../../../shared/words/lengths.ts';
import type { DnsQuestion, SocketAddress } from '../base/world.ts';
import { failedAttempt } from './attempt.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { connectWait, ends, factCommon, type Probe, type ProbeContext } from './probe.ts';

/** The most DNS servers that are asked. Resolvers use three at most (resolv.conf(5), MAXNS). */
export const maxDnsServers = 4;

const recordTypes = ['A', 'AAAA'] as const;

async function ask(question: DnsQuestion, context: ProbeContext): Promise<Fact> {
  const { server, name, recordType } = question;
  const answer = await context.network.queryDns(question, connectWait(context));
  const code = answer.ok ? null : answer.code;
  const outcome = answer.ok ? 'resolved' : outcomeOfError(answer.code, 'dns');
  return {
    kind: 'dns',
    ...factCommon(outcome, answer, code),
    ...ends(null, server),
    name,
    recordType,
    addresses: answer.ok ? answer.value.slice(0, most.addresses) : [],
  };
}

const questionsTo = (server: SocketAddress, name: string): readonly DnsQuestion[] =>
  recordTypes.map((recordType) => ({ server, name, recordType }));

/** What each DNS server of this machine answers for a name, without the hosts file. */
export const dns: Probe<'dns'> = {
  observe: async (request, context) => {
    const servers = context.network.dnsServers().slice(0, maxDnsServers);
    if (servers.length === 0) {
      const none = failedAttempt(context.clock, 'NO_DNS_SERVER');
      return [dns.unobserved(request, factCommon('unavailable', none, 'NO_DNS_SERVER'), context.platform)];
    }
    const questions = servers.flatMap((server) => questionsTo(server, request.name));
    return await Promise.all(questions.map((question) => ask(question, context)));
  },
  unobserved: ({ name }, common) => ({ kind: 'dns', ...common, name, recordType: 'A', addresses: [] }),
};
