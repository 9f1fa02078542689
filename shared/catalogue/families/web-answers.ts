import type { Certificate, FactOf } from '../../probe/fact.ts';
import type { Outcome } from '../../probe/outcome.ts';
import { commonNameOf } from '../../words/distinguished-name.ts';
import type { Finding } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import {
  isStrange,
  judgeSite,
  type RemoteSiteFinding,
  remoteSiteFindings,
  siteDetails,
} from './web-server.ts';
import { withRest } from './with-rest.ts';

/** What a handshake or an HTTP answer can add to an open connection. */
export const webFindings = [
  'tls-untrusted',
  'tls-chain-incomplete',
  'tls-name',
  'tls-expired',
  /** One of the certificates behind that of the server has ended. */
  'tls-issuer-expired',
  /** One of the certificates does not hold yet, as this machine's clock goes. */
  'tls-not-yet-valid',
  'tls-version',
  'tls-intercepted',
  'tls-unverified',
  'tls-client-certificate',
  'tls-expires-soon',
  'http-unexpected',
  'wrong-service',
  'silent',
  'cut-off',
] as const;
export type WebFinding = (typeof webFindings)[number];

/** The parameters that these findings fill in. */
export const webParameters = {
  issuer: 'distinguished-name',
  authority: 'distinguished-name',
  opener: 'phrase',
  subject: 'distinguished-name',
  names: 'list',
  validFrom: 'keep',
  validTo: 'keep',
  validity: 'phrase',
  days: 'phrase',
  status: 'number',
  server: 'program',
  location: 'url',
  said: 'phrase',
  shown: 'phrase',
  sizeNote: 'phrase',
  wrong: 'phrase',
} as const;

/** The headlines of these findings. `{wrong}` is what a wrong service does instead, which the family knows. */
export const webHeadlines: Readonly<Record<WebFinding, string>> = {
  'tls-untrusted': 'This machine does not trust the issuer of {target}',
  'tls-chain-incomplete': '{target} sends its certificate without that of the issuer',
  'tls-name': 'The certificate of {target} is for {names}',
  'tls-expired': 'The certificate of {target} {validity}',
  'tls-issuer-expired': 'An authority behind {target} {validity}',
  'tls-not-yet-valid': 'The certificate of {target} {validity}',
  'tls-version': '{target} and this machine have no TLS version in common',
  'tls-intercepted': '{opener} opens the encryption to {target}',
  'tls-unverified': 'This Node cannot judge the certificate of {target}',
  'tls-client-certificate': '{target} wants a certificate of the client',
  'tls-expires-soon': 'The certificate of {target} ends in {days}',
  'http-unexpected': '{target} {said}',
  'wrong-service': '{target} {wrong}',
  silent: '{target} is open but says nothing',
  'cut-off': '{target} is open but hangs up when it is asked',
};

/** What a handshake or request on an open port can add. Anything else is no evidence about the service. */
export const depthFindings: Readonly<Partial<Record<Outcome, WebFinding>>> = {
  'tls-untrusted': 'tls-untrusted',
  'tls-name': 'tls-name',
  'tls-expired': 'tls-expired',
  'tls-version': 'tls-version',
  'tls-intercepted': 'tls-intercepted',
  'tls-unverified': 'tls-unverified',
  'tls-client-certificate': 'tls-client-certificate',
  'http-unexpected': 'http-unexpected',
  'wrong-service': 'wrong-service',
  reset: 'cut-off',
  timeout: 'silent',
};

/** How long before its end a certificate is worth a warning, in days. */
export const expiryWarningDays = 30;

const dayMs = 24 * 60 * 60 * 1000;

type Concern = Finding<WebFinding | 'no-evidence'>;

const unshownDate = param.keep('a date that is not shown');
const unshownName = param.keep('another name');

/** A day (ISO 8601) as sentences show it. */
const dayOf = (instant: string): Parameter => param.keep(instant.slice(0, 10));

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** A day as people say it, with its year where it is another than that of the observation. */
function spokenDay(instant: string, observedAt: string): Parameter {
  const month = param.keep(months[Number(instant.slice(5, 7)) - 1] ?? '');
  const day = param.number(Number(instant.slice(8, 10)));
  const year = instant.slice(0, 4);
  return year === observedAt.slice(0, 4)
    ? param.phrase('day-and-month', { day, month })
    : param.phrase('day-month-and-year', { day, month, year: param.keep(year) });
}

/** The names that a certificate holds for. Where it lists any, its subject is none of them (RFC 9525, section 6.3). */
const namesOf = ({ altNames, subject }: Certificate): Parameter =>
  altNames.length === 0
    ? param.distinguishedName(subject)
    : withRest('comma', altNames.map(param.certificateName));

