import type { Phase, Verdict } from '../words/verdict.ts';
import type { Connection, Decision, DestinationEvidence, SourceEvidence } from './environment-result.ts';

/** What both ends of a connection say, before one verdict is made of it. */
export type BothEnds = {
  readonly source: Pick<SourceEvidence, 'verdict'> | null;
  readonly destination: Pick<DestinationEvidence, 'says' | 'looked'> | null;
  /** Whether the source's proof is a rehearsal, and whether its answer was signed by the destination's own listener. */
  readonly isRehearsed: boolean;
  readonly isSignedByDestination: boolean;
  /** Whether something accepted the connection of a source that failed: what it disliked came later. */
  readonly wasAccepted: boolean;
  readonly phase: Phase;
};

type Judged = Pick<Connection, 'verdict' | 'decision'> & Pick<Connection, 'basis'>;

const judged = (verdict: Verdict, decision: Decision, basis?: Connection['basis']): Judged => ({
  verdict,
  decision,
  ...(basis === undefined ? {} : { basis }),
});

/** What the destination alone decides; null where it says nothing that does. After the installation a listener is no service. */
function byDestination({ destination, phase }: BothEnds): Judged | null {
  switch (destination?.says) {
    case 'came':
      return phase === 'before-install'
        ? judged('pass', 'destination', 'rehearsal')
        : judged('fail', 'destination');
    case 'blocked':
      return judged('fail', 'destination');
    case 'nobody-came':
    case 'listens':
    case 'listens-not':
    case 'listens-inside':
    case 'held-by-other':
    case undefined:
      return null;
  }
}

/**
 * What a way is worth where a service answered the source, and the destination says that its service is not there. At the
 * same time that is something else which answers in its place. Where the destination looked later, the service may have
 * stopped since: after the installation it is missing in either case. Where it looked before, or nobody knows when, the
 * service may have started since, and only the destination can tell.
 */
function ofAbsent({ destination, phase }: BothEnds): Judged {
  const isSureOfIt =
    destination?.looked === 'meanwhile' || (destination?.looked === 'after' && phase === 'after-install');
  return judged(isSureOfIt ? 'fail' : 'unknown', 'service-absent');
}

/** What a way is worth that the source found open. */
function ofOpen(verdict: 'pass' | 'warn', ends: BothEnds): Judged {
  const { destination, isRehearsed, isSignedByDestination, phase } = ends;
  const basis = isRehearsed ? 'rehearsal' : 'service';
  switch (destination?.says) {
    case 'nobody-came':
      if (isSignedByDestination) return judged(verdict, 'source', basis);
      return judged('fail', isRehearsed ? 'other-answered' : 'nobody-came');
    case 'came':
      return !isRehearsed && phase === 'after-install' ? ofAbsent(ends) : judged(verdict, 'both', basis);
    case 'listens':
      return judged(verdict, 'both', basis);
    case 'listens-not':
    case 'listens-inside':
    case 'held-by-other':
      // A listener of Netready comes and goes: that one proved the way, whoever has the port at another time.
      return isRehearsed ? judged(verdict, 'source', basis) : ofAbsent(ends);
    case 'blocked':
      return judged('warn', 'blocked-there', basis);
    case undefined:
      return judged(verdict, 'source', basis);
  }
}

/** What is to be said of a way that failed for its source: it has failed, and the destination may know why. */
function ofFailed({ destination, wasAccepted }: BothEnds): Judged {
  switch (destination?.says) {
    case 'came':
      return judged('fail', wasAccepted ? 'source' : 'answer-lost');
    case 'nobody-came':
      return judged('fail', wasAccepted ? 'nobody-came' : 'both');
    case 'listens-not':
    case 'listens-inside':
      if (!wasAccepted) return judged('fail', 'both');
      return judged('fail', destination.looked === 'meanwhile' ? 'service-absent' : 'source');
    case 'blocked':
      return judged('fail', wasAccepted ? 'source' : 'both');
    case 'held-by-other':
      return judged('fail', wasAccepted ? 'both' : 'source');
    case 'listens':
    case undefined:
      return judged('fail', 'source');
  }
}

/** What is to be said of a way on which nothing answered the source, when nothing needed to. */
function ofNotYet(ends: BothEnds): Judged {
  const { destination, wasAccepted } = ends;
  switch (destination?.says) {
    case 'nobody-came':
      return judged('fail', wasAccepted ? 'nobody-came' : 'rejected');
    case 'listens':
      return !wasAccepted && (destination.looked === 'before' || destination.looked === 'meanwhile')
        ? judged('fail', 'rejected')
        : judged('not-yet', 'source');
    case 'listens-not':
    case 'listens-inside':
      return judged('not-yet', wasAccepted ? 'source' : 'both');
    case 'came':
    case 'blocked':
    case 'held-by-other':
    case undefined:
      return byDestination(ends) ?? judged('not-yet', 'source');
  }
}

/**
 * One verdict on a connection from what both ends say. What failed at the source has failed. What it found open has passed
 * unless the destination says against it: nobody came to its listener, its service is not there, its own firewall keeps the
 * connection out. No pass comes of such a contradiction unless its decision names it. What refused a source while the
 * destination listened is blocked on the way. Without the source the destination can still tell.
 */
export function judgeConnection(ends: BothEnds): Judged {
  const verdict = ends.source?.verdict ?? 'skipped';
  switch (verdict) {
    case 'pass':
    case 'warn':
      return ofOpen(verdict, ends);
    case 'fail':
      return ofFailed(ends);
    case 'not-yet':
      return ofNotYet(ends);
    case 'waived':
      return judged('waived', 'source');
    case 'unknown':
      return byDestination(ends) ?? judged('unknown', 'source');
    case 'not-testable-here':
    case 'skipped':
    case 'not-applicable':
      return byDestination(ends) ?? judged('not-testable-here', 'none');
  }
}

/** What tells that the two ends say different things, whatever follows from it. */
const disagreeing: readonly Decision[] = [
  'nobody-came',
  'other-answered',
  'service-absent',
  'blocked-there',
  'answer-lost',
];

/** Whether the two ends of a connection say different things. */
export const isDisagreement = ({ decision }: Pick<Connection, 'decision'>): boolean =>
  disagreeing.includes(decision);
