import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../../../electron/cli/program.ts';
import { checkPages } from '../../../../../electron/core/verify/check-pages.ts';
import { verifyReport } from '../../../../../electron/core/verify/verify-report.ts';
import {
  type EnvironmentResult,
  environmentResultSchema,
} from '../../../../../shared/environment/environment-result.ts';
import { emptyTrust } from '../../../../../shared/report/trust-file.ts';
import { testContext } from '../../../../support/cli-context.ts';
import { reportOf, trusting } from '../../../../support/environment-report.ts';
import { environmentResults, farmOf } from '../../../../support/environment-results.ts';
import { namesIn } from '../../../../support/names-in.ts';
import { makeEcSigner } from '../../../../support/sample-report.ts';

const broken = environmentResults(farmOf(2, { fault: ({ port }) => (port === 1433 ? 'timeout' : null) }));
const whole = environmentResults(farmOf(2));

let home = '';
const out = () => join(home, 'out');
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'netready-merge-'));
  for (const [folder, results] of [
    ['broken', broken],
    ['whole', whole],
  ] as const) {
    await mkdir(join(home, folder));
    for (const result of results)
      await writeFile(join(home, folder, `${result.machine.hostname}.pdf`), await reportOf(result));
  }
  await mkdir(join(home, 'spoilt'));
  const bytes = await readFile(join(home, 'whole', 'fe1.pdf'));
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  await writeFile(join(home, 'spoilt', 'fe1.pdf'), bytes);
  await writeFile(join(home, 'trust.json'), JSON.stringify(trusting('ctrl', 'fe1', 'fe2')));
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));
afterEach(() => rm(out(), { recursive: true, force: true }));

async function merge(...args: readonly string[]) {
  const { context, log } = testContext(home);
  await buildProgram(context.print, async () => context).parseAsync([
    ...['node', 'netready', 'merge', '--out', out(), '--trust', join(home, 'trust.json'), ...args],
  ]);
  return log;
}

const written = async (): Promise<readonly string[]> => (await readdir(out()).catch(() => [])).sort();

async function resultIn(printed: string): Promise<EnvironmentResult> {
  return environmentResultSchema.parse(JSON.parse(printed));
}

