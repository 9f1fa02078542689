import { describe, expect, it } from 'vitest';
import { isUnanswered } from '../../../../../../renderer/wizard/steps/results/is-unanswered.ts';
import type { Outcome } from '../../../../../../shared/probe/outcome.ts';
import { healthyWorld, sampleResult, troubledWorld } from '../../../../../support/sample-results.ts';

/** The checks of a front-end in a world in which every connection to another host ends in one way. */
const checksWhere = (outcome: Outcome, code: string, host: RegExp = /./) =>
  sampleResult({
    world: troubledWorld(healthyWorld('before-install'), [{ host, outcome, code }]),
    profile: {
      machine: { roles: ['front-end'] },
      controller: { host: 'controller.example.local' },
      frontEnds: [{ host: 'app01' }],
      databases: [{ purpose: 'platform', host: 'db01.example.local' }],
    },
  }).checks;

describe('the notice that no other host has answered', () => {
  it('appears when nothing came back from anywhere', () => {
    expect(isUnanswered(checksWhere('timeout', 'ETIMEDOUT'))).toBe(true);
    expect(isUnanswered(checksWhere('unreachable', 'EHOSTUNREACH'))).toBe(true);
    expect(isUnanswered(checksWhere('dns-not-found', 'ENOTFOUND'))).toBe(true);
  });

  it('does not appear when connections are refused: that is an answer', () => {
    expect(isUnanswered(checksWhere('refused', 'ECONNREFUSED'))).toBe(false);
    expect(isUnanswered(checksWhere('reset', 'ECONNRESET'))).toBe(false);
  });

  it('does not appear when one host answers, when only one was tried, or when nothing was', () => {
    expect(isUnanswered(checksWhere('timeout', 'ETIMEDOUT', /db01/))).toBe(false);
    const database = checksWhere('timeout', 'ETIMEDOUT').filter(
      ({ destination }) => destination?.role === 'database',
    );
    expect(database.length).toBeGreaterThan(0);
    expect(isUnanswered(database)).toBe(false);
    expect(isUnanswered(checksWhere('cancelled', 'cancelled'))).toBe(false);
  });
});
