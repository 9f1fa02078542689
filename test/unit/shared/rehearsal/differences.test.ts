import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/probe/fact.ts';
import {
  type Difference,
  differencesOf,
  isRelayed,
  listedPorts,
  mayShowAnother,
  meaningOf,
  withVouchers,
} from '../../../../shared/rehearsal/differences.ts';
import {
  byMachine,
  checkerView,
  listenerView,
  rehearsalFact,
  signedListener,
  unansweredRehearsal,
  voucher,
} from '../../../support/rehearsal-views.ts';

const kindsOf = (differences: readonly Difference[]) => differences.map(({ kind }) => kind);
const other = { address: '10.9.0.1', port: 40_000 };
const tls = { certificate: 'G'.repeat(43), exporter: 'H'.repeat(22) };

describe('what both ends saw of one conversation', () => {
  it('is the same where nothing stands between them', () => {
    const same = { tls, head: tls.certificate };
    expect(differencesOf(checkerView(), listenerView())).toEqual([]);
    expect(differencesOf(checkerView(same), listenerView(same))).toEqual([]);
  });

  it.each([
    ['source', {}, { peer: other }],
    ['source', {}, { peer: { address: '10.0.0.11', port: 1024 } }],
    ['destination', {}, { arrived: { address: '10.0.0.99', port: 12_000 } }],
    ['port', {}, { arrived: { address: '10.0.0.20', port: 12_001 } }],
    ['machine', {}, { meant: 'another' }],
    ['tls', { tls }, { tls: { ...tls, exporter: 'I'.repeat(22) } }],
    ['tls', { tls }, { tls: { ...tls, certificate: 'I'.repeat(43) } }],
    ['tls', { tls }, {}],
    ['head', { head: tls.certificate }, { head: 'I'.repeat(43) }],
  ] as const)('shows %s', (kind, checker, listener) => {
    expect(kindsOf(differencesOf(checkerView(checker), listenerView(listener)))).toEqual([kind]);
  });

  it('shows what is gravest first', () => {
    const all = differencesOf(
      checkerView({ tls, head: tls.certificate }),
      listenerView({ meant: 'another', arrived: other, peer: other }),
    );
    expect(kindsOf(all)).toEqual(['machine', 'port', 'tls', 'head', 'destination', 'source']);
  });
});

describe('an answer that takes longer than the connection', () => {
  it.each([
    [1.5, 62, true],
    [60, 62, false],
    [1, 24, false],
    [10, 60, false],
  ])('of %d and %d ms: %s', (connectMs, answerMs, expected) => {
    expect(isRelayed({ connectMs, answerMs })).toBe(expected);
  });

  it('is none where nothing was answered', () => {
    expect(isRelayed({ connectMs: 1 })).toBe(false);
  });
});

describe('one more conversation', () => {
  const behind = rehearsalFact({
    listener: signedListener({ arrived: { address: '10.0.0.99', port: 12_000 } }),
  });
  const run = (number: number) => `${number}2222222-2222-4222-8222-222222222222`;
  const by = (...numbers: readonly number[]) => numbers.map((number) => byMachine(behind, 'fe', run(number)));

  it('shows nothing where the machine that was meant answers at its own address', () => {
    expect(mayShowAnother([rehearsalFact()])).toBe(false);
    expect(mayShowAnother([unansweredRehearsal()])).toBe(false);
  });

  it.each([
    ['is translated', behind],
    ['is relayed', rehearsalFact({ connectMs: 1, answerMs: 60 })],
    ['has a name that nobody can tell', rehearsalFact({ listener: signedListener({ meant: 'unknown' }) })],
  ])('may show another machine where the end %s', (_title, fact) => {
    expect(mayShowAnother([fact])).toBe(true);
    expect(mayShowAnother(Array(5).fill(fact))).toBe(true);
    expect(mayShowAnother(Array(6).fill(fact))).toBe(false);
  });

  it.each([
    [[1, 2, 1, 2, 1], true],
    [[1, 2, 1, 2, 1, 2], false],
    [[1, 1, 1, 1, 2, 1], true],
    [[1, 1, 1, 1, 2, 1, 2, 1], false],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2], true],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3], false],
  ])('after %j: %s', (numbers, expected) => {
    expect(mayShowAnother(by(...numbers))).toBe(expected);
  });
});

describe('an attempt at a rehearsal', () => {
  const vouched = voucher();
  it.each([
    ['proven', rehearsalFact()],
    ['cut-in-exchange', unansweredRehearsal({ reached: 'challenge' })],
    ['stranger', unansweredRehearsal({ reached: 'connection', outcome: 'wrong-service' })],
    ['undecided', unansweredRehearsal()],
    ['undecided', unansweredRehearsal({ outcome: 'refused' })],
    ['blocked', unansweredRehearsal({ vouched })],
    ['blocked', unansweredRehearsal({ outcome: 'refused', vouched })],
    ['unproven', unansweredRehearsal({ reached: 'connection' })],
    ['cut-at-knock', unansweredRehearsal({ reached: 'connection', outcome: 'reset', vouched })],
    ['accepted-for-it', unansweredRehearsal({ reached: 'connection', vouched })],
  ] as const)('means %s', (kind, fact) => {
    expect(meaningOf(fact).kind).toBe(kind);
  });
});

describe('a listener that is known to be up', () => {
  const blocked = unansweredRehearsal({ remotePort: 12_001 });
  const factsWith = (...facts: readonly Fact[]) =>
    new Map(facts.map((fact, index) => [String(index), [fact]] as const));
  const vouchedOf = (...facts: readonly Fact[]) =>
    [...withVouchers(factsWith(...facts)).values()]
      .flat()
      .map((fact) => (fact.kind === 'rehearsal' ? fact.vouched : null));
  const rehearsed = [12_000, 12_001];
  const up = rehearsalFact({ listener: signedListener({ rehearsed }) });

  it('speaks for a port at which it listens and nobody comes through', () => {
    expect(vouchedOf(blocked, up)).toEqual([{ port: 12_000, listener: up.listener }, undefined]);
  });

  it('does not speak for a port that it does not have, for another host, or where nobody answered', () => {
    expect(vouchedOf(blocked, rehearsalFact())).toEqual([undefined, undefined]);
    expect(vouchedOf({ ...blocked, host: 'other.test' }, up)).toEqual([undefined, undefined]);
    expect(vouchedOf(blocked)).toEqual([undefined]);
  });

  it('does not speak for another address of its name', () => {
    expect(vouchedOf({ ...blocked, remoteAddress: '10.0.0.21' }, up)).toEqual([undefined, undefined]);
  });

  it('names its ports to whoever meant it, and to nobody else', () => {
    expect(listedPorts(up)).toEqual(rehearsed);
    expect(listedPorts(unansweredRehearsal())).toEqual([]);
    expect(listedPorts({ ...up, listener: signedListener({ rehearsed, meant: 'another' }) })).toEqual([]);
  });

  it('does not speak for a machine that is another one, or where ports are crossed', () => {
    const astray = rehearsalFact({ listener: signedListener({ rehearsed, meant: 'another' }) });
    const crossed = rehearsalFact({
      listener: signedListener({ rehearsed, arrived: { address: '10.0.0.20', port: 80 } }),
    });
    expect([...vouchedOf(blocked, astray), ...vouchedOf(blocked, crossed)]).toEqual(Array(4).fill(undefined));
  });
});
