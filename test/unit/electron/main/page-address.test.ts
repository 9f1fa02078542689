import { describe, expect, it } from 'vitest';
import { isPageAddress, pageOrigin, pageUrl } from '../../../../electron/main/page-address.ts';

describe('isPageAddress', () => {
  it.each([pageUrl, pageOrigin, 'app://wizard/index.html', 'app://wizard/#x'])('knows %s', (address) => {
    expect(isPageAddress(address)).toBe(true);
  });

  it.each([
    'https://wizard/',
    'app://wizard.example/',
    'app://wizard:443/',
    'app://a@wizard/',
    'app://:b@wizard/',
    'app:wizard',
    'app:///wizard/',
    'apps://wizard/',
    'about:blank',
    'null',
    '',
  ])('refuses %j', (address) => {
    expect(isPageAddress(address)).toBe(false);
  });
});
