/** Offsets of the Portable Executable format: https://learn.microsoft.com/windows/win32/debug/pe-format */
const peOffsetAt = 0x3c;
const optionalHeaderAt = 24;
const checksumAt = 64;
const pe32PlusMagic = 0x20b;
const certificateEntryAt = 112 + 4 * 8;

/**
 * A Windows program without its Authenticode signature. Whoever changes a signed program must take the signature off:
 * it would be a broken one, and tools that add resources or another signature refuse it.
 * @param {Buffer} bytes a 64-bit Windows program
 * @returns {Buffer} a copy; the same program when it was not signed
 */
export function withoutCertificate(bytes) {
  const header = bytes.readUInt32LE(peOffsetAt);
  const optional = header + optionalHeaderAt;
  if (
    bytes.toString('latin1', header, header + 4) !== 'PE\0\0' ||
    bytes.readUInt16LE(optional) !== pe32PlusMagic
  )
    throw new Error('This is not a 64-bit Windows program.');
  const entry = optional + certificateEntryAt;
  const [start, size] = [bytes.readUInt32LE(entry), bytes.readUInt32LE(entry + 4)];
  if (size === 0) return Buffer.from(bytes);
  if (start + size !== bytes.length) throw new Error('The signature of this program is not at its end.');
  const bare = Buffer.from(bytes.subarray(0, start));
  bare.writeUInt32LE(0, optional + checksumAt);
  bare.fill(0, entry, entry + 8);
  return bare;
}
