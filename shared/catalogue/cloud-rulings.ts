import type { PhaseRulings, Ruling } from './check.ts';
import type { CloudFinding } from './families/cloud.ts';
import { always } from './families/interrupted.ts';
import { otherNode, reachRulings, unreadStore } from './families/reach.ts';

const networkTeam = (
  verdict: Ruling['verdict'],
  reason: string,
  remedy: string,
  asks: Ruling['asks'] = [],
): PhaseRulings => always({ verdict, reason, remedy, owner: 'network-team', asks });

const passes = (reason: string): PhaseRulings =>
  always({ verdict: 'pass', reason, remedy: null, owner: null });

const allow = 'Allow TCP {port} from {source} to {host} by name: the addresses behind it change.';
const orProxy =
  'If connections to the Internet must go through a proxy, name it in [[the profile (proxy)|Netready]] and in machine.config (system.net/defaultProxy).';

/**
 * The platform's services take their proxy from machine.config and not from the variables or settings of whoever runs
 * this program.
 */
const servicesToo =
  'the services of the platform get there only if machine.config names this proxy too (system.net/defaultProxy)';

/** The rulings of a connection to a service of OutSystems in the Internet, whose addresses change. */
export function cloudRulings(): Readonly<Record<CloudFinding, PhaseRulings>> {
  const plain = reachRulings('existing');
  const exempt = 'Exempt {host} from TLS inspection.';
  const foreign = (verdict: Ruling['verdict'], reason: string, remedy: string): PhaseRulings =>
    networkTeam(verdict, `Asked {way}, {host} answers with a certificate ${reason}`, remedy);
  return {
    open: plain.open,
    'open-late': plain['open-late'],
    'open-in-part': plain['open-in-part'],
    'odd-address': networkTeam(
      'warn',
      'Of the addresses of {host} some answer as the service does; {oddAddresses} does not ({oddOutcome}). Which one is used is left to chance.',
      'Run this check again: whoever runs {host} takes an address away that does not answer well. If it stays, look for a filter or device on the way that treats {oddAddresses} in another way than the others, and for an old line about {host} in the hosts file.',
    ),
    reset: plain.reset,
    closed: plain.closed,
    'no-permission': plain['no-permission'],
    'dns-timeout': plain['dns-timeout'],
    'dns-error': plain['dns-error'],
    'wrong-service': plain['wrong-service'],
    cancelled: plain.cancelled,
    'out-of-time': plain['out-of-time'],
    'broken-off': plain['broken-off'],
    'probe-failed': plain['probe-failed'],
    'no-evidence': plain['no-evidence'],
    refused: networkTeam(
      'fail',
      '{address} refused the connection to port {port}: a firewall between here and there rejects it.',
      `${allow} ${orProxy}`,
      ['proxy'],
    ),
    timeout: networkTeam(
      'fail',
      'No answer from {address} on port {port} within {seconds}{again}: packets are dropped on the way.',
      `${allow} ${orProxy}`,
      ['proxy'],
    ),
    unreachable: networkTeam(
      'fail',
      'There is no way from this machine to {address} ({code}).',
      `Give this machine a route to the Internet. ${allow} ${orProxy}`,
      ['proxy'],
    ),
    silent: networkTeam(
      'fail',
      '{address} accepted the connection to port {port}, but no answer came within {seconds}: a device on the way accepts connections to {host} and lets nothing through.',
      `Find that device{sizeNote}. ${allow} ${orProxy}`,
      ['proxy'],
    ),
    'cut-off': networkTeam(
      'fail',
      '{address} accepted the connection to port {port} and cut it off as soon as it was told the name {host} ({code}): a filter on the way does not let that name through.',
      `Allow {host} by its name (TLS server name) for {source} in the firewall or filter to the Internet. ${orProxy}`,
      ['proxy'],
    ),
    'dns-unexpected-address': always({
      verdict: 'fail',
      reason:
        'On this machine {host} leads to {unexpected}, which is this machine itself or none: the name is in the Internet.',
      remedy: `Find what answers {unexpected} for {host}: a line of the hosts file of this machine, or a zone or filter of its DNS servers. Let {host} resolve to its public addresses. ${orProxy}`,
      owner: 'dns-administrator',
      asks: ['proxy'],
    }),
    'dns-not-found': always({
      verdict: 'fail',
      reason: 'This machine finds no address for {host} ({code}).',
      remedy: `Let the DNS servers of this machine resolve public names, {host} at least. ${orProxy}`,
      owner: 'dns-administrator',
      asks: ['proxy'],
    }),
    'tls-untrusted': foreign(
      'warn',
      'from {issuer}, which this machine does not trust ({code}).',
      'Bring the certificate authorities of this machine up to date.',
    ),
    'tls-chain-incomplete': foreign(
      'warn',
      'that came alone, from {issuer}, which this machine does not know ({code}).',
      `Bring the certificate authorities of this machine up to date, and find out who answers for {host}. ${exempt}`,
    ),
    'tls-client-certificate': networkTeam(
      'warn',
      'Asked {way}, {host} wants a certificate of the client ({code}), which the service itself does not.',
      `Find the device on the way that answers for {host} and wants a certificate. ${exempt}`,
    ),
    'tls-name': foreign(
      'warn',
      'that is made out to {names}: something else answers in its place.',
      `Find out who answers for {host}. ${exempt}`,
    ),
    'tls-expired': foreign(
      'warn',
      'that is not valid now (from {validFrom} until {validTo}).',
      'Check the clock of this machine; if it is right, find out who answers for {host}.',
    ),
    'tls-issuer-expired': foreign(
      'warn',
      'behind which another one has ended ({subject}, until {validTo}).',
      'Bring the certificate authorities of this machine up to date, and check its clock; if both are right, find out who answers for {host}.',
    ),
    'tls-not-yet-valid': foreign(
      'warn',
      'that does not hold yet ({subject}, from {validFrom} on).',
      'Check the clock of this machine, which may be slow; if it is right, find out who answers for {host}.',
    ),
    'tls-version': networkTeam(
      'warn',
      'Asked {way}, {host} and this machine find no TLS version in common ({code}).',
      'Enable TLS 1.2 or later on this machine, and look for a device on the way that ends TLS.',
    ),
    'tls-intercepted': foreign(
      'warn',
      'that was made on the way: {issuer} is no public authority, though this machine trusts it.',
      `${exempt} If that is not possible, make sure that the services of the platform trust that authority too: it must be in the store of the machine, not of a user.`,
    ),
    'tls-intercepted-untrusted': always({
      verdict: 'fail',
      reason:
        'Asked {way}, {host} answers with a certificate that was made on the way: {issuer} is no public authority, and this machine does not trust it ({code}).',
      remedy: `${exempt} If that is not possible, install the inspecting authority in the store of this machine and name its PEM file in [[the profile (caFile)|Netready]].`,
      owner: 'network-team',
      asks: ['caFile'],
    }),
    'tls-unverified': always({
      verdict: 'unknown',
      reason: `Asked {way}, {host} answers with a certificate from {issuer} ({code}), which may have been made on the way. ${unreadStore}`,
      remedy: otherNode,
      owner: 'you',
      asks: ['caFile'],
    }),
    'blocked-on-the-way': always({
      verdict: 'fail',
      reason:
        'Asked {way}, {host} is answered by a device on the way, whose authority this machine trusts ({issuer}): {status}{location}. Nothing shows that the service was reached.',
      remedy: `Let the device that opens the encryption pass {host} for {source}. ${exempt}`,
      owner: 'network-team',
    }),
    'tls-expires-soon': foreign(
      'warn',
      'that ends on {validTo}, in {days} ({subject}).',
      'Run this check again after {validTo}. If a device on the way made the certificate, renew it there.',
    ),
    'http-unexpected': networkTeam(
      'warn',
      'Asked {way}, {host} shows a sound certificate but gives no HTTP answer ({code}).',
      'Find the device on the way that lets a connection to {host} come about and then stops it.',
    ),
    'open-both-ways': passes(
      '{address} accepted the connection to port {port} in {ms}{again}{answer}; the way through the proxy {proxy} is open too ({proxyMs}).',
    ),
    'open-beside-proxy': passes(
      '{address} accepted the connection to port {port} in {ms}{again}{answer}. Through the proxy {proxy} (named by {proxySource}) it fails: {proxyOutcome}; a service that is set to use it does not get there.',
    ),
    'open-through-proxy': passes(
      `{host} is reached through the proxy {proxy} (named by {proxySource}) in {ms}{answer}; directly it is not ({directOutcome}), so that ${servicesToo}.`,
    ),
    'proxy-required': networkTeam(
      'fail',
      '{host} can be reached through the proxy {proxy} only, but the settings exempt it from the proxy ({proxySource}); directly it cannot ({directOutcome}).',
      'Take {host} off the exceptions (NO_PROXY[[, proxy.bypass of the profile]]), and name the proxy in machine.config (system.net/defaultProxy) for the services of the platform.',
      ['proxy.bypass'],
    ),
    'proxy-exempt': networkTeam(
      'fail',
      'The settings exempt {host} from the proxy {proxy} ({proxySource}), and directly it cannot be reached ({directOutcome}); asked all the same, the proxy does not get there either ({proxyOutcome}).',
      'If {host} is to be reached through the proxy, take it off the exceptions (NO_PROXY[[, proxy.bypass of the profile]]) and let the proxy pass it for {source}. If not, allow TCP {port} from {source} to {host} by name.',
      ['proxy.bypass'],
    ),
    'proxy-auth': networkTeam(
      'fail',
      'The proxy {proxy} (named by {proxySource}) wants a login, and directly {host} cannot be reached ({directOutcome}).',
      'Let the proxy pass {host} without a login for {source}: the services of the platform run unattended. Or allow TCP {port} from {source} to {host} directly.',
    ),
    'proxy-denied': networkTeam(
      'fail',
      'The proxy {proxy} (named by {proxySource}) does not let through to {target} (HTTP {status}), and directly it cannot be reached ({directOutcome}).',
      'Allow {target} by name on the proxy for {source}.',
    ),
    'proxy-failed': networkTeam(
      'fail',
      'The proxy {proxy} (named by {proxySource}) does not get to {target} itself ({proxySaid}), and directly {host} cannot be reached ({directOutcome}).',
      'Let the proxy itself get to {host}: allow TCP {port} from the proxy to the Internet, and check that it resolves the name.',
    ),
    'proxy-unreachable': networkTeam(
      'fail',
      'The proxy {proxy} (named by {proxySource}) cannot be reached ({code}), and directly {host} cannot be reached either ({directOutcome}).',
      'Check the address of the proxy, and allow TCP from {source} to it.',
    ),
    'proxy-unverified': always({
      verdict: 'unknown',
      reason: `The proxy {proxy} (named by {proxySource}) shows a certificate whose issuer is not among the public ones ({code}), and directly {host} cannot be reached ({directOutcome}). ${unreadStore}`,
      remedy: otherNode,
      owner: 'you',
      asks: ['caFile'],
    }),
    'proxy-no-answer': networkTeam(
      'fail',
      'The proxy {proxy} (named by {proxySource}) accepted the connection but gave no answer for {target} ({code}), and directly it cannot be reached ({directOutcome}).',
      'Check that {proxy} is an HTTP proxy that allows CONNECT, and that it can reach {target} itself.',
    ),
  };
}

const uploadByHand =
  'Production servers that cannot send have the use of their licence uploaded by hand each quarter.';

/** The rulings of telemetry: what cannot be sent has to be brought by hand. */
export function telemetryRulings(): Readonly<Record<CloudFinding, PhaseRulings>> {
  const withUpload = (ruling: Ruling): Ruling =>
    ruling.verdict === 'fail' && ruling.remedy !== null
      ? { ...ruling, remedy: `${ruling.remedy} ${uploadByHand}` }
      : ruling;
  const entries = Object.entries(cloudRulings()).map(([finding, rulings]) => [
    finding,
    {
      'before-install': withUpload(rulings['before-install']),
      'after-install': withUpload(rulings['after-install']),
    },
  ]);
  return Object.fromEntries(entries);
}
