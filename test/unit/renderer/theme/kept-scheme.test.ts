import { describe, expect, it } from 'vitest';
import { keptScheme } from '../../../../renderer/theme/kept-scheme.ts';

/** A window whose storage holds what a map holds. */
const viewWith = (kept: Map<string, string>) => ({
  localStorage: {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  },
});

const refusing = {
  get localStorage(): never {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
};

describe('the chosen appearance', () => {
  it('is kept, and read again', () => {
    const kept = new Map<string, string>();
    const scheme = keptScheme({ key: 'look', storageWindow: viewWith(kept) });
    expect(scheme.get('system')).toBe('system');
    scheme.set('dark');
    expect([...kept]).toEqual([['look', 'dark']]);
    expect(scheme.get('system')).toBe('dark');
  });

  it.each(['', 'DARK', 'url(evil)', 'constructor'])('is the system’s where %j was left there', (left) => {
    expect(
      keptScheme({ key: 'look', storageWindow: viewWith(new Map([['look', left]])) }).get('system'),
    ).toBe('system');
  });

  it('is the system’s in a browser that keeps nothing', () => {
    const scheme = keptScheme({ key: 'look', storageWindow: refusing });
    scheme.set('dark');
    expect(scheme.get('system')).toBe('system');
  });
});
