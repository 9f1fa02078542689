import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { madeLate } from '../../../build/made-late.mjs';
import { commandPath } from '../../support/command.ts';

const { transform } = madeLate() as unknown as {
  readonly transform: (code: string, id: string) => string | null;
};
const wrapAnsi = '/node_modules/wrap-ansi/index.js';

describe('what libraries seldom need', () => {
  it('is made when it is asked for, and once', () => {
    const text = 'const segmenter = new Segmenter();\nconst parts = (text) => segmenter.segment(text);';
    const program = new Function('Segmenter', `${transform(text, wrapAnsi)}\nreturn parts;`);
    let count = 0;
    const parts = program(
      class {
        constructor() {
          count += 1;
        }
        segment = (text: string) => [text];
      },
    );
    expect(count).toBe(0);
    expect([parts('a'), parts('b')]).toEqual([['a'], ['b']]);
    expect(count).toBe(1);
  });

  it('is an expression that nobody makes while the file is compiled, and the same one', () => {
    const text = 'const segmenter = /^[\\d"/$&]+\\p{L}$/u;\nconst found = segmenter.exec("1/$L");';
    const late = String(transform(text, wrapAnsi));
    expect(late).not.toMatch(/= \/|\(\//);
    expect(new Function(`${late}\nreturn [segmenter(), found];`)()).toEqual([
      /^[\d"/$&]+\p{L}$/u,
      expect.arrayContaining(['1/$L']),
    ]);
  });

  it('stops the build where a newer library has no such constant', () => {
    expect(() => transform('const other = 1;', wrapAnsi)).toThrow('A constant segmenter is not known here.');
    expect(transform('const segmenter = 1;', '/elsewhere.js')).toBeNull();
  });

  it('is not made when a file of the command is loaded', () => {
    const folder = join(dirname(commandPath), 'cli');
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts.join('\n')).toContain('new Intl.Segmenter');
    for (const text of texts) expect(text).not.toMatch(/^(?:var|const|let) \w+ = new Intl\./m);
  });
});
