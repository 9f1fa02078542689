import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';
import { failedResult, passedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

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
  await buildProgram(context).parseAsync(['node', 'netready', 'verify', ...args]);
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

  it('says of a file of a folder that it cannot be read, and goes on', async () => {
    const size = 65 * 1024 * 1024;
    await write('a.pdf', new Uint8Array(size));
    await write('b.pdf', await signResult(madeHere(passedResult()), signer));
    const { printed } = await verify('--dir', folder, '--format', 'json');
    expect(JSON.parse(printed)).toMatchObject([{ code: 'UNREADABLE' }, { code: 'UNKNOWN_SIGNER' }]);
    expect(await refusal(join(folder, 'a.pdf'))).toContain('file-unreadable');
  });

  it('answers for every named file that it can read before it says which it cannot', async () => {
    await write('a.pdf', await signResult(madeHere(passedResult()), signer));
    const [a, missing] = [join(folder, 'a.pdf'), join(folder, 'missing.pdf')];
    const { context, log } = testContext(home);
    const command = buildProgram(context).parseAsync(['node', 'netready', 'verify', missing, a]);
    await expect(command).rejects.toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('missing.pdf could not be read: there is no such file'),
    });
    expect(log.printed).toContain(`${a}\n`);
    expect(log.printed).toContain('UNKNOWN_SIGNER');
    expect(await refusal(missing)).not.toContain('UNKNOWN');
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
    expect(whole.printed).toContain('say what the results inside say');
    expect(whole.printed).toContain('do not say what the results inside say');
    expect(whole.printed).toContain('(PAGES)');
    expect(whole.exitCode).toBe(5);
    expect(await readdir(join(home, 'out'))).toEqual(['good.json']);
    const quick = await verify('--dir', folder, '--quick');
    expect(quick.printed).toContain('not compared with the results, as asked');
    expect(quick.printed).not.toContain('(PAGES)');
    expect(quick.exitCode).toBe(6);
  });
});
