import { describe, expect, it } from 'vitest';
import { withoutCertificate } from '../../../build/pe-certificate.mjs';

const peHeader = 0x80;
const certificateEntry = peHeader + 24 + 112 + 32;
const checksum = peHeader + 24 + 64;

function program(certificate: string): Buffer {
  const bytes = Buffer.alloc(0x200, 1);
  bytes.writeUInt32LE(peHeader, 0x3c);
  bytes.write('PE\0\0', peHeader, 'latin1');
  bytes.writeUInt16LE(0x20b, peHeader + 24);
  bytes.writeUInt32LE(certificate === '' ? 0 : bytes.length, certificateEntry);
  bytes.writeUInt32LE(certificate.length, certificateEntry + 4);
  return Buffer.concat([bytes, Buffer.from(certificate)]);
}

describe('a Windows program without its signature', () => {
  it('ends where the signature began, and names none', () => {
    const bare = withoutCertificate(program('a signature'));
    expect(bare.length).toBe(0x200);
    expect(bare.readBigUInt64LE(certificateEntry)).toBe(0n);
    expect(bare.readUInt32LE(checksum)).toBe(0);
  });

  it('is the same when it had none', () => {
    expect(withoutCertificate(program(''))).toEqual(program(''));
  });

  it('is refused when something follows the signature, or when it is no 64-bit program', () => {
    const longer = Buffer.concat([program('a signature'), Buffer.from('more')]);
    expect(() => withoutCertificate(longer)).toThrow('not at its end');
    expect(() => withoutCertificate(Buffer.alloc(0x200))).toThrow('not a 64-bit Windows program');
  });
});
