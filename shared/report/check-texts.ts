import { ownerWords } from '../catalogue/check.ts';
import { definitionOf } from '../catalogue/check-id.ts';
import { hostAndPort } from '../profile/host.ts';
import { placeWords } from '../profile/roles.ts';
import { type CheckResult, headlineOf } from '../run/result.ts';
import type { Severity, Verdict } from '../words/verdict.ts';
import { checkObservation, observationText } from './observation.ts';

/** One end of a connection in words. `address` is what is typed or compared; null where no host is known. */
export type EndText = { readonly address: string | null; readonly place: string };

/** What screen, terminal and paper show of one check. */
export type CheckText = {
  readonly id: string;
  /** The id without the host behind the `@` when that is the destination anyway. */
  readonly shortId: string;
  /** The line that says what it came to. */
  readonly headline: string;
  /** Keys of the source document, for example `R8, M2`. */
  readonly requirements: string;
  readonly severity: string;
  readonly from: EndText | null;
  readonly to: EndText | null;
  readonly observed: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly remedy: string | null;
  /** Who takes the next step; null when there is none. */
  readonly owner: string | null;
};

export const severityWords: Readonly<Record<Severity, string>> = {
  required: 'Required',
  monitoring: 'Monitoring',
  advisory: 'Advisory',
};

function sourceText({ source }: CheckResult): EndText | null {
  return source === null ? null : { address: source.host, place: placeWords[source.role] };
}

function destinationText({ destination }: CheckResult): EndText | null {
  if (destination === null) return null;
  const { host, port, role, protocol } = destination;
  return {
    address: port === null ? host : hostAndPort(host, port),
    place: `${placeWords[role]}, ${protocol}`,
  };
}

/** The texts of one check. */
export function checkText(check: CheckResult): CheckText {
  return {
    id: check.id,
    shortId:
      check.id === `${definitionOf(check.id)}@${check.destination?.host}` ? definitionOf(check.id) : check.id,
    headline: headlineOf(check),
    requirements: check.requirements.join(', '),
    severity: severityWords[check.severity],
    from: sourceText(check),
    to: destinationText(check),
    observed: observationText(checkObservation(check)),
    verdict: check.verdict,
    reason: check.reason,
    remedy: check.remedy,
    owner: check.owner === null ? null : ownerWords[check.owner],
  };
}

/** What several checks of one kind came to, in one line: the first of their headlines, and how many others there are. */
export function headlineOfAll(checks: readonly CheckResult[]): string {
  const [first = '', ...others] = [...new Set(checks.map(headlineOf))];
  return others.length === 0 ? first : `${first}, and ${others.length} more`;
}