const hasEnded = ({ validTo }: Certificate, now: number): boolean => Date.parse(validTo) <= now;

const isToBegin = ({ validFrom }: Certificate, now: number): boolean => Date.parse(validFrom) > now;

/**
 * The certificate of a chain that does not hold at the time of a handshake, the server's own before those behind it;
 * that of the server where all do.
 */
function outOfTime({ chain, startedAt }: FactOf<'tls'>): Certificate | undefined {
  const now = Date.parse(startedAt);
  return chain.find((link) => hasEnded(link, now) || isToBegin(link, now)) ?? chain[0];
}

/** Since when or until when a certificate holds, whichever makes it invalid at the time of a handshake. */
function validityOf(certificate: Certificate | undefined, startedAt: string): Parameter {
  if (certificate === undefined) return param.phrase('does-not-hold', {});
  const now = Date.parse(startedAt);
  if (hasEnded(certificate, now))
    return param.phrase('expired-on', { day: spokenDay(certificate.validTo, startedAt) });
  return isToBegin(certificate, now)
    ? param.phrase('holds-from', { day: spokenDay(certificate.validFrom, startedAt) })
    : param.phrase('does-not-hold', {});
}

/** Who made a certificate on the way: the common name of its issuer, or its whole name. */
function openerOf(leaf: Certificate | undefined): Parameter {
  if (leaf === undefined) return param.keep('A device on the way');
  const name = commonNameOf(leaf.issuer);
  return param.phrase('quoted', {
    name: name === null ? param.distinguishedName(leaf.issuer) : param.name(name),
  });
}

function describeTls(tls: FactOf<'tls'>): FindingParameters {
  const leaf = tls.chain[0];
  const last = tls.chain.at(-1);
  return {
    address: param.host(tls.remoteAddress ?? tls.host),
    ms: param.milliseconds(tls.durationMs),
    seconds: param.duration(tls.durationMs),
    code: param.code(tls.code),
    issuer:
      leaf === undefined
        ? param.keep('an authority that is not shown')
        : param.distinguishedName(leaf.issuer),
    authority:
      last === undefined
        ? param.keep('an authority that is not shown')
        : param.distinguishedName(last.issuer),
    opener: openerOf(leaf),
    subject: leaf === undefined ? unshownName : param.distinguishedName(leaf.subject),
    names: leaf === undefined ? unshownName : namesOf(leaf),
    validFrom: leaf === undefined ? unshownDate : dayOf(leaf.validFrom),
    validTo: leaf === undefined ? unshownDate : dayOf(leaf.validTo),
    validity: validityOf(leaf, tls.startedAt),
  };
}

/** The same about the certificate of the chain that does not hold now. */
function describeValidity(tls: FactOf<'tls'>): FindingParameters {
  const certificate = outOfTime(tls);
  if (certificate === undefined) return describeTls(tls);
  return {
    ...describeTls(tls),
    subject: param.distinguishedName(certificate.subject),
    validFrom: dayOf(certificate.validFrom),
    validTo: dayOf(certificate.validTo),
    validity: validityOf(certificate, tls.startedAt),
  };
}

/** Under which code a handshake is reported in which the server sent one certificate, of an issuer that is not known. */
const leafAlone = 'UNABLE_TO_VERIFY_LEAF_SIGNATURE';

/** Whose validity a handshake fails for: the remedy is at the server, behind it, or at the clock of this machine. */
function validityFinding(tls: FactOf<'tls'>): WebFinding {
  const certificate = outOfTime(tls);
  if (certificate !== undefined && isToBegin(certificate, Date.parse(tls.startedAt)))
    return 'tls-not-yet-valid';
  return certificate === tls.chain[0] ? 'tls-expired' : 'tls-issuer-expired';
}

function tlsFinding(tls: FactOf<'tls'>): Concern['finding'] {
  const { outcome, code } = tls;
  if (outcome === 'tls-untrusted' && code === leafAlone) return 'tls-chain-incomplete';
  if (outcome === 'tls-expired') return validityFinding(tls);
  return depthFindings[outcome] ?? 'no-evidence';
}

/** What is wrong with a handshake; null when nothing is. */
export function judgeTls(tls: FactOf<'tls'>): Concern | null {
  if (tls.outcome === 'open') return null;
  const sizeNote =
    tls.outcome === 'timeout' ? param.phrase('large-packets', { host: param.host(tls.host) }) : nothing;
  const described = tls.outcome === 'tls-expired' ? describeValidity(tls) : describeTls(tls);
  return { finding: tlsFinding(tls), parameters: { ...described, sizeNote } };
}

/**
 * A sound certificate that ends within 30 days of the handshake: the first of its chain to end counts, because all are
 * needed. A root is not: whoever trusts it has it already.
 */
