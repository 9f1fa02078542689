import type { TrustFile } from '../../../shared/report/trust-file.ts';
import type { ConfirmedTime } from '../../../shared/report/verify-outcome.ts';
import { commonNameOf } from '../identity/common-name.ts';
import type { Timestamp } from '../timestamp/check-timestamp.ts';
import { judgePath, listedCertificates, pathsTo } from './certificate-path.ts';

/** The purpose of certificates that confirm times (RFC 3161, section 2.3). */
const timeStamping: ReadonlySet<string> = new Set(['1.3.6.1.5.5.7.3.8']);

const minuteMs = 60_000;

/** How far the clock of an ordinary computer may be ahead without anybody having to look, in ms. */
const toleratedMs = 5 * minuteMs;

/** How long before its confirmation a report may have been finished without anybody having to look, in ms. */
const ordinaryDelayMs = 24 * 60 * minuteMs;

/**
 * How a claimed time stands to a confirmed one. Neither difference makes a report less genuine: clocks are wrong, and a
 * kept run may become a report weeks later. So it is told and not judged.
 */
function claimOf(claimed: Date, confirmed: Date): ConfirmedTime['claim'] {
  const aheadMs = claimed.getTime() - confirmed.getTime();
  if (aheadMs > toleratedMs) return 'later';
  return -aheadMs > ordinaryDelayMs ? 'earlier' : 'agrees';
}

/**
 * Whose word the time of a report is. The authority is known when a chain leads from its certificate to one that the
 * trust file lists for times: by the rules for signers, at the time that it confirms itself. Authorities that are listed
 * for signers do not count, nor these for signers.
 * @param signedAt the instant that the report claims
 */
export function confirmTime(
  { time, certificates }: Timestamp,
  signedAt: Date,
  { timeAuthorities }: Pick<TrustFile, 'timeAuthorities'>,
): ConfirmedTime {
  const [own] = certificates;
  const paths = pathsTo(certificates, listedCertificates(timeAuthorities));
  return {
    time: time.toISOString(),
    authority: commonNameOf(own.x509),
    fingerprint: own.fingerprint,
    isKnown: paths.some((path) => judgePath(path, timeStamping, time) === 'in-order'),
    claim: claimOf(signedAt, time),
  };
}
