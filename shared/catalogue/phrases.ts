/**
 * Parts of sentences that a finding puts together, with braces of their own. A result holds their names and never their
 * words, so that what stands around a value is always the catalogue's own. A name is never used again for something
 * else.
 */
export const phrases = {
  'used-by-none': 'No release up to 11.43.0 is published to use this port',
  'used-since': 'The platform uses this port from OutSystems {release} on',
  'and-more': '{names} and {count} more',
  quoted: '"{name}"',
  'one-day': '1 day',
  days: '{count} days',
  'day-and-month': '{day} {month}',
  'day-month-and-year': '{day} {month} {year}',
  'windows-service': 'the Windows service "{service}"',

  'program-and-process': '{program} (process {pid})',
  'services-hosted': ', services {services}',
  'service-hosted': ', service {services}',
  'addresses-reserved': ', with {addresses} reserved there',
  'after-each-other': '{first}{second}',
  'port-range': '{from} to {to}',
  'reserved-range': 'reserved: {range}',
  'is-not-running': '{service} is not running',
  'is-in-state': '{service} is not running (state {state}, start mode {startMode})',
  'runs-without-port': '{service} runs, but it has not opened its port, or it has another one',
  'and-it-runs': '; {service} runs',
  'and-cause': '; {cause}',
  'start-here': 'Start {service} on this machine',
  'start-service': 'Start {service} in services.msc',
  'enable-and-start': 'Set {service} to start automatically, start it',
  'wait-or-compare':
    'Wait until {service} is initialised, or compare its port in the Configuration Tool with the profile,',

  'answer-as': '{answer} as {name}',
  'http-status': 'HTTP {status}',
  'answers-status': 'answers {status}',
  'unreadable-answer': 'a head that cannot be read, {code}',
  'and-redirects-to': ', a redirect to {location}',
  'no-answer-with-code': 'nothing ({code})',
  'redirects-to': 'redirects to {location}',
  'listens-on': '{program} on {address}',
  'process-listens-on': '{program} {pid} on {address}',
  'proxy-note': '; moreover {source} sends requests for {names} to the proxy {proxy}',
  'status-and-sub-status': '{status}.{subStatus}',
  'server-named': 'server {server}',

  'hosts-file-utf-16': '{path} is written in UTF-16, of which no line is read',
  'hosts-file-mark':
    '{path} begins with a byte order mark, so that its first line is not read, and does not name localhost',
  'save-plain': 'save {path} as ANSI, or as UTF-8 without a byte order mark',
  'hosts-file-silent': '{path} does not name localhost',
  'hosts-file-says': 'in {path} {lines}',
  'hosts-line': 'line {number} gives it {address}',
  'system-asks': 'the system asks {sources}',
  'dns-server-answers': 'the DNS server {server} answers {addresses}',
  'dns-server-says': 'the DNS server {server} says: {outcome}',
  'server-is-silent': 'the name server {server} does not answer',
  'server-is-silent-about': 'the name server {server} does not answer questions for {recordType}',
  'name-server': 'Name server {server}',
  'take-out-line': 'take localhost out of line {lines} of {path}',
  'take-out-lines': 'take localhost out of lines {lines} of {path}',
  'add-line': 'add the line "127.0.0.1 localhost" to {path}',
  'remove-record': 'have the record for localhost removed from the DNS server {server}',
  'remove-record-asked': 'have the record for localhost removed from the DNS server that was asked',
  'check-lines': 'check every line of {path} that names localhost',

  'the-network': 'the {network} network that this machine is in',
  'the-networks': 'the {networks} networks that this machine is in',

  'changed-port': '{service} {port} (default {usual})',
  'instance-port': 'of the instance {instance}',
  'two-services': '{first} and {second} ({port})',
  milliseconds: '{count} ms',

  'came-from':
    'it saw the connection come from {seen}, which was {own} when it left (translation of addresses, or a relay)',
  'or-spread': ', or a load balancer spreads the requests of one client over several listeners',
  'arrived-at': 'it arrived at {arrived} (translation of addresses, or a virtual address)',
  'answered-later':
    'it answered in {answer} where the connection took {connection}, so that a device on the way accepts connections itself',
  visitor: '{name} from {peer}{through} at {time} (report {report}, key {key})',
  'left-as': ', which left as {own} (translation of addresses, or a relay)',
  'dialled-as': ', which dialled {dialled} (translation of addresses, or a virtual address)',
  'left-and-dialled-as':
    ', which left as {own} and dialled {dialled} (translation of addresses, a relay, or a virtual address)',
  'sent-elsewhere': '{name} sent it to {wanted}',
  others: '{count} more',
  answered: ': {parts}',
  'http-status-by': 'HTTP {status} ({server})',
  'certificate-until': 'certificate until {day}',
  'with-version': '{product} {version}',
  encryption: 'encryption {encryption}',
  'holds-for-addresses': '; of the addresses of {host} this holds for {odd}, not for {others}',
  'take-out-addresses':
    '; if {odd} no longer belongs to {host}, have it taken out of that name in DNS or in the hosts file, because which address is used is left to chance',
  'asked-in-part': '{count} of its {open} addresses asked',
  'for-addresses-in-part': ', at {count} of its {open} addresses',
  'with-report': '{name} (report {report})',
  'slowest-address': ' at {address}, the slowest of its {count} addresses',
  'answer-at': '{answer} at {address}',
  'path-is-open': ': the path is open, or a firewall rejects with a reset',
  'on-host-path-proven': ' on {host}; only then is the whole path proven',
  'service-with-instance': '{service} (instance {instance})',
  'service-with-service': '{service} (service {instance})',
  'host-and-instance': '{host}\\{instance}',
  'and-use': '; {use}',
  'says-first': 'says "{greeting}"',
  'is-another-service': 'answers, but is not {service}',
  'large-packets':
    ' (small packets arrive; whether large ones do, which a wrong MTU on the way stops, "ping -f -l 1472 {host}" shows)',
  'expired-on': 'expired on {day}',
  'holds-from': 'holds from {day} on',
  'does-not-hold': 'does not hold now',

  'tunnel-silent': 'it opened the way, but nothing came back: {code}',
  'through-proxy': 'through the proxy {proxy}',
  'nothing-over-ipv6': 'no web server listens there, so that programs turn to 127.0.0.1',
  'same-over-ipv6': 'the web server answers there as on 127.0.0.1 ({answer})',
  'other-over-ipv6': 'the web server differs there: {ipv6} on ::1, {ipv4} on 127.0.0.1',
  'count-of-outcome': '{count} {outcome}',
  'outcome-with-code': '{outcome} ({code})',
  'outcome-and-code': '{outcome}, {code}',
} as const;

export type PhraseName = keyof typeof phrases;

type NamesIn<T extends string> = T extends `${string}{${infer N}}${infer R}` ? N | NamesIn<R> : never;

/** The parameters that a phrase needs. */
export type PhraseNames<P extends PhraseName> = NamesIn<(typeof phrases)[P]>;
