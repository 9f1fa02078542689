import { describe, expect, it } from 'vitest';
import { bytesOfBase64 } from '../../../../../../renderer/wizard/steps/report/base64.ts';

describe('the bytes of a Base64 text', () => {
  it('are those that it was made from, whatever their value', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    expect(bytesOfBase64(Buffer.from(bytes).toString('base64'))).toEqual(bytes);
    expect(bytesOfBase64('')).toHaveLength(0);
  });

  it('are refused for any other text', () => {
    expect(() => bytesOfBase64('no base64!')).toThrow();
  });
});
