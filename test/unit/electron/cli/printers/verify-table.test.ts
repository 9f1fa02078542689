import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { openVerifyPrinter } from '../../../../../electron/cli/printers/verify-printer.ts';
import type { FileOutcome } from '../../../../../electron/cli/printers/verify-table.ts';
import type { Terminal } from '../../../../../electron/cli/terminal/terminal.ts';
import { verifyOutcome } from '../../../../../shared/report/verify-outcome.ts';

/** Everything that is printed of some files, line by line. */
function verifyTable(files: readonly FileOutcome[], terminal: Terminal): readonly string[] {
  let printed = '';
  const printer = openVerifyPrinter('table', (text) => (printed += text), terminal);
  for (const file of files) printer.add(file);
  printer.end();
  return printed.slice(0, -1).split('\n');
}

const signer = {
  fingerprint: 'ab'.repeat(32),
  name: 'Netready on osfe-production-web-server-number-01.datacentre-frankfurt.corp.example.com',
  standing: 'known',
} as const;
const match = { pages: 'match', pagesReason: null } as const;
const known = { file: 'known.pdf', ...verifyOutcome('KNOWN_SIGNER', signer, null, match) };
const stranger = { ...signer, standing: 'unknown' } as const;
const unknown = { file: 'unknown.pdf', ...verifyOutcome('UNKNOWN_SIGNER', stranger, null, match) };
const refused = { file: 'refused.pdf', ...verifyOutcome('NOT_PDF') };
const failureOf = (index: number) => ({
  check: `out-deploy@fe${index}.example.local`,
  requirements: ['R10', 'M6'],
  title: 'The Deployment Service of the front-end cannot be reached',
  reason: 'No answer.',
});
const failing = (failedCount: number) => ({
  file: 'failing.pdf',
  ...verifyOutcome('KNOWN_SIGNER', signer, {
    id: '7f3d6a52-0d5e-4b8e-9d0c-3a0f6f1f7b11',
    madeWith: '0.3.1',
    host: 'web01',
    roles: ['controller'],
    phase: 'after-install',
    redacted: false,
    finishedAt: '2026-11-22T10:00:05.000Z',
    verdict: failedCount === 0 ? 'pass' : 'fail',
    failedCount,
    failed: Array.from({ length: Math.min(failedCount, 100) }, (_, index) => failureOf(index + 1)),
  }),
});
const screen = { live: true, colour: false, unicode: true, asciiJson: false, columns: 80 };

describe('the table of a verification', () => {
  it('has no line that is longer than the terminal', () => {
    for (const line of verifyTable([known, unknown, refused], screen))
      expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('has one line for each label where programs read it', () => {
    const lines = verifyTable([known], { ...screen, live: false });
    expect(lines).toContain(`  Signer      ✓ known: ${signer.name}`);
    expect(lines).toContain('  File        ✓ intact: every byte is as it was signed');
  });

  it('answers for the key of a file that is refused, and says so where nothing is known of one', () => {
    const quiet = { ...screen, live: false };
    const differing = verifyOutcome('PAGES', signer, null, { pages: 'differ', pagesReason: null });
    expect(verifyTable([{ file: 'differing.pdf', ...differing }], quiet).slice(1, 3)).toEqual([
      '  File        ✗ as it was signed, but its pages are not those of the data inside',
      `  Signer      ✓ known: ${signer.name}`,
    ]);
    expect(verifyTable([refused], quiet).slice(1, 3)).toEqual([
      '  File        ✗ not a Netready report',
      '  Signer      – nothing is known of a signer, because no signature could be checked',
    ]);
  });

  it('makes two statements of a report whose pages were not compared, and shows the verdict of the data', () => {
    const { report } = failing(2);
    const other = verifyOutcome('KNOWN_SIGNER', signer, report, {
      pages: 'not-checked',
      pagesReason: 'other-version',
    });
    const lines = verifyTable([{ file: 'other.pdf', ...other }], { ...screen, live: false });
    expect(lines.join('\n')).not.toMatch(/intact/i);
    expect(lines).toContain('  File        ? the data inside is as it was signed');
    expect(lines).toContain(
      '  Pages       ? not compared, because version 0.3.1 of Netready made them, and only that version makes the same again: read the data, not the pages',
    );
    expect(lines).toContain('  Verdict     Failed');
  });

  it('names what failed and the requirements, the first few of many', () => {
    const quiet = { ...screen, live: false };
    const lines = verifyTable([failing(140)], quiet);
    const first = lines.findIndex((line) => line.startsWith('  Failed '));
    expect(lines[first]).toBe(
      '  Failed      R10, M6  The Deployment Service of the front-end cannot be reached (out-deploy@fe1.example.local)',
    );
    expect(lines[first + 5]).toMatch(/^ {14}R10, M6 .*fe6/);
    expect(lines[first + 6]).toBe('              and 134 more; --extract writes the whole result');
    expect(verifyTable([failing(2)], quiet).join('\n')).not.toContain('more; --extract');
    expect(verifyTable([failing(0)], quiet).join('\n')).not.toContain('Failed');
    for (const line of verifyTable([failing(7)], screen)) expect(stringWidth(line)).toBeLessThanOrEqual(80);
  });

  it('counts several files, and not a single one', () => {
    const wide = { ...screen, columns: 120 };
    expect(verifyTable([known, known, unknown, refused], wide).at(-1)).toBe(
      '4 files verified: 2 intact with a known key, 1 intact with an unknown key and 1 not accepted.',
    );
    expect(verifyTable([known, known], screen).at(-1)).toBe('2 files verified: 2 intact with a known key.');
    expect(verifyTable([refused], screen).join('\n')).not.toContain('verified:');
  });
});
