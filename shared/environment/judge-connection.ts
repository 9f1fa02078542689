import type { Phase, Verdict } from '../words/verdict.ts';
import type { Connection, Decision, DestinationEvidence, SourceEvidence } from './environment-result.ts';

/** What both ends of a connection say, before one verdict is made of it. */
export type BothEnds = {
  readonly source: SourceEvidence | null;
  readonly destination: DestinationEvidence | null;
  /** Whether the source's proof is a rehearsal, and whether its answer was signed by the destination's own listener. */
  readonly isRehearsed: boolean;
  readonly isSignedByDestination: boolean;
  readonly phase: Phase;
};

type Judged = Pick<Connection, 'verdict' | 'decision'> & Pick<Connection, 'basis'>;

const judged = (verdict: Verdict, decision: Decision, basis?: Connection['basis']): Judged => ({
  verdict,
  decision,
  ...(basis === undefined ? {} : { basis }),
});

/** What a destination says that agrees with a failure at the source. */
const agreeing: readonly DestinationEvidence['says'][] = ['nobody-came', 'blocked', 'listens-not'];

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
    case undefined:
      return null;
  }
}

/** What a way is worth that the source found open. */
function ofOpen(verdict: Verdict, ends: BothEnds): Judged {
  const { destination, isRehearsed, isSignedByDestination } = ends;
  const basis = isRehearsed ? 'rehearsal' : 'service';
  switch (destination?.says) {
    case 'nobody-came':
      if (isSignedByDestination) return judged(verdict, 'source', basis);
      return judged('fail', isRehearsed ? 'other-answered' : 'nobody-came');
    case 'came':
    case 'listens':
      return judged(verdict, 'both', basis);
    case 'blocked':
    case 'listens-not':
    case undefined:
      return judged(verdict, 'source', basis);
  }
}

/**
 * One verdict on a connection from what both ends say. What failed at the source has failed; what it found open has passed
 * unless the listener of the destination was up and nobody came, because then something answers in its place; what refused
 * it while that listener was up is blocked on the way. Without the source the destination can still tell.
 */
export function judgeConnection(ends: BothEnds): Judged {
  const { source, destination } = ends;
  const verdict = source?.verdict ?? 'skipped';
  switch (verdict) {
    case 'pass':
    case 'warn':
      return ofOpen(verdict, ends);
    case 'fail':
      return judged('fail', agreeing.some((says) => says === destination?.says) ? 'both' : 'source');
    case 'not-yet':
      if (destination?.says === 'nobody-came') return judged('fail', 'rejected');
      return (
        byDestination(ends) ?? judged('not-yet', destination?.says === 'listens-not' ? 'both' : 'source')
      );
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
