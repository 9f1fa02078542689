import type { TimestampRoute } from '../plan/timestamp-route.ts';
import { hostAndPort } from '../profile/host.ts';
import { proxyText } from '../profile/proxy.ts';

/** What can be wrong with a timestamp token itself (RFC 3161, section 2.4.2; RFC 5652), as the end of a sentence. */
export const tokenFaults = {
  form: 'with a timestamp that is not in the form that a report keeps',
  content: 'with a timestamp whose content is not that of RFC 3161',
  imprint: 'with a timestamp of something else',
  nonce: 'with a timestamp of another request',
  attributes: 'with a timestamp whose signed statements are incomplete',
  certificate: 'with a timestamp that does not name its certificate',
  chain: 'with a timestamp that carries certificates of others',
  purpose: 'with a timestamp whose certificate is not for timestamps alone',
  algorithm: 'with a timestamp whose algorithms or keys are not safe',
  signature: 'with a timestamp whose signature does not fit',
  period: 'with a timestamp from outside the period of its certificate',
} as const satisfies Readonly<Record<string, string>>;

/** What is wrong with a timestamp token. */
export type TokenFault = keyof typeof tokenFaults;

/** What kept an authority from confirming the time. The first part is the network's, the second the authority's. */
const failureWords = {
  cancelled: 'was not asked, because the run was cancelled',
  'authorities-unreadable': 'was not asked, because the file of additional authorities cannot be used',
  'name-not-found': 'has a name for which no address was found',
  timeout: 'did not answer in time',
  unreachable: 'could not be reached',
  proxy: 'could not be reached through the proxy',
  'tls-refused': 'showed a certificate that this machine does not accept',
  'tls-unverified':
    'showed a certificate that cannot be judged here, because a Node before 22.15 does not read the authorities of this system',
  interrupted: 'ended the connection before its answer was whole, or answered in another protocol',
  redirect: 'answered with a redirect, which is not followed',
  status: 'answered with an error',
  'content-type': 'answered with something else than a timestamp',
  'too-large': 'answered with more than a timestamp can have',
  unreadable: 'answered with something that cannot be read as a timestamp',
  rejected: 'declined to confirm the time',
} as const satisfies Readonly<Record<string, string>>;

type ReachFailure = keyof typeof failureWords;

/**
 * Why there is no timestamp. `detail` is an error code, an HTTP status or a status of RFC 3161, never a message of
 * somebody else.
 */
export type TimestampFailure = {
  readonly code: ReachFailure | TokenFault;
  readonly detail: string | null;
};

const isTokenFault = (code: TimestampFailure['code']): code is TokenFault => Object.hasOwn(tokenFaults, code);

/** What follows where nobody confirms the time. */
export const claimedTimeWords = 'The report says that its time is what this computer claims.';

/** Why the time of a report is not confirmed, in one sentence that names who was asked and what follows. */
export function timestampFailureText({ code, detail }: TimestampFailure, route: TimestampRoute): string {
  const { authority, proxy } = route;
  const named = hostAndPort(authority.host, authority.port);
  const who = proxy === null ? named : `${named}, asked through ${proxyText(proxy)},`;
  const what = isTokenFault(code) ? `answered ${tokenFaults[code]}` : failureWords[code];
  const why = detail === null ? '' : ` (${detail})`;
  return `No timestamp: ${who} ${what}${why}. ${claimedTimeWords}`;
}
