import { describe, expect, it } from 'vitest';
import { icns, ico, png, readDrawing } from '../../../build/icons.mjs';

const square =
  '<svg viewBox="0 0 8 8"><title>T</title><rect x="0" y="0" width="8" height="8" rx="0" fill="#0B5E63"/></svg>';

describe('the icons', () => {
  it('are the same bytes each time, in the size that is asked for', () => {
    const drawing = readDrawing(square);
    const picture = png(drawing, 16);
    expect(picture).toEqual(png(readDrawing(square), 16));
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([16, 16]);
  });

  it('are gathered with their sizes and places', () => {
    const bytes = png(readDrawing(square), 16);
    const windows = ico([{ size: 16, bytes }]);
    expect(windows.subarray(windows.readUInt32LE(18))).toEqual(bytes);
    const apple = icns(() => bytes);
    expect(apple.readUInt32BE(4)).toBe(apple.length);
  });

  it('are refused when the drawing uses what cannot be drawn', () => {
    expect(() => readDrawing('<svg viewBox="0 0 8 8"><path d="M0 0"/></svg>')).toThrow('<path>');
    expect(() => readDrawing(square.replace('#0B5E63', 'teal'))).toThrow('#RRGGBB');
    expect(() => readDrawing(square.replace('0 0 8 8', '0 0 8 9'))).toThrow('square');
  });
});
