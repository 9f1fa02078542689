import { X509Certificate } from 'node:crypto';
import { ContentInfo, SignedData } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { keySigner, type Signer } from '../../../../../electron/core/identity/signer.ts';
import { loadReportFonts, type ReportFonts } from '../../../../../electron/core/report/report-fonts.ts';
import { signReport } from '../../../../../electron/core/report/sign-report.ts';
import { issue, type KeyKind } from '../../../../support/certificates.ts';
import { makeEcSigner, makeUnsigned } from '../../../../support/sample-report.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

type Layout = {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly range: string;
};

const layoutOf = (bytes: Uint8Array): Layout => {
  const text = latin1(bytes);
  const room = /<([0-9a-f]{10000,})>/.exec(text);
  const range = /\/ByteRange (\[[^\]]*\] *)\n/.exec(text);
  if (room?.[1] === undefined || range?.[1] === undefined) throw new Error('no signature');
  return { start: room.index, end: room.index + room[0].length, digits: room[1], range: range[1] };
};

/** Reads a signature with a library of its own. */
const signedDataOf = (bytes: Uint8Array): SignedData => {
  const content = ContentInfo.fromBER(Uint8Array.from(Buffer.from(layoutOf(bytes).digits, 'hex')));
  return new SignedData({ schema: content.content });
};

async function signerOf(keyKind: KeyKind): Promise<Signer> {
  const { certificate, privateKey } = await issue({ commonName: keyKind, keyKind });
  return keySigner(privateKey, [certificate]);
}

describe('signing a report', () => {
  let fonts: ReportFonts;
  let unsigned: Uint8Array;
  beforeAll(async () => {
    fonts = await loadReportFonts();
    unsigned = await makeUnsigned(fonts);
  });

  it('changes nothing but the range and the room of the signature', async () => {
    const before = latin1(unsigned);
    const signed = await signReport(unsigned, makeEcSigner());
    const { start, end, range } = layoutOf(signed);
    const placeholder = '[0 9999999999 9999999999 9999999999]';
    expect(latin1(unsigned)).toBe(before);
    expect(signed.length).toBe(unsigned.length);
    expect(range).toHaveLength(placeholder.length);
    expect(latin1(signed.subarray(0, start))).toBe(before.slice(0, start).replace(placeholder, range));
    expect(latin1(signed.subarray(end))).toBe(before.slice(end));
    expect(range.trim()).toBe(`[0 ${start} ${end} ${signed.length - end}]`);
  });

  it.each(['P-256', 'RSA-2048'] as const)(
    'makes a CMS signature that another library verifies: %s',
    async (keyKind) => {
      const signed = await signReport(unsigned, await signerOf(keyKind));
      const { start, end } = layoutOf(signed);
      const data = Uint8Array.from(Buffer.concat([signed.subarray(0, start), signed.subarray(end)]));
      const signedData = signedDataOf(signed);
      await expect(signedData.verify({ signer: 0, data: data.buffer })).resolves.toBe(true);
      data[100] = (data[100] ?? 0) ^ 1;
      await expect(signedData.verify({ signer: 0, data: data.buffer })).rejects.toThrow(
        "Message digest doesn't match",
      );
    },
  );

  it('keeps to PAdES-B-B: four signed attributes, nothing unsigned, detached', async () => {
    const signer = makeEcSigner();
    const signedData = signedDataOf(await signReport(unsigned, signer));
    const [info] = signedData.signerInfos;
    expect(info?.signedAttrs?.attributes.map(({ type }) => type).sort()).toEqual([
      '1.2.840.113549.1.9.16.2.47',
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.4',
      // How this library writes a number that is longer than its own.
      '2.25.{731e5d3953163a383701434a481c6c6f2b2d}',
    ]);
    expect(info?.unsignedAttrs).toBeUndefined();
    expect(info?.digestAlgorithm.algorithmId).toBe('2.16.840.1.101.3.4.2.1');
    expect(signedData.encapContentInfo.eContentType).toBe('1.2.840.113549.1.7.1');
    expect(signedData.encapContentInfo.eContent).toBeUndefined();
    expect(signedData.certificates).toHaveLength(1);
    expect(new X509Certificate(signer.certificates[0]).subject).toBe('CN=Netready on web01');
  });

  it('carries the chain of an imported key, and the room suffices', async () => {
    const authority = await issue({ commonName: 'Example CA', keyKind: 'RSA-2048', isAuthority: true });
    const leaf = await issue({ commonName: 'web01', keyKind: 'RSA-2048', issuer: authority });
    const signer = keySigner(leaf.privateKey, [leaf.certificate, authority.certificate]);
    const signedData = signedDataOf(await signReport(unsigned, signer));
    expect(signedData.certificates).toHaveLength(2);
  });

  it('refuses certificates that do not fit into the room', async () => {
    const signer = makeEcSigner();
    const [certificate] = signer.certificates;
    const many = Array.from({ length: 20 }, () => makeEcSigner().certificates[0]);
    await expect(
      signReport(unsigned, { ...signer, certificates: [certificate, ...many] }),
    ).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/^The signature needs \d+ bytes; 8192 are free\.$/),
    });
  });

  it('refuses a report that is signed already, and what is no report', async () => {
    const signer = makeEcSigner();
    const signed = await signReport(unsigned, signer);
    await expect(signReport(signed, signer)).rejects.toMatchObject({
      code: 'internal',
      message: 'The report is signed already.',
    });
    for (const bytes of [new Uint8Array(), Buffer.from('%PDF-1.7\n'), unsigned.subarray(1)])
      await expect(signReport(bytes, signer)).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses a key of a kind that no report uses', async () => {
    for (const keyKind of ['P-384', 'RSA-1024'] as const)
      await expect(signReport(unsigned, await signerOf(keyKind))).rejects.toThrow('cannot sign reports');
  });

  it('is not led astray by a title that looks like the place of a signature', async () => {
    const title = `/ByteRange [0 9999999999 9999999999 9999999999]\n/Contents <${'0'.repeat(16384)}>`;
    const signed = await signReport(await makeUnsigned(fonts, { title }), makeEcSigner());
    expect(latin1(signed)).toContain('/ByteRange [0 9999999999 9999999999 9999999999]');
    expect(/\/ByteRange \[0 \d{4}/.test(latin1(signed))).toBe(true);
  });
});
