import { describe, expect, it } from 'vitest';
import {
  checked,
  emptyVerifyState,
  type FileStatus,
  nextWork,
  reduceVerify,
  tally,
  type VerifyEvent,
  type VerifyState,
} from '../../../../renderer/verify/verify-state.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import type { VerifyCode } from '../../../../shared/report/verify-codes.ts';
import { pagesNotChecked, verifyOutcome } from '../../../../shared/report/verify-outcome.ts';

const stateAfter = (...events: readonly VerifyEvent[]): VerifyState =>
  events.reduce(reduceVerify, emptyVerifyState);
const names = ['a.pdf', 'b.pdf', 'a.pdf', 'c.pdf', 'd.pdf', 'e.pdf'];
const added: VerifyEvent = {
  kind: 'added',
  files: names.map((name, index) => ({ id: index + 1, name })),
  passedOver: 2,
  at: 1000,
};
const news = (...changes: readonly (readonly [number, FileStatus])[]): VerifyEvent => ({
  kind: 'changed',
  changes: new Map(changes),
  at: 3500,
});
const quick = (code: VerifyCode): FileStatus =>
  checked('a.pdf', verifyOutcome(code, null, null, pagesNotChecked('not-asked')));
const compared = checked(
  'a.pdf',
  verifyOutcome('KNOWN_SIGNER', null, null, { pages: 'match', pagesReason: null }),
);
const checking: FileStatus = { kind: 'checking' };
const failed: FileStatus = { kind: 'failed', failure: toFailure(new Error('gone')) };
const comparing = (status: FileStatus): FileStatus =>
  status.kind === 'checked' ? { ...status, pages: 'comparing' } : status;
const all = (status: FileStatus): VerifyEvent =>
  news(...names.map((_, index) => [index + 1, status] as const));

describe('what is done next with a list of files', () => {
  it('is the first file that waits, while fewer than four are worked on', () => {
    expect(nextWork(stateAfter(added), null)).toMatchObject({ file: { id: 1 }, pages: false });
    const three = news([1, checking], [2, checking], [3, checking]);
    expect(nextWork(stateAfter(added, three), null)).toMatchObject({ file: { id: 4 } });
    expect(nextWork(stateAfter(added, three, news([4, checking])), null)).toBeNull();
  });

  it('is the pages once every file has its answer, one file at a time, those that somebody looks at first', () => {
    const state = stateAfter(added, all(quick('KNOWN_SIGNER')));
    expect(nextWork(state, null)).toMatchObject({ file: { id: 1 }, pages: true });
    expect(nextWork(state, 5)).toMatchObject({ file: { id: 5 }, pages: true });
    const one = reduceVerify(state, news([1, comparing(quick('KNOWN_SIGNER'))]));
    expect(nextWork(one, null)).toBeNull();
    expect(nextWork(one, 5)).toMatchObject({ file: { id: 5 }, pages: true });
  });

  it('is nothing for pages of a refused file, of one that is compared, and of what cannot be read', () => {
    expect(nextWork(stateAfter(added, all(quick('DIGEST'))), 1)).toBeNull();
    expect(nextWork(stateAfter(added, all(compared)), 1)).toBeNull();
    expect(nextWork(stateAfter(added, all(failed)), 1)).toBeNull();
  });

  it('is nothing once somebody has stopped, until it is let go on or another file comes', () => {
    const stopped = stateAfter(added, news([1, checking]), { kind: 'stopped' });
    expect(stopped.files[0]?.status).toEqual({ kind: 'waiting' });
    expect(nextWork(stopped, null)).toBeNull();
    expect(nextWork(reduceVerify(stopped, { kind: 'went-on' }), null)).toMatchObject({ file: { id: 1 } });
    expect(nextWork(reduceVerify(stopped, added), null)).not.toBeNull();
  });
});

describe('a list of files', () => {
  it('tells how far it is, and how long the first answers took', () => {
    const half = stateAfter(added, news([1, quick('KNOWN_SIGNER')], [2, quick('DIGEST')], [3, failed]));
    expect(tally(half)).toEqual({ total: 6, done: 3, compared: 0, left: 1, incomparable: 0 });
    expect(half).toMatchObject({ since: 1000, settledAt: null, passedOver: 2 });
    const whole = reduceVerify(
      half,
      news([4, compared], [5, compared], [6, comparing(quick('KNOWN_SIGNER'))]),
    );
    expect(tally(whole)).toEqual({ total: 6, done: 6, compared: 2, left: 2, incomparable: 0 });
    expect(whole).toMatchObject({ since: 1000, settledAt: 3500 });
  });

  it('tells of how many files the pages cannot be compared here', () => {
    const other = checked(
      'a.pdf',
      verifyOutcome('KNOWN_SIGNER', null, null, pagesNotChecked('other-catalogue')),
    );
    expect(tally(stateAfter(added, all(other)))).toMatchObject({ compared: 0, left: 0, incomparable: 6 });
  });

  it('takes no news of a file that was taken off', () => {
    const state = stateAfter(added, { kind: 'removed', ids: new Set([1, 2]) }, news([1, compared]));
    expect(state.files.map(({ id }) => id)).toEqual([3, 4, 5, 6]);
    expect(reduceVerify(state, { kind: 'cleared' })).toEqual(emptyVerifyState);
  });
});
