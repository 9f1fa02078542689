import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Fact, factSchema } from '../../../../shared/probe/fact.ts';
import { fitTo } from '../../../../shared/words/fit-to-schema.ts';
import { text } from '../../../../shared/words/text-schema.ts';

const timed = { startedAt: '2026-03-02T14:05:09.000Z', durationMs: 1 };

describe('a value that is made to fit its schema', () => {
  it('loses what is too long or too much, at any depth', () => {
    const schema = z.strictObject({
      name: text(5).optional(),
      list: z
        .array(z.strictObject({ note: text(4).nullable() }))
        .max(2)
        .default([]),
    });
    const value = { name: 'abcdefgh', list: [{ note: 'wxyz!' }, { note: null }, { note: 'c' }] };
    const fitting = fitTo(schema, value);
    expect(fitting).toEqual({ name: 'abcd…', list: [{ note: 'wxy…' }, { note: null }] });
    expect(schema.parse(fitting)).toEqual(fitting);
  });

  it('becomes Unicode as a whole', () => {
    expect(fitTo(text(9), 'a\ud83d')).toBe('a\uFFFD');
  });

  it('stays as it is otherwise, and unknown fields are left for the schema to refuse', () => {
    const fact: Fact = { kind: 'tcp', outcome: 'open', ...timed, host: 'db', remoteAddress: '10.0.0.1' };
    expect(fitTo(factSchema, fact)).toBe(fact);
    const stranger = { ...fact, more: 'x'.repeat(9000) };
    expect(fitTo(factSchema, stranger)).toEqual(stranger);
  });

  it('is a valid fact, whatever a probe has put into it', () => {
    const long = 'é🙂\ud83d'.repeat(3000);
    const many = <T>(item: T): T[] => Array.from({ length: 3000 }, () => item);
    const facts: readonly Fact[] = [
      { kind: 'resolve', outcome: 'resolved', ...timed, host: long, addresses: many(long), code: long },
      {
        kind: 'http',
        outcome: 'open',
        ...timed,
        host: long,
        hostHeader: long,
        path: long,
        server: long,
        via: long,
      },
      {
        kind: 'tls',
        outcome: 'open',
        ...timed,
        host: long,
        protocol: long,
        chain: many({
          subject: long,
          issuer: long,
          validFrom: timed.startedAt,
          validTo: timed.startedAt,
          altNames: many(long),
          sha256: 'ab'.repeat(32),
        }).slice(0, 40),
      },
      {
        kind: 'port-owner',
        outcome: 'read',
        ...timed,
        port: 80,
        owners: many({ address: long, process: long, services: [long], reservations: [long] }),
      },
    ];
    for (const fact of facts) {
      expect(factSchema.safeParse(fact).success).toBe(false);
      expect(factSchema.safeParse(fitTo(factSchema, fact)).error).toBeUndefined();
    }
  });
});
