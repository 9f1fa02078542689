import { type Fact, type FactOf, factsOf } from '../../probe/fact.ts';
import { outcomes, outcomeWords } from '../../probe/outcome.ts';
import { hostAndPort } from '../../profile/host.ts';
import { parseProxyServer } from '../../profile/proxy.ts';
import type { Family, Finding, Subject } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
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
  wrongOf,
} from './web-answers.ts';

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
  'proxy-auth',
  'proxy-denied',
  'proxy-unreachable',
  'proxy-no-answer',
] as const;

export const cloudFindings = [
  'open',
  'open-in-part',
  ...closedFindings,
  ...webFindings,
  'tls-intercepted-untrusted',
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
  directOutcome: 'phrase',
  ...wayParameters,
  ...webParameters,
} as const;

const headlines: Readonly<Partial<Record<CloudFinding, string>>> = {
  ...wayHeadlines,
  ...webHeadlines,
  ...interruptedHeadlines('{target}'),
  refused: '{target} refuses the connection',
  'tls-intercepted-untrusted': '{opener} opens the encryption to {target}',
  'http-unexpected': '{target} gives no HTTP answer',
  'proxy-required': '{host} needs the proxy {proxyAt}, but is exempt from it',
  'proxy-auth': 'Proxy {proxyAt} wants a login for {target}',
  'proxy-denied': 'Proxy {proxyAt} refuses the way to {target}',
  'proxy-unreachable': 'Proxy {proxyAt} cannot be reached',
  'proxy-no-answer': 'Proxy {proxyAt} gives no answer for {target}',
};

type Found = Finding<CloudFinding>;

/** Under which code a probe reports an inspected connection whose inspecting authority this machine trusts. */
const trustedInspection = 'PRIVATE_ISSUER';

/** Findings with which no answer of the service came back, so that another way may be the one that is used. */
const closed: readonly CloudFinding[] = [...closedFindings, 'wrong-service'];

const isInterrupted = ({ finding }: Found): boolean => interruptedFindings.some((name) => name === finding);

/**
 * What a handshake and an answer over it say about the service. A name and a public authority in the certificate show
 * that it is the real one, so that any HTTP answer counts as reached (requirements R6, D1).
 */
function judgeAnswer(tls: FactOf<'tls'> | undefined, http: FactOf<'http'> | undefined): Found {
  if (tls === undefined) return { finding: 'no-evidence', parameters: {} };
  const fault = judgeTls(tls);
  if (fault !== null) {
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

/** The direct way: name, connection, certificate, answer. */
function judgeDirect(facts: readonly Fact[], host: string): Found {
  const { state, found: way } = judgeWay(facts, host);
  if (state !== 'open') return way;
  const tls = factsOf(facts, 'tls').find(({ proxy }) => proxy === undefined);
  const http = factsOf(facts, 'http').find(({ proxy }) => proxy === undefined);
  const broken = interruption(tls === undefined ? [] : [tls], tls !== undefined);
  if (broken !== null) return broken;
  const answered = judgeAnswer(tls, http);
  const together = { ...way.parameters, ...answered.parameters };
  return { finding: answered.finding === 'open' ? way.finding : answered.finding, parameters: together };
}

const proxyFailures: Readonly<Partial<Record<Fact['outcome'], CloudFinding>>> = {
  'proxy-auth': 'proxy-auth',
  'proxy-denied': 'proxy-denied',
  'proxy-unreachable': 'proxy-unreachable',
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
  if (asked.outcome !== 'open')
    return { finding: proxyFailures[asked.outcome] ?? 'proxy-no-answer', parameters: said };
  const tls = factsOf(facts, 'tls').find(({ proxy }) => proxy !== undefined);
  const http = factsOf(facts, 'http').find(({ proxy }) => proxy !== undefined);
  const broken = interruption(tls === undefined ? [] : [tls], tls !== undefined);
  if (broken !== null) return broken;
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

/**
 * One finding from the two ways. The direct one counts where it is open; else the one through the proxy, if programs
 * that follow the settings take it; and of two that are closed the proxy's, because those programs meet it.
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
  if (isThrough && isClosed) return ofProxy('proxy-required');
  return isClosed && !isExempt ? ofProxy() : ofDirect();
}

/** What the direct way came to, in the words for an outcome. */
function directOutcome({ finding, parameters }: Found): Parameter {
  const outcome = outcomes.find((name) => name === finding) ?? 'tls-intercepted';
  const isOpen = finding === 'open-in-part' || finding === 'tls-expires-soon';
  const word = param.keep(isOpen ? 'open' : outcomeWords[outcome]);
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
  };
  const wrongBy = (found: FindingParameters): FindingParameters => ({
    wrong: wrongOf(found, base['service'] ?? nothing),
  });
  const direct = judgeDirect(facts, host);
  const hinted = proxyHints(subject);
  if (hinted === null)
    return {
      finding: direct.finding,
      parameters: {
        ...base,
        way: param.keep('directly'),
        ...wrongBy(direct.parameters),
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
    parameters: { ...base, ...proxied, ...wrongBy(found.parameters), ...found.parameters },
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
