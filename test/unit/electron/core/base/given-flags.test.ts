import { spawnSync } from 'node:child_process';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sparingFlags } from '../../../../../electron/cli/sparing-heap.ts';
import { giveFlags, givenFlags, underUsualFlags } from '../../../../../electron/core/base/given-flags.ts';
import { compilerPatience } from '../../../../../electron/core/base/patient-compiler.ts';

const all = [...sparingFlags, ...[compilerPatience(process.versions.v8) ?? []].flat()];

/** Takes the flags of this process back, also those that others have given before. */
const takeBack = (): void => giveFlags(givenFlags().map(({ usual }) => ({ given: usual, usual })));
beforeEach(takeBack);
afterEach(takeBack);

let made = 0;

/** Whether V8 takes code that another process has compiled under no flags: of a text that it has not seen yet. */
function takesCompiled(): boolean {
  made += 1;
  const text = `(function () { return ${Date.now()} + ${made}; })`;
  const compiler = `process.stdout.write(new (require('node:vm').Script)(process.argv[1]).createCachedData().toString('base64'))`;
  const { stdout } = spawnSync(process.execPath, ['-e', compiler, text], { encoding: 'utf8', env: {} });
  const script = new Script(text, { cachedData: Buffer.from(stdout, 'base64') });
  return script.cachedDataRejected === false;
}

describe('flags of V8 that are given while it runs', () => {
  it.each(all)('are each as usual while code is looked at: $given', (flag) => {
    expect(takesCompiled()).toBe(true);
    giveFlags([flag]);
    expect(takesCompiled()).toBe(false);
    expect(underUsualFlags(takesCompiled)).toBe(true);
    expect(takesCompiled()).toBe(false);
  });

  it('are in force again when that fails', () => {
    giveFlags(sparingFlags);
    const fail = (): never => {
      throw new Error('no');
    };
    expect(() => underUsualFlags(fail)).toThrow('no');
    expect(takesCompiled()).toBe(false);
  });

  it('are each known once', () => {
    giveFlags(all);
    giveFlags(sparingFlags);
    expect(givenFlags().filter((flag) => all.includes(flag))).toHaveLength(all.length);
  });
});
