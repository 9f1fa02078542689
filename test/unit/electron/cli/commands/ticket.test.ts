import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import { testContext } from '../../../../support/cli-context.ts';
import {
  environmentFile,
  mergeOf,
  reportOf,
  signerOf,
  trusting,
} from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { failedResult } from '../../../../support/sample-results.ts';
import { madeHere, signResult } from '../../../../support/signed-result.ts';

let home = '';
const at = (name: string): string => join(home, name);

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-ticket-'));
  const result = failedResult();
  await writeFile(at('report.pdf'), await reportOf(result));
  const bytes = Buffer.from(await reportOf(result));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(at('spoilt.pdf'), bytes);
  await writeFile(at('notes.pdf'), 'not a PDF');
  const attachment = new TextEncoder().encode('{"schema":"netready.result/9"}');
  await writeFile(
    at('newer.pdf'),
    await signResult(madeHere(result), signerOf(result.machine.hostname), { attachment }),
  );
  const broken = environmentResults(farmOf(2, { fault: ({ port }) => (port === 1433 ? 'timeout' : null) }));
  const reports = await Promise.all(
    broken.map(async (one) => [`${one.machine.hostname}.pdf`, await reportOf(one)]),
  );
  const merged = await mergeOf(
    Object.fromEntries(reports),
    trusting(...broken.map(({ machine }) => machine.hostname)),
  );
  await writeFile(at('environment.pdf'), await environmentFile(merged));
  await writeFile(at('trust.json'), JSON.stringify(trusting(result.machine.hostname, 'support')));
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

async function ticket(...args: readonly string[]) {
  const { context, log } = testContext(home);
  await buildProgram(context.print, async () => context).parseAsync(['node', 'netready', 'ticket', ...args]);
  return log;
}

const trusted = ['--trust'];

describe('netready ticket', () => {
  it('prints the answer to whoever sent a report', async () => {
    const { printed, explained, exitCode } = await ticket(at('report.pdf'), ...trusted, at('trust.json'));
    expect(printed).toMatch(/^# Network check of app01 \(front-end\)/);
    for (const heading of ['What is wrong', 'For the network team', 'Check again', 'Send the result'])
      expect(printed).toContain(`## ${heading}`);
    expect(printed).not.toContain('We do not know the key');
    expect(exitCode).toBe(0);
    expect(explained).toBe('');
  });

  it('says that it does not know the key, and ends so', async () => {
    const { printed, exitCode } = await ticket(at('report.pdf'), '--format', 'text');
    expect(printed).toContain('About this report\n-----------------');
    expect(printed).toContain('We do not know the key that signed your report yet');
    expect(exitCode).toBe(6);
  });

  it('answers the reports of an environment', async () => {
    const { printed, exitCode } = await ticket(at('environment.pdf'), ...trusted, at('trust.json'));
    expect(printed).toMatch(/^# Network check of the environment Production/);
    expect(printed).toContain('On fe1');
    expect(exitCode).toBe(0);
  });

  it('writes a file that is not there yet', async () => {
    const out = at('answer.md');
    const { printed } = await ticket(at('report.pdf'), '--out', out);
    expect(printed).toBe('');
    expect(await readFile(out, 'utf8')).toContain('## What is wrong');
  });

  it.each(['spoilt.pdf', 'notes.pdf'])('draws nothing from %s, and says why', async (name) => {
    const out = at(`${name}.md`);
    const { printed, explained, exitCode } = await ticket(at(name), '--out', out);
    expect({ printed, exitCode }).toEqual({ printed: '', exitCode: 5 });
    expect(explained).toContain(`${at(name)}: no answer is drawn from it.`);
    expect(await readdir(home)).not.toContain(`${name}.md`);
  });

  it('refuses data that it cannot read', async () => {
    const error: unknown = await ticket(at('newer.pdf')).catch((reason: unknown) => reason);
    if (error instanceof AppError) expect(error.message).toContain('whose results this version cannot read');
    else expect(error).toMatchObject({ printed: '', exitCode: 5 });
  });

  it('refuses a file that is not there, and a form that it does not have', async () => {
    await expect(ticket(at('missing.pdf'))).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(ticket(at('report.pdf'), '--format', 'html')).rejects.toMatchObject({ code: 'usage' });
  });
});
