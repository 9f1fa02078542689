import { describe, expect, it } from 'vitest';
import { jsonText, jsonTextParts } from '../../../../../electron/cli/terminal/json-text.ts';
import { describeTerminal } from '../../../../../electron/cli/terminal/terminal.ts';

const value = { größe: 'Łódź 東京 🌍\u0080', path: 'C:\\"x"' };

describe('JSON on standard output', () => {
  it('is as it is for a person and for a file of our own', () => {
    expect(jsonText(value, { asciiJson: false })).toBe(`${JSON.stringify(value, null, 2)}\n`);
  });

  it('means the same in every code page where a shell of Windows reads it', () => {
    const bytes = Buffer.from(jsonText(value, { asciiJson: true }));
    expect(Math.max(...bytes)).toBeLessThan(0x80);
    for (const page of ['utf-8', 'windows-1252', 'ibm866', 'shift_jis', 'gbk', 'koi8-r'])
      expect(JSON.parse(new TextDecoder(page).decode(bytes))).toEqual(value);
  });

  it('is in ASCII alone on Windows, and only where nobody reads it at a console', () => {
    expect(describeTerminal({}, {}, 'win32').asciiJson).toBe(true);
    expect(describeTerminal({ isTTY: true }, {}, 'win32').asciiJson).toBe(false);
    expect(describeTerminal({}, {}, 'linux').asciiJson).toBe(false);
  });

  it('is the same in parts', () => {
    const long = { ...value, list: Array.from({ length: 1000 }, (_, at) => ({ at, größe: `${at} ß` })) };
    for (const asciiJson of [false, true])
      expect([...jsonTextParts(long, { asciiJson })].join('')).toBe(jsonText(long, { asciiJson }));
  });
});
