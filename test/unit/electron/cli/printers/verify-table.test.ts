import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { verifyTable } from '../../../../../electron/cli/printers/verify-table.ts';
import { verifyOutcome } from '../../../../../shared/report/verify-outcome.ts';

const signer = {
  fingerprint: 'ab'.repeat(32),
  name: 'Netready on osfe-production-web-server-number-01.datacentre-frankfurt.corp.example.com',
};
const known = { file: 'known.pdf', ...verifyOutcome('KNOWN_SIGNER', signer) };
const unknown = { file: 'unknown.pdf', ...verifyOutcome('UNKNOWN_SIGNER', signer) };
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
    host: 'web01',
    roles: ['controller'],
    phase: 'after-install',
    finishedAt: '2026-11-22T10:00:05.000Z',
    verdict: failedCount === 0 ? 'pass' : 'fail',
    failedCount,
    failed: Array.from({ length: Math.min(failedCount, 100) }, (_, index) => failureOf(index + 1)),
  }),
});
const screen = { live: true, colour: false, unicode: true, columns: 80 };

describe('the table of a verification', () => {
  it('has no line that is longer than the terminal', () => {
    for (const line of verifyTable([known, unknown, refused], screen))
      expect(stringWidth(line), line).toBeLessThanOrEqual(80);
  });

  it('has one line for each label where programs read it', () => {
    const lines = verifyTable([known], { ...screen, live: false });
    expect(lines).toContain(`  Signer      ✓ ${signer.name}, known`);
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
      '4 files: 2 intact with a known signer, 1 intact with an unknown signer, 1 refused.',
    );
    expect(verifyTable([known, known], screen).at(-1)).toBe('2 files: 2 intact with a known signer.');
    expect(verifyTable([refused], screen).join('\n')).not.toContain('1 refused');
  });
});
