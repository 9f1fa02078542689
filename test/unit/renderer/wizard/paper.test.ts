import { describe, expect, it } from 'vitest';
import { usualPageSize } from '../../../../renderer/wizard/paper.ts';

describe('the usual paper', () => {
  it('is Letter in the United States, Canada and Mexico', () => {
    for (const language of ['en-US', 'fr-CA', 'es-MX', 'en-us', 'zh-Hans-US'])
      expect(usualPageSize(language)).toBe('LETTER');
  });

  it('is A4 everywhere else, and where no region is named', () => {
    for (const language of ['en-GB', 'pt-PT', 'de', 'en', 'ca', 'mx', '', 'zh-Hant-TW', 'es-419'])
      expect(usualPageSize(language)).toBe('A4');
  });
});
