import { describe, expect, it } from 'vitest';
import { conclusion } from '../../../../shared/environment/connection-words.ts';
import {
  type Connection,
  destinationLooked,
  destinationSays,
} from '../../../../shared/environment/environment-result.ts';
import {
  type BothEnds,
  isDisagreement,
  judgeConnection,
} from '../../../../shared/environment/judge-connection.ts';
import { phases, type Verdict, verdicts } from '../../../../shared/words/verdict.ts';

type Says = (typeof destinationSays)[number] | 'nothing';
type Looked = (typeof destinationLooked)[number] | undefined;

const columns: readonly Says[] = ['nothing', ...destinationSays];

const ends = (
  source: Verdict | null,
  says: Says,
  looked: Looked,
  more: Partial<Omit<BothEnds, 'source' | 'destination'>> = {},
): BothEnds => ({
  source: source === null ? null : { verdict: source },
  destination: says === 'nothing' ? null : { says, ...(looked === undefined ? {} : { looked }) },
  isRehearsed: false,
  isSignedByDestination: false,
  wasAccepted: source === 'pass' || source === 'warn',
  phase: 'after-install',
  ...more,
});

const said = (both: BothEnds): string => {
  const { verdict, decision } = judgeConnection(both);
  return `${verdict} ${decision}`;
};

/** What comes of each word of a source with each word of a destination, which looked at the same time. */
const afterwards: readonly (readonly [source: Verdict | null, expected: readonly string[]])[] = [
  // source, then: nothing, came, nobody-came, blocked, listens, listens-not, listens-inside, held-by-other
  [
    'pass',
    [
      'pass source',
      'fail service-absent',
      'fail nobody-came',
      'warn blocked-there',
      'pass both',
      'fail service-absent',
      'fail service-absent',
      'fail service-absent',
    ],
  ],
  [
    'warn',
    [
      'warn source',
      'fail service-absent',
      'fail nobody-came',
      'warn blocked-there',
      'warn both',
      'fail service-absent',
      'fail service-absent',
      'fail service-absent',
    ],
  ],
  [
    'fail',
    [
      'fail source',
      'fail answer-lost',
      'fail both',
      'fail both',
      'fail source',
      'fail both',
      'fail both',
      'fail source',
    ],
  ],
  [
    'not-yet',
    [
      'not-yet source',
      'fail destination',
      'fail rejected',
      'fail destination',
      'fail rejected',
      'not-yet both',
      'not-yet both',
      'not-yet source',
    ],
  ],
  [
    'unknown',
    [
      'unknown source',
      'fail destination',
      'unknown source',
      'fail destination',
      'unknown source',
      'unknown source',
      'unknown source',
      'unknown source',
    ],
  ],
  ['waived', columns.map(() => 'waived source')],
  [
    null,
    [
      'not-testable-here none',
      'fail destination',
      'not-testable-here none',
      'fail destination',
      'not-testable-here none',
      'not-testable-here none',
      'not-testable-here none',
      'not-testable-here none',
    ],
  ],
];

const product = [null, ...verdicts].flatMap((source) =>
  columns.flatMap((says) =>
    [undefined, ...destinationLooked].flatMap((looked) =>
      phases.flatMap((phase) =>
        [false, true].flatMap((isRehearsed) =>
          [false, true].flatMap((isSignedByDestination) =>
            [false, true].map((accepted) => ({
              says,
              both: ends(source, says, looked, {
                phase,
                isRehearsed,
                isSignedByDestination,
                ...(source === 'pass' || source === 'warn' ? {} : { wasAccepted: accepted }),
              }),
            })),
          ),
        ),
      ),
    ),
  ),
);

