import { describe, expect, it } from 'vitest';
import {
  emptyVerifyState,
  nextFile,
  reduceVerify,
  tally,
  type VerifyEvent,
  type VerifyState,
} from '../../../../renderer/verify/verify-state.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import type { VerifyCode } from '../../../../shared/report/verify-codes.ts';
import { verifyOutcome } from '../../../../shared/report/verify-outcome.ts';

const stateAfter = (...events: readonly VerifyEvent[]): VerifyState =>
  events.reduce(reduceVerify, emptyVerifyState);
const added: VerifyEvent = { kind: 'added', names: ['a.pdf', 'b.pdf', 'a.pdf'] };
const checked = (id: number, code: VerifyCode): VerifyEvent => ({
  kind: 'changed',
  id,
  status: { kind: 'checked', outcome: verifyOutcome(code) },
});

describe('the list of files', () => {
  it('tells files of one name apart and checks the first that waits', () => {
    const state = stateAfter(added);
    expect(state.files.map(({ id, name }) => [id, name])).toEqual([
      [1, 'a.pdf'],
      [2, 'b.pdf'],
      [3, 'a.pdf'],
    ]);
    expect(nextFile(state)?.id).toBe(1);
    const busy = reduceVerify(state, { kind: 'changed', id: 1, status: { kind: 'checking' } });
    expect(nextFile(busy)?.id).toBe(2);
    expect(nextFile(reduceVerify(busy, checked(2, 'NOT_PDF')))?.id).toBe(3);
  });

  it('checks four files at the same time, and the next one when one of them is done', () => {
    const checking = (id: number): VerifyEvent => ({ kind: 'changed', id, status: { kind: 'checking' } });
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const three = stateAfter({ kind: 'added', names }, checking(1), checking(2), checking(3));
    expect(nextFile(three)?.id).toBe(4);
    const four = reduceVerify(three, checking(4));
    expect(nextFile(four)).toBeNull();
    expect(nextFile(reduceVerify(four, checked(2, 'NOT_PDF')))?.id).toBe(5);
  });

  it('goes on with files that are added later, under new ids', () => {
    const state = stateAfter(added, { kind: 'cleared' }, { kind: 'added', names: ['c.pdf'] });
    expect(state.files).toEqual([{ id: 4, name: 'c.pdf', status: { kind: 'waiting' } }]);
  });

  it('forgets a removed file, and news about it', () => {
    const state = stateAfter(added, { kind: 'removed', id: 1 });
    expect(reduceVerify(state, checked(1, 'NOT_PDF'))).toEqual(state);
    expect(nextFile(state)?.id).toBe(2);
  });

  it('counts files with an answer and unreadable ones apart', () => {
    const failed: VerifyEvent = {
      kind: 'changed',
      id: 4,
      status: { kind: 'failed', failure: toFailure(new Error('gone')) },
    };
    const names = ['a', 'b', 'c', 'd', 'e'];
    const state = stateAfter(
      { kind: 'added', names },
      checked(1, 'KNOWN_SIGNER'),
      checked(2, 'UNKNOWN_SIGNER'),
      checked(3, 'DIGEST'),
      failed,
    );
    const { outcomes, ...counts } = tally(state);
    expect(counts).toEqual({ total: 5, done: 4, failed: 1 });
    expect(outcomes.map(({ code }) => code)).toEqual(['KNOWN_SIGNER', 'UNKNOWN_SIGNER', 'DIGEST']);
  });
});
