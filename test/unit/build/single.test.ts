import { describe, expect, it } from 'vitest';
import { singleName, switchOn } from '../../../build/single.mjs';

/** As it stands in Node's program: https://nodejs.org/api/single-executable-applications.html */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

describe('a single-file program', () => {
  it('is named after its system', () => {
    expect([singleName('linux-x64'), singleName('win-x64')]).toEqual([
      'netready-linux-x64',
      'netready-win-x64.exe',
    ]);
  });

  it('has the switch turned on by which Node looks inside itself, and nothing else changed', () => {
    const node = Buffer.from(`before ${fuse}:0 after`);
    switchOn(node);
    expect(node.toString()).toBe(`before ${fuse}:1 after`);
  });

  it('is not made from a Node without that switch, or with another program inside', () => {
    expect(() => switchOn(Buffer.from('no switch'))).toThrow('cannot carry a program');
    expect(() => switchOn(Buffer.from(`${fuse}:1`))).toThrow('cannot carry a program');
  });
});
