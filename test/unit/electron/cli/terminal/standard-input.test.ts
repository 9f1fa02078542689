import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { inputHint, readTextFrom } from '../../../../../electron/cli/terminal/standard-input.ts';

const from = (...chunks: readonly (Uint8Array | string)[]): Readable => Readable.from(chunks);

describe('a text from standard input', () => {
  it.each([
    ['UTF-8', [Buffer.from('Zeitüberschreitung\n')]],
    [
      'UTF-8 whose letters are torn apart',
      [Buffer.from([0x5a, 0x65, 0x69, 0x74, 0xc3]), Buffer.from([0xbc, ...Buffer.from('berschreitung\n')])],
    ],
    ['UTF-16, as PowerShell writes it', [Buffer.from('\ufeffZeitüberschreitung\n', 'utf16le')]],
    ['the code page of a console', [Buffer.from('Zeitüberschreitung\n', 'latin1')]],
    ['text', ['Zeitüberschreitung\n']],
  ])('is read as %s', async (_, chunks) => {
    expect(await readTextFrom(from(...chunks), 1000)).toBe('Zeitüberschreitung\n');
  });

  it('is read up to a limit, whatever comes behind it', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken += 1;
        yield Buffer.alloc(100, 'a');
      }
    }
    expect(await readTextFrom(endless(), 250)).toBe('a'.repeat(250));
    expect(taken).toBe(3);
  });

  it('is cut between letters of several bytes without harm', async () => {
    expect(await readTextFrom(from(Buffer.from('aaaü')), 4)).toMatch(/^aaa/);
  });

  it('is none where nothing comes', async () => {
    expect(await readTextFrom(from(), 10)).toBe('');
  });

  it('is ended in the way of the system', () => {
    expect(inputHint('win32')).toContain('Ctrl+Z');
    expect(inputHint('linux')).toContain('Ctrl+D');
  });
});
