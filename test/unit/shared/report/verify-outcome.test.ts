import { describe, expect, it } from 'vitest';
import {
  isSignedCode,
  type RefusedCode,
  refusedCodes,
  type SignedCode,
  signedCodes,
  type VerifyCode,
  verifyCodes,
  verifyOutcomes,
} from '../../../../shared/report/verify-codes.ts';
import {
  type PagesCheck,
  pagesNotChecked,
  pagesReasons,
  type ReportSummary,
  verifyOutcome,
  verifyOutcomeSchema,
} from '../../../../shared/report/verify-outcome.ts';

const codes = Object.keys(verifyCodes) as readonly VerifyCode[];
const signed = Object.keys(signedCodes) as readonly SignedCode[];
const refused = Object.keys(refusedCodes) as readonly RefusedCode[];
const match: PagesCheck = { pages: 'match', pagesReason: null };

const reportMadeWith = (madeWith: string | null): ReportSummary => ({
  id: '7f3d6a52-0d5e-4b8e-9d0c-3a0f6f1f7b11',
  madeWith,
  host: 'web01',
  roles: [],
  phase: 'before-install',
  finishedAt: '2026-11-22T10:00:05.000Z',
  verdict: 'fail',
  redacted: false,
  failedCount: 0,
  failed: [],
});

describe('the answers of the verifier', () => {
  it('have an outcome and whole sentences for each code', () => {
    for (const code of codes) {
      const pages = isSignedCode(code) ? match : undefined;
      const answer = verifyOutcomeSchema.parse(verifyOutcome(code, null, null, pages));
      expect(answer.message, code).toMatch(/^[A-Z][^.!]*\.$/);
    }
    const messages = codes.map((code) => verifyOutcome(code, null, null, match).message);
    expect(new Set(messages).size).toBe(codes.length);
  });

  it('reach every outcome', () => {
    expect(new Set(codes.map((code) => verifyCodes[code].outcome))).toEqual(new Set(verifyOutcomes));
  });

  it('say what to do whenever a report is not the one that was signed', () => {
    for (const code of refused) {
      const { outcome, message } = refusedCodes[code];
      if (outcome === 'changed' || outcome === 'resaved')
        expect(message, code).toMatch(/; ask for the original file\.$|ask for a new report\.$/);
    }
  });

  it('call a report intact when its pages were compared, and never otherwise', () => {
    for (const code of signed) {
      expect(verifyOutcome(code, null, null, match).message, code).toMatch(/^The report is intact\b/);
      for (const reason of pagesReasons) {
        const { message } = verifyOutcome(code, null, null, pagesNotChecked(reason));
        expect(message, code).not.toMatch(/\bintact\b(?! report)/);
        expect(message, code).toMatch(/^The data inside is as it was signed\b/);
        expect(message, code).toMatch(
          / The pages were not compared with it, .*: read the data, not the pages\.$/,
        );
      }
    }
    for (const code of refused) expect(refusedCodes[code].message, code).not.toMatch(/\bis intact\b/);
  });

  it('name the version that made the pages, and accuse nobody of what its own fault was', () => {
    const messageFor = (madeWith: string | null): string =>
      verifyOutcome('KNOWN_SIGNER', null, reportMadeWith(madeWith), pagesNotChecked('other-version')).message;
    expect(messageFor('0.3.1')).toBe(
      'The data inside is as it was signed and its key is on the list of known installations. The pages were not compared with it, because version 0.3.1 of Netready made them, and only that version makes the same again: read the data, not the pages.',
    );
    expect(messageFor(null)).toContain('because another version of Netready made them');
    expect(messageFor('0.3.1')).not.toContain('fault');
    expect(messageFor('0.1.0')).toMatch(
      /read the data, not the pages\. Version 0\.1\.0 could put a wrong text behind the letters .* that is its own fault and says nothing against whoever signed\.$/,
    );
  });

  it('say of pages that differ no more than is known: that they differ, and that they were signed so', () => {
    const { message } = refusedCodes.PAGES;
    expect(message).toMatch(
      /^The file is as it was signed with the key named here, but its pages are not those/,
    );
    expect(message).not.toMatch(/forg|fak|manipulat|whoever|changed/);
    expect(refusedCodes.PAGES_LIMIT.message).toContain('on a computer with less to do');
  });

  it('take no text for a version that could say something else in the sentence', () => {
    for (const madeWith of [
      '',
      '1',
      '1.2.3 of Netready. The pages match',
      '1.2.3\n',
      `${'9'.repeat(9)}.1.1`,
    ]) {
      const answer = verifyOutcome('KNOWN_SIGNER', null, reportMadeWith(madeWith), match);
      expect(verifyOutcomeSchema.safeParse(answer).success, madeWith).toBe(false);
    }
  });
});
