import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLazyRequires } from '../../../build/lazy-requires.mjs';
import { commandPath } from '../../support/command.ts';

/** Runs a text as a file; gives what it exports, and the names of those that it has loaded by then. */
function run(text: string, files: Readonly<Record<string, unknown>>) {
  const loaded: string[] = [];
  const exports: Record<string, (...values: readonly unknown[]) => unknown> = {};
  new Function('require', 'exports', withLazyRequires(text))((from: string) => {
    loaded.push(from);
    return files[from];
  }, exports);
  return { exports, loaded };
}

describe('a file of a program', () => {
  it('loads another one when it first uses something of it, once', () => {
    const { exports, loaded } = run(
      'const require_a = require("./a.cjs");\nconst require_b$1 = require("./b.cjs");\nexports.sum = (n) => require_a.add(n, require_b$1.one);\n',
      { './a.cjs': { add: (left: number, right: number) => left + right }, './b.cjs': { one: 1 } },
    );
    expect(loaded).toEqual([]);
    expect([exports['sum']?.(1), exports['sum']?.(2)]).toEqual([2, 3]);
    expect(loaded).toEqual(['./a.cjs', './b.cjs']);
  });

  it('uses it in every way that there is', () => {
    class Box {
      readonly value: number;
      constructor(value: number) {
        this.value = value;
      }
    }
    const { exports, loaded } = run(
      [
        'const require_a = require("./a.cjs");',
        'exports.made = () => new require_a.Box(1).value;',
        'exports.spread = () => [...require_a.list, { ...require_a.fields }];',
        'exports.child = () => new (class extends require_a.Box {})(3).value;',
        'exports.own = (other) => other.require_a;',
        '',
      ].join('\n'),
      { './a.cjs': { Box, list: [1], fields: { a: 1 } } },
    );
    expect(exports['own']?.({ require_a: 1 })).toBe(1);
    expect(loaded).toEqual([]);
    expect(exports['made']?.()).toBe(1);
    expect(exports['spread']?.()).toEqual([1, { a: 1 }]);
    expect(exports['child']?.()).toBe(3);
  });

  it('loads a part of Node as late, also one that it imports whole', () => {
    const { exports, loaded } = run(
      [
        'const require_a = require("./a.cjs");',
        'let node_os = require("node:os");',
        'node_os = require_a.__toESM(node_os, 1);',
        'let node_path = require("node:path");',
        'exports.host = () => node_os.default.hostname();',
        'exports.joined = () => (0, node_path.join)("a", "b");',
        '',
      ].join('\n'),
      {
        './a.cjs': { __toESM: (whole: unknown) => ({ default: whole }) },
        'node:os': { hostname: () => 'web01' },
        'node:path': { join },
      },
    );
    expect(exports['joined']?.()).toBe(join('a', 'b'));
    expect(loaded).toEqual(['node:path']);
    expect(exports['host']?.()).toBe('web01');
  });

  it('leaves alone what a library asks for by a name that others may have too', () => {
    const text = [
      'const require_a = require("./a.cjs");',
      'let stream = require("stream");',
      'stream = require_a.__toESM(stream, 1);',
      'exports.read = (stream) => ({ stream });',
      'exports.whole = () => stream;',
      '',
    ].join('\n');
    const { exports } = run(text, { './a.cjs': { __toESM: (whole: unknown) => whole }, stream: 'S' });
    expect(exports['read']?.(1)).toEqual({ stream: 1 });
    expect(exports['whole']?.()).toBe('S');
  });
});

it('no file of the command loads another one at once, or a part of Node', () => {
  const folder = join(dirname(commandPath), 'cli');
  const names = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names)
    expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(
      /^(?:const|let|var) \w[\w$]* = require\("(?:\.\/|node:)/m,
    );
});
