import type { PhaseRulings, Ruling } from './check.ts';
import type { CloudFinding } from './families/cloud.ts';
import { always } from './families/interrupted.ts';
import { reachRulings } from './families/reach.ts';

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
  'If connections to the Internet must go through a proxy, name it in the profile (proxy) and in machine.config (system.net/defaultProxy).';

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
    'open-in-part': plain['open-in-part'],
    reset: plain.reset,
    'no-permission': plain['no-permission'],
    'dns-timeout': plain['dns-timeout'],
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
      remedy: `${exempt} If that is not possible, install the inspecting authority in the store of this machine and name its PEM file in the profile (caFile).`,
      owner: 'network-team',
      asks: ['caFile'],
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
      'Take {host} off the exceptions (NO_PROXY, proxy.bypass of the profile), and name the proxy in machine.config (system.net/defaultProxy) for the services of the platform.',
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
    'proxy-unreachable': networkTeam(
      'fail',
      'The proxy {proxy} (named by {proxySource}) cannot be reached ({code}), and directly {host} cannot be reached either ({directOutcome}).',
      'Check the address of the proxy, and allow TCP from {source} to it.',
    ),
    'proxy-no-answer': networkTeam(
      'fail',
      'The proxy {proxy} (named by {proxySource}) accepted the connection but gave no answer for {target} ({code}), and directly it cannot be reached ({directOutcome}).',
      'Check that {proxy} is an HTTP proxy that allows CONNECT, and that it can reach {target} itself.',
    ),
  };
}
