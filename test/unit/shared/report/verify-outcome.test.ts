import { describe, expect, it } from 'vitest';
import {
  type VerifyCode,
  verifyCodes,
  verifyOutcome,
  verifyOutcomeSchema,
  verifyOutcomes,
} from '../../../../shared/report/verify-outcome.ts';

const codes = Object.keys(verifyCodes) as readonly VerifyCode[];

describe('the answers of the verifier', () => {
  it('have an outcome and one sentence for each code', () => {
    for (const code of codes) {
      const answer = verifyOutcomeSchema.parse(verifyOutcome(code));
      expect(answer.message, code).toMatch(/^[A-Z][^.!]*\.$/);
    }
    expect(new Set(codes.map((code) => verifyCodes[code].message)).size).toBe(codes.length);
  });

  it('reach every outcome', () => {
    expect(new Set(codes.map((code) => verifyCodes[code].outcome))).toEqual(new Set(verifyOutcomes));
  });

  it('ask for the original whenever a report is not the one that was signed', () => {
    for (const code of codes) {
      const { outcome, message } = verifyCodes[code];
      if (outcome === 'changed' || outcome === 'resaved')
        expect(message, code).toContain('ask for the original file');
    }
  });
});
