import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { isEndOf, withoutSigner, withSigner, withSigners } from '../../../../shared/report/known-signers.ts';
import {
  emptyTrust,
  knownKeysOf,
  type TrustedSigner,
  type TrustFile,
} from '../../../../shared/report/trust-file.ts';

const key = (digit: string): string => `${digit.repeat(48)}0123456789abcdef`;
const typed = '0123 4567 89AB cdef';

const signer = (digit: string, more: Partial<TrustedSigner> = {}): TrustedSigner => ({
  fingerprint: key(digit),
  name: `Netready on fe${digit}`,
  addedAt: '2026-11-22T10:00:00.000Z',
  ...more,
});

const listing = (...signers: readonly TrustedSigner[]): TrustFile => ({
  ...emptyTrust,
  signers: [...signers],
});

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : 'another';
  }
};

describe('the last groups of a fingerprint', () => {
  it('are taken as people type them', () => {
    for (const text of [typed, '0123456789abcdef', ' 0123-4567-89ab-cdef', key('a')])
      expect(isEndOf(key('a'), text), text).toBe(true);
  });

  it('are not enough of it, or other ones', () => {
    for (const text of ['', 'cdef', '4567 89ab cdef', '1123 4567 89ab cdef', '0123 4567 89ab cde0', key('b')])
      expect(isEndOf(key('a'), text), text).toBe(false);
  });
});

describe('adding a signer', () => {
  it('needs the last groups of its own key', () => {
    const added = withSigner(emptyTrust, { signer: signer('a'), typed, former: null });
    expect(added.signers).toEqual([signer('a')]);
    const wrong = { signer: signer('a'), typed: '0123 4567 89ab cdee', former: null };
    expect(codeOf(() => withSigner(emptyTrust, wrong))).toBe('fingerprint-differs');
  });

  it('asks what becomes of another key of the same machine', () => {
    const before = listing(signer('a', { machine: 'FE1' }), signer('c'));
    const next = { signer: signer('b', { machine: 'fe1' }), typed, former: null };
    expect(codeOf(() => withSigner(before, next))).toBe('machine-has-key');
    expect(withSigner(before, { ...next, former: 'keep' }).signers).toHaveLength(3);
    expect(
      withSigner(before, { ...next, former: 'remove' }).signers.map(({ fingerprint }) => fingerprint),
    ).toEqual([key('c'), key('b')]);
  });

  it('replaces what was said of the same key', () => {
    const before = listing(signer('a', { machine: 'fe1' }));
    const next = signer('a', { machine: 'fe1', customer: 'Example Ltd' });
    expect(withSigner(before, { signer: next, typed, former: null }).signers).toEqual([next]);
  });

  it('is refused where the list is full', () => {
    const full = listing(
      ...Array.from({ length: 5000 }, (_, index) =>
        signer('a', { fingerprint: index.toString(16).padStart(64, '0'), name: `s${index}` }),
      ),
    );
    expect(codeOf(() => withSigner(full, { signer: signer('b'), typed, former: null }))).toBe(
      'input-invalid',
    );
  });
});

it('a signer that is taken off is unknown, and the others stay', () => {
  const list = listing(signer('a'), signer('b'));
  expect(withoutSigner(list, key('a')).signers).toEqual([signer('b')]);
  expect(withoutSigner(list, key('f'))).toEqual(list);
});

it('taking over a list leaves out who has another key here, and changes nothing that is known', () => {
  const list = listing(signer('a', { name: 'Ours', machine: 'fe1' }));
  const more = [signer('a', { name: 'Theirs' }), signer('b', { machine: 'fe1' }), signer('c')];
  const { trust, added, known, differing } = withSigners(list, more);
  expect(trust.signers).toEqual([signer('a', { name: 'Ours', machine: 'fe1' }), signer('c')]);
  expect([added, known, differing].map((each) => each.map(({ fingerprint }) => fingerprint))).toEqual([
    [key('c')],
    [key('a')],
    [key('b')],
  ]);
});

it.each([
  ['what its certificate calls it', { machine: 'fe1' }, { name: 'Netready on FE1' }],
  ['its host alone', { name: 'Netready on fe1' }, { name: 'Somebody', machine: 'FE1' }],
])('taking over a list knows a second key of a machine by %s', (_how, ours, theirs) => {
  const list = listing(signer('a', ours));
  expect(withSigners(list, [signer('b', theirs)])).toMatchObject({
    trust: list,
    differing: [{ fingerprint: key('b') }],
  });
});

it('keys of redacted reports are called alike, and stand in the way of no other', () => {
  const unnamed = (digit: string): TrustedSigner =>
    signer(digit, { name: 'Netready on a machine without a name' });
  const { trust, differing } = withSigners(listing(unnamed('a')), [unnamed('b')]);
  expect(differing).toEqual([]);
  expect(trust.signers).toEqual([unnamed('a'), unnamed('b')]);
});

describe('the keys that are known of a machine', () => {
  const list = listing(
    signer('a', { name: 'Contoso ops', machine: 'CTL01' }),
    signer('b', { name: 'Netready on FE2' }),
    signer('c', { name: 'fe3' }),
    signer('d', { name: 'fe4', machine: 'fe5' }),
  );

  it.each([
    ['ctl01', [key('a')]],
    ['fe2', [key('b')]],
    ['FE3', [key('c')]],
    ['fe5', [key('d')]],
    ['fe4', []],
    ['Contoso ops', []],
  ])('of %s', (hostname, keys) => expect(knownKeysOf(hostname, list)).toEqual(keys));
});