describe('netready merge', () => {
  it('makes one signed report and its data of the reports in a folder, and ends as the environment does', async () => {
    const { exitCode, explained, printed } = await merge('--dir', join(home, 'broken'));
    expect(exitCode).toBe(3);
    expect(printed).toContain('Production');
    const [pdf = '', ...others] = (await written()).toReversed();
    expect(pdf).toMatch(/^netready-environment-production-\d{8}-\d{6}Z\.pdf$/);
    expect(others).toEqual([pdf.replace('.pdf', '.json')]);
    expect(explained).toContain(`Written: ${join(out(), pdf)}`);
    const outcome = await verifyReport(await readFile(join(out(), pdf)), emptyTrust, checkPages);
    expect(outcome).toMatchObject({
      code: 'UNKNOWN_SIGNER',
      pages: 'match',
      environment: { name: 'Production', verdict: 'fail', inputs: { listed: 3, proven: 3 } },
    });
    const data = JSON.parse(await readFile(join(out(), others[0] ?? ''), 'utf8'));
    expect(environmentResultSchema.safeParse(data).success).toBe(true);
  });

  it('ends with 0 where every report is of a known key and nothing required fails', async () => {
    const { exitCode, printed } = await merge(join(home, 'whole', '*.pdf'), '--format', 'json');
    const result = await resultIn(printed);
    expect(result.connections.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(exitCode).toBe(0);
    expect(result.inputs.every(({ pages }) => pages === 'not-checked')).toBe(true);
  });

  it('compares pages only where asked, and the report says so', async () => {
    const { printed } = await merge('--pages', '--dir', join(home, 'whole'), '--format', 'json');
    expect((await resultIn(printed)).inputs.every(({ pages }) => pages === 'match')).toBe(true);
  });

  it('ends with 6 where a signer is not known', async () => {
    const trust = join(home, 'some.json');
    await writeFile(trust, JSON.stringify(trusting('ctrl')));
    expect((await merge('--dir', join(home, 'whole'), '--trust', trust)).exitCode).toBe(6);
  });

  it('refuses what is not intact with 5, says why, and merges the others', async () => {
    const files = [join(home, 'whole', 'ctrl.pdf'), join(home, 'spoilt', 'fe1.pdf')];
    const { exitCode, explained, printed } = await merge(...files, '--format', 'json');
    expect(exitCode).toBe(5);
    expect(explained).toMatch(/^fe1\.pdf is not merged: .+ \([A-Z_]+\)$/m);
    const { inputs, refused } = await resultIn(printed);
    expect(inputs.map(({ hostname }) => hostname)).toEqual(['ctrl']);
    expect(refused.map(({ file }) => file)).toEqual(['fe1.pdf']);
  });

  it('writes nothing where nothing is left', async () => {
    const { exitCode, explained, printed } = await merge(join(home, 'spoilt', 'fe1.pdf'));
    expect(exitCode).toBe(5);
    expect(printed).toBe('');
    expect(explained).toContain('No report is left to merge, so nothing was written.');
    expect(await written()).toEqual([]);
  });

  it('counts a file with the same content once', async () => {
    await writeFile(join(home, 'copy.pdf'), await readFile(join(home, 'whole', 'fe1.pdf')));
    const files = [join(home, 'whole', '*.pdf'), join(home, 'copy.pdf')];
    const { explained, printed } = await merge(...files, '--format', 'json');
    expect(explained).toContain('copy.pdf has the same content as fe1.pdf, and counts once.');
    expect((await resultIn(printed)).inputs).toHaveLength(3);
  });

  it('takes a changed key only where it is confirmed', async () => {
    const stranger = makeEcSigner('Netready on fe1');
    const [, fe1] = whole;
    if (fe1 === undefined) throw new Error('there is no machine');
    const file = join(home, 'stranger.pdf');
    await writeFile(file, await reportOf(fe1, stranger));
    const { explained, exitCode } = await merge(join(home, 'whole', 'ctrl.pdf'), file);
    expect(exitCode).toBe(5);
    const [, key = ''] = /signed with the key ([0-9a-f ]+),/.exec(explained) ?? [];
    expect(key.replaceAll(' ', '')).toHaveLength(64);
    const again = await merge(
      join(home, 'whole', 'ctrl.pdf'),
      file,
      '--confirm-key',
      key,
      '--format',
      'json',
    );
    expect(again.exitCode).toBe(6);
    expect((await resultIn(again.printed)).inputs).toHaveLength(2);
    await expect(merge(file, '--confirm-key', 'abc')).rejects.toMatchObject({
      code: 'usage',
      message: '--confirm-key: "abc" was given. Allowed: a fingerprint of 64 digits (0-9, a-f).',
    });
  });

  it('merges its own report again', async () => {
    const first = await merge('--dir', join(home, 'whole'), '--format', 'json');
    const [pdf = ''] = (await written()).filter((name) => name.endsWith('.pdf'));
    const again = await merge(join(out(), pdf), join(home, 'whole', 'fe2.pdf'), '--format', 'json');
    const { id: _id, mergedAt: _at, ...rest } = await resultIn(again.printed);
    const { id: _firstId, mergedAt: _firstAt, ...firstRest } = await resultIn(first.printed);
    expect(rest).toEqual(firstRest);
    // Both came within one second or not; nothing was overwritten.
    expect((await written()).filter((name) => name.endsWith('.pdf'))).toHaveLength(2);
  });

  it('replaces names at the merge, and keeps the list of what they stand for here', async () => {
    const { printed, explained } = await merge('--dir', join(home, 'whole'), '--redact', '--format', 'json');
    expect(namesIn(printed, ['"ctrl"', 'ctrl.', 'fe1', 'example.local', '10.1.2.'])).toEqual([]);
    const [, list = ''] = /kept on this machine, and not to be sent: (.+)\n/.exec(explained) ?? [];
    expect(await readFile(list, 'utf8')).toContain('fe1');
    const [pdf = ''] = (await written()).filter((name) => name.endsWith('.pdf'));
    const bytes = await readFile(join(out(), pdf));
    expect(bytes.includes('/Subtype /application#2Fpkcs7-signature')).toBe(false);
  });

  it.each([
    [['--dir', 'x', 'y.pdf'], 'Name reports, or a folder with --dir, not both.'],
    [[], 'Name at least one report, or a folder with --dir.'],
  ])('refuses a command line that it cannot follow: %j', async (args, message) => {
    await expect(merge(...args)).rejects.toMatchObject({ code: 'usage', message });
  });

  it('writes nothing where a file cannot be read', async () => {
    await expect(merge(join(home, 'whole', 'ctrl.pdf'), join(home, 'missing.pdf'))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    expect(await written()).toEqual([]);
  });
});
