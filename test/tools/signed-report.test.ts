import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { identityOf } from '../../electron/core/identity/identity-store.ts';
import { openKeyFile } from '../../electron/core/identity/key-file.ts';
import { keySigner, type Signer } from '../../electron/core/identity/signer.ts';
import { loadReportFonts } from '../../electron/core/report/report-fonts.ts';
import { openReport, verifyReport } from '../../electron/core/verify/verify-report.ts';
import { emptyTrust } from '../../shared/report/trust-file.ts';
import { issue, toPem } from '../support/certificates.ts';
import { keyFile, keyFilePassword } from '../support/key-files.ts';
import { needs } from '../support/needs.ts';
import { attacks, moreAttacks } from '../support/pdf-attacks.ts';
import { makeEcSigner, makeSigned, sampleOptions, toBytes } from '../support/sample-report.ts';

type Sample = { readonly path: string; readonly bytes: Uint8Array; readonly signer: Signer };

const samples: { ec?: Sample; rsa?: Sample; chain?: Sample } = {};
let folder = '';

/** Standard output and standard error of a command together; fails when the command fails. */
async function run(command: string, ...parameters: readonly string[]): Promise<string> {
  const environment = { ...process.env, LC_ALL: 'C' };
  const { stdout, stderr } = await promisify(execFile)(command, [...parameters], { env: environment });
  return `${stdout}${stderr}`;
}

