import type { Fact, FactOf } from '../../probe/fact.ts';
import { factsOf } from '../../probe/facts-of.ts';
import { type Outcome, outcomes, outcomeWords } from '../../probe/outcome.ts';
import { hostAndPort, isLoopback } from '../../profile/host.ts';
import { parseProxyServer } from '../../profile/proxy.ts';
import type { Family, Finding, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import { addressParameters, askedAddresses, askedInPart, noAddressNote } from './asked-addresses.ts';
import { closedFindings, judgeWay, wayHeadlines, wayParameters } from './connections.ts';
import { interruptedFindings, interruptedHeadlines, interruption } from './interrupted.ts';
import {
  answered,
  judgeExpiry,
  judgeTls,
  webAnswer,
  webFindings,
  webHeadlines,
  webParameters,
} from './web-answers.ts';
import { withRest } from './with-rest.ts';

/** What the way through a proxy can add to the direct one. */
export const proxyFindings = [
  /** Open directly; the proxy lets through as well. */
  'open-both-ways',
  /** Open directly; the proxy does not let through. */
  'open-beside-proxy',
  /** Closed directly, and the settings send programs to the proxy, which lets through. */
  'open-through-proxy',
  /** Closed directly, open through the proxy, and the settings keep programs from using it for this host. */
  'proxy-required',
  /** Closed directly, closed through the proxy, and the settings keep programs from using it for this host. */
  'proxy-exempt',
  'proxy-auth',
  'proxy-denied',
  'proxy-unreachable',
  'proxy-unverified',
  'proxy-no-answer',
  /** The proxy answered, or opened the way, and did not get there itself. */
  'proxy-failed',
] as const;

export const cloudFindings = [
  'open',
  'open-late',
  'open-in-part',
  /** Some addresses of the name answer as the service does, and others do not. */
  'odd-address',
  ...closedFindings,
  ...webFindings,
  'tls-intercepted-untrusted',
  'dns-unexpected-address',
  'blocked-on-the-way',
  ...proxyFindings,
  ...interruptedFindings,
] as const;
export type CloudFinding = (typeof cloudFindings)[number];

const parameters = {
  host: 'host',
  port: 'number',
  target: 'host',
  service: 'keep',
  source: 'host',
  answer: 'phrase',
  useNote: 'phrase',
  way: 'phrase',
  proxy: 'url',
  proxyAt: 'host',
  proxySource: 'program',
  proxyOutcome: 'phrase',
  proxyMs: 'milliseconds',
  proxySaid: 'phrase',
  unexpected: 'host',
  directOutcome: 'phrase',
  oddAddresses: 'list',
  oddOutcome: 'phrase',
  ...addressParameters,
  ...wayParameters,
  ...webParameters,
} as const;

const headlines: Readonly<Partial<Record<CloudFinding, string>>> = {
  ...wayHeadlines,
  ...webHeadlines,
  ...interruptedHeadlines('{target}'),
  refused: '{target} refuses the connection',
  'odd-address': 'Not every address of {host} answers as the service does',
  'tls-intercepted-untrusted': '{opener} opens the encryption to {target}',
  'blocked-on-the-way': '{opener} answers {status} for {target}',
  'http-unexpected': '{target} gives no HTTP answer',
  'proxy-required': '{host} needs the proxy {proxyAt}, but is exempt from it',
  'proxy-exempt': '{host} is exempt from the proxy {proxyAt}, and closed directly',
  'proxy-auth': 'Proxy {proxyAt} wants a login for {target}',
  'proxy-denied': 'Proxy {proxyAt} refuses the way to {target}',
  'proxy-unreachable': 'Proxy {proxyAt} cannot be reached',
  'proxy-failed': 'Proxy {proxyAt} does not get to {target} itself',
  'dns-unexpected-address': '{host} leads to {unexpected}, which is not in the Internet',
  'proxy-unverified': 'This Node cannot judge the certificate of proxy {proxyAt}',
  'proxy-no-answer': 'Proxy {proxyAt} gives no answer for {target}',
};

type Found = Finding<CloudFinding>;

/** Addresses that mean no machine at all (RFC 6890). */
const unspecified: readonly string[] = ['0.0.0.0', '::'];

/** Under which code a probe reports an inspected connection whose inspecting authority this machine trusts. */
const trustedInspection = 'PRIVATE_ISSUER';

/** Findings with which no answer of the service came back, so that another way may be the one that is used. */
const closed: readonly CloudFinding[] = [
  ...closedFindings,
  'dns-unexpected-address',
  'wrong-service',
  'silent',
  'cut-off',
  'blocked-on-the-way',
];

/** Findings of an address that answers as the service does, whatever is to be said of its certificate. */
const sound: readonly CloudFinding[] = ['open', 'tls-expires-soon'];

const isInterrupted = ({ finding }: Found): boolean => interruptedFindings.some((name) => name === finding);

/**
 * Statuses with which a device answers that lets nobody through: forbidden, a login at a proxy, for legal reasons, a login
 * to the network (RFC 9110, section 15.5; RFC 7725; RFC 6585, section 6).
 */
const blockingStatuses: readonly number[] = [403, 407, 451, 511];

/**
 * Whether an answer that a device on the way has opened shows that it let the request through. Its certificate proves
 * nothing about who answered, so that a refusal, an error, a way elsewhere or silence may be the device's own.
 */
function doesStandInTheWay({ status, outcome }: FactOf<'http'>): boolean {
  if (outcome === 'cancelled' || outcome === 'probe-failed') return false;
  return status === undefined || status >= 500 || outcome !== 'open' || blockingStatuses.includes(status);
}

const shownAnswer = ({ status, code, location }: FactOf<'http'>): FindingParameters => ({
  status:
    status !== undefined
      ? param.phrase('http-status', { status: param.number(status) })
      : param.phrase('no-answer-with-code', { code: param.code(code) }),
  location:
    location === undefined ? nothing : param.phrase('and-redirects-to', { location: param.url(location) }),
});

/**
 * What a handshake and an answer over it say about the service. A name and a public authority in the certificate show
 * that it is the real one, so that any HTTP answer counts as reached (requirements R6, D1).
 */
function judgeAnswer(tls: FactOf<'tls'> | undefined, http: FactOf<'http'> | undefined): Found {
  if (tls === undefined) return { finding: 'no-evidence', parameters: {} };
  const fault = judgeTls(tls);
  if (fault !== null) {
    const isBlocked = fault.finding === 'tls-intercepted' && http !== undefined && doesStandInTheWay(http);
    if (isBlocked && tls.code === trustedInspection)
      return { finding: 'blocked-on-the-way', parameters: { ...fault.parameters, ...shownAnswer(http) } };
    const isUntrusted = fault.finding === 'tls-intercepted' && tls.code !== trustedInspection;
    return { ...fault, finding: isUntrusted ? 'tls-intercepted-untrusted' : fault.finding };
  }
  const stopped = interruption(http === undefined ? [] : [http], http !== undefined);
  if (stopped !== null) return stopped;
  if (http?.status === undefined) {
    const parameters = {
      code: param.code(http?.code),
      status: param.keep('no status'),
      server: param.keep('not shown'),
    };
    return { finding: 'http-unexpected', parameters };
  }
  return judgeExpiry(tls) ?? { finding: 'open', parameters: { answer: answered(webAnswer(tls, http)) } };
}

/**
 * An address of this machine, or of none, under a public name: a filter in DNS or a line of the hosts file put it there.
 */
function sinkholeOf(facts: readonly Fact[], host: string): string | null {
  const resolved = factsOf(facts, 'resolve').find((fact) => fact.host === host);
  const isNowhere = (address: string) => isLoopback(address) || unspecified.includes(address);
  const own = factsOf(facts, 'tcp').find(
    ({ localAddress, remoteAddress }) => localAddress !== undefined && localAddress === remoteAddress,
  );
  return resolved?.addresses.find(isNowhere) ?? own?.remoteAddress ?? null;
}

/** What one address of the service says. */
function judgeAddress(facts: readonly Fact[]): Found {
  const tls = factsOf(facts, 'tls')[0];
  const broken = interruption(tls === undefined ? [] : [tls], tls !== undefined);
  return broken ?? judgeAnswer(tls, factsOf(facts, 'http')[0]);
}

/**
 * What the addresses of a name add up to. A service in the Internet has many, whose owner takes one away that does not answer well,
 * so that an odd one among sound ones is one remark; where none is sound, the first counts.
 */
function judgeAddresses(facts: readonly Fact[]): Found {
  const asked = askedAddresses(facts);
  const judged = asked.places.map(({ address, facts }) => ({ address, found: judgeAddress(facts) }));
  const stopped = judged.find(({ found }) => isInterrupted(found));
  const [first] = judged;
  if (first === undefined || !asked.isWhole) return { finding: 'no-evidence', parameters: {} };
  if (stopped !== undefined) return stopped.found;
  const odd = judged.filter(({ found }) => !sound.includes(found.finding));
  const [worst] = odd;
  if (worst !== undefined && odd.length < judged.length)
    return {
      finding: 'odd-address',
      parameters: {
        ...worst.found.parameters,
        oddAddresses: withRest(
          'and',
          odd.map(({ address }) => param.host(address)),
        ),
        oddOutcome: directOutcome(worst.found),
      },
    };
  const shown = (judged.find(({ found }) => found.finding !== 'open') ?? first).found;
  if (shown.finding !== 'open') return shown;
  const place = asked.places[0]?.facts ?? [];
  const answer = webAnswer(factsOf(place, 'tls')[0], factsOf(place, 'http')[0]);
  return { ...shown, parameters: { answer: answered([...answer, ...askedInPart(asked)]) } };
}

/** The direct way: name, connection, certificate, answer. */
function judgeDirect(facts: readonly Fact[], host: string): Found {
  const sinkhole = sinkholeOf(facts, host);
  if (sinkhole !== null)
    return { finding: 'dns-unexpected-address', parameters: { unexpected: param.host(sinkhole) } };
  const { state, found: way } = judgeWay(facts, host);
  if (state !== 'open') return way;
  const found = judgeAddresses(facts);
  const together = { ...way.parameters, ...found.parameters };
  return { finding: found.finding === 'open' ? way.finding : found.finding, parameters: together };
}

const proxyFailures: Readonly<Partial<Record<Fact['outcome'], CloudFinding>>> = {
  'proxy-auth': 'proxy-auth',
  'proxy-denied': 'proxy-denied',
  'proxy-unreachable': 'proxy-unreachable',
  'proxy-failed': 'proxy-failed',
  'tls-unverified': 'proxy-unverified',
};

/** The way through the proxy: its answer, then the certificate and the answer that came through it. */
function judgeThroughProxy(facts: readonly Fact[]): Found {
  const asked = factsOf(facts, 'proxy-connect')[0];
  const stopped = interruption(asked === undefined ? [] : [asked], asked !== undefined);
  if (stopped !== null || asked === undefined) return stopped ?? { finding: 'no-evidence', parameters: {} };
  const said: FindingParameters = {
    address: asked.remoteAddress === undefined ? param.url(asked.proxy) : param.host(asked.remoteAddress),
    code: param.code(asked.code),
    status: asked.status === undefined ? param.keep('no status') : param.number(asked.status),
    ms: param.milliseconds(asked.durationMs),
    seconds: param.duration(asked.durationMs),
  };
  if (asked.outcome !== 'open') {
    const proxySaid =
      asked.status === undefined
        ? nothing
        : param.phrase('http-status', { status: param.number(asked.status) });
    return {
      finding: proxyFailures[asked.outcome] ?? 'proxy-no-answer',
      parameters: { ...said, proxySaid },
    };
  }
  const tls = factsOf(facts, 'tls').find(({ proxy }) => proxy !== undefined);
  const http = factsOf(facts, 'http').find(({ proxy }) => proxy !== undefined);
  const broken = interruption(tls === undefined ? [] : [tls], tls !== undefined);
  if (broken !== null) return broken;
  if (tls?.outcome === 'timeout' || tls?.outcome === 'reset') {
    const proxySaid = param.phrase('tunnel-silent', { code: param.code(tls.code) });
    return { finding: 'proxy-failed', parameters: { ...said, proxySaid } };
  }
  const answered = judgeAnswer(tls, http);
  return { ...answered, parameters: { ...said, ...answered.parameters } };
}

/** What a subject's hints say about the proxy; null where there is none. */
function proxyHints({ hints }: Subject): { readonly text: string; readonly isExempt: boolean } | null {
  const text = hints?.['proxy'];
  return text === undefined ? null : { text, isExempt: hints?.['exempt'] === 'yes' };
}

/** Where a proxy is, without the scheme. */
function proxyEnd(text: string): Parameter {
  const proxy = parseProxyServer(text);
  return proxy === null ? param.url(text) : param.host(hostAndPort(proxy.host, proxy.port));
}

/** What the proxy came to, beside a direct way that is open: its own outcome, or that of what came through it. */
function proxyOutcome(facts: readonly Fact[]): Parameter {
  const last =
    factsOf(facts, 'tls').find(({ proxy, outcome }) => proxy !== undefined && outcome !== 'open') ??
    factsOf(facts, 'proxy-connect')[0];
  if (last === undefined) return param.keep('not tested');
  const outcome = param.keep(outcomeWords[last.outcome]);
  return last.code === undefined
    ? outcome
    : param.phrase('outcome-with-code', { outcome, code: param.code(last.code) });
}

/** Whether something came back through the proxy, whatever is to be said of it. */
const doesPass = (viaProxy: Found): boolean =>
  !isInterrupted(viaProxy) && !proxyFindings.some((name) => name === viaProxy.finding);

/**
 * One finding from the two ways. The direct one counts where it is open; else the one through the proxy, if programs
 * that follow the settings take it; and of two that are closed the proxy's, because those programs meet it. Where the
 * settings exempt the host and the direct way is closed, the exemption is the cause.
 */
function combine(
  direct: Found,
  viaProxy: Found,
  isExempt: boolean,
): { readonly found: Found; readonly isDirect: boolean } {
  const ofDirect = (finding = direct.finding) => ({ found: { ...direct, finding }, isDirect: true });
  const ofProxy = (finding = viaProxy.finding) => ({ found: { ...viaProxy, finding }, isDirect: false });
  if (isInterrupted(direct)) return ofDirect();
  const isThrough = viaProxy.finding === 'open';
  if (direct.finding === 'open') {
    if (isInterrupted(viaProxy)) return ofDirect();
    return ofDirect(isThrough ? 'open-both-ways' : 'open-beside-proxy');
  }
  const isClosed = closed.includes(direct.finding);
  if (isThrough && !isExempt) return ofProxy('open-through-proxy');
  if (!isClosed) return ofDirect();
  if (!isExempt) return ofProxy();
  if (isInterrupted(viaProxy)) return ofDirect();
  return ofProxy(doesPass(viaProxy) ? 'proxy-required' : 'proxy-exempt');
}

/** Findings that are more exact than the outcome from which they come. */
const outcomesBehind: Readonly<Partial<Record<CloudFinding, Outcome>>> = {
  'open-late': 'open',
  'open-in-part': 'open',
  'odd-address': 'open',
  'tls-expires-soon': 'open',
  'tls-chain-incomplete': 'tls-untrusted',
  'tls-issuer-expired': 'tls-expired',
  'tls-not-yet-valid': 'tls-expired',
};

/** What the direct way came to, in the words for an outcome. */
function directOutcome({ finding, parameters }: Found): Parameter {
  const outcome = outcomesBehind[finding] ?? outcomes.find((name) => name === finding) ?? 'tls-intercepted';
  const word = param.keep(outcomeWords[outcome]);
  const { code } = parameters;
  return code?.type === 'code' ? param.phrase('outcome-and-code', { outcome: word, code }) : word;
}

function find(facts: readonly Fact[], subject: Subject): Found {
  const host = subject.destination?.host ?? '';
  const port = subject.destination?.port ?? 0;
  const base: FindingParameters = {
    ...subject.parameters,
    host: param.host(host),
    port: param.number(port),
    target: param.host(hostAndPort(host, port)),
    answer: nothing,
    again: nothing,
    useNote: nothing,
    ...noAddressNote,
    wrong: param.phrase('is-another-service', { service: subject.parameters['service'] ?? nothing }),
  };
  const direct = judgeDirect(facts, host);
  const hinted = proxyHints(subject);
  if (hinted === null)
    return {
      finding: direct.finding,
      parameters: {
        ...base,
        way: param.keep('directly'),
        ...direct.parameters,
      },
    };
  const { found, isDirect } = combine(direct, judgeThroughProxy(facts), hinted.isExempt);
  const tunnel = factsOf(facts, 'proxy-connect')[0];
  const proxied = {
    way: isDirect ? param.keep('directly') : param.phrase('through-proxy', { proxy: param.url(hinted.text) }),
    proxy: param.url(hinted.text),
    proxyAt: proxyEnd(hinted.text),
    directOutcome: directOutcome(direct),
    proxyOutcome: proxyOutcome(facts),
    proxyMs: param.milliseconds(tunnel?.durationMs ?? 0),
  };
  return {
    finding: found.finding,
    parameters: { ...base, ...proxied, ...found.parameters },
  };
}

/**
 * Can a service in the Internet be reached, directly or through the proxy that this machine or the profile names, and is
 * it that service that answers?
 */
export const cloud: Family<CloudFinding> = {
  name: 'cloud',
  findings: cloudFindings,
  parameters,
  headlines,
  find,
};
