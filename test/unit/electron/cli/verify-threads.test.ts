import { describe, expect, it } from 'vitest';
import { buildProgram, type OpenContext } from '../../../../electron/cli/program.ts';

/** What a command line says of the reports that it verifies, before anything of it is looked at. */
async function toldOf(args: readonly string[]): Promise<readonly (boolean | undefined)[]> {
  const told: (boolean | undefined)[] = [];
  const openContext: OpenContext = async (comparePages) => {
    told.push(comparePages);
    throw new Error('no surroundings');
  };
  const program = buildProgram(() => undefined, openContext);
  await expect(program.parseAsync(['node', 'netready', ...args])).rejects.toThrow('no surroundings');
  return told;
}

describe('a command that verifies reports', () => {
  it.each([
    ['verify a.pdf', true],
    ['verify --quick a.pdf', false],
    ['merge a.pdf --out merged', false],
    ['merge a.pdf --out merged --pages', true],
    ['diff a.pdf b.pdf', true],
    ['diff --quick a.pdf b.pdf', false],
    ['ticket a.pdf', true],
    ['ticket --quick a.pdf', false],
    ['signers add a.pdf --last 1234', false],
  ])('has a thread started for that: %s', async (line, comparePages) => {
    expect(await toldOf(line.split(' '))).toEqual([comparePages]);
  });

  it.each(['plan', 'identity show', 'signers list'])('is none of the others: %s', async (line) => {
    expect(await toldOf(line.split(' '))).toEqual([undefined]);
  });
});