async function makeSample(name: string, signer: Signer): Promise<Sample> {
  const bytes = await makeSigned(await loadReportFonts(), signer);
  const path = join(folder, `${name}.pdf`);
  await writeFile(path, bytes);
  return { path, bytes, signer };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netready-'));
  samples.ec = await makeSample('ec', makeEcSigner());
  const rsa = await issue({
    commonName: 'Imported key',
    keyKind: 'RSA-2048',
    purposes: ['1.3.6.1.5.5.7.3.36'],
  });
  samples.rsa = await makeSample('rsa', keySigner(rsa.privateKey, [rsa.certificate]));
  const imported = openKeyFile(
    'aes-256',
    await readFile(keyFile('aes-256')),
    keyFilePassword,
    new Date('2027-01-01T00:00:00Z'),
  );
  samples.chain = await makeSample('chain', identityOf(imported).signer);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const kinds = ['ec', 'rsa', 'chain'] as const;
const sample = (kind: (typeof kinds)[number]): Sample => {
  const found = samples[kind];
  if (found === undefined) throw new Error(`the sample ${kind} was not made`);
  return found;
};

const write = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

needs('pdfsig')('a signed report in poppler', () => {
  it.each(kinds)('has a valid signature over the whole document: %s', async (kind) => {
    const printed = await run('pdfsig', sample(kind).path);
    expect(printed).toContain('Signature is Valid.');
    expect(printed).toContain('Total document signed');
    expect(printed).toContain('ETSI.CAdES.detached');
    expect(printed).not.toContain('Signature #2');
  });

  it('is valid there after changes that the verifier refuses', async () => {
    const tolerated = [
      'an unsigned attribute in the signature',
      'upper-case digits in the signature',
      'the mirrored signature value, which is valid as well',
    ];
    for (const name of tolerated) {
      const attack = [...attacks, ...moreAttacks].find((candidate) => candidate.name === name);
      const attacked = attack?.apply(sample('ec').bytes) ?? new Uint8Array();
      expect(await run('pdfsig', await write('attacked.pdf', attacked)), name).toContain(
        'Signature is Valid.',
      );
      expect((await verifyReport(attacked, emptyTrust)).outcome, name).toBe('changed');
    }
  });
});

needs('mutool')('a signed report in MuPDF', () => {
  it.each(kinds)('is unchanged since signing: %s', async (kind) => {
    expect(await run('mutool', 'sign', '-v', sample(kind).path)).toContain(
      'The document is unchanged since signing.',
    );
  });
});

needs('qpdf')('a signed report in qpdf', () => {
  it.each(kinds)('has no errors: %s', async (kind) => {
    expect(await run('qpdf', '--check', sample(kind).path)).toContain(
      'No syntax or stream encoding errors found',
    );
  });

  it('is recognised as saved anew after qpdf has written it, in each of its ways', async () => {
    const ways = [
      [],
      ['--object-streams=generate'],
      ['--linearize'],
      ['--qdf'],
      ['--compress-streams=n'],
      ['--newline-before-endstream'],
    ];
    for (const [index, way] of ways.entries()) {
      const saved = join(folder, `saved-${index}.pdf`);
      await run('qpdf', ...way, sample('ec').path, saved);
      const answer = await verifyReport(await readFile(saved), emptyTrust);
      expect(answer, way.join(' ')).toMatchObject({ outcome: 'resaved', code: 'RESAVED', report: null });
    }
  });
});

needs('pdfdetach')('the attachment of a signed report in poppler', () => {
  it.each(kinds)('is report.json, byte for byte: %s', async (kind) => {
    const target = join(folder, `extracted-${kind}.json`);
    expect(await run('pdfdetach', '-list', sample(kind).path)).toMatch(/^1 embedded files\n1: report\.json/);
    await run('pdfdetach', '-save', '1', '-o', target, sample(kind).path);
    expect(Buffer.compare(await readFile(target), sampleOptions.attachment.bytes)).toBe(0);
  });
});

needs('openssl')('the signature of a report in OpenSSL', () => {
  it.each(kinds)('passes as CMS and as CAdES: %s', async (kind) => {
    const { bytes, signer } = sample(kind);
    const text = Buffer.from(bytes).toString('latin1');
    const room = /<([0-9a-f]{10000,})>/.exec(text);
    const [whole = '', digits = ''] = room ?? [];
    const start = room?.index ?? 0;
    const cms = Buffer.from(digits, 'hex');
    const der = cms.subarray(0, 4 + cms.readUInt16BE(2));
    const signedBytes = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + whole.length)]);
    const files = {
      cms: await write(`${kind}.p7s`, der),
      content: await write(`${kind}.bin`, signedBytes),
      certificate: await write(`${kind}.pem`, toBytes(toPem(signer.certificates[0]))),
    };
    const verify = (content: string, ...more: readonly string[]) =>
      run(
        'openssl',
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', files.cms, '-content', content],
        ...['-CAfile', files.certificate, '-purpose', 'any', '-partial_chain'],
        ...['-out', join(folder, 'verified.bin'), ...more],
      );
    expect(await verify(files.content)).toContain('CMS Verification successful');
    expect(await verify(files.content, '-cades')).toContain('CAdES Verification successful');
    const printed = await run('openssl', 'cms', '-cmsout', '-print', '-inform', 'DER', '-in', files.cms);
    expect(printed).toMatch(/undefined \(2\.25\.76590169461528459726388652917074417069\)/);
    signedBytes[200] = (signedBytes[200] ?? 0) ^ 1;
    const changed = await write(`${kind}-changed.bin`, signedBytes);
    await expect(verify(changed)).rejects.toThrow('Verification failure');
  });

  it('proves the data without the pages: the statement on it is signed, whatever the content is', async () => {
    const { bytes, signer } = sample('ec');
    const { signature, attachment } = await openReport(bytes, emptyTrust);
    if (signature === null || attachment === null) throw new Error('the report hands nothing out');
    const files = {
      cms: await write('travelling.p7s', signature),
      nothing: await write('nothing.bin', new Uint8Array()),
      certificate: await write('travelling.pem', toBytes(toPem(signer.certificates[0]))),
    };
    const verify = (cms: string) =>
      run(
        'openssl',
        ...['cms', '-verify', '-no_content_verify', '-binary', '-inform', 'DER', '-in', cms],
        ...['-content', files.nothing, '-CAfile', files.certificate, '-purpose', 'any', '-partial_chain'],
        ...['-out', join(folder, 'verified.bin')],
      );
    expect(await verify(files.cms)).toContain('CMS Verification successful');
    const digest = createHash('sha256').update(attachment).digest();
    const at = Buffer.from(signature).indexOf(digest);
    expect(at).toBeGreaterThan(0);
    const changed = Uint8Array.from(signature);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(verify(await write('changed.p7s', changed))).rejects.toThrow('Verification failure');
  });

  it('comes with a certificate that OpenSSL reads as this project means it', async () => {
    const path = await write('own.pem', toBytes(toPem(sample('ec').signer.certificates[0])));
    const printed = await run('openssl', 'x509', '-in', path, '-noout', '-text');
    expect(printed).toContain('Issuer: CN = Netready on web01');
    expect(printed).toContain('Subject: CN = Netready on web01');
    expect(printed).toMatch(/X509v3 Key Usage: critical\s+Digital Signature, Non Repudiation/);
    expect(printed).toMatch(
      /X509v3 Extended Key Usage:\s+(1\.3\.6\.1\.5\.5\.7\.3\.36|Document Signing), E-mail Protection/,
    );
    expect(printed).toContain('X509v3 Subject Key Identifier');
    expect(printed).toContain('NIST CURVE: P-256');
  });
});

needs(
  'pdffonts',
  'pdfinfo',
  'pdftotext',
)('the pages of a signed report in poppler', () => {
  it('have embedded, subset fonts alone, with their meaning in Unicode', async () => {
    const lines = (await run('pdffonts', sample('ec').path)).trim().split('\n').slice(2);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
  });

  it('are tagged, without scripts, not encrypted', async () => {
    const printed = await run('pdfinfo', sample('ec').path);
    expect(printed).toMatch(/Tagged:\s+yes/);
    expect(printed).toMatch(/JavaScript:\s+no/);
    expect(printed).toMatch(/Encrypted:\s+no/);
    expect(printed).toMatch(/Form:\s+AcroForm/);
    expect(printed).toMatch(/PDF version:\s+1\.7/);
  });

  it('keep a title that looks like markup', async () => {
    const title = 'A & B <x> ]]> "quoted" </rdf:RDF>';
    const bytes = await makeSigned(await loadReportFonts(), makeEcSigner(), { title });
    expect(await run('pdfinfo', await write('title.pdf', bytes))).toContain(`Title:           ${title}`);
  });

  it('give their text back, as drawn', async () => {
    const printed = await run('pdftotext', '-layout', sample('ec').path, '-');
    expect(printed).toContain('Ports are open.');
    expect(printed).toContain('10.0.0.5:12000');
  });
});
