import { describe, expect, it } from 'vitest';
import { shortcutOf } from '../../../../renderer/help/shortcuts.ts';

const plain = {
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  defaultPrevented: false,
  isComposing: false,
  isTyped: false,
};

describe('a single key', () => {
  it.each([
    ['?', 'help'],
    ['/', 'find'],
    ['n', 'next'],
    ['N', 'previous'],
    ['e', 'evidence'],
    ['x', null],
    ['toString', null],
    ['__proto__', null],
  ])('%s means %s', (key, meaning) => {
    expect(shortcutOf({ ...plain, key })).toBe(meaning);
  });

  it.each(['ctrlKey', 'altKey', 'metaKey', 'defaultPrevented', 'isComposing', 'isTyped'] as const)(
    'means nothing where it is somebody else’s (%s)',
    (whose) => {
      expect(shortcutOf({ ...plain, key: '?', [whose]: true })).toBeNull();
    },
  );
});
