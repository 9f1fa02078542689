import type { Plan } from '../../../shared/plan/plan.ts';
import { groupsByKey } from '../../../shared/words/groups-by-key.ts';
import type { Clock, ConnectTarget, DnsQuestion, Network, SocketAddress } from '../base/world.ts';
import { failedAttempt } from '../probes/attempt.ts';
import type { OwnCode } from '../probes/probe-error.ts';

const refusal: OwnCode = 'NOT_IN_PLAN';

const isSameEnd = (left: SocketAddress, right: SocketAddress): boolean =>
  left.address === right.address && left.port === right.port;

const isSameInstance = (left: string, right: string | undefined): boolean =>
  left.toLowerCase() === right?.toLowerCase();

/**
 * A network that reaches only what the plan lists; everything else fails with `NOT_IN_PLAN` before anything is
 * sent. Allowed are: names of the plan, for the resolver and for the configured DNS servers; hosts and ports of the
 * plan, at an address that is the host itself or that the resolver gave for it in this run; the instances of SQL
 * Server that the plan asks a host for, and the port that SQL Server Browser on that host told for one of them in this
 * run; and local ports that a request of the plan asks about.
 */
export function guardNetwork(
  plan: Pick<Plan, 'contacts' | 'names' | 'probes'>,
  network: Network,
  clock: Clock,
): Network {
  const names = new Set(plan.names);
  const learned = new Map<string, ReadonlySet<string>>();
  const contacts = groupsByKey(plan.contacts, ({ host }) => host);
  const told: { readonly host: string; readonly instance: string; readonly port: number }[] = [];

  const isAddressOf = ({ host, address }: ConnectTarget): boolean =>
    address === host || learned.get(host)?.has(address) === true;
  const isTold = ({ host, port }: ConnectTarget, instance: string | undefined): boolean =>
    told.some(
      (entry) => entry.host === host && entry.port === port && isSameInstance(entry.instance, instance),
    );
  const isListed = (host: string, allows: (contact: Plan['contacts'][number]) => boolean): boolean =>
    contacts.get(host)?.some(allows) === true;
  const allowsTarget = (target: ConnectTarget): boolean =>
    isAddressOf(target) &&
    isListed(
      target.host,
      ({ protocol, port, instance }) =>
        protocol === 'TCP' && (port === null ? isTold(target, instance) : port === target.port),
    );
  const allowsInstance = (target: ConnectTarget, instance: string): boolean =>
    isAddressOf(target) &&
    isListed(target.host, ({ protocol, port }) => protocol === 'UDP' && port === target.port) &&
    plan.probes.some(
      ({ request }) =>
        request.kind === 'sql-browser' &&
        request.host === target.host &&
        isSameInstance(request.instance, instance),
    );
  const allowsQuestion = ({ server, name }: DnsQuestion): boolean =>
    names.has(name) && network.dnsServers().some((known) => isSameEnd(known, server));
  const allowsBind = (local: SocketAddress): boolean =>
    plan.probes.some(({ request }) => request.kind === 'bind' && isSameEnd(request, local));

  return {
    lookup: async (host, wait) => {
      if (!names.has(host)) return failedAttempt(clock, refusal);
      const found = await network.lookup(host, wait);
      if (found.ok) learned.set(host, new Set([...(learned.get(host) ?? []), ...found.value]));
      return found;
    },
    connect: (target, wait) =>
      allowsTarget(target) ? network.connect(target, wait) : Promise.resolve(failedAttempt(clock, refusal)),
    askSqlBrowser: async (target, instance, wait) => {
      if (!allowsInstance(target, instance)) return failedAttempt(clock, refusal);
      const answer = await network.askSqlBrowser(target, instance, wait);
      if (answer.ok && answer.value.tcpPort !== null)
        told.push({ host: target.host, instance, port: answer.value.tcpPort });
      return answer;
    },
    queryDns: async (question, wait) =>
      allowsQuestion(question) ? await network.queryDns(question, wait) : failedAttempt(clock, refusal),
    dnsServers: network.dnsServers,
    bind: async (local, wait) =>
      allowsBind(local) ? await network.bind(local, wait) : failedAttempt(clock, refusal),
  };
}
