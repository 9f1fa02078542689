import { describe, expect, it } from 'vitest';
import {
  filterCounts,
  firstView,
  type ListLine,
  listLines,
  type SortKey,
  shownLines,
  summaryOf,
  toCompare,
  toMerge,
} from '../../../../renderer/verify/list-view.ts';
import { type CheckedFile, checked } from '../../../../renderer/verify/verify-state.ts';
import { toFailure } from '../../../../shared/contract/reply.ts';
import type { VerifyCode } from '../../../../shared/report/verify-codes.ts';
import { type ReportSummary, verifyOutcome } from '../../../../shared/report/verify-outcome.ts';

const now = Date.parse('2026-11-29T12:00:00.000Z');
const match = { pages: 'match', pagesReason: null } as const;

function summary(host: string, more: Partial<ReportSummary>): ReportSummary {
  return {
    id: '7c0f3a52-6d1e-4b7a-9c44-000000000001',
    madeWith: '0.2.0',
    host,
    roles: ['front-end'],
    phase: 'after-install',
    finishedAt: '2026-11-29T10:00:00.000Z',
    verdict: 'pass',
    redacted: false,
    failedCount: 0,
    failed: [],
    ...more,
  };
}

type Given = readonly [host: string, code: VerifyCode, more?: Partial<ReportSummary>];

const standings = { KNOWN_SIGNER: 'known', UNKNOWN_SIGNER: 'unknown', KEY_CHANGED: 'changed' } as const;

function fileOf([host, code, more = {}]: Given, index: number): CheckedFile {
  const standing = code in standings ? standings[code as keyof typeof standings] : null;
  const signer =
    standing === null ? null : { fingerprint: 'ab'.repeat(32), name: `Signer of ${host}`, standing };
  const outcome = verifyOutcome(code, signer, standing === null ? null : summary(host, more), match);
  return { id: index + 1, name: `${host}.pdf`, status: checked(`${host}.pdf`, outcome) };
}

const given: readonly Given[] = [
  ['fe010', 'KNOWN_SIGNER'],
  ['fe2', 'KNOWN_SIGNER', { verdict: 'fail', failedCount: 2 }],
  ['ctl01', 'KEY_CHANGED'],
  ['db-tools', 'UNKNOWN_SIGNER', { finishedAt: '2026-10-29T10:00:00.000Z' }],
  ['invoice', 'FOREIGN'],
  ['fe017', 'DIGEST'],
  ['lt01', 'KNOWN_SIGNER', { verdict: 'fail', failedCount: 9, phase: 'before-install' }],
];
const files: readonly CheckedFile[] = [
  ...given.map(fileOf),
  { id: 8, name: 'waits.pdf', status: { kind: 'waiting' } },
  { id: 9, name: 'folder', status: { kind: 'failed', failure: toFailure(new Error('gone')) } },
];
const lines = listLines(files);
const namesOf = (shown: readonly ListLine[]): readonly string[] =>
  shown.map(({ file }) => file.name.replace('.pdf', ''));
const sorted = (by: SortKey, isReversed = false): readonly string[] =>
  namesOf(shownLines(lines, { ...firstView, sort: { by, isReversed } }, now));

it('a line of which nothing has changed is the same one, so that it is not drawn again', () => {
  const again = listLines([...files.slice(0, 7), { id: 8, name: 'waits.pdf', status: { kind: 'checking' } }]);
  expect(again.map((line, index) => line === lines[index])).toEqual([...Array(7).fill(true), false]);
});

describe('the order of a list', () => {
  it('puts first what needs somebody: refused, changed keys, unknown keys, failures', () => {
    expect(sorted('importance')).toEqual([
      'folder',
      'fe017',
      'invoice',
      'ctl01',
      'db-tools',
      'lt01',
      'fe2',
      'fe010',
      'waits',
    ]);
  });

  it('is that of a column where one was chosen, and the other way round', () => {
    expect(sorted('about').slice(0, 5)).toEqual(['ctl01', 'db-tools', 'fe2', 'fe010', 'lt01']);
    expect(sorted('failed').slice(0, 2)).toEqual(['lt01', 'fe2']);
    expect(sorted('at').at(4)).toBe('db-tools');
    expect(sorted('at', true)[0]).toBe('db-tools');
    expect(sorted('at', true).slice(-2)).toEqual(['folder', 'waits']);
    expect(sorted('verdict').slice(0, 2)).toEqual(['fe2', 'lt01']);
    expect(sorted('phase')[0]).toBe('ctl01');
  });
});

describe('what a list is narrowed to', () => {
  it('is counted, and left out where there is none of it', () => {
    expect(filterCounts(lines, now)).toEqual([
      { filter: 'all', count: 9 },
      { filter: 'refused', count: 2 },
      { filter: 'key-changed', count: 1 },
      { filter: 'key-unknown', count: 1 },
      { filter: 'not-ready', count: 2 },
      { filter: 'old', count: 1 },
      { filter: 'unread', count: 1 },
    ]);
    expect(filterCounts(listLines(files.slice(0, 1)), now)).toEqual([{ filter: 'all', count: 1 }]);
  });

  it('is found by words of file, machine, role, signer and key', () => {
    const found = (words: string): readonly string[] =>
      namesOf(shownLines(lines, { ...firstView, words }, now));
    expect(found('INVOICE')).toEqual(['invoice']);
    expect(found('front-end lt01')).toEqual(['lt01']);
    expect(found('signer of db')).toEqual(['db-tools']);
    expect(found('abab fe010')).toEqual(['fe010']);
    expect(found('nothing like that')).toEqual([]);
  });
});

describe('what goes on from a list', () => {
  it('is merged without what is refused and without changed keys', () => {
    expect(namesOf(toMerge(lines, new Set()))).toEqual(['fe010', 'fe2', 'db-tools', 'lt01']);
    expect(namesOf(toMerge(lines, new Set([1, 3, 6])))).toEqual(['fe010']);
  });

  it('is compared where just two reports of machines are selected, the older one first', () => {
    expect(namesOf(toCompare(lines, new Set([1, 4])) ?? [])).toEqual(['db-tools', 'fe010']);
    expect(toCompare(lines, new Set([1]))).toBeNull();
    expect(toCompare(lines, new Set([1, 5]))).toBeNull();
    expect(toCompare(lines, new Set([1, 2, 4]))).toBeNull();
  });

  it('is said in one line', () => {
    expect(summaryOf(lines)).toEqual({ total: 9, refused: 2, changed: 1, unknown: 1, failed: 1, good: 3 });
  });
});
