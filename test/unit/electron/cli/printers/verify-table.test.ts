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

  it('counts several files, and not a single one', () => {
    const wide = { ...screen, columns: 120 };
    expect(verifyTable([known, known, unknown, refused], wide).at(-1)).toBe(
      '4 files: 2 intact with a known signer, 1 intact with an unknown signer, 1 refused.',
    );
    expect(verifyTable([known, known], screen).at(-1)).toBe('2 files: 2 intact with a known signer.');
    expect(verifyTable([refused], screen).join('\n')).not.toContain('1 refused');
  });
});
