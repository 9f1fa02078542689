import type { Certificate, FactOf } from '../../probe/fact.ts';
import type { Outcome } from '../../probe/outcome.ts';
import { commonNameOf } from '../../words/distinguished-name.ts';
import type { Finding } from '../check.ts';
import { type FindingParameters, nothing, type Parameter, param } from '../parameter.ts';
import { withRest } from './with-rest.ts';

/** What a handshake or an HTTP answer can add to an open connection. */
export const webFindings = [
  'tls-untrusted',
  'tls-name',
  'tls-expired',
  'tls-version',
  'tls-intercepted',
  'tls-expires-soon',
  'http-unexpected',
  'wrong-service',
] as const;
export type WebFinding = (typeof webFindings)[number];

/** The parameters that these findings fill in. */
export const webParameters = {
  issuer: 'distinguished-name',
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
  wrong: 'phrase',
} as const;

/** The headlines of these findings. `{wrong}` is what a wrong service does instead, which the family knows. */
export const webHeadlines: Readonly<Record<WebFinding, string>> = {
  'tls-untrusted': 'This machine does not trust the issuer of {target}',
  'tls-name': 'The certificate of {target} is for {names}',
  'tls-expired': 'The certificate of {target} {validity}',
  'tls-version': '{target} and this machine have no TLS version in common',
  'tls-intercepted': '{opener} opens the encryption to {target}',
  'tls-expires-soon': 'The certificate of {target} ends in {days}',
  'http-unexpected': '{target} {said}',
  'wrong-service': '{target} {wrong}',
};

/** What a handshake or request on an open port can add. Anything else is no evidence about the service. */
export const depthFindings: Readonly<Partial<Record<Outcome, Exclude<WebFinding, 'tls-expires-soon'>>>> = {
  'tls-untrusted': 'tls-untrusted',
  'tls-name': 'tls-name',
  'tls-expired': 'tls-expired',
  'tls-version': 'tls-version',
  'tls-intercepted': 'tls-intercepted',
  'http-unexpected': 'http-unexpected',
  'wrong-service': 'wrong-service',
  reset: 'wrong-service',
  timeout: 'wrong-service',
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

/** Since when or until when a certificate holds, whichever makes it invalid at the time of a handshake. */
function validityOf(leaf: Certificate | undefined, startedAt: string): Parameter {
  if (leaf === undefined) return param.phrase('does-not-hold', {});
  const now = Date.parse(startedAt);
  if (Date.parse(leaf.validTo) <= now)
    return param.phrase('expired-on', { day: spokenDay(leaf.validTo, startedAt) });
  return Date.parse(leaf.validFrom) > now
    ? param.phrase('holds-from', { day: spokenDay(leaf.validFrom, startedAt) })
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
  return {
    address: param.host(tls.remoteAddress ?? tls.host),
    ms: param.milliseconds(tls.durationMs),
    seconds: param.duration(tls.durationMs),
    code: param.code(tls.code),
    outcome: param.keep(tls.outcome),
    issuer:
      leaf === undefined
        ? param.keep('an authority that is not shown')
        : param.distinguishedName(leaf.issuer),
    opener: openerOf(leaf),
    subject: leaf === undefined ? unshownName : param.distinguishedName(leaf.subject),
    names: leaf === undefined ? unshownName : namesOf(leaf),
    validFrom: leaf === undefined ? unshownDate : dayOf(leaf.validFrom),
    validTo: leaf === undefined ? unshownDate : dayOf(leaf.validTo),
    validity: validityOf(leaf, tls.startedAt),
  };
}

/** What is wrong with a handshake; null when nothing is. */
export function judgeTls(tls: FactOf<'tls'>): Concern | null {
  if (tls.outcome === 'open') return null;
  return { finding: depthFindings[tls.outcome] ?? 'no-evidence', parameters: describeTls(tls) };
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

/**
 * What is wrong with an HTTP answer; null when nothing is. A server error is an answer, but not one that users should
 * get. Over TLS the server has shown who it is, so that no answer is an odd one and not another service's.
 */
export function judgeHttp(http: FactOf<'http'>): Concern | null {
  const isServerError = http.status !== undefined && http.status >= 500;
  if (http.outcome === 'open' && !isServerError) return null;
  const found = http.outcome === 'open' ? 'http-unexpected' : (depthFindings[http.outcome] ?? 'no-evidence');
  return {
    finding: found === 'wrong-service' && http.scheme === 'https' ? 'http-unexpected' : found,
    parameters: {
      address: param.host(http.remoteAddress ?? http.host),
      ms: param.milliseconds(http.durationMs),
      seconds: param.duration(http.durationMs),
      code: param.code(http.code),
      outcome: param.keep(http.outcome),
      status: http.status === undefined ? param.keep('no status') : param.number(http.status),
      server: http.server === undefined ? param.keep('not shown') : param.program(http.server),
      location: http.location === undefined ? param.keep('not shown') : param.url(http.location),
      said: saidOf(http),
    },
  };
}

/** What a web server does that is not expected of it, for a headline. */
function saidOf({ status, location }: FactOf<'http'>): Parameter {
  if (status === undefined) return param.keep('gives no HTTP answer');
  return location !== undefined && status < 400
    ? param.phrase('redirects-to', { location: param.url(location) })
    : param.phrase('answers-status', { status: param.number(status) });
}

/** What a wrong service does instead of speaking as it was expected to, for a headline. */
export function wrongOf({ outcome }: FindingParameters, service: Parameter): Parameter {
  const seen = outcome?.type === 'keep' ? outcome.value : null;
  if (seen === 'timeout') return param.phrase('says-nothing', {});
  if (seen === 'reset') return param.phrase('hangs-up-when-asked', {});
  return param.phrase('is-another-service', { service });
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
