import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { givenCode } from '../../../../electron/cli/rehearsal-code.ts';
import { takeGivenCode } from '../../../../electron/core/rehearsal/given-code.ts';
import { formatCode } from '../../../../shared/rehearsal/code.ts';

const bytes = Uint8Array.from({ length: 15 }, (_, index) => index * 17);
const text = formatCode(bytes);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-code-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const surroundings = (parts: { readonly given?: string; readonly typed?: string | null } = {}) => {
  const said: string[] = [];
  return {
    said,
    context: {
      givenRehearsal: parts.given ?? null,
      passwordAsker: () => (parts.typed === undefined ? null : async () => parts.typed ?? null),
      explain: (sentence: string) => void said.push(sentence),
    },
  };
};

const fileWith = async (content: string): Promise<string> => {
  const path = join(folder, 'code.txt');
  await writeFile(path, content);
  return path;
};

describe('the code of a rehearsal', () => {
  it('is taken out of the environment before a child is given it', () => {
    const environment: NodeJS.ProcessEnv = { NETREADY_REHEARSAL: text, PATH: '/bin' };
    expect(takeGivenCode(environment)).toBe(text);
    expect(environment).toEqual({ PATH: '/bin' });
    expect(takeGivenCode(environment)).toBeNull();
  });

  it('comes from a file, the terminal, the environment or not at all', async () => {
    const rehearsalFile = await fileWith(`\n  ${text.toLowerCase()}\r\n`);
    expect(await givenCode({ rehearsalFile }, surroundings().context)).toEqual(bytes);
    expect(await givenCode({ rehearsal: true }, surroundings({ typed: text }).context)).toEqual(bytes);
    const { context, said } = surroundings({ given: text });
    expect(await givenCode({}, context)).toEqual(bytes);
    expect(await givenCode({}, surroundings().context)).toBeNull();
    expect(said).toEqual([]);
  });

  it('is warned of on the command line', async () => {
    const { context, said } = surroundings();
    expect(await givenCode({ rehearsal: text }, context)).toEqual(bytes);
    expect(said.join('')).toContain('other accounts of this machine');
    expect(said.join('')).not.toContain(text);
  });

  it('is refused in one sentence that does not repeat it', async () => {
    const wrong = `${text.slice(0, 12)}${text[12] === '7' ? '8' : '7'}${text.slice(13)}`;
    const rehearsalFile = await fileWith(wrong);
    await expect(givenCode({ rehearsalFile }, surroundings().context)).rejects.toThrow(
      `${rehearsalFile}: Group 3 of the code is wrong.`,
    );
    await expect(givenCode({ rehearsal: true }, surroundings({ typed: 'abc' }).context)).rejects.toThrow(
      'What was typed: The code has 3 characters. Allowed: 6 groups of 5.',
    );
    await expect(givenCode({}, surroundings({ given: '' }).context)).rejects.toThrow('NETREADY_REHEARSAL: ');
    await expect(givenCode({ rehearsal: true }, surroundings().context)).rejects.toThrow(
      'Nobody can be asked for the code here: give --rehearsal-file FILE, or set NETREADY_REHEARSAL.',
    );
    await expect(givenCode({ rehearsal: true }, surroundings({ typed: null }).context)).rejects.toThrow(
      'No code was given.',
    );
    await expect(givenCode({ rehearsal: true, rehearsalFile }, surroundings().context)).rejects.toThrow(
      'both give the code',
    );
  });
});
