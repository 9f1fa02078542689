import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalJson } from '../../electron/core/base/canonical-json.ts';
import type { MergedEnvironment } from '../../electron/core/merge/environment-report.ts';
import { carriedName } from '../../electron/core/pdf/attached-files.ts';
import { unpackAttached } from '../../electron/core/pdf/attachment.ts';
import { verifyReport } from '../../electron/core/verify/verify-report.ts';
import { emptyTrust } from '../../shared/report/trust-file.ts';
import { toPem } from '../support/certificates.ts';
import {
  environmentFile,
  mergeOf,
  olderReportOf,
  reportOf,
  signerOf,
  trusting,
} from '../support/environment-report.ts';
import { environmentResults, farmOf } from '../support/environment-results.ts';
import { needs } from '../support/needs.ts';
import { toBytes } from '../support/sample-report.ts';

const made: { folder: string; path: string; merged?: MergedEnvironment } = { folder: '', path: '' };
const merged = (): MergedEnvironment => {
  if (made.merged === undefined) throw new Error('nothing was merged');
  return made.merged;
};

/** Standard output and standard error of a command together; fails when the command fails. */
async function run(command: string, ...parameters: readonly string[]): Promise<string> {
  const environment = { ...process.env, LC_ALL: 'C' };
  const { stdout, stderr } = await promisify(execFile)(command, [...parameters], { env: environment });
  return `${stdout}${stderr}`;
}

beforeAll(async () => {
  made.folder = await mkdtemp(join(tmpdir(), 'netready-'));
  const [ctrl, fe1, fe2] = environmentResults(
    farmOf(2, { fault: ({ port }) => (port === 1433 ? 'timeout' : null) }),
  );
  if (ctrl === undefined || fe1 === undefined || fe2 === undefined) throw new Error('there is no machine');
  const files = {
    'ctrl.pdf': await reportOf(ctrl),
    'fe1.pdf': await reportOf(fe1),
    'older.pdf': await olderReportOf(fe2),
  };
  made.merged = await mergeOf(files, trusting('ctrl'));
  made.path = join(made.folder, 'environment.pdf');
  await writeFile(made.path, await environmentFile(made.merged));
}, 120_000);
afterAll(() => rm(made.folder, { recursive: true, force: true }));

needs('pdfsig')('an environment report in poppler', () => {
  it('has a valid signature over the whole document', async () => {
    const printed = await run('pdfsig', made.path);
    expect(printed).toContain('Signature is Valid.');
    expect(printed).toContain('Total document signed');
    expect(printed).not.toContain('Signature #2');
  });
});

needs('mutool')('an environment report in MuPDF', () => {
  it('is unchanged since signing', async () => {
    expect(await run('mutool', 'sign', '-v', made.path)).toContain(
      'The document is unchanged since signing.',
    );
  });
});

needs('qpdf')('an environment report in qpdf', () => {
  it('has no errors, and is recognised as saved anew after qpdf has written it', async () => {
    expect(await run('qpdf', '--check', made.path)).toContain('No syntax or stream encoding errors found');
    const saved = join(made.folder, 'saved.pdf');
    await run('qpdf', made.path, saved);
    expect((await verifyReport(await readFile(saved), emptyTrust)).code).toBe('RESAVED');
  });
});

needs('pdfdetach')('the attachments of an environment report in poppler', () => {
  it('are its data and the reports inside, byte for byte', async () => {
    const listed = await run('pdfdetach', '-list', made.path);
    const names = ['environment.json', ...merged().carried.map(carriedName)];
    expect(listed).toMatch(new RegExp(`^${names.length} embedded files`));
    expect([...listed.matchAll(/^\d+: (.+)$/gm)].map(([, name]) => name)).toEqual(names);
    const parts = [canonicalJson(merged().result), ...merged().carried.map(unpackAttached)];
    for (const [index, part] of parts.entries()) {
      const target = join(made.folder, `part-${index}`);
      await run('pdfdetach', '-save', String(index + 1), '-o', target, made.path);
      expect(Buffer.compare(await readFile(target), part), names[index]).toBe(0);
    }
  });
});

needs('openssl')('a report that travelled inside, in OpenSSL', () => {
  it('is proven by its signature, which says the hash of its data', async () => {
    for (const [index, { hostname, carriage }] of merged().result.inputs.entries()) {
      if (carriage !== 'data') continue;
      const [data, signature] = merged()
        .carried.filter(({ input }) => input === index)
        .map(unpackAttached);
      if (data === undefined || signature === undefined) throw new Error('a part is missing');
      const files = {
        cms: join(made.folder, `${hostname}.p7s`),
        nothing: join(made.folder, 'nothing.bin'),
        certificate: join(made.folder, `${hostname}.pem`),
      };
      await writeFile(files.cms, signature);
      await writeFile(files.nothing, '');
      await writeFile(files.certificate, toBytes(toPem(signerOf(hostname).certificates[0])));
      const printed = await run(
        'openssl',
        ...['cms', '-verify', '-no_content_verify', '-binary', '-inform', 'DER', '-in', files.cms],
        ...['-content', files.nothing, '-CAfile', files.certificate, '-purpose', 'any', '-partial_chain'],
        ...['-out', join(made.folder, 'verified.bin')],
      );
      expect(printed, hostname).toContain('CMS Verification successful');
      const digest = createHash('sha256').update(data).digest();
      expect(Buffer.from(signature).includes(digest), hostname).toBe(true);
    }
  });
});
