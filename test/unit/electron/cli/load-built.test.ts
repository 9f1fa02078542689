import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadBuilt } from '../../../../electron/cli/load-built.ts';
import { asFunction, compiledName } from '../../../../electron/core/base/compiled-code.ts';
import { underUsualFlags } from '../../../../electron/core/base/given-flags.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-built-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

/** What V8 makes of a text, whatever this process has given it. */
const compiled = (text: string): Buffer =>
  underUsualFlags(() => new Script(asFunction(text))).createCachedData();

/** Writes what V8 makes of a text, as if it belonged to a file. */
const compile = (name: string, text: string): Promise<void> =>
  writeFile(compiledName(join(folder, name)), compiled(text));

describe('files of the build', () => {
  it('load each other once, in a circle too, and what belongs to Node', async () => {
    await write(
      'a.cjs',
      "exports.name = 'a'; exports.b = require('./b.cjs'); exports.again = require('./b.cjs');",
    );
    await write(
      'b.cjs',
      "const a = require('./a.cjs'); exports.nameOfA = () => a.name; exports.join = require('node:path').join;",
    );
    const a = loadBuilt(folder, 'a.cjs') as Record<string, { readonly nameOfA: () => string }>;
    expect(a['b']?.nameOfA()).toBe('a');
    expect(a['again']).toBe(a['b']);
    expect(a['b']).toHaveProperty('join', join);
  });

  it('know where they lie, and are named where they fail', async () => {
    await write(
      'a.cjs',
      "exports.place = [__dirname, __filename]; exports.fail = () => { throw new Error('no'); };",
    );
    const { place, fail } = loadBuilt(folder, 'a.cjs') as {
      readonly place: readonly string[];
      readonly fail: () => never;
    };
    expect(place).toEqual([folder, join(folder, 'a.cjs')]);
    expect(fail).toThrow(
      expect.objectContaining({ stack: expect.stringContaining(join(folder, 'a.cjs:1:')) }),
    );
  });

  it('that cannot be loaded are looked for anew by whoever asks next, and never given in part', async () => {
    await write('a.cjs', "exports.ask = () => require('./b.cjs').answer;");
    const { ask } = loadBuilt(folder, 'a.cjs') as { readonly ask: () => unknown };
    expect(ask).toThrow('ENOENT');
    expect(ask).toThrow('ENOENT');
    await write('b.cjs', "exports.answer = 41; throw new Error('too early');");
    expect(ask).toThrow('too early');
    expect(ask).toThrow('too early');
    await write('b.cjs', 'exports.answer = 42;');
    expect(ask()).toBe(42);
  });

  const text = 'exports.answer = 42;';
  const answer = (): unknown => loadBuilt(folder, 'a.cjs');

  it('are run as they were compiled: V8 compares no more of the text than its length', async () => {
    await write('a.cjs', text.replace('42', '43'));
    await compile('a.cjs', text);
    expect(answer()).toEqual({ answer: 42 });
  });

  it.each<[string, (code: Buffer) => Buffer]>([
    ['by another version', (code) => Buffer.from(code).fill(0x5a, 4, 8)],
    ['with other flags', (code) => Buffer.from(code).fill(0x5a, 12, 16)],
    ['and cut short', (code) => code.subarray(0, code.length - 16)],
    ['and emptied', () => Buffer.alloc(0)],
    ['and are something else', () => Buffer.from('no program')],
  ])('are compiled anew where they were compiled %s', async (_, changed) => {
    await write('a.cjs', text);
    await writeFile(compiledName(join(folder, 'a.cjs')), changed(compiled(text.replace('42', '43'))));
    expect(answer()).toEqual({ answer: 42 });
  });

  it('are compiled anew where they were compiled of a longer text', async () => {
    await write('a.cjs', text);
    await compile('a.cjs', text.replace('42', '1042'));
    expect(answer()).toEqual({ answer: 42 });
  });
});
