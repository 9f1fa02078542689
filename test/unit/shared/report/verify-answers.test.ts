import { describe, expect, it } from 'vitest';
import { type VerifyAnswer, verifyAnswers, verifySummary } from '../../../../shared/report/verify-answers.ts';
import { isSignedCode, type VerifyCode, verifyCodes } from '../../../../shared/report/verify-codes.ts';
import {
  type PagesCheck,
  pagesNotChecked,
  pagesReasons,
  type ReportSigner,
  verifyOutcome,
} from '../../../../shared/report/verify-outcome.ts';

const codes = Object.keys(verifyCodes) as readonly VerifyCode[];
const match: PagesCheck = { pages: 'match', pagesReason: null };
const differ: PagesCheck = { pages: 'differ', pagesReason: null };

const signer = (standing: ReportSigner['standing']): ReportSigner => ({
  fingerprint: 'ab'.repeat(32),
  name: 'web01',
  standing,
});

/** Codes of files whose signature could never be checked. */
const unsigned: readonly VerifyCode[] = [
  'DIGEST',
  'TAIL',
  'RESAVED',
  'FOREIGN',
  'NOT_PDF',
  'TRUNCATED',
  'NOT_READ',
];

describe('the answer about a file', () => {
  const of = (
    code: VerifyCode,
    standing: ReportSigner['standing'] | null,
    pages?: PagesCheck,
  ): VerifyAnswer =>
    verifyAnswers(verifyOutcome(code, standing === null ? null : signer(standing), null, pages)).file;

  it('begins with "intact" when the pages were compared and fit, and never otherwise', () => {
    for (const code of codes) {
      for (const pages of [match, differ, ...pagesReasons.map(pagesNotChecked)]) {
        const isIntact = isSignedCode(code) && pages.pages === 'match';
        for (const standing of ['known', null] as const)
          expect(/\bintact\b/.test(of(code, standing, pages).text), `${code} ${pages.pages}`).toBe(isIntact);
      }
    }
  });

  it('makes two statements of a report whose pages were not compared', () => {
    const { file, pages } = verifyAnswers(
      verifyOutcome('KNOWN_SIGNER', signer('known'), null, pagesNotChecked('other-catalogue')),
    );
    expect([file.standing, file.text]).toEqual(['open', 'the data inside is as it was signed']);
    expect([pages.standing, pages.text]).toEqual([
      'open',
      'not compared, because they were made with another catalogue of checks: read the data, not the pages',
    ]);
  });

  it('is good for no file that is refused', () => {
    for (const code of codes)
      if (!isSignedCode(code) && verifyCodes[code].outcome !== 'unsupported-version')
        expect([of(code, null).standing, of(code, 'known').standing], code).toEqual(['bad', 'bad']);
    expect(of('SCHEMA', 'known').standing).toBe('open');
  });

  it('does not call a file changed after signing whose signature fits', () => {
    expect(of('DIGEST', null).text).toBe('changed after signing');
    for (const code of [
      'PAGES',
      'RESULTS',
      'FORBIDDEN',
      'STREAM',
      'ATTACHMENT',
      'NO_RESULT',
      'PAGES_LIMIT',
    ] as const)
      expect(of(code, 'unknown', differ).text, code).toMatch(/^as it was signed, but /);
  });
});

describe('the answer about the key', () => {
  it('stands for itself, whatever the file is refused for', () => {
    for (const code of codes)
      for (const [standing, level, text] of [
        ['known', 'good', 'known: web01'],
        ['unknown', 'open', 'not known: web01'],
        ['not-accepted', 'open', 'of a listed authority, but its certificate does not count: web01'],
      ] as const) {
        const { key } = verifyAnswers(verifyOutcome(code, signer(standing)));
        expect([key.standing, key.text], code).toEqual([level, text]);
      }
  });

  it('is that nothing is known where no signature could be checked', () => {
    for (const code of unsigned)
      expect(verifyAnswers(verifyOutcome(code)).key, code).toEqual({
        standing: 'none',
        text: 'nothing is known of a signer, because no signature could be checked',
        note: null,
      });
  });

  it('warns of a name that anyone can choose, unless the trust file gives it', () => {
    const note = (standing: ReportSigner['standing']) =>
      verifyAnswers(verifyOutcome('PAGES', signer(standing))).key.note;
    expect(note('known')).toBeNull();
    expect(note('unknown')).toContain('anyone can choose such a name. Compare the fingerprint');
    expect(note('not-accepted')).toContain('anyone can choose such a name');
  });
});

describe('the answer about the pages', () => {
  it('says what they say, or why that was not compared', () => {
    const of = (pages: PagesCheck) => verifyAnswers(verifyOutcome('KNOWN_SIGNER', null, null, pages)).pages;
    expect(of(match)).toMatchObject({ standing: 'good', text: 'they say what the data inside says' });
    expect(of(differ)).toMatchObject({
      standing: 'bad',
      text: 'they are not those that come from the data inside',
    });
    for (const reason of pagesReasons) {
      expect(of(pagesNotChecked(reason)).text, reason).toMatch(/^not compared, because /);
      expect(of(pagesNotChecked(reason)).standing).toBe(reason === 'not-intact' ? 'none' : 'open');
    }
  });
});

describe('several files in one sentence', () => {
  it('counts those apart whose pages were not compared', () => {
    const quick = pagesNotChecked('not-asked');
    const files = [
      verifyOutcome('KNOWN_SIGNER', null, null, match),
      verifyOutcome('KNOWN_AUTHORITY', null, null, match),
      verifyOutcome('UNKNOWN_SIGNER', null, null, match),
      verifyOutcome('KNOWN_SIGNER', null, null, quick),
      verifyOutcome('AUTHORITY_PERIOD', null, null, quick),
      verifyOutcome('PAGES', null, null, differ),
      verifyOutcome('NOT_PDF'),
    ];
    expect(verifySummary(files)).toBe(
      '7 files verified: 2 intact with a known key, 1 intact with an unknown key, 1 signed with a known key (pages not compared), 1 signed with an unknown key (pages not compared) and 2 not accepted.',
    );
    expect(verifySummary(files.slice(0, 1))).toBe('1 file verified: 1 intact with a known key.');
  });
});