describe('the words of both ends', () => {
  it.each(afterwards)('after the installation, when the source says %s', (source, expected) => {
    expect(columns.map((says) => said(ends(source, says, 'meanwhile')))).toEqual(expected);
  });

  it('before the installation are the same, but that a listener proves the way', () => {
    const before = { phase: 'before-install' } as const;
    for (const [source, expected] of afterwards)
      for (const [index, says] of columns.entries()) {
        const now = said(ends(source, says, 'meanwhile', before));
        if (says !== 'came') expect([source, says, now]).toEqual([source, says, expected[index]]);
      }
    const withListener = (source: Verdict | null, more: Partial<BothEnds> = {}) =>
      said(ends(source, 'came', 'meanwhile', { ...before, ...more }));
    expect(withListener('pass', { isRehearsed: true })).toBe('pass both');
    expect(withListener('not-yet')).toBe('pass destination');
    expect(withListener('unknown')).toBe('pass destination');
    expect(withListener(null)).toBe('pass destination');
    expect(withListener('fail')).toBe('fail answer-lost');
  });

  it.each<[Looked, string, string, string]>([
    ['meanwhile', 'fail service-absent', 'fail service-absent', 'Something else answers in its place'],
    [
      'after',
      'fail service-absent',
      'unknown service-absent',
      'Something else answers in its place, or the service has stopped since',
    ],
    [
      'before',
      'unknown service-absent',
      'unknown service-absent',
      'Something else answers in its place, or the service has started since',
    ],
    [
      undefined,
      'unknown service-absent',
      'unknown service-absent',
      'Something else answers in its place, or the service was there at one time only',
    ],
  ])(
    'where a service answered that is not there, the times tell what is possible: %s',
    (looked, after, before, words) => {
      for (const says of ['listens-not', 'listens-inside', 'held-by-other'] as const) {
        const both = ends('pass', says, looked);
        expect(said(both)).toBe(after);
        expect(said({ ...both, phase: 'before-install' })).toBe(before);
        const connection = {
          ...judgeConnection(both),
          destination: {
            input: 0,
            check: 'loc-port-12000',
            says,
            ...(looked === undefined ? {} : { looked }),
          },
        } satisfies Pick<Connection, 'verdict' | 'decision' | 'destination'>;
        expect(conclusion(connection)).toBe(words);
      }
    },
  );

  it('of a listener that answered say nothing against the service at another time, and its signature outweighs silence', () => {
    for (const says of ['listens-not', 'listens-inside', 'held-by-other'] as const)
      expect(said(ends('pass', says, 'meanwhile', { isRehearsed: true, phase: 'before-install' }))).toBe(
        'pass source',
      );
    const silent = { isRehearsed: true, phase: 'before-install' } as const;
    expect(said(ends('pass', 'nobody-came', 'meanwhile', silent))).toBe('fail other-answered');
    expect(said(ends('pass', 'nobody-came', 'meanwhile', { ...silent, isSignedByDestination: true }))).toBe(
      'pass source',
    );
  });

  it('find what answers in the place of a service that is not there also behind a failure that came later', () => {
    const later = { wasAccepted: true };
    expect(said(ends('fail', 'nobody-came', 'meanwhile', later))).toBe('fail nobody-came');
    expect(said(ends('fail', 'listens-not', 'meanwhile', later))).toBe('fail service-absent');
    expect(said(ends('fail', 'listens-not', 'after', later))).toBe('fail source');
    expect(said(ends('fail', 'blocked', 'meanwhile', later))).toBe('fail source');
  });

  it('leave a refusal open, when the service of the destination was seen to listen only later', () => {
    expect(said(ends('not-yet', 'listens', 'after'))).toBe('not-yet source');
    expect(said(ends('not-yet', 'listens', 'before'))).toBe('fail rejected');
    expect(said(ends('not-yet', 'listens', undefined))).toBe('not-yet source');
  });

  it('never let anything pass that one of them speaks against, unless that is named', () => {
    const against: Readonly<Record<Says, (both: BothEnds) => boolean>> = {
      nothing: () => false,
      came: ({ phase, isRehearsed }) => phase === 'after-install' && !isRehearsed,
      'nobody-came': ({ isSignedByDestination }) => !isSignedByDestination,
      blocked: () => true,
      listens: () => false,
      'listens-not': ({ isRehearsed }) => !isRehearsed,
      'listens-inside': ({ isRehearsed }) => !isRehearsed,
      'held-by-other': ({ isRehearsed }) => !isRehearsed,
    };
    for (const { says, both } of product) {
      const judged = judgeConnection(both);
      const isContradicted = against[says](both) && both.source !== null;
      const text = JSON.stringify({ ...both, judged });
      if (judged.verdict === 'pass') expect(isContradicted, text).toBe(false);
      if (judged.verdict === 'warn' && isContradicted) expect(isDisagreement(judged), text).toBe(true);
      // A pass rests on an end that has seen the way open.
      if (judged.verdict === 'pass')
        expect(both.source?.verdict === 'pass' || says === 'came', text).toBe(true);
      expect(judged.basis === undefined, text).toBe(!['pass', 'warn'].includes(judged.verdict));
    }
  });

  it('are in words for every decision', () => {
    for (const { both } of product) {
      const judged = judgeConnection(both);
      const words = conclusion({
        ...judged,
        ...(both.destination === null ? {} : { destination: { input: 0, check: 'x', ...both.destination } }),
      });
      expect(words.length).toBeGreaterThan(3);
      if (judged.verdict !== 'pass' && judged.verdict !== 'warn') expect(words).not.toBe('Open');
    }
  });
});
