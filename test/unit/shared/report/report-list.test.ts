import { describe, expect, it } from 'vitest';
import {
  fileLooks,
  fileStandings,
  isAccepted,
  type ListedReport,
  listedReport,
  listedReportSchema,
  withChangedKeys,
} from '../../../../shared/report/report-list.ts';
import { reportListCsv, reportListMarkdown } from '../../../../shared/report/report-list-export.ts';
import { isSignedCode, type VerifyCode, verifyCodes } from '../../../../shared/report/verify-codes.ts';
import {
  pagesNotChecked,
  type ReportSigner,
  type ReportSummary,
  verifyOutcome,
} from '../../../../shared/report/verify-outcome.ts';

const codes = Object.keys(verifyCodes) as readonly VerifyCode[];
const match = { pages: 'match', pagesReason: null } as const;

const summary = (host: string, more: Partial<ReportSummary> = {}): ReportSummary => ({
  id: '7c0f3a52-6d1e-4b7a-9c44-000000000001',
  madeWith: '0.2.0',
  host,
  roles: ['front-end'],
  phase: 'after-install',
  finishedAt: '2026-11-22T10:00:00.000Z',
  verdict: 'fail',
  redacted: false,
  failedCount: 3,
  failed: [],
  ...more,
});

const signer = (standing: ReportSigner['standing'], digit = 'a'): ReportSigner => ({
  fingerprint: digit.repeat(64),
  name: 'Netready on fe1',
  standing,
});

const rowOf = (
  host: string,
  standing: 'known' | 'unknown',
  more: Partial<ReportSummary> = {},
): ListedReport =>
  listedReport(
    `${host}.pdf`,
    verifyOutcome(
      standing === 'known' ? 'KNOWN_SIGNER' : 'UNKNOWN_SIGNER',
      signer(standing),
      summary(host, more),
      match,
    ),
  );

describe('a line of a list of reports', () => {
  it('says of each file what it is, and of a refused one nothing that it says', () => {
    for (const code of codes) {
      const row = listedReport(
        'a.pdf',
        verifyOutcome(code, null, isSignedCode(code) ? summary('fe1') : null, match),
      );
      expect(listedReportSchema.parse(row)).toEqual(row);
      expect(isAccepted(row), code).toBe(isSignedCode(code));
      expect(row.detail === null, code).toBe(isSignedCode(code));
      if (!isSignedCode(code))
        expect(row).toMatchObject({ about: '', kind: 'none', verdict: null, at: null });
    }
  });

  it('is called intact only where the pages were compared', () => {
    const compared = listedReport(
      'a.pdf',
      verifyOutcome('KNOWN_SIGNER', signer('known'), summary('fe1'), match),
    );
    const quick = verifyOutcome(
      'KNOWN_SIGNER',
      signer('known'),
      summary('fe1'),
      pagesNotChecked('not-asked'),
    );
    expect(fileLooks[compared.standing].word).toBe('Intact');
    expect(fileLooks[listedReport('a.pdf', quick).standing].word).toBe('Data as signed');
  });

  it('looks different for each reason', () => {
    const words = fileStandings.map((standing) => fileLooks[standing].word);
    const looks = fileStandings.map((standing) => `${fileLooks[standing].shape} ${fileLooks[standing].hue}`);
    expect(new Set(words).size).toBe(words.length);
    expect(new Set(looks).size).toBe(looks.length);
    const bad: readonly VerifyCode[] = [
      'PAGES',
      'RESULTS',
      'DIGEST',
      'RESAVED',
      'TRUNCATED',
      'UNREADABLE',
      'SCHEMA',
      'FOREIGN',
      'NOT_READ',
    ];
    const standings = bad.map((code) => listedReport('a.pdf', verifyOutcome(code)).standing);
    expect(new Set(standings).size).toBe(bad.length);
  });
});

describe('a changed key', () => {
  it('is one that is not known of a machine of which another report has a known one', () => {
    const rows = withChangedKeys([rowOf('fe1', 'known'), rowOf('FE1', 'unknown'), rowOf('fe2', 'unknown')]);
    expect(rows.map(({ key }) => key)).toEqual(['known', 'changed', 'unknown']);
  });

  it('is never told of redacted reports, which call different machines by one name', () => {
    const rows = withChangedKeys([
      rowOf('fe-1', 'known', { redacted: true }),
      rowOf('fe-1', 'unknown', { redacted: true }),
    ]);
    expect(rows.map(({ key }) => key)).toEqual(['known', 'unknown']);
  });
});

describe('a list that is saved', () => {
  const hostile = listedReport(
    '=cmd|calc.pdf',
    verifyOutcome(
      'UNKNOWN_SIGNER',
      { ...signer('unknown'), name: '@SUM("x")\n+1' },
      summary('-fe|1`<b>'),
      match,
    ),
  );

  it('lets no cell become a formula, and quotes what would end one', () => {
    const [titles = '', line = ''] = reportListCsv([hostile]).slice(1).split('\r\n');
    expect(titles.split(',')[0]).toBe('"File"');
    expect(line).toContain(`"'=cmd|calc.pdf"`);
    expect(line).toContain(`"'@SUM(""x"")\n+1"`);
    expect(line).toContain(`"'-fe|1\`<b>"`);
    expect(reportListCsv([]).startsWith('\uFEFF')).toBe(true);
  });

  it('lets no cell of a table for a ticket end it, or become markup, a link or a line', () => {
    const linked = listedReport(
      'https://evil.example/[x](y)\r\n| www.evil.example |.pdf',
      verifyOutcome('NOT_PDF'),
    );
    const lines = reportListMarkdown([hostile, linked]).trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[2]).toContain('=cmd\\|calc.pdf');
    expect(lines[2]).toContain('-fe\\|1\\`\\<b\\>');
    expect(lines[3]).toContain('https\\://evil.example/\\[x\\](y) \\| www\\.evil.example \\|.pdf');
    for (const line of lines) expect(line.replaceAll('\\|', '').split('|')).toHaveLength(9);
  });
});
