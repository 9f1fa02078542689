import type { Verdict } from '../words/verdict.ts';
import type { Connection } from './environment-result.ts';

/** What a destination says of a way, in words. */
export const destinationWords: Readonly<Record<NonNullable<Connection['destination']>['says'], string>> = {
  came: 'reached',
  'nobody-came': 'listener was up, nobody came',
  blocked: 'own firewall keeps it out',
  listens: 'its service listens',
  'listens-not': 'nothing listens',
  'listens-inside': 'its service listens on loopback only',
  'held-by-other': 'another program has the port',
};

/** What is possible where a service answered, and its machine says that it is not there. */
function absentWords(looked: NonNullable<Connection['destination']>['looked']): string {
  switch (looked) {
    case 'meanwhile':
      return 'Something else answers in its place';
    case 'after':
      return 'Something else answers in its place, or the service has stopped since';
    case 'before':
      return 'Something else answers in its place, or the service has started since';
    case undefined:
      return 'Something else answers in its place, or the service was there at one time only';
  }
}

/** What is possible where a way failed, and the listener at its end says that the source came. */
function lostWords(looked: NonNullable<Connection['destination']>['looked']): string {
  switch (looked) {
    case 'meanwhile':
      return 'It arrives, and the answer does not come back';
    case 'before':
      return 'It came once, and fails since';
    case 'after':
      return 'It has come since: check again';
    case undefined:
      return 'It came at another time, or the answer does not come back';
  }
}

const verdictConclusions: Readonly<Partial<Record<Verdict, string>>> = {
  fail: 'Failed',
  'not-yet': 'Not yet',
  unknown: 'Unknown',
  'not-testable-here': 'Not decided',
  waived: 'Waived',
};

/** What follows from what both ends say of a way, in words. */
export function conclusion({
  verdict,
  decision,
  destination,
}: Pick<Connection, 'verdict' | 'decision' | 'destination'>): string {
  switch (decision) {
    case 'nobody-came':
      return 'Something else answers in its place';
    case 'other-answered':
      return 'Another machine answered';
    case 'rejected':
      return 'Blocked on the way';
    case 'service-absent':
      return absentWords(destination?.looked);
    case 'blocked-there':
      return 'It came through, though its firewall is said to stop it';
    case 'answer-lost':
      return lostWords(destination?.looked);
    case 'both':
    case 'destination':
    case 'source':
    case 'none':
      return verdictConclusions[verdict] ?? 'Open';
  }
}
