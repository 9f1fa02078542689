import { type Contacted, dnsServerHost } from '../../../shared/run/result.ts';
import { compareText } from '../../../shared/words/compare-text.ts';
import { merged } from '../../../shared/words/merged.ts';
import type { Network, SocketAddress } from '../base/world.ts';

const inOrder = (left: Contacted, right: Contacted): number =>
  compareText(left.host, right.host) || left.port - right.port || compareText(left.address, right.address);

/** One attempt to reach something. */
export type Contact = Omit<Contacted, 'count'>;

/** Every host, address and port that was to be reached, with the number of attempts; sorted. */
export function sumContacts(contacts: readonly Contact[]): readonly Contacted[] {
  const counts = new Map<string, { readonly contact: Contact; count: number }>();
  for (const contact of contacts) {
    const key = JSON.stringify([contact.host, contact.address, contact.port, contact.protocol]);
    const counted = counts.get(key);
    if (counted === undefined) counts.set(key, { contact, count: 1 });
    else counted.count += 1;
  }
  return [...counts.values()].map(({ contact, count }) => merged(contact, { count })).sort(inOrder);
}

/** A network that counts, and what it has counted so far. */
export type CountedNetwork = {
  readonly network: Network;
  /** Every host, address and port that something was sent to, with the number of attempts; sorted. */
  readonly contacted: () => readonly Contacted[];
};

/**
 * Counts every attempt to reach something, so that a report can say what was contacted and how often.
 * @param onContact hears of each attempt before it is made
 */
export function countContacts(
  network: Network,
  onContact: (contact: Contact) => void = () => undefined,
): CountedNetwork {
  const contacts: Contact[] = [];
  const count = (host: string, { address, port }: SocketAddress, protocol?: 'UDP'): void => {
    const contact: Contact = { host, address, port, ...(protocol === undefined ? {} : { protocol }) };
    contacts.push(contact);
    onContact(contact);
  };
  return {
    network: {
      lookup: network.lookup,
      dnsServers: network.dnsServers,
      bind: network.bind,
      connect: (target, wait) => {
        count(target.host, target);
        return network.connect(target, wait);
      },
      askSqlBrowser: (target, instance, wait) => {
        count(target.host, target, 'UDP');
        return network.askSqlBrowser(target, instance, wait);
      },
      queryDns: (question, wait) => {
        count(dnsServerHost, question.server);
        return network.queryDns(question, wait);
      },
    },
    contacted: () => sumContacts(contacts),
  };
}
