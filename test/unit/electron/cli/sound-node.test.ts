import { describe, expect, it } from 'vitest';
import { warnOfNode } from '../../../../electron/cli/sound-node.ts';

describe('the Node that runs the program', () => {
  it.each(['20.20.2', '22.23.3', '23.11.0', '24.0.0', '24.15.0', '25.9.0', '26.0.0', 'x'])(
    'is warned of on Windows as %s, and a sound one is named',
    (version) => {
      expect(warnOfNode('win32', version)).toBe(
        `Node ${version} may die at any connection on Windows (0xC0000409, libuv 5107): use Node 24.16 or newer of ` +
          'line 24, 26.1 or newer, or netready-win-x64.exe; what was found by then is kept.',
      );
    },
  );

  it.each(['24.16.0', '24.21.0', '26.1.0', '26.10.0', '27.0.0', '28.1.0'])(
    'is not spoken of on Windows as %s',
    (version) => {
      expect(warnOfNode('win32', version)).toBeNull();
    },
  );

  it.each(['linux', 'darwin'])('is not spoken of on %s', (platform) => {
    expect(warnOfNode(platform, '22.23.3')).toBeNull();
  });
});
