import { describe, expect, it } from 'vitest';
import { verifyText } from '../../../../renderer/text/en/verify.ts';
import {
  answersOf,
  emptyVerifyState,
  nextFile,
  reduceVerify,
  tally,
  type VerifyEvent,
  type VerifyState,
} from '../../../../renderer/verify/verify-state.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import {
  type PagesCheck,
  pagesNotChecked,
  pagesReasons,
  type VerifyCode,
  verifyCodes,
  verifyOutcome,
} from '../../../../shared/report/verify-outcome.ts';

const signer = { fingerprint: 'ab'.repeat(32), name: 'Netready on web01' };
const stateAfter = (...events: readonly VerifyEvent[]): VerifyState =>
  events.reduce(reduceVerify, emptyVerifyState);
const added: VerifyEvent = { kind: 'added', names: ['a.pdf', 'b.pdf', 'a.pdf'] };
const checked = (id: number, code: VerifyCode): VerifyEvent => ({
  kind: 'changed',
  id,
  status: { kind: 'checked', outcome: verifyOutcome(code) },
});

describe('the list of files', () => {
  it('tells files of one name apart and checks one after the other', () => {
    const state = stateAfter(added);
    expect(state.files.map(({ id, name }) => [id, name])).toEqual([
      [1, 'a.pdf'],
      [2, 'b.pdf'],
      [3, 'a.pdf'],
    ]);
    expect(nextFile(state)?.id).toBe(1);
    const busy = reduceVerify(state, { kind: 'changed', id: 1, status: { kind: 'checking' } });
    expect(nextFile(busy)).toBeNull();
    expect(nextFile(reduceVerify(busy, checked(1, 'NOT_PDF')))?.id).toBe(2);
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

  it('counts known keys, unknown keys, refusals and unreadable files apart', () => {
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
    expect(tally(state)).toEqual({ total: 5, done: 4, known: 1, unknown: 1, refused: 1, failed: 1 });
  });
});

describe('the answers', () => {
  const answer = (code: VerifyCode, withSigner = false, pages?: PagesCheck) => {
    const { integrity, key } = answersOf(verifyOutcome(code, withSigner ? signer : null, null, pages));
    return { integrity, key };
  };

  it('are separate: an intact file may be signed by anybody', () => {
    expect(answer('KNOWN_SIGNER', true)).toEqual({ integrity: 'yes', key: 'known' });
    expect(answer('UNKNOWN_SIGNER', true)).toEqual({ integrity: 'yes', key: 'unknown' });
    expect(answer('AUTHORITY_PERIOD', true)).toEqual({ integrity: 'yes', key: 'refused' });
    expect(answer('SCHEMA', true)).toEqual({ integrity: 'yes', key: 'not-decided' });
    expect(answer('NO_RESULT', true)).toEqual({ integrity: 'yes', key: 'not-decided' });
  });

  it('say nothing of a key whose signature does not count', () => {
    expect(answer('DIGEST')).toEqual({ integrity: 'changed', key: 'none' });
    expect(answer('RESAVED')).toEqual({ integrity: 'resaved', key: 'none' });
    expect(answer('FOREIGN')).toEqual({ integrity: 'none', key: 'none' });
    expect(answer('TRUNCATED')).toEqual({ integrity: 'damaged', key: 'none' });
  });

  it('blame the pages alone when the signature fits and the pages do not', () => {
    const outcome = verifyOutcome('PAGES', signer, null, { pages: 'differ', pagesReason: null });
    expect(answersOf(outcome)).toEqual({ integrity: 'yes', key: 'not-decided', pages: 'differ' });
    expect(verifyText.pages.differ).toMatch(/^No, /);
  });

  it('say what the pages say, or why that was not compared', () => {
    const match = verifyOutcome('KNOWN_SIGNER', signer, null, { pages: 'match', pagesReason: null });
    expect(answersOf(match).pages).toBe('match');
    for (const reason of pagesReasons) {
      const { pages } = answersOf(verifyOutcome('KNOWN_SIGNER', signer, null, pagesNotChecked(reason)));
      expect(pages).toBe(reason);
      expect(verifyText.pages[pages]).toMatch(/^Not compared/);
    }
    expect(answersOf(verifyOutcome('DIGEST')).pages).toBe('not-intact');
  });

  it('name a known key for trusted files alone, whatever the code', () => {
    const codes = Object.keys(verifyCodes) as readonly VerifyCode[];
    const known = codes.filter((code) => answer(code, true).key === 'known');
    expect(known).toEqual(codes.filter((code) => verifyCodes[code].outcome === 'trusted'));
  });

  it('call a file intact only when its signature fits', () => {
    const codes = Object.keys(verifyCodes) as readonly VerifyCode[];
    const intact = codes.filter((code) => answer(code).integrity === 'yes' && code !== 'PAGES');
    const outcomes = intact.map((code) => verifyCodes[code].outcome);
    expect([...new Set(outcomes)].sort()).toEqual(['trusted', 'unknown-signer', 'unsupported-version']);
  });
});
