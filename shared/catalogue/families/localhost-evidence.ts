import { type Fact, type FactOf, factsOf } from '../../probe/fact.ts';
import { outcomeWords } from '../../probe/outcome.ts';
import { isLoopback } from '../../profile/host.ts';

type HostsFile = FactOf<'hosts-file'>;

const pathOf = (file: HostsFile | undefined): string => file?.path ?? 'the hosts file';

const linesText = (lines: HostsFile['lines']): string =>
  `${lines.length === 1 ? 'line' : 'lines'} ${lines.map(({ number }) => number).join(', ')}`;

function hostsText(file: HostsFile | undefined): string {
  if (file === undefined || file.outcome !== 'read') return 'the hosts file could not be read';
  if (file.lines.length === 0) return `${file.path} does not name localhost`;
  const lines = file.lines.map(({ number, address }) => `line ${number} gives it ${address}`);
  return `in ${file.path} ${lines.join(', ')}`;
}

function orderText(facts: readonly Fact[]): readonly string[] {
  const sources = factsOf(facts, 'name-order')[0]?.sources ?? [];
  return sources.length === 0 ? [] : [`the system asks ${sources.join(', ')}`];
}

/** What one DNS server said to both questions: addresses, or the milder of its two refusals. */
function serverText(server: string, answers: readonly FactOf<'dns'>[]): string {
  const addresses = answers.flatMap((answer) => answer.addresses);
  if (addresses.length > 0) return `the DNS server ${server} answers ${addresses.join(', ')}`;
  const said = answers.find(({ outcome }) => outcome === 'dns-not-found') ?? answers[0];
  return `the DNS server ${server} says: ${outcomeWords[said?.outcome ?? 'unavailable']}`;
}

function serversText(facts: readonly Fact[]): readonly string[] {
  const answers = factsOf(facts, 'dns');
  const servers = [...new Set(answers.flatMap(({ remoteAddress }) => remoteAddress ?? []))];
  if (servers.length === 0)
    return answers.some(({ code }) => code === 'NO_DNS_SERVER') ? ['no DNS server is configured'] : [];
  return servers.map((server) =>
    serverText(
      server,
      answers.filter(({ remoteAddress }) => remoteAddress === server),
    ),
  );
}

/** Everything that decides what `localhost` means here, for a sentence: hosts file, order, DNS servers. */
export function localhostEvidence(facts: readonly Fact[]): string {
  return [hostsText(factsOf(facts, 'hosts-file')[0]), ...orderText(facts), ...serversText(facts)].join('; ');
}

/** Whether DNS is asked before the hosts file, so that a line there would not help. */
function isDnsFirst(facts: readonly Fact[]): boolean {
  const sources = factsOf(facts, 'name-order')[0]?.sources ?? [];
  const files = sources.indexOf('files');
  const dns = sources.indexOf('dns');
  return dns >= 0 && (files < 0 || dns < files);
}

/**
 * The exact steps after which `localhost` means 127.0.0.1 alone, for a sentence that begins "On this machine,": which
 * lines to change, which to add, what to have removed from which DNS server.
 * @param withIpv6 whether ::1 may stay
 */
export function localhostRepair(facts: readonly Fact[], withIpv6: boolean): string {
  const file = factsOf(facts, 'hosts-file')[0];
  const path = pathOf(file);
  const isRight = (address: string): boolean => address === '127.0.0.1' || (withIpv6 && address === '::1');
  const wrong = (file?.lines ?? []).filter(({ address }) => !isRight(address));
  const isNamed = file?.lines.some(({ address }) => address === '127.0.0.1') === true;
  const liars = [
    ...new Set(
      factsOf(facts, 'dns')
        .filter(({ addresses }) => addresses.some((address) => !isLoopback(address)))
        .map(({ remoteAddress }) => remoteAddress ?? 'that was asked'),
    ),
  ];
  const steps = [
    ...(wrong.length === 0 ? [] : [`take localhost out of ${linesText(wrong)} of ${path}`]),
    ...(isNamed ? [] : [`add the line "127.0.0.1 localhost" to ${path}`]),
    ...(isDnsFirst(facts) ? ['put files before dns in the line "hosts:" of /etc/nsswitch.conf'] : []),
    ...liars.map((server) => `have the record for localhost removed from the DNS server ${server}`),
  ];
  return steps.length === 0 ? `check every line of ${path} that names localhost` : steps.join('; ');
}
