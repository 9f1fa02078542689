import { describe, expect, it } from 'vitest';
import { type Parameter, param } from '../../../../shared/catalogue/parameter.ts';
import { namedParameterSchema } from '../../../../shared/catalogue/parameter-schema.ts';

const listIn = (inside: Parameter): Parameter => param.list('and', [param.number(1), inside]);
const phraseIn = (inside: Parameter): Parameter => ({
  type: 'phrase',
  phrase: 'x',
  parameters: [{ name: 'y', ...inside }],
});

/** A parameter in which others lie so deep, lists and phrases in turn. */
const nested = (levels: number): Parameter =>
  levels === 1 ? param.keep('z') : (levels % 2 === 0 ? listIn : phraseIn)(nested(levels - 1));

const isRead = (parameter: object): boolean =>
  namedParameterSchema.safeParse({ name: 'x', ...parameter }).success;

describe('a parameter of a result', () => {
  it('may have others in it, at most five deep', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((levels) => isRead(nested(levels)))).toEqual([
      ...Array.from({ length: 5 }, () => true),
      false,
      false,
    ]);
  });

  it('has a name in a phrase and none in a list', () => {
    expect(namedParameterSchema.safeParse(param.keep('z')).success).toBe(false);
    expect(isRead({ type: 'list', style: 'and', items: [{ name: 'y', ...param.keep('z') }] })).toBe(false);
    expect(isRead({ type: 'phrase', phrase: 'x', parameters: [param.keep('z')] })).toBe(false);
    expect(isRead({ ...param.keep('z'), more: 1 })).toBe(false);
  });
});