export function judgeExpiry(tls: FactOf<'tls'>): Concern | null {
  if (tls.outcome !== 'open') return null;
  const [first] = tls.chain
    .filter(({ subject, issuer }, index) => index === 0 || subject !== issuer)
    .toSorted((left, right) => Date.parse(left.validTo) - Date.parse(right.validTo));
  if (first === undefined) return null;
  const days = Math.floor((Date.parse(first.validTo) - Date.parse(tls.startedAt)) / dayMs);
  if (days >= expiryWarningDays) return null;
  return {
    finding: 'tls-expires-soon',
    parameters: {
      ...describeTls(tls),
      subject: param.distinguishedName(first.subject),
      validTo: dayOf(first.validTo),
      days: days === 1 ? param.phrase('one-day', {}) : param.phrase('days', { count: param.number(days) }),
    },
  };
}

/** A sound certificate whose issuer only those know who were told of it. One of which that is not known counts as sound. */
export function judgeAuthority(tls: FactOf<'tls'>): Finding<'tls-private-authority'> | null {
  return tls.outcome === 'open' && tls.publicAuthority === false
    ? { finding: 'tls-private-authority', parameters: describeTls(tls) }
    : null;
}

/**
 * What is wrong with an HTTP answer; null when nothing is. A server error is an answer, but not one that users should
 * get; nor is a refusal of the request as such. Over TLS the server has shown who it is, so that what cannot be read is an odd answer and not another service's.
 */
export function judgeHttp(http: FactOf<'http'>): Concern | null {
  if (http.outcome === 'open' && !isStrange(http)) return null;
  const found = http.outcome === 'open' ? 'http-unexpected' : (depthFindings[http.outcome] ?? 'no-evidence');
  return {
    finding: found === 'wrong-service' && http.scheme === 'https' ? 'http-unexpected' : found,
    parameters: describeHttp(http),
  };
}

/** What is wrong with the site of IIS that should have answered; null when nothing is. */
export function judgeSiteAnswer(http: FactOf<'http'>): Finding<RemoteSiteFinding> | null {
  const site = judgeSite(http);
  const finding = remoteSiteFindings.find((name) => name === site);
  return finding === undefined
    ? null
    : { finding, parameters: { ...describeHttp(http), ...siteDetails(http) } };
}

const describeHttp = (http: FactOf<'http'>): FindingParameters => ({
  address: param.host(http.remoteAddress ?? http.host),
  ms: param.milliseconds(http.durationMs),
  seconds: param.duration(http.durationMs),
  code: param.code(http.code),
  status: http.status === undefined ? param.keep('no status') : param.number(http.status),
  server: http.server === undefined ? param.keep('not shown') : param.program(http.server),
  location: http.location === undefined ? param.keep('not shown') : param.url(http.location),
  said: saidOf(http),
  shown:
    http.status === undefined
      ? param.phrase('unreadable-answer', { code: param.code(http.code) })
      : param.phrase('http-status', { status: param.number(http.status) }),
  sizeNote: nothing,
});

/** What a web server does that is not expected of it, for a headline. */
function saidOf({ status, location }: FactOf<'http'>): Parameter {
  if (status === undefined) return param.keep('gives no HTTP answer that can be read');
  return location !== undefined && status < 400
    ? param.phrase('redirects-to', { location: param.url(location) })
    : param.phrase('answers-status', { status: param.number(status) });
}

function httpAnswer({ status, server }: FactOf<'http'>): readonly Parameter[] {
  if (status === undefined) return [];
  const number = param.number(status);
  return [
    server === undefined
      ? param.phrase('http-status', { status: number })
      : param.phrase('http-status-by', { status: number, server: param.program(server) }),
  ];
}

/** What answered, part by part: `HTTP 200 (Microsoft-IIS/10.0)`, `TLSv1.3`, `certificate until 2027-01-01`. */
export function webAnswer(
  tls: FactOf<'tls'> | undefined,
  http: FactOf<'http'> | undefined,
): readonly Parameter[] {
  const leaf = tls?.chain[0];
  return [
    ...(http === undefined ? [] : httpAnswer(http)),
    ...(tls?.protocol === undefined ? [] : [param.keep(tls.protocol)]),
    ...(leaf === undefined ? [] : [param.phrase('certificate-until', { day: dayOf(leaf.validTo) })]),
  ];
}

/** What answered, for the end of a sentence: `: HTTP 200 (Microsoft-IIS/10.0), TLSv1.3`; nothing where nothing did. */
export const answered = (parts: readonly Parameter[]): Parameter =>
  parts.length === 0 ? nothing : param.phrase('answered', { parts: param.list('comma', parts) });
