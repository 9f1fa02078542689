import { describe, expect, it } from 'vitest';
import {
  emptyMerge,
  keyOfFile,
  type MergeEvent,
  type MergeState,
  nextToAdd,
  progressOf,
  reduceMerge,
} from '../../../../renderer/merge/merge-state.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { verifyOutcome } from '../../../../shared/report/verify-outcome.ts';

const signedWith = (fingerprint: string) => ({
  ...verifyOutcome('UNKNOWN_SIGNER'),
  signer: { name: 'Netready on fe1', fingerprint },
});

const play = (...events: readonly MergeEvent[]): MergeState => events.reduce(reduceMerge, emptyMerge);
const chosen: MergeEvent = {
  kind: 'chosen',
  files: [
    { id: 1, name: 'a.pdf' },
    { id: 2, name: 'b.pdf' },
  ],
};
const adding = (id: number): MergeEvent => ({ kind: 'changed', id, status: { kind: 'adding' } });
const added = (id: number, fingerprint = 'ab'): MergeEvent =>
  ({ kind: 'changed', id, status: { kind: 'added', outcome: signedWith(fingerprint) } }) as MergeEvent;
const failed = (id: number): MergeEvent => ({
  kind: 'changed',
  id,
  status: { kind: 'failed', failure: toFailure(new AppError('file-unreadable', 'It is a folder.')) },
});

describe('the files of a merge', () => {
  it('are taken in one at a time, in their order', () => {
    expect(nextToAdd(emptyMerge)).toBeNull();
    expect(nextToAdd(play(chosen))?.id).toBe(1);
    expect(nextToAdd(play(chosen, adding(1)))).toBeNull();
    expect(nextToAdd(play(chosen, adding(1), added(1)))?.id).toBe(2);
    expect(nextToAdd(play(chosen, added(1), failed(2)))).toBeNull();
  });

  it('are settled when each has its answer and one of them was taken in', () => {
    expect(progressOf(play(chosen, added(1)))).toEqual({ done: 1, total: 2, isSettled: false });
    expect(progressOf(play(chosen, added(1), failed(2)))).toEqual({ done: 2, total: 2, isSettled: true });
    expect(progressOf(play(chosen, failed(1), failed(2))).isSettled).toBe(false);
    const same = { kind: 'changed', id: 2, status: { kind: 'same', as: 'a.pdf' } } as const;
    expect(progressOf(play(chosen, added(1), same)).isSettled).toBe(true);
  });

  it('have the key of their signature, unless two of one name leave it open', () => {
    expect(keyOfFile(play(chosen, added(1, 'cd')), 'a.pdf')).toBe('cd');
    expect(keyOfFile(play(chosen, failed(1)), 'a.pdf')).toBeNull();
    expect(keyOfFile(play(chosen, added(1)), undefined)).toBeNull();
    const twice: MergeEvent = { kind: 'chosen', files: [{ id: 3, name: 'a.pdf' }] };
    expect(keyOfFile(play(chosen, twice, added(1, 'cd'), added(3, 'ef')), 'a.pdf')).toBeNull();
  });

  it('are forgotten with all that was chosen about them', () => {
    const full = play(chosen, { kind: 'confirmed', fingerprint: 'ab' }, { kind: 'redacted', redact: true });
    expect([full.confirmed, full.redact]).toEqual([['ab'], true]);
    expect(reduceMerge(full, { kind: 'confirmed', fingerprint: 'ab' }).confirmed).toEqual(['ab']);
    expect(reduceMerge(full, { kind: 'cleared' })).toEqual(emptyMerge);
  });
});
