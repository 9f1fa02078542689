import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { outcomeWords } from '../../probe/outcome.ts';
import { isLoopback } from '../../profile/host.ts';
import { type Parameter, param } from '../parameter.ts';
import { responseCode } from './connections.ts';

type HostsFile = FactOf<'hosts-file'>;

const pathOf = (file: HostsFile | undefined): Parameter =>
  file === undefined ? param.keep('the hosts file') : param.file(file.path);

const hosts = (addresses: readonly string[]): Parameter => param.list('comma', addresses.map(param.host));

function hostsFileSays(file: HostsFile | undefined): Parameter {
  if (file === undefined || file.outcome !== 'read') return param.keep('the hosts file could not be read');
  const path = param.file(file.path);
  if (file.encoding === 'utf-16') return param.phrase('hosts-file-utf-16', { path });
  if (file.encoding === 'utf-8-bom' && file.lines.length === 0)
    return param.phrase('hosts-file-mark', { path });
  if (file.lines.length === 0) return param.phrase('hosts-file-silent', { path });
  const lines = file.lines.map(({ number, address }) =>
    param.phrase('hosts-line', { number: param.number(number), address: param.host(address) }),
  );
  return param.phrase('hosts-file-says', { path, lines: param.list('comma', lines) });
}

function orderSays(facts: readonly Fact[]): readonly Parameter[] {
  const sources = factsOf(facts, 'name-order')[0]?.sources ?? [];
  return sources.length === 0
    ? []
    : [param.phrase('system-asks', { sources: param.list('comma', sources.map(param.program)) })];
}

/** What one DNS server said to both questions: addresses, or the milder of its two refusals. */
function serverSays(name: string, answers: readonly FactOf<'dns'>[]): Parameter {
  const server = param.host(name);
  const addresses = answers.flatMap((answer) => answer.addresses);
  if (addresses.length > 0)
    return param.phrase('dns-server-answers', { server, addresses: hosts(addresses) });
  const said = answers.find(({ outcome }) => outcome === 'dns-not-found') ?? answers[0];
  const word = param.keep(outcomeWords[said?.outcome ?? 'unavailable']);
  const outcome =
    said?.outcome === 'dns-error'
      ? param.phrase('outcome-with-code', { outcome: word, code: responseCode(said.code) })
      : word;
  return param.phrase('dns-server-says', { server, outcome });
}

function serversSay(facts: readonly Fact[]): readonly Parameter[] {
  const answers = factsOf(facts, 'dns');
  const servers = [...new Set(answers.flatMap(({ remoteAddress }) => remoteAddress ?? []))];
  if (servers.length === 0)
    return answers.some(({ code }) => code === 'NO_DNS_SERVER')
      ? [param.keep('no DNS server is configured')]
      : [];
  return servers.map((server) =>
    serverSays(
      server,
      answers.filter(({ remoteAddress }) => remoteAddress === server),
    ),
  );
}

/** Everything that decides what `localhost` means here, for a sentence: hosts file, order, DNS servers. */
export const localhostEvidence = (facts: readonly Fact[]): Parameter =>
  param.list('semicolon', [
    hostsFileSays(factsOf(facts, 'hosts-file')[0]),
    ...orderSays(facts),
    ...serversSay(facts),
  ]);

/** Whether DNS is asked before the hosts file, so that a line there would not help. */
function isDnsFirst(facts: readonly Fact[]): boolean {
  const sources = factsOf(facts, 'name-order')[0]?.sources ?? [];
  const files = sources.indexOf('files');
  const dns = sources.indexOf('dns');
  return dns >= 0 && (files < 0 || dns < files);
}

/** Where the order of look-ups is set. */
const order = {
  windows:
    'give HostsPriority a lower number than DnsPriority under HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\ServiceProvider (500 and 2000 are usual)',
  other: 'put files before dns in the line "hosts:" of /etc/nsswitch.conf',
} as const;

const isWindowsPath = (path: string): boolean => /^[a-z]:\\/i.test(path);

function takeOut(wrong: HostsFile['lines'], path: Parameter): readonly Parameter[] {
  if (wrong.length === 0) return [];
  const lines = param.list(
    'comma',
    wrong.map(({ number }) => param.number(number)),
  );
  return [param.phrase(wrong.length === 1 ? 'take-out-line' : 'take-out-lines', { lines, path })];
}

function removeRecords(facts: readonly Fact[]): readonly Parameter[] {
  const lies = factsOf(facts, 'dns').filter(({ addresses }) =>
    addresses.some((address) => !isLoopback(address)),
  );
  return [...new Set(lies.map(({ remoteAddress }) => remoteAddress))].map((server) =>
    server === undefined
      ? param.phrase('remove-record-asked', {})
      : param.phrase('remove-record', { server: param.host(server) }),
  );
}

/**
 * The exact steps after which `localhost` means 127.0.0.1 alone, for a sentence that begins "On this machine,": which
 * lines to change, which to add, what to have removed from which DNS server.
 * @param withIpv6 whether ::1 may stay
 */
export function localhostRepair(facts: readonly Fact[], withIpv6: boolean): Parameter {
  const file = factsOf(facts, 'hosts-file')[0];
  const path = pathOf(file);
  const isRight = (address: string): boolean => address === '127.0.0.1' || (withIpv6 && address === '::1');
  const wrong = (file?.lines ?? []).filter(({ address }) => !isRight(address));
  const isNamed = file?.lines.some(({ address }) => address === '127.0.0.1') === true;
  const steps = [
    ...(file?.encoding === undefined ? [] : [param.phrase('save-plain', { path })]),
    ...takeOut(wrong, path),
    ...(isNamed ? [] : [param.phrase('add-line', { path })]),
    ...(isDnsFirst(facts)
      ? [param.keep(order[file !== undefined && isWindowsPath(file.path) ? 'windows' : 'other'])]
      : []),
    ...removeRecords(facts),
  ];
  return steps.length === 0 ? param.phrase('check-lines', { path }) : param.list('semicolon', steps);
}
