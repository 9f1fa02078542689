import { createHash } from 'node:crypto';
import { readCertificate } from '../../electron/core/identity/certificate.ts';
import type { Signer } from '../../electron/core/identity/signer.ts';
import { bytesToSign, type DataStatement, encodeSignedData } from '../../electron/core/pdf/signed-data.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const fromLatin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

/** Makes the value of /Contents from the digest of everything else; the default is what a report from before has. */
export type Encode = (digest: Uint8Array, signer: Signer) => Promise<Uint8Array>;

/** Encodes as a report does whose signature says this of its data, or nothing as those from before. */
export const encodeSaying =
  (data: DataStatement | null): Encode =>
  async (digest, signer) => {
    const [own, ...others] = signer.certificates;
    const certificates = [readCertificate(own), ...others.map(readCertificate)] as const;
    const signature = await signer.sign(bytesToSign({ certificates, digest, data }));
    return encodeSignedData({ certificates, digest, data, signature });
  };

export const encodeLikeReport: Encode = encodeSaying(null);

/**
 * Signs an unsigned document as somebody would who keeps none of the product's rules: it finds the place by its text
 * and looks at nothing else.
 */
export async function forgeSignature(
  unsigned: Uint8Array,
  signer: Signer,
  encode: Encode = encodeLikeReport,
): Promise<Uint8Array> {
  const placeholder = '[0 9999999999 9999999999 9999999999]';
  const text = latin1(unsigned);
  const room = /<(0{1000,})>/.exec(text);
  if (room?.[1] === undefined) throw new Error('the document has no room for a signature');
  const end = room.index + room[0].length;
  const range = `[0 ${room.index} ${end} ${text.length - end}]`.padEnd(placeholder.length);
  const ranged = text.replace(placeholder, range);
  const digest = createHash('sha256')
    .update(fromLatin1(ranged.slice(0, room.index)))
    .update(fromLatin1(ranged.slice(end)))
    .digest();
  const digits = Buffer.from(await encode(digest, signer)).toString('hex');
  const filled = `<${digits.padEnd(room[1].length, '0')}>`;
  return fromLatin1(ranged.slice(0, room.index) + filled + ranged.slice(end));
}
