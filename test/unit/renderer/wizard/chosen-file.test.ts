import { describe, expect, it } from 'vitest';
import { base64Of, type ChosenFile, readChosen } from '../../../../renderer/wizard/chosen-file.ts';
import { maxEnvironmentBytes } from '../../../../shared/run/limits.ts';

const fileOf = (name: string, bytes: Uint8Array): ChosenFile => ({
  name,
  size: bytes.length,
  arrayBuffer: async () => Uint8Array.from(bytes).buffer,
});

describe('a chosen file', () => {
  it('is a report by its name or by its first bytes, else a text', async () => {
    const pdf = new TextEncoder().encode('%PDF-1.7');
    expect(await readChosen(fileOf('a.json', pdf))).toMatchObject({ kind: 'report' });
    expect(await readChosen(fileOf('A.PDF', new TextEncoder().encode('{}')))).toMatchObject({
      kind: 'report',
    });
    expect(await readChosen(fileOf('a.json', new TextEncoder().encode('{}')))).toEqual({
      kind: 'text',
      text: '{}',
    });
  });

  it('is not even read where it is larger than any report', async () => {
    const large: ChosenFile = {
      name: 'a.pdf',
      size: maxEnvironmentBytes + 1,
      arrayBuffer: () => Promise.reject(new Error('It was read.')),
    };
    const read = await readChosen(large);
    expect(read.kind === 'refused' && read.failure.description).toBe(
      'a.pdf is larger than any report of Netready.',
    );
  });
});

describe('the Base64 of bytes', () => {
  it('is theirs, however many they are', () => {
    const bytes = Uint8Array.from({ length: 0x8000 + 5 }, (_, index) => index);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(base64Of(new Uint8Array())).toBe('');
  });
});
