import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../electron/core/engine/system-clock.ts';
import { keySigner, type Signer } from '../../electron/core/identity/signer.ts';
import { parseSignedData } from '../../electron/core/pdf/signed-data.ts';
import { createSystemNetwork } from '../../electron/core/probes/system-network.ts';
import { loadReportFonts } from '../../electron/core/report/report-fonts.ts';
import { signTimestampedReport } from '../../electron/core/report/sign-report.ts';
import { askForTimestamp } from '../../electron/core/timestamp/ask-authority.ts';
import { verifyReport } from '../../electron/core/verify/verify-report.ts';
import { parseTimestampUrl } from '../../shared/profile/timestamp-url.ts';
import { emptyTrust } from '../../shared/report/trust-file.ts';
import { issue, type KeyKind, toPem } from '../support/certificates.ts';
import { needs } from '../support/needs.ts';
import { makeEcSigner, makeUnsigned, toBytes } from '../support/sample-report.ts';
import { type OpensslAuthority, startOpensslAuthority } from '../support/servers/openssl-authority.ts';
import { makeTimeAuthority, type TimeAuthority } from '../support/time-authority.ts';
import { withRoom } from '../support/timestamped-report.ts';

const dayMs = 24 * 60 * 60 * 1000;
const kinds = ['ec', 'rsa', 'chain'] as const;
type Kind = (typeof kinds)[number];

type Sample = {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly signer: Signer;
  readonly authority: TimeAuthority;
  readonly server: OpensslAuthority;
};

const samples = new Map<Kind, Sample>();
let folder = '';

/** Standard output and standard error of a command together; fails when the command fails. */
async function run(command: string, ...parameters: readonly string[]): Promise<string> {
  const environment = { ...process.env, LC_ALL: 'C' };
  const { stdout, stderr } = await promisify(execFile)(command, [...parameters], { env: environment });
  return `${stdout}${stderr}`;
}

const sample = (kind: Kind): Sample => {
  const found = samples.get(kind);
  if (found === undefined) throw new Error(`the sample ${kind} was not made`);
  return found;
};

const write = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};

/** A report with the word of an authority that is none of ours: OpenSSL makes its answers. */
async function makeSample(kind: Kind, signer: Signer, keyKind: KeyKind): Promise<void> {
  const period = { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + dayMs) };
  const authority = await makeTimeAuthority({ keyKind, ...period });
  const server = await startOpensslAuthority(join(folder, kind), authority, kind === 'chain');
  const url = parseTimestampUrl(`http://127.0.0.1:${server.port}/tsa`);
  if (url === null) throw new Error('no address of an authority');
  const order = {
    route: { authority: url, proxy: null },
    limits: { connectTimeoutMs: 5000, answerTimeoutMs: 20_000, lookupTimeoutMs: 5000 },
    caFile: null,
  };
  const ports = {
    clock: systemClock,
    network: createSystemNetwork({ clock: systemClock, dnsServers: [] }),
    randomBytes: (count: number) => new Uint8Array(randomBytes(count)),
  };
  const unsigned = await makeUnsigned(await loadReportFonts(), withRoom);
  const bytes = await signTimestampedReport(unsigned, signer, async (signature) => {
    const answer = await askForTimestamp(signature, order, ports, new AbortController().signal);
    if (!answer.ok) throw new Error(`${answer.failure.code} ${answer.failure.detail}`);
    return answer.token;
  });
  if (bytes === null) throw new Error('the report was not signed');
  samples.set(kind, { path: await write(`${kind}.pdf`, bytes), bytes, signer, authority, server });
}

/** The parts of a signed file for tools that read the signature apart from the document. */
function cut(bytes: Uint8Array) {
  const [whole = '', digits = ''] = /<([0-9a-f]{10000,})>/.exec(Buffer.from(bytes).toString('latin1')) ?? [];
  const start = Buffer.from(bytes).indexOf(whole);
  const cms = Buffer.from(digits, 'hex');
  const der = cms.subarray(0, 4 + cms.readUInt16BE(2));
  const content = Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + whole.length)]);
  const { signature, timestamp } = parseSignedData(der);
  if (timestamp === null) throw new Error('no timestamp');
  return { der, content, signature, timestamp };
}

