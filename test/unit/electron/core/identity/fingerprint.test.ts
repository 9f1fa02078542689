import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../../../electron/core/identity/fingerprint.ts';
import { fingerprintSchema } from '../../../../../shared/report/trust-file.ts';
import { fingerprintGroups } from '../../../../../shared/words/phrases.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';

describe('the fingerprint of a certificate', () => {
  const [certificate] = makeEcSigner().certificates;

  it('is SHA-256 of its bytes in lower-case hex', () => {
    const expected = new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase();
    expect(fingerprintOf(certificate)).toBe(expected);
  });

  it('is shown in groups of four, and the shown form is accepted in a trust file', () => {
    const fingerprint = fingerprintOf(certificate);
    const shown = fingerprintGroups(fingerprint).join(' ');
    expect(shown).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    expect(fingerprintSchema.parse(shown)).toBe(fingerprint);
  });
});
