import { mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import type { Verifier } from '../../../../../electron/core/verify/verifier.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';
import { verifierHere } from '../../../../support/verifier-here.ts';

let home = '';
let folder = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-verify-'));
  folder = join(home, 'received');
  await mkdir(folder);
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function verify(...args: readonly string[]) {
  const { context, log } = testContext(home);
  await buildProgram(context.print, async () => context).parseAsync(['node', 'netready', 'verify', ...args]);
  return log;
}

const refusal = async (...args: readonly string[]): Promise<string> => {
  const error: unknown = await verify(...args).catch((reason: unknown) => reason);
  return error instanceof AppError ? `${error.code}: ${error.message}` : String(error);
};

const signer = makeEcSigner();
const write = (name: string, bytes: Uint8Array | string) => writeFile(join(folder, name), bytes);

describe('netready verify', () => {
  it('verifies every PDF directly in a folder, by name, and nothing else in it', async () => {
    const report = await signResult(madeHere(passedResult()), signer);
    await write('b.pdf', report);
    await write('a.PDF', 'not a PDF');
    await write('notes.txt', report);
    await mkdir(join(folder, 'below.pdf'));
    await writeFile(join(folder, 'below.pdf', 'c.pdf'), report);
    const { printed, exitCode } = await verify('--dir', folder, '--format', 'json');
    const answers: { file: string; code: string }[] = JSON.parse(printed);
    expect(answers.map(({ file, code }) => [file, code])).toEqual([
      [join(folder, 'a.PDF'), 'NOT_PDF'],
      [join(folder, 'b.pdf'), 'UNKNOWN_SIGNER'],
    ]);
    expect(exitCode).toBe(5);
  });

  it.skipIf(process.platform === 'win32')(
    'passes over no PDF that a link leads to, or leads nowhere',
    async () => {
      await writeFile(join(home, 'elsewhere'), await signResult(madeHere(passedResult()), signer));
      await symlink(join(home, 'elsewhere'), join(folder, 'a.pdf'));
      await symlink(join(home, 'missing'), join(folder, 'b.pdf'));
      const { printed, exitCode } = await verify('--dir', folder, '--format', 'json');
      const answers: { file: string; code: string }[] = JSON.parse(printed);
      expect(answers.map(({ code }) => code)).toEqual(['UNKNOWN_SIGNER', 'NOT_READ']);
      expect(exitCode).toBe(5);
    },
  );

  it('gives a file that is too large the same answer, named alone and in a folder', async () => {
    for (const size of [200 * 1024 * 1024 + 1, 300 * 1024 * 1024]) {
      await write('a.pdf', new Uint8Array());
      await truncate(join(folder, 'a.pdf'), size);
      const entry = [
        {
          file: join(folder, 'a.pdf'),
          outcome: 'not-a-report',
          code: 'TOO_LARGE',
          message:
            'The file is larger than any report; at most 20 MiB are read, and of an environment report 200 MiB.',
          signer: null,
        },
      ];
      for (const args of [['--dir', folder], [join(folder, 'a.pdf')]]) {
        const { printed, exitCode } = await verify(...args, '--format', 'json');
        expect(JSON.parse(printed)).toMatchObject(entry);
        expect(exitCode).toBe(5);
      }
    }
  });

  it('has an answer for every file, also for one that cannot be read, and goes on', async () => {
    await write('a.pdf', await signResult(madeHere(passedResult()), signer));
    const [a, missing] = [join(folder, 'a.pdf'), join(folder, 'missing.pdf')];
    for (const [format, read] of [
      [
        'json',
        (text: string) =>
          JSON.parse(text)
            .map(({ code }: { code: string }) => code)
            .join(' '),
      ],
      ['table', (text: string) => [...text.matchAll(/\(([A-Z_]+)\)$/gm)].map(([, code]) => code).join(' ')],
    ] as const) {
      const { context, log } = testContext(home);
      const args = ['node', 'netready', 'verify', missing, a, '--format', format];
      await expect(buildProgram(context.print, async () => context).parseAsync(args)).rejects.toMatchObject({
        code: 'file-unreadable',
        message: expect.stringContaining('missing.pdf could not be read: there is no such file'),
      });
      expect(read(log.printed), format).toBe('NOT_READ UNKNOWN_SIGNER');
      expect(log.printed.replaceAll(/\s+/g, ' ')).toContain(
        'could not be read: there is no such file (ENOENT).',
      );
    }
  });

  it('says of a folder among the files that it cannot be read', async () => {
    const { context, log } = testContext(home);
    const args = ['node', 'netready', 'verify', folder, '--format', 'json'];
    await expect(buildProgram(context.print, async () => context).parseAsync(args)).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    expect(JSON.parse(log.printed)).toMatchObject([
      {
        file: folder,
        outcome: 'damaged',
        code: 'NOT_READ',
        message: expect.stringContaining('it is a folder'),
      },
    ]);
  });

  it('prints the answers in the order of the files, whichever of them is there first', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await write(`${name}.pdf`, name);
    const waiting: (() => void)[] = [];
    const backwards: Verifier = {
      ...verifierHere,
      width: 4,
      open: async (bytes, options) => {
        const turn = new Promise<void>((resolve) => waiting.push(resolve));
        // The last of them lets the others go, from behind.
        if (waiting.length === names.length) for (const go of waiting.reverse()) go();
        await turn;
        return verifierHere.open(bytes, options);
      },
    };
    for (const format of ['json', 'table']) {
      waiting.length = 0;
      const { context, log } = testContext(home, { openVerifier: async () => backwards });
      const args = ['node', 'netready', 'verify', '--dir', folder, '--format', format];
      await buildProgram(context.print, async () => context).parseAsync(args);
      expect([...log.printed.matchAll(/(\w)\.pdf/g)].map(([, name]) => name)).toEqual(names);
    }
  });

  it('shows on a terminal how far it is, and nothing of that elsewhere', async () => {
    for (const name of ['a', 'b', 'c']) await write(`${name}.pdf`, name);
    const live = { live: true, colour: false, unicode: true, asciiJson: false, columns: 80 };
    for (const errorOutput of [live, { ...live, live: false }]) {
      let told = '';
      const shown = () => told.includes('of 3');
      const slow: Verifier = {
        ...verifierHere,
        open: async (bytes, options) => {
          while (errorOutput.live && !shown()) await new Promise((resolve) => setImmediate(resolve));
          return verifierHere.open(bytes, options);
        },
      };
      const explain = (text: string): void => {
        told += text;
      };
      const { context } = testContext(home, { openVerifier: async () => slow, errorOutput, explain });
      const args = ['node', 'netready', 'verify', '--dir', folder];
      await buildProgram(context.print, async () => context).parseAsync(args);
      expect(shown()).toBe(errorOutput.live);
      if (errorOutput.live) expect(told.endsWith('\r\u001b[2K')).toBe(true);
      else expect(told).toBe('');
    }
  });

  it('prints what was answered when it is told to stop, and says how much that is', async () => {
    await write('a.pdf', await signResult(madeHere(passedResult()), signer));
    const stop = new AbortController();
    const stopping: Verifier = {
      ...verifierHere,
      open: async (bytes, options) => {
        if (stop.signal.aborted) throw new AppError('cancelled', 'Not every report was verified.');
        const opened = await verifierHere.open(bytes, options);
        stop.abort();
        return opened;
      },
    };
    const { context, log } = testContext(home, { signal: stop.signal, openVerifier: async () => stopping });
    const file = join(folder, 'a.pdf');
    const args = ['node', 'netready', 'verify', file, file, file, '--format', 'json'];
    await expect(buildProgram(context.print, async () => context).parseAsync(args)).rejects.toMatchObject({
      code: 'cancelled',
      message: '1 of 3 files verified.',
    });
    expect(JSON.parse(log.printed)).toMatchObject([{ code: 'UNKNOWN_SIGNER' }]);
  });

  it('asks for reports or a folder, one of the two', async () => {
    expect(await refusal()).toMatch(/^usage: Name at least one report/);
    expect(await refusal('x.pdf', '--dir', folder)).toMatch(/^usage: /);
    expect(await refusal('--dir', folder)).toContain('holds no *.pdf file');
    expect(await refusal('--dir', join(folder, 'missing'))).toMatch(/^file-unreadable: /);
  });

  it('says whether the pages say what the results say, and leaves it out with --quick', async () => {
    await write('good.pdf', await signResult(madeHere(failedResult()), signer));
    const lying = await signResult(madeHere(passedResult()), signer, { attached: madeHere(failedResult()) });
    await write('lying.pdf', lying);
    const whole = await verify('--dir', folder, '--extract', join(home, 'out'));
    expect(whole.printed).toContain('they say what the data inside says');
    expect(whole.printed).toContain('they are not those that come from the data inside');
    expect(whole.printed).toContain('(PAGES)');
    expect(whole.exitCode).toBe(5);
    expect(await readdir(join(home, 'out'))).toEqual(['good.json']);
    const quick = await verify('--dir', folder, '--quick');
    expect(quick.printed).toContain('not compared, because that was left out as asked: read the data');
    expect(quick.printed).not.toMatch(/intact/i);
    expect(quick.printed).not.toContain('(PAGES)');
    expect(quick.exitCode).toBe(6);
  });
});
