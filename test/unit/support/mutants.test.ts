import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { equivalent } from '../../mutation/equivalent.mjs';
import { mutantsOf, withTraces } from '../../mutation/mutants.mjs';

const changes = (source: string): readonly string[] =>
  mutantsOf('shared/sample.ts', source).map(({ after }) => after);

describe('a changed source', () => {
  it.each([
    ['if (a) b = 1;', ['if (false) b = 1;', 'if (true) b = 1;', 'if (a) ;']],
    [
      'const a = b ? 1 : c;',
      ['const a = false ? 1 : c;', 'const a = true ? 1 : c;', 'const a = b ? (1 + 1) : c;'],
    ],
    ['f(a && b);', [';', 'f((a || b));']],
    ['const f = () => a < 8;', ['const f = () => (a <= 8);', 'const f = () => a < (8 + 1);']],
    ['const f = () => a - b;', ['const f = () => (a + b);']],
    ["const f = () => 'a' + b;", []],
    ['const f = () => !a;', ['const f = () => a;']],
    ['const f = () => true;', ['const f = () => false;']],
    ['const f = (list) => list.every(g);', ['const f = (list) => list.some(g);']],
    ['const most: 8 | 9 = 8;', ['const most: 8 | 9 = (8 + 1);']],
    ['const f = (a: number) => a as 3 | 4;', []],
  ])('differs from it in one place: %s', (source, expected) => {
    expect(changes(source)).toEqual(expected);
  });

  it('says where it differs, as one line', () => {
    const source = 'const a = b;\nfunction f() {\n  g(\n    1,\n  );\n}\n';
    expect(mutantsOf('shared/sample.ts', source)).toEqual([
      {
        file: 'shared/sample.ts',
        line: 3,
        before: 'g( 1, );',
        after: ';',
        text: 'const a = b;\nfunction f() {\n  ;\n}\n',
        inside: 13,
      },
    ]);
  });
});

describe('a traced source', () => {
  it('tells which of its functions ran, and does what it did', () => {
    const reached = new Set<string>();
    const source =
      'const f = (a) => a + 1; const g = (a) => { return f(a); }; const h = () => ({}); out(g(1));';
    const results: unknown[] = [];
    new Function('globalThis', 'out', withTraces('a.ts', source))({ reached }, (value: unknown) =>
      results.push(value),
    );
    expect(results).toEqual([2]);
    expect([...reached]).toEqual([`a.ts#${source.indexOf('(a) => {')}`, 'a.ts#10', 'a.ts#0']);
  });
});

describe('the changes that nobody can see', () => {
  it('are listed once, with a reason', () => {
    const names = equivalent.map(({ file, before, after }) => `${file}: ${before} → ${after}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { reason } of equivalent) expect(reason).toMatch(/^[A-Z].{10,}\.$/);
  });

  it.each(equivalent)('are still made: $file: $after', async ({ file, before, after }) => {
    const made = mutantsOf(file, await readFile(file, 'utf8'));
    expect(made.some((mutant) => mutant.before === before && mutant.after === after)).toBe(true);
  });
});
