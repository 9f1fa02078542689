import { describe, expect, it } from 'vitest';
import { decryptRc2Cbc } from '../../../../../../electron/core/identity/pkcs12/rc2.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');

/** Keys, effective bits and blocks of RFC 2268, section 5: the cipher text of one block. */
const vectors: readonly (readonly [key: string, bits: number, plain: string, cipher: string])[] = [
  ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
  ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
  ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
  ['88', 64, '0000000000000000', '61a8a244adacccf0'],
  ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
  ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
  ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
];

describe('RC2', () => {
  it.each(vectors)('gives the plain text of the standard: key %s, %d bits', (key, bits, plain, cipher) => {
    // The vector is chosen so that the block ends in one byte of padding after CBC.
    const vector = bytes(plain).map((byte, index) => byte ^ (index === 7 ? 1 : 0x41));
    const decrypted = decryptRc2Cbc(bytes(key), bits, vector, bytes(cipher));
    expect(Buffer.from(decrypted).toString('latin1')).toBe('AAAAAAA');
  });

  it('refuses data that is not whole blocks, and wrong padding', () => {
    const key = bytes('88bca90e90875a');
    const vector = bytes('0000000000000000');
    expect(() => decryptRc2Cbc(key, 64, vector, bytes(''))).toThrow('not whole blocks');
    expect(() => decryptRc2Cbc(key, 64, vector, bytes('6ccf43'))).toThrow('not whole blocks');
    expect(() => decryptRc2Cbc(key, 64, vector, bytes('6ccf4308974c267f'))).toThrow('wrong padding');
  });
});
