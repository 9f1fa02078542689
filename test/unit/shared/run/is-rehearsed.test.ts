import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import { isRehearsed } from '../../../../shared/run/is-rehearsed.ts';
import {
  rehearsalFact,
  unansweredRehearsal,
  visitOf,
  visitsFact,
  voucher,
} from '../../../support/rehearsal-views.ts';

describe('evidence of a rehearsal', () => {
  it.each<[string, readonly Fact[], boolean]>([
    ['a listener that answered', [rehearsalFact()], true],
    ['another port of a listener that vouches', [unansweredRehearsal({ vouched: voucher() })], true],
    ['nobody who answered', [unansweredRehearsal()], false],
    ['somebody who came', [visitsFact([visitOf()])], true],
    ['nobody who came', [visitsFact([])], false],
    ['nothing', [], false],
  ])('is %s: %o', (_name, facts, isEvidence) => {
    expect(isRehearsed({ facts: [...facts] })).toBe(isEvidence);
  });
});
