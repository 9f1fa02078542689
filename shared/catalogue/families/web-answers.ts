import type { Certificate, FactOf } from '../../probe/fact.ts';
import type { Outcome } from '../../probe/outcome.ts';
import { formatMs, formatSeconds } from '../../words/duration.ts';
import type { Finding, FindingParameters } from '../check.ts';

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
export const webParameters = [
  'issuer',
  'subject',
  'names',
  'validFrom',
  'validTo',
  'days',
  'status',
  'server',
  'location',
] as const;

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

const unshownDate = 'a date that is not shown';

/** How many of a certificate's names a sentence lists. */
const shownNames = 3;

/** The names that a certificate holds for. Where it lists any, its subject is none of them (RFC 9525, section 6.3). */
function namesText({ altNames, subject }: Certificate): string {
  if (altNames.length === 0) return subject;
  const others = altNames.length - shownNames;
  return `${altNames.slice(0, shownNames).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

function describeTls(tls: FactOf<'tls'>): FindingParameters {
  const leaf = tls.chain[0];
  return {
    address: tls.remoteAddress ?? tls.host,
    ms: formatMs(tls.durationMs),
    seconds: formatSeconds(tls.durationMs),
    code: tls.code ?? 'no code',
    issuer: leaf?.issuer ?? 'an authority that is not shown',
    subject: leaf?.subject ?? 'another name',
    names: leaf === undefined ? 'another name' : namesText(leaf),
    validFrom: leaf?.validFrom.slice(0, 10) ?? unshownDate,
    validTo: leaf?.validTo.slice(0, 10) ?? unshownDate,
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
      subject: first.subject,
      validTo: first.validTo.slice(0, 10),
      days: days === 1 ? '1 day' : `${days} days`,
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
      address: http.remoteAddress ?? http.host,
      ms: formatMs(http.durationMs),
      seconds: formatSeconds(http.durationMs),
      code: http.code ?? 'no code',
      status: http.status === undefined ? 'no status' : String(http.status),
      server: http.server ?? 'not shown',
      location: http.location ?? 'not shown',
    },
  };
}

/** What answered, for a sentence: `: HTTP 200 (Microsoft-IIS/10.0), TLSv1.3, certificate until 2027-01-01`. */
export function webAnswer(tls: FactOf<'tls'> | undefined, http: FactOf<'http'> | undefined): string {
  const server = http?.server === undefined ? '' : ` (${http.server})`;
  const parts = [
    http?.status === undefined ? null : `HTTP ${http.status}${server}`,
    tls?.protocol ?? null,
    tls?.chain[0] === undefined ? null : `certificate until ${tls.chain[0].validTo.slice(0, 10)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}
