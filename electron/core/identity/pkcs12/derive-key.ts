import { createHash } from 'node:crypto';

/** The hash functions with which key files derive keys and protect themselves. */
export type KeyFileHash = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** What the derived bytes are for (RFC 7292, appendix B.3). */
export const purposes = { key: 1, vector: 2, mac: 3 } as const;

const blockBytesOf = (hash: KeyFileHash): number => (hash === 'sha384' || hash === 'sha512' ? 128 : 64);

/** Repeats bytes until they fill whole blocks; nothing stays nothing. */
const filled = (bytes: Uint8Array, block: number): Buffer =>
  bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);

/** Adds a number and one to a block, modulo its size. */
function addAndOne(block: Buffer, addend: Buffer): void {
  let carry = 1;
  for (let index = block.length - 1; index >= 0; index -= 1) {
    const sum = (block[index] ?? 0) + (addend[index] ?? 0) + carry;
    block[index] = sum & 0xff;
    carry = sum >> 8;
  }
}

/** Salt and work of a derivation. */
export type Derivation = {
  readonly hash: KeyFileHash;
  readonly salt: Uint8Array;
  readonly iterations: number;
};

/**
 * Derives bytes from a password as PKCS #12 does (RFC 7292, appendix B.2).
 * @param password big-endian UTF-16 with two zero bytes at its end
 */
export function derivePkcs12(
  { hash, salt, iterations }: Derivation,
  purpose: (typeof purposes)[keyof typeof purposes],
  password: Uint8Array,
  length: number,
): Uint8Array {
  const block = blockBytesOf(hash);
  const digest = (...parts: readonly Uint8Array[]): Buffer => {
    const state = createHash(hash);
    for (const part of parts) state.update(part);
    return state.digest();
  };
  const diversifier = Buffer.alloc(block, purpose);
  const material = Buffer.concat([filled(salt, block), filled(password, block)]);
  const parts: Buffer[] = [];
  for (let have = 0; have < length; have += parts.at(-1)?.length ?? length) {
    let part = digest(diversifier, material);
    for (let round = 1; round < iterations; round += 1) part = digest(part);
    parts.push(part);
    const addend = filled(part, block).subarray(0, block);
    for (let start = 0; start < material.length; start += block)
      addAndOne(material.subarray(start, start + block), addend);
  }
  return Buffer.concat(parts).subarray(0, length);
}
