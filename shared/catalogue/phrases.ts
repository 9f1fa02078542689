/**
 * Parts of sentences that a finding puts together, with braces of their own. A result holds their names and never their
 * words, so that what stands around a value is always the catalogue's own. A name is never used again for something
 * else.
 */
export const phrases = {
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
  'redirects-to': 'redirects to {location}',
  'listens-on': '{program} on {address}',
  'process-listens-on': '{program} {pid} on {address}',
  'proxy-note': '; moreover {source} sends requests for {names} to the proxy {proxy}',
  'server-named': 'server {server}',

  'hosts-file-silent': '{path} does not name localhost',
  'hosts-file-says': 'in {path} {lines}',
  'hosts-line': 'line {number} gives it {address}',
  'system-asks': 'the system asks {sources}',
  'dns-server-answers': 'the DNS server {server} answers {addresses}',
  'dns-server-says': 'the DNS server {server} says: {outcome}',
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

  answered: ': {parts}',
  'http-status-by': 'HTTP {status} ({server})',
  'certificate-until': 'certificate until {day}',
  'with-version': '{product} {version}',
  encryption: 'encryption {encryption}',
  'path-is-open': ': the path is open, or a firewall rejects with a reset',
  'on-host-path-proven': ' on {host}; only then is the whole path proven',
  'service-with-instance': '{service} (instance {instance})',
  'service-with-service': '{service} (service {instance})',
  'host-and-instance': '{host}\\{instance}',
  'and-use': '; {use}',
  'says-nothing': 'is open but says nothing',
  'hangs-up-when-asked': 'is open but hangs up when it is asked',
  'is-another-service': 'answers, but is not {service}',
  'expired-on': 'expired on {day}',
  'holds-from': 'holds from {day} on',
  'does-not-hold': 'does not hold now',

  'through-proxy': 'through the proxy {proxy}',
  'outcome-with-code': '{outcome} ({code})',
  'outcome-and-code': '{outcome}, {code}',
} as const;

export type PhraseName = keyof typeof phrases;

type NamesIn<T extends string> = T extends `${string}{${infer N}}${infer R}` ? N | NamesIn<R> : never;

/** The parameters that a phrase needs. */
export type PhraseNames<P extends PhraseName> = NamesIn<(typeof phrases)[P]>;
