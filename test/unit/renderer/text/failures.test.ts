import { describe, expect, it } from 'vitest';
import { hintOf } from '../../../../renderer/text/en/failures.ts';
import { type ErrorCode, errorTexts } from '../../../../shared/errors/codes.ts';

describe('the next step after a failure in the wizard', () => {
  const codes = Object.keys(errorTexts) as readonly ErrorCode[];

  it('never sends somebody to the command line', () => {
    for (const code of codes)
      expect(hintOf({ code, hint: errorTexts[code].hint })).not.toMatch(/netready |--|\bcommand\b/);
  });

  it('is the usual one where that fits', () => {
    expect(hintOf({ code: 'busy', hint: errorTexts.busy.hint })).toBe('Wait until it ends, or cancel it.');
  });
});