needs('openssl')('a report with a timestamp of OpenSSL', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netready-'));
    await makeSample('ec', makeEcSigner(), 'P-256');
    const rsa = await issue({ commonName: 'Imported key', keyKind: 'RSA-2048' });
    await makeSample('rsa', keySigner(rsa.privateKey, [rsa.certificate]), 'RSA-2048');
    await makeSample('chain', makeEcSigner(), 'P-384');
  });
  afterAll(async () => {
    for (const { server } of samples.values()) await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(kinds)('is intact, and its time is known where the authority is listed: %s', async (kind) => {
    const { bytes, authority } = sample(kind);
    const root = authority.chain.at(-1);
    const trust = { ...emptyTrust, timeAuthorities: root === undefined ? [] : [toPem(root.certificate)] };
    expect(await verifyReport(bytes, trust)).toMatchObject({
      code: 'UNKNOWN_SIGNER',
      timestamp: { isKnown: true, authority: 'Example Time Authority' },
    });
  });

  it.each(kinds)('passes in OpenSSL as CMS and as CAdES: %s', async (kind) => {
    const { bytes, signer } = sample(kind);
    const { der, content } = cut(bytes);
    const certificate = await write(`${kind}.pem`, toBytes(toPem(signer.certificates[0])));
    const verify = async (...more: readonly string[]) =>
      run(
        'openssl',
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', await write(`${kind}.p7s`, der)],
        ...['-content', await write(`${kind}.bin`, content), '-CAfile', certificate, '-purpose', 'any'],
        ...['-partial_chain', '-out', join(folder, 'verified.bin'), ...more],
      );
    expect(await verify()).toContain('CMS Verification successful');
    expect(await verify('-cades')).toContain('CAdES Verification successful');
  });

  it.each(kinds)(
    'carries a token that OpenSSL accepts for its signature, and for no other: %s',
    async (kind) => {
      const { bytes, server } = sample(kind);
      const { signature, timestamp } = cut(bytes);
      const token = await write(`${kind}.tst`, timestamp);
      const verify = async (of: Uint8Array) =>
        run(
          'openssl',
          ...['ts', '-verify', '-in', token, '-token_in'],
          ...['-digest', createHash('sha256').update(of).digest('hex')],
          ...['-CAfile', server.abovePath, '-untrusted', server.ownPath],
        );
      expect(await verify(signature)).toContain('Verification: OK');
      await expect(verify(Buffer.from('another signature'))).rejects.toThrow('message imprint mismatch');
      const printed = await run('openssl', 'ts', '-reply', '-in', token, '-token_in', '-text');
      expect(printed).toContain('Hash Algorithm: sha256');
    },
  );

  needs('pdfsig')('in poppler', () => {
    it.each(kinds)('has a valid signature over the whole document: %s', async (kind) => {
      const printed = await run('pdfsig', sample(kind).path);
      expect(printed).toContain('Signature is Valid.');
      expect(printed).toContain('Total document signed');
      expect(printed).toContain('ETSI.CAdES.detached');
      expect(printed).not.toContain('Signature #2');
    });
  });

  needs('mutool')('in MuPDF', () => {
    it.each(kinds)('is unchanged since signing: %s', async (kind) => {
      expect(await run('mutool', 'sign', '-v', sample(kind).path)).toContain(
        'The document is unchanged since signing.',
      );
    });
  });

  needs('qpdf')('in qpdf', () => {
    it.each(kinds)('has no errors: %s', async (kind) => {
      expect(await run('qpdf', '--check', sample(kind).path)).toContain(
        'No syntax or stream encoding errors found',
      );
    });
  });
});
