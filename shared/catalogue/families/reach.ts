import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import type { Outcome } from '../../probe/outcome.ts';
import type { ProbeKind } from '../../probe/probe-request.ts';
import { hostAndPort, isAddress, isPublicAddress } from '../../profile/host.ts';
import { merged } from '../../words/merged.ts';
import type { Family, Finding, PhaseRulings, Ruling, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import {
  addressNote,
  addressParameters,
  askedAddresses,
  askedInPart,
  noAddressNote,
  type Place,
  tellingAddresses,
} from './asked-addresses.ts';
import {
  closedFindings,
  connectionToItself,
  describeConnection,
  judgeWay,
  muteGreeter,
  strangerThatSpeaks,
  wayHeadlines,
  wayParameters,
} from './connections.ts';
import {
  always,
  interruptedFindings,
  interruptedHeadlines,
  interruptedRulings,
  interruption,
} from './interrupted.ts';
import {
  judgeRehearsal,
  rehearsalAnswerFindings,
  rehearsalFindings,
  rehearsalHeadlines,
  rehearsalParameters,
  rehearsalRulings,
} from './rehearsal.ts';
import {
  isServiceMissing,
  judgeServices,
  serviceFindings,
  serviceHeadlines,
  serviceKinds,
  serviceParameters,
  serviceRulings,
  toldPort,
} from './service-answers.ts';
import { slowStart, slowStartHeadline, slowStartRuling } from './slow-start.ts';
import {
  answered,
  depthFindings,
  judgeAuthority,
  judgeExpiry,
  judgeHttp,
  judgeSiteAnswer,
  judgeTls,
  webAnswer,
  webFindings,
  webHeadlines,
  webParameters,
} from './web-answers.ts';
import { remoteSiteFindings, siteParameters } from './web-server.ts';

export const reachFindings = [
  'open',
  'open-late',
  'open-in-part',
  'slow-start',
  /** Each address answers in the protocol that is meant, and not as the same service. */
  'addresses-differ',
  'covered-by-fallback',
  'no-https-binding',
  'leads-here',
  ...closedFindings,
  ...webFindings,
  'silent-outside',
  'cut-off-outside',
  /** A service that speaks first did not. */
  'no-greeting',
  ...remoteSiteFindings,
  'tls-needs-name',
  /** Sound here, and of an authority that devices of users need not know. */
  'tls-private-authority',
  ...serviceFindings,
  ...rehearsalFindings,
  ...interruptedFindings,
] as const;
export type ReachFinding = (typeof reachFindings)[number];

const parameters = {
  host: 'host',
  port: 'number',
  target: 'host',
  service: 'keep',
  source: 'host',
  place: 'keep',
  fallbackPort: 'number',
  useNote: 'phrase',
  differing: 'list',
  ...addressParameters,
  ...wayParameters,
  ...webParameters,
  ...siteParameters,
  ...serviceParameters,
  ...rehearsalParameters,
} as const;

const headlines: Readonly<Partial<Record<ReachFinding, string>>> = {
  ...wayHeadlines,
  ...webHeadlines,
  ...serviceHeadlines,
  ...rehearsalHeadlines,
  ...interruptedHeadlines('{target}'),
  'slow-start': slowStartHeadline,
  'addresses-differ': 'The addresses of {host} lead to services that differ',
  'leads-here': '{host} leads to this machine itself',
  'no-site': 'HTTP.sys answers on {target}, and no site of IIS',
  'pool-stopped': 'The application pool behind {target} is stopped',
  'no-server-behind': '{target} answers {status}: no server is behind it',
  forbidden: '{target} answers {subStatus}',
  'tls-needs-name': '{target} makes no TLS handshake without a host name',
  'tls-private-authority': 'The certificate of {target} is of a private authority',
  'covered-by-fallback': '{target} is closed; port {fallbackPort} serves instead',
  'no-https-binding': '{target} refuses; port {fallbackPort} answers',
  'no-greeting': '{target} is open but does not greet',
  'silent-outside': '{target} is open but says nothing',
  'cut-off-outside': '{target} is open but hangs up when it is asked',
};

/** What counts before anything else that an answer shows: it is not the service that was meant, or that does not work. */
const gravest: readonly ReachFinding[] = [
  'wrong-service',
  'silent',
  'cut-off',
  'no-site',
  'pool-stopped',
  'no-server-behind',
];

/** The kinds of request that ask more of a service than a connection. */
const depthProbes: readonly ProbeKind[] = ['tls', 'http', 'https', ...serviceKinds];

/** What is said where the service is in the Internet: who runs this machine cannot look at it there. */
const outside: Readonly<Partial<Record<ReachFinding, ReachFinding>>> = {
  silent: 'silent-outside',
  'cut-off': 'cut-off-outside',
};

/** A finding, as it is where the service is: in a network of its own (RFC 1918, RFC 4193) or in the Internet. */
function whereItIs(found: Finding<ReachFinding>, tcp: readonly FactOf<'tcp'>[]): Finding<ReachFinding> {
  const open = tcp.filter(({ outcome }) => outcome === 'open');
  const isOutside =
    open.length > 0 && open.every(({ remoteAddress }) => isPublicAddress(remoteAddress ?? ''));
  return isOutside ? { ...found, finding: outside[found.finding] ?? found.finding } : found;
}

/** Handshakes that fail before a certificate is shown. */
const unshown: readonly Outcome[] = ['reset', 'tls-name', 'tls-version'];

/** A client that calls a server by its address names no host (RFC 6066, section 3), and some servers want one. */
function judgeHandshake(tls: FactOf<'tls'>): Finding<ReachFinding> | null {
  const concern = judgeTls(tls);
  const isNameless = isAddress(tls.host) && tls.chain.length === 0 && unshown.includes(tls.outcome);
  return concern !== null && isNameless ? { ...concern, finding: 'tls-needs-name' } : concern;
}

/** What one address of a name says when it is asked: its concerns, gravest first, and who answered. */
type JudgedPlace = Place & {
  readonly concerns: readonly Finding<ReachFinding>[];
  readonly answer: readonly Parameter[];
};

/** Whether a place has every fact about its answer that a subject asks for. */
function isAnswerThere(facts: readonly Fact[], subject: Subject): boolean {
  const port = subject.destination?.port;
  const asked = (...kinds: readonly ProbeKind[]) =>
    subject.probes.some(
      (request) => kinds.includes(request.kind) && 'port' in request && request.port === port,
    );
  const tls = factsOf(facts, 'tls')[0];
  const isHttpDue = asked('http') || (asked('https') && tls?.outcome === 'open');
  return (
    !(asked('tls', 'https') && tls === undefined) &&
    !(isHttpDue && factsOf(facts, 'http').length === 0) &&
    !isServiceMissing(facts, subject)
  );
}

function judgePlace({ address, facts }: Place, { hints }: Subject): JudgedPlace {
  const tls = factsOf(facts, 'tls')[0];
  const http = factsOf(facts, 'http')[0];
  const { concern, answer } = judgeServices(facts, (outcome) => depthFindings[outcome] ?? 'no-evidence');
  const concerns = [
    tls === undefined ? null : judgeHandshake(tls),
    http === undefined || hints?.['server'] !== 'iis' ? null : judgeSiteAnswer(http),
    http === undefined ? null : judgeHttp(http),
    concern,
    tls === undefined ? null : judgeExpiry(tls),
    tls === undefined || hints?.['authority'] !== 'public' ? null : judgeAuthority(tls),
  ].filter((entry) => entry !== null);
  const isGrave = ({ finding }: Finding<ReachFinding>): boolean => gravest.includes(finding);
  return {
    address,
    facts,
    concerns: [...concerns.filter(isGrave), ...concerns.filter((entry) => !isGrave(entry))],
    answer: [...answer, ...webAnswer(tls, http)],
  };
}

/** Findings from the one that counts before others to the one that counts after them, where addresses differ. */
const rankOf = (finding: ReachFinding): number => {
  const rank = [...gravest, 'tls-needs-name', ...webFindings].indexOf(finding);
  return finding === 'tls-expires-soon' || rank === -1 ? Number.POSITIVE_INFINITY : rank;
};

/** The worst of what the addresses of a name say, with those for which it holds; null where all are in order. */
function worstOf(places: readonly JudgedPlace[], subject: Subject): Finding<ReachFinding> | null {
  const [worst] = places
    .flatMap(({ address, concerns: [concern] }) => (concern === undefined ? [] : [{ address, concern }]))
    .toSorted((left, right) => rankOf(left.concern.finding) - rankOf(right.concern.finding));
  if (worst === undefined) return null;
  const { finding, parameters } = worst.concern;
  const holds = ({ concerns }: JudgedPlace): boolean => concerns.some((entry) => entry.finding === finding);
  const odd = places.filter(holds).map(({ address }) => address);
  const others = places.filter((place) => !holds(place)).map(({ address }) => address);
  const target =
    others.length === 0 || odd.length > 1
      ? {}
      : { target: targetOf(worst.address, subject.destination?.port ?? 0) };
  const note = addressNote(subject.destination?.host ?? '', odd, others);
  return { finding, parameters: { ...parameters, ...target, ...note } };
}

/** By what two services of one kind are told apart: what each says of itself, but not of its load or its certificates. */
function identityOf({ facts }: Place): string | null {
  for (const fact of facts) {
    if (fact.kind === 'tds' || fact.kind === 'tns') return fact.version ?? null;
    if (fact.kind === 'amqp') return fact.product === undefined ? null : `${fact.product} ${fact.version}`;
    if (fact.kind === 'http') return fact.server?.split(/[/ ]/)[0]?.toLowerCase() ?? null;
  }
  return null;
}

/** Addresses behind which different services are, although each is in order; null where nothing shows that. */
function differing(places: readonly JudgedPlace[]): Finding<ReachFinding> | null {
  const known = places.filter((place) => identityOf(place) !== null);
  if (new Set(known.map(identityOf)).size < 2) return null;
  const answers = known.map(({ answer, address }) =>
    param.phrase('answer-at', { answer: param.list('comma', answer), address: param.host(address) }),
  );
  return { finding: 'addresses-differ', parameters: { differing: param.list('semicolon', answers) } };
}

/**
 * Depth can lower an open connection, never lift a closed one, and of several addresses the worst counts. Depth that was
 * asked for and is not there is no pass.
 * @param connected what the connection alone says; what answered is added to its sentence
 */
function judgeDepth(
  facts: readonly Fact[],
  subject: Subject,
  connected: Finding<ReachFinding>,
): Finding<ReachFinding> {
  const asked = askedAddresses(facts);
  const asksDepth = subject.probes.some(
    (request) =>
      depthProbes.includes(request.kind) &&
      'port' in request &&
      (typeof request.port !== 'number' || request.port === subject.destination?.port),
  );
  const isThere =
    (asked.isWhole || !asksDepth) && asked.places.every((place) => isAnswerThere(place.facts, subject));
  const stopped = interruption(facts, isThere);
  if (stopped !== null) return stopped;
  const places = asked.places.map((place) => judgePlace(place, subject));
  const concern = worstOf(places, subject) ?? differing(places);
  if (concern !== null) return concern;
  const slow = slowStart(factsOf(facts, 'http'));
  if (slow !== null) return { finding: 'slow-start', parameters: slow };
  const parts = [...(places[0]?.answer ?? []), ...askedInPart(asked)];
  return {
    finding: connected.finding,
    parameters: merged(connected.parameters, { answer: answered(parts) }),
  };
}

/** The facts about a subject's own port: all but what was asked of its fallback port. */
function ownFacts(facts: readonly Fact[], port: number, fallbackPort: number | null): readonly Fact[] {
  if (fallbackPort === null) return facts;
  const hasOwn = factsOf(facts, 'tcp').some((fact) => fact.remotePort === port);
  return facts.filter((fact) => {
    if (fact.kind === 'tls' || fact.kind === 'http') return fact.remotePort !== fallbackPort;
    return fact.kind !== 'tcp' || fact.remotePort === port || (fact.remotePort === undefined && !hasOwn);
  });
}

/** Findings with which a port is used all the same. */
const usable: readonly ReachFinding[] = [
  'open',
  'open-late',
  'open-in-part',
  'addresses-differ',
  'slow-start',
  'tls-expires-soon',
  'tls-private-authority',
  'http-unexpected',
  'forbidden',
];

/**
 * Whether the fallback port serves: judged like a port of its own, it can be used. One that is open and whose answer fails
 * is nothing to fall back to.
 */
function doesServe(facts: readonly Fact[], subject: Subject, port: number): boolean {
  const { destination } = subject;
  if (destination === null) return false;
  const there = facts.filter((fact) => fact.remotePort === port);
  const { state, found } = judgeWay(there, destination.host);
  const judged = judgeDepth(there, { ...subject, destination: { ...destination, port } }, found);
  return state === 'open' && usable.includes(judged.finding);
}

/** Which of two schemes is used where HTTP only serves when HTTPS does not (requirement T0h), for a sentence. */
function noteOfUse(scheme: string | undefined, finding: ReachFinding, doesOtherServe: boolean): Parameter {
  if (scheme === undefined) return nothing;
  const isOwnUsable = usable.includes(finding);
  const [https, http] = scheme === 'https' ? [isOwnUsable, doesOtherServe] : [doesOtherServe, isOwnUsable];
  const use = param.keep(
    https
      ? 'HTTPS is what is used'
      : http
        ? 'HTTP is what is used, because HTTPS fails'
        : 'neither HTTP nor HTTPS can be used',
  );
  return param.phrase('and-use', { use });
}

/** What the subject of a check is called: its host with the port, or alone while nobody has told the port. */
const targetOf = (host: string, port: number): Parameter =>
  param.host(port === 0 ? host : hostAndPort(host, port));

function find(facts: readonly Fact[], subject: Subject): Finding<ReachFinding> {
  const host = subject.destination?.host ?? '';
  const told = toldPort(facts);
  const port = subject.destination?.port ?? (told !== null && 'port' in told ? told.port : 0);
  const base: FindingParameters = {
    answer: nothing,
    ...noAddressNote,
    ...subject.parameters,
    host: param.host(host),
    port: param.number(port),
    target: targetOf(host, port),
  };
  const fallbackHint = subject.hints?.['fallbackPort'];
  const fallbackPort = fallbackHint === undefined ? null : Number(fallbackHint);
  const isFallbackOpen = fallbackPort !== null && doesServe(facts, subject, fallbackPort);
  const found = ({ finding, parameters }: Finding<ReachFinding>): Finding<ReachFinding> => {
    const isUnjudged = factsOf(facts, 'tls').some(({ outcome }) => outcome === 'tls-unverified');
    const scheme = isUnjudged ? undefined : subject.hints?.['scheme'];
    const about = {
      useNote: noteOfUse(scheme, finding, isFallbackOpen),
      wrong: param.phrase('is-another-service', { service: base['service'] ?? nothing }),
    };
    return { finding, parameters: merged(base, about, parameters) };
  };
  const own = ownFacts(facts, port, fallbackPort);
  const { state, found: way } = judgeWay(own, host, told !== null && 'finding' in told ? told : null);
  const itself = connectionToItself(factsOf(own, 'tcp'), subject.hints?.['ownAddresses']);
  if (state !== 'unknown' && itself !== null)
    return found({ finding: 'leads-here', parameters: describeConnection(itself) });
  const rehearsed = judgeRehearsal(own, port);
  if (rehearsed !== null) return found(rehearsed);
  switch (state) {
    case 'unknown':
      return found(way);
    case 'open': {
      const tcp = factsOf(own, 'tcp');
      const stranger = strangerThatSpeaks(tcp, subject.hints?.['greeting']);
      if (stranger !== null) return found({ finding: 'wrong-service', parameters: stranger });
      const mute = muteGreeter(tcp, subject.hints?.['greeting']);
      if (mute !== null) return found({ finding: 'no-greeting', parameters: describeConnection(mute) });
      return found(whereItIs(judgeDepth(own, subject, way), tcp));
    }
    case 'closed':
      return isFallbackOpen
        ? found({
            finding:
              way.finding === 'refused' && subject.hints?.['scheme'] === 'https'
                ? 'no-https-binding'
                : 'covered-by-fallback',
            parameters: { ...way.parameters, fallbackPort: param.number(fallbackPort) },
          })
        : found(way);
  }
}

/** Can this machine open a connection to a service of another one, and is it that service? */
export const reach: Family<ReachFinding> = {
  name: 'reach',
  findings: reachFindings,
  parameters,
  headlines,
  find,
};

/**
 * Who starts the listener at the other end. `installer`: the platform's installer, so nothing listens before it
 * has run. `existing`: it must be there before the installation (a database, a cloud service).
 */
export type Listener = 'installer' | 'existing';

const networkFail = (reason: string, remedy: string): Ruling => ({
  verdict: 'fail',
  reason,
  remedy,
  owner: 'network-team',
});

const refusedAfter: Ruling = {
  verdict: 'fail',
  reason:
    '{address} refused the connection to port {port}: {service} does not listen there, or a firewall rejects.',
  remedy: 'On {host}, make sure that {service} runs and listens on port {port}, then run this check again.',
  owner: 'you',
};

const refusedBefore: Ruling = {
  verdict: 'not-yet',
  headline: '{target} refuses: the service is not there yet',
  reason: '{address} answered that nothing listens on port {port} yet{openPath}.',
  remedy: 'Run this check again after the installation{provenOn}.',
  owner: 'you',
};

/** Why a certificate cannot be judged: a Node from before 22.15 does not read the store of Windows or macOS. */
export const unreadStore =
  'Whether this machine trusts that issuer, this Node cannot tell: it does not read the authorities of this system.';

/** What decides whether this machine trusts an issuer. */
export const otherNode =
  'Run this check again with Node 22.15 or later, or with a Netready that brings its Node along: those read the authorities of this system. Or name the PEM file of the authority in [[the profile (caFile)|Netready]].';

/** The findings that an answer leads to, which may be that of one address among several. */
export const answerFindings: readonly ReachFinding[] = [
  ...webFindings,
  'silent-outside',
  'cut-off-outside',
  ...remoteSiteFindings,
  'tls-needs-name',
  'tls-private-authority',
  'other-instance',
  'service-refused',
  'redirected',
  ...rehearsalAnswerFindings,
];

/** Rulings of this family whose sentences say at which addresses of a name they hold. */
export const tellingAnswers = (
  rulings: Readonly<Record<ReachFinding, PhaseRulings>>,
): Readonly<Record<ReachFinding, PhaseRulings>> => tellingAddresses(rulings, answerFindings);

/** The rulings of a connection to another machine; a check overrides those that it knows better. */
export function reachRulings(
  listener: Listener,
  overrides: Readonly<Partial<Record<ReachFinding, PhaseRulings>>> = {},
): Readonly<Record<ReachFinding, PhaseRulings>> {
  const certificate = (reason: string, remedy: string, asks: Ruling['asks'] = []): PhaseRulings =>
    always({ verdict: 'warn', reason, remedy, owner: 'certificate-administrator', asks });
  return tellingAnswers({
    open: always({
      verdict: 'pass',
      reason: '{address} accepted the connection to port {port} in {ms}{again}{answer}{useNote}.',
      remedy: null,
      owner: null,
    }),
    'open-late': always({
      verdict: 'warn',
      reason:
        '{address} accepted the connection to port {port}, but only after {ms}, twice in a row{answer}: the first packet gets lost each time, and this machine has to send it again{useNote}.',
      remedy:
        'Find the device on the way from {source} to {target} that drops or holds up the first packet of a connection, for example a firewall that looks up its rules first, or two ways of which one is dead.',
      owner: 'network-team',
    }),
    'open-in-part': always({
      verdict: 'warn',
      reason: '{address} accepted the connection to port {port}, but {failedAddresses} did not{useNote}.',
      remedy:
        'Remove the addresses that do not answer from the name {host}, or allow TCP {port} to them: which one is used is left to chance.',
      owner: 'network-team',
    }),
    'addresses-differ': always({
      verdict: 'warn',
      reason:
        'Each address of {host} accepts connections to port {port} and answers, but not as the same service: {differing}{useNote}.',
      remedy:
        'Have those addresses that are not {service} taken out of the name {host} in DNS or in the hosts file: which one is used is left to chance. If all of them belong to it, have them brought to the same version.',
      owner: 'you',
    }),
    'slow-start': slowStartRuling,
    'covered-by-fallback': always({
      verdict: 'warn',
      reason: '{target} cannot be reached ({code}), but port {fallbackPort} of the same server can.',
      remedy:
        'Allow TCP {port} from {source} to {host}, unless only port {fallbackPort} is meant to be used.',
      owner: 'network-team',
    }),
    'no-https-binding': always({
      verdict: 'warn',
      reason:
        '{address} refused the connection to port {port} and answers on port {fallbackPort}: the way is open, and IIS on {host} has no https binding. Until it has one, unencrypted HTTP on port {fallbackPort} is used.',
      remedy:
        'On {host}, give the Default Web Site of IIS an https binding on port {port} with a certificate. If it has one, a firewall on {host} or before it rejects TCP {port}: allow it from {source}.',
      owner: 'you',
    }),
    'leads-here': always({
      verdict: 'fail',
      reason:
        '{host} leads to this machine itself ({address}), which is not {place}: the connection to port {port} never left it.',
      remedy:
        'Correct {host} in the hosts file of this machine, in DNS or in [[the profile|Netready]]. If this machine is meant, give it that role[[ in the profile (machine.roles)]].',
      owner: 'you',
      asks: ['machine.roles'],
    }),
    refused:
      listener === 'installer'
        ? { 'before-install': refusedBefore, 'after-install': refusedAfter }
        : always(refusedAfter),
    timeout: always(
      networkFail(
        'No answer from {address} on port {port} within {seconds}{again}: packets are dropped on the way.',
        'Allow TCP {port} from {source} to {host} in every firewall between them, the one on {host} included.',
      ),
    ),
    unreachable: always(
      networkFail(
        'There is no way to {address} ({code}): no route, or a device on the way refuses to forward.',
        'Check the address of {host} and the routes to it, then allow TCP {port} from {source}.',
      ),
    ),
    reset: always(
      networkFail(
        '{address} accepted the connection to port {port} and cut it off at once{again} ({code}).',
        'Find the firewall, load balancer or service limit on the way to {target} that cuts connections off.',
      ),
    ),
    closed: always(
      networkFail(
        '{address} accepted the connection to port {port} and closed it again without a word{again}: what accepts there does not pass it on to {service}.',
        'If a load balancer or port forwarding stands on the way to {target}, check that it has a live server behind it; if not, check on {host} which program accepts the connections and why it ends them.',
      ),
    ),
    'no-permission': always({
      verdict: 'fail',
      reason: 'This machine itself does not allow the connection to {target} ({code}).',
      remedy:
        'Allow outgoing TCP {port} to {host} in the local firewall or security software of this machine.',
      owner: 'you',
    }),
    'dns-not-found': always({
      verdict: 'fail',
      reason: 'The name {host} has no address on this machine ({code}).',
      remedy:
        'Check the spelling of {host}; if it is right, add it to DNS or to the hosts file of this machine.',
      owner: 'dns-administrator',
    }),
    'dns-timeout': always({
      verdict: 'fail',
      reason: 'The name servers of this machine did not answer the question for {host} ({code}).',
      remedy:
        'Check the DNS servers that are configured on this machine and the way to them (UDP and TCP 53).',
      owner: 'dns-administrator',
    }),
    'dns-error': always({
      verdict: 'fail',
      reason:
        '{nameServer} answered the question for {host} with an error, and no other knows an address ({code}).',
      remedy:
        'Find out on that DNS server why it answers so: REFUSED means that it does not serve this machine or this name, SERVFAIL that it cannot look the name up (a forwarder that is gone, a zone that is not loaded, DNSSEC).',
      owner: 'dns-administrator',
    }),
    'tls-untrusted': certificate(
      'Port {port} is open, but this machine does not trust the certificate of {host} (issuer: {issuer}; at the end of its chain: {authority}){useNote}.',
      'Install the authority {authority} on this machine, or name its PEM file in [[the profile (caFile)|Netready]].',
      ['caFile'],
    ),
    'tls-chain-incomplete': certificate(
      'Port {port} is open, but {host} sends its certificate alone, and this machine does not know its issuer ({issuer}){useNote}.',
      'On {host}, install the certificate of {issuer} beside its own, so that it sends the whole chain (Windows: Intermediate Certification Authorities of the computer). Only if {issuer} is a root: install it on this machine, or name its PEM file in [[the profile (caFile)|Netready]].',
      ['caFile'],
    ),
    'tls-needs-name': always({
      verdict: 'fail',
      reason:
        'Port {port} is open, but {host} is an address, and no TLS handshake comes about without a name ({code}){useNote}.',
      remedy:
        'Put the name for which the server has its certificate into the profile instead of {host}, or give its https binding in IIS no host name ("Require Server Name Indication" off).',
      owner: 'you',
    }),
    'tls-private-authority': always({
      verdict: 'warn',
      reason:
        'Port {port} is open, but the authority that issued the certificate of {host} is a private one ({issuer}): devices that were not told of it refuse the applications{useNote}.',
      remedy:
        'Have a certificate of a public authority issued for {host} and bind it in IIS, or on the load balancer in front of it.',
      owner: 'certificate-administrator',
    }),
    'tls-name': certificate(
      'Port {port} is open, but the certificate is made out to {names}, not to {host}{useNote}.',
      'Have a certificate issued that carries the name {host}, or put the name that is really used into the profile.',
    ),
    'tls-expired': certificate(
      'Port {port} is open, but the certificate of {host} is not valid now (from {validFrom} until {validTo}){useNote}.',
      'Renew the certificate of {host}.',
    ),
    'tls-issuer-expired': certificate(
      'Port {port} is open, and the certificate of {host} itself is in its time, but one behind it is not ({subject}, until {validTo}){useNote}.',
      'On {host}, replace the certificate {subject} by the one that its authority uses now (Windows: Intermediate Certification Authorities of the computer). The certificate of {host} itself need not be renewed.',
    ),
    'tls-not-yet-valid': always({
      verdict: 'warn',
      reason:
        'Port {port} is open, but on this machine the certificate of {host} does not hold yet ({subject}, from {validFrom} on){useNote}.',
      remedy:
        'Check the clock of this machine ("w32tm /query /status"), which may be slow. If it is right, have the clock of the authority that issued {subject} checked, or wait until {validFrom}.',
      owner: 'you',
    }),
    'tls-version': certificate(
      'Port {port} is open, but {host} and this machine have no TLS version in common ({code}){useNote}.',
      'Enable TLS 1.2 or later on {host}.',
    ),
    'tls-intercepted': certificate(
      'Port {port} is open, but the certificate that arrives for {host} was made on the way (issuer: {issuer}).',
      'Exempt {host} from TLS inspection, or install the inspecting authority on this machine.',
    ),
    'tls-unverified': always({
      verdict: 'unknown',
      reason: `Port {port} is open, and {host} answers with a certificate from {issuer} ({code}). ${unreadStore}`,
      remedy: otherNode,
      owner: 'you',
      asks: ['caFile'],
    }),
    'tls-client-certificate': always({
      verdict: 'warn',
      reason: 'Port {port} is open, but {host} wants a certificate of the client ({code}){useNote}.',
      remedy:
        'On {host}, open "SSL Settings" of the site in IIS and set client certificates to Ignore or Accept: the platform has none to show.',
      owner: 'you',
    }),
    'tls-expires-soon': certificate(
      'Port {port} is open, but the certificate of {host} ends on {validTo}, in {days} ({subject}){useNote}.',
      'Renew the certificate of {host} before {validTo}.',
    ),
    'http-unexpected': always({
      verdict: 'warn',
      reason:
        'Port {port} is open, but {host} answered in an unexpected way ({shown}, server: {server}, redirect: {location}){useNote}.',
      remedy:
        'Check which web server answers on {target}, and that no proxy or other site stands in its place.',
      owner: 'you',
    }),
    'no-site': always({
      verdict: 'fail',
      reason:
        'HTTP.sys of Windows answers on {target} with status {status}, but no site of IIS does that is called {host}{useNote}.',
      remedy:
        'On {host}, give the Default Web Site of IIS a binding on port {port} without a host name, or one for {host}, and start it; "netsh http show servicestate" names any other program that answers through HTTP.sys.',
      owner: 'you',
    }),
    'pool-stopped': always({
      verdict: 'fail',
      reason:
        'HTTP.sys of Windows answers on {target} with status {status} in the place of IIS: the application pool of the site is stopped or cannot start{useNote}.',
      remedy:
        'On {host}, start the application pool of the Default Web Site; if it stops again, look for the reason in the Windows event log (System, source WAS).',
      owner: 'you',
    }),
    'no-server-behind': always({
      verdict: 'fail',
      reason:
        'Port {port} is open, but what answers there says that it does not get to {service} (HTTP {status}, server: {server}){useNote}.',
      remedy:
        'If a load balancer or reverse proxy stands in front of {host}, check that it has a live server behind it, on the right port, and what its health check asks. If none does, look for the application that is offline in IIS on {host} and in its log.',
      owner: 'you',
    }),
    forbidden: always({
      verdict: 'warn',
      reason:
        'Port {port} is open, but the web server of {host} refuses this machine with status {subStatus} (server: {server}){useNote}.',
      remedy:
        'On {host}, look at the Default Web Site in IIS: {accessSetting}. If only the start page is missing and the applications open from here, nothing has to be done.',
      owner: 'you',
    }),
    'wrong-service': always({
      verdict: 'fail',
      reason: 'Port {port} of {address} is open, but what answers there is not {service} ({code}).',
      remedy: 'Find out which program listens on {target}; it must be {service}.',
      owner: 'you',
    }),
    silent: always({
      verdict: 'fail',
      reason:
        '{address} accepted the connection to port {port}, but gave no answer within {seconds}: {service} hangs there, or a device on the way accepts in its place.',
      remedy:
        'On {host}, see whether {service} answers on that machine itself, and restart it if not. If it does, have the network team find what accepts connections to {target} on the way{sizeNote}.',
      owner: 'you',
    }),
    'cut-off': always({
      verdict: 'fail',
      reason: '{address} accepted the connection to port {port}, but cut it off when it was asked ({code}).',
      remedy:
        'On {host}, see whether {service} answers on that machine itself and what its log says. If it answers there, have the network team find the filter or load balancer on the way that cuts connections to {target} off.',
      owner: 'you',
    }),
    'no-greeting': always({
      verdict: 'warn',
      reason:
        '{address} accepted the connection to port {port}, but {service}, which speaks first, said nothing while the connection was watched.',
      remedy:
        'On {host}, see whether {service} answers on that machine itself: it may hang, or look up every caller in DNS first. If it answers there, have the network team find what accepts connections to {target} on the way.',
      owner: 'you',
    }),
    'silent-outside': always(
      networkFail(
        '{address} accepted the connection to port {port}, but gave no answer within {seconds}: a device on the way to the Internet accepts connections to {host} and lets nothing through, or {service} hangs there.',
        'Find the device on the way to the Internet that accepts connections to {target} in its place{sizeNote}, and let it pass them on. If there is none, ask whoever runs {service} on {host}.',
      ),
    ),
    'cut-off-outside': always(
      networkFail(
        '{address} accepted the connection to port {port}, but it was cut off when {host} was asked ({code}): a filter on the way to the Internet does not let it through, or {service} hangs up there.',
        'Allow {host} by its name for {source} in the firewall or filter to the Internet, TCP {port}. If it lets {host} through, ask whoever runs {service} there.',
      ),
    ),
    ...serviceRulings,
    ...rehearsalRulings,
    ...interruptedRulings,
    ...overrides,
  });
}
