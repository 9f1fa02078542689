import { describe, expect, it } from 'vitest';
import { isAtLeast } from '../../../../shared/catalogue/platform-version.ts';

describe('a version of the platform', () => {
  it.each([
    ['11.25.0', '11.25.0', true],
    ['11.25.0.41', '11.25.0', true],
    ['11.25', '11.25.0', true],
    ['11.9.0', '11.25.0', false],
    ['11.100.0', '11.25.0', true],
    ['11.24.9', '11.25.0', false],
    ['11.25.0', '11.25.0.1', false],
    ['11.26.0', '11.25.9', true],
  ])('%s is at least %s: %s', (version, release, expected) => {
    expect(isAtLeast(version, release)).toBe(expected);
  });
});
