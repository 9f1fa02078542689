import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readExactly } from '../../../../../electron/core/verify/read-exactly.ts';
import { environmentResultSchema } from '../../../../../shared/environment/environment-result.ts';
import { isEqual } from '../../../../../shared/run/is-equal.ts';
import { runResultSchema } from '../../../../../shared/run/result.ts';
import { twoServers } from '../../../../support/drawn-environments.ts';
import { containerResult, failedResult, lifetimeResult } from '../../../../support/sample-results.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';

/** What zod makes of data, as text, which says the order of its keys too; null where it refuses it or changes it. */
function readByZod(schema: z.ZodType, data: unknown): string | null {
  const parsed = schema.safeParse(data);
  return parsed.success && isEqual(parsed.data, data) ? JSON.stringify(parsed.data) : null;
}

const readHere = (schema: z.ZodType, data: unknown): string | null => {
  const read = readExactly(schema, data);
  return read === null ? null : JSON.stringify(read);
};

const copyOf = (data: unknown): unknown => JSON.parse(JSON.stringify(data));

type Place = { readonly holder: Record<string, unknown>; readonly key: string };

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** What a forger, or another version, could have put in place of a value. */
const spoilt: readonly ((place: Place) => void)[] = [
  ({ holder, key }) => delete holder[key],
  ({ holder, key }) => {
    holder[key] = null;
  },
  ({ holder, key }) => {
    holder[key] = [holder[key]];
  },
  ({ holder, key }) => {
    holder[key] = `${String(holder[key])} `;
  },
  ({ holder, key }) => {
    holder[key] = Number(holder[key]) + 0.5;
  },
  ({ holder, key }) => {
    holder[key] = 'x'.repeat(40_000);
  },
  ({ holder, key }) => {
    holder[key] = '\ud800';
  },
  ({ holder, key }) => {
    holder[key] = -1e300;
  },
  ({ holder }) => {
    holder['another'] = 1;
  },
  ({ holder }) => {
    Object.defineProperty(holder, '__proto__', { value: 1, enumerable: true });
  },
  ({ holder, key }) => {
    holder[key] = Array.from({ length: 20_000 }, () => holder[key]);
  },
];

const samples: Readonly<Record<string, readonly [z.ZodType, () => unknown]>> = {
  'a run with failures': [runResultSchema, failedResult],
  'a run of LifeTime': [runResultSchema, lifetimeResult],
  'a run with containers': [runResultSchema, containerResult],
  'an environment': [environmentResultSchema, twoServers],
};

describe('data that is read as its schema makes it', () => {
  it.each(Object.entries(samples))('is what zod makes of it: %s', (_, [schema, make]) => {
    const data = copyOf(make());
    expect(readHere(schema, data)).not.toBeNull();
    expect(readHere(schema, data)).toBe(readByZod(schema, data));
  });

  it.each(Object.entries(samples))(
    'is refused when zod refuses or changes it: %s',
    (_, [schema, make]) => {
      const random = seededRandom(20_267);
      const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
      let refused = 0;
      for (let turn = 0; turn < 300; turn += 1) {
        const whole = copyOf(make());
        const place = pick(placesIn(whole));
        pick(spoilt)(place);
        const data = copyOf(whole);
        const read = readHere(schema, data);
        expect(read, `turn ${turn}, ${place.key}`).toBe(readByZod(schema, data));
        if (read === null) refused += 1;
      }
      expect(refused).toBeGreaterThan(200);
      expect(refused).toBeLessThan(300);
    },
    60_000,
  );

  it('is refused when a default is left out, or something becomes of it', () => {
    const schema = z.object({ list: z.array(z.string().trim()).default([]), name: z.string().optional() });
    expect(readExactly(schema, { list: ['a'], name: 'b' })).toEqual({ list: ['a'], name: 'b' });
    expect(readExactly(schema, { list: ['a'] })).toEqual({ list: ['a'] });
    for (const data of [
      {},
      { list: [' a'] },
      { list: ['a'], name: undefined },
      { list: ['a'], more: 1 },
      [],
      null,
    ])
      expect(readExactly(schema, data)).toBeNull();
  });
});
