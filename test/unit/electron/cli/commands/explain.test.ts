import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CliContext } from '../../../../../electron/cli/context.ts';
import { openKeptRuns } from '../../../../../electron/cli/kept-runs.ts';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { explanationSchema } from '../../../../../shared/symptoms/explanation.ts';
import { mostRead } from '../../../../../shared/symptoms/words.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { failedResult } from '../../../../support/sample-results.ts';

const refused =
  'System.Net.Sockets.SocketException: No connection could be made because the target machine actively refused it';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-explain-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function explain(args: readonly string[], changes: Partial<CliContext> = {}) {
  const { context, log } = testContext(home, changes);
  await buildProgram(context.print, async () => context).parseAsync(['node', 'netready', 'explain', ...args]);
  return log;
}

const refusal = async (...args: readonly string[]): Promise<string> => {
  const error: unknown = await explain(args).catch((reason: unknown) => reason);
  return error instanceof AppError ? `${error.code}: ${error.message}` : String(error);
};

describe('netready explain', () => {
  it('says what a line means, what to do next, and which checks show it', async () => {
    const { printed, exitCode } = await explain([`${refused} 10.0.0.5:12000`]);
    expect(exitCode).toBe(0);
    expect(printed).toContain('Deployment Controller Service');
    expect(printed).toMatch(/Names\s+10\.0\.0\.5:12000/);
    expect(printed).toMatch(/Next\s+\S/);
    expect(printed).toContain('netready check --only out-ctrl');
    expect(printed).toMatch(/Required\s+A1 .*\n\s+R8 /);
  });

  it('takes words without quotation marks as one line', async () => {
    expect((await explain(['ORA-12541:', 'TNS:no', 'listener'])).printed).toContain('listener');
  });

  it('says that a line is not known, and what is nearest as no answer', async () => {
    const { printed, exitCode } = await explain(['Error Locating the Server or the Instance']);
    expect(exitCode).toBe(4);
    expect(printed).toContain('Not known');
    expect(printed).toMatch(/no answer\s+to this one/);
  });

  it('reads standard input, and no more of it than it looks at', async () => {
    const asked: number[] = [];
    const readInput = async (mostBytes: number): Promise<string> => {
      asked.push(mostBytes);
      return `2026-03-02 10:00:00 ERROR ${refused} 10.0.0.5:12001\r\n`;
    };
    const { printed, exitCode } = await explain(['-', '--format', 'json'], { readInput });
    expect(asked).toEqual([4 * mostRead]);
    expect(explanationSchema.parse(JSON.parse(printed)).answers.map(({ id }) => id)).toEqual([
      'deployment-refused',
    ]);
    expect(exitCode).toBe(0);
  });

  it('reads a file, as Windows writes it too', async () => {
    const file = join(home, 'error.log');
    await writeFile(
      file,
      Buffer.from(`\ufeffINFO started\r\nERROR ${refused} 10.0.0.5:12002\r\n`, 'utf16le'),
    );
    const { printed, exitCode } = await explain(['--file', file]);
    expect(printed).toMatch(/Line\s+2: ERROR System\.Net/);
    expect(exitCode).toBe(0);
  });

  it('refuses a file that is not there, a folder, and a file beside a line', async () => {
    expect(await refusal('--file', join(home, 'missing.log'))).toMatch(/^file-unreadable: .*\(ENOENT\)/);
    expect(await refusal('--file', home)).toMatch(/^file-unreadable: .*\(EISDIR\)/);
    expect(await refusal('a line', '--file', home)).toMatch(/^usage: Give either/);
  });

  it('leads to the checks of a profile', async () => {
    const profile = join(home, 'profile.json');
    const answers = {
      schemaVersion: 1,
      machine: { roles: ['front-end'] },
      controller: { host: '192.0.2.11' },
      frontEnds: [{ host: '192.0.2.21' }],
    };
    await writeFile(profile, JSON.stringify(answers));
    const { printed } = await explain([`${refused} 192.0.2.11:12000`, '--profile', profile]);
    expect(printed).toMatch(/Your checks\s+.*192\.0\.2\.11:12000, named\s+in the line/s);
  });

  it('leads to what a kept run says of them', async () => {
    const result = failedResult();
    const runs = await openKeptRuns(testContext(home).context);
    await runs.save(result);
    const { printed } = await explain([
      `${refused} controller.example.local:12000`,
      '--run',
      result.id.slice(0, 8),
      '--format',
      'json',
    ]);
    const [answer] = explanationSchema.parse(JSON.parse(printed)).answers;
    expect(answer?.known[0]).toMatchObject({
      id: 'out-ctrl',
      isSamePlace: true,
      destination: { host: 'controller.example.local', port: 12_000 },
    });
  });

  it('asks for a line where there is none', async () => {
    expect(await refusal()).toMatch(/^usage: Give the line in quotation marks/);
    expect(await refusal('  ')).toMatch(/^usage: /);
  });

  it('refuses a profile and a run at once, another form, and a run that is not kept', async () => {
    expect(await refusal('x', '--profile', 'p.json', '--run', 'last')).toMatch(/^usage: /);
    expect(await refusal('x', '--format', 'yaml')).toMatch(/^usage: /);
    expect(await refusal('x', '--run', 'last')).toMatch(/^(?:usage|run-not-found): /);
  });
});
