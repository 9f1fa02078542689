import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { systemSchedule } from '../../../../electron/host/idle-watch.ts';
import { readBody } from '../../../../electron/host/read-body.ts';

const bounds = { maxBytes: 10, timeoutMs: 60_000, schedule: systemSchedule };

/** What is read of a body that comes in these parts. */
const bodyOf = (...parts: readonly (readonly number[])[]) => {
  const request = Object.assign(Readable.from(parts.map((part) => Buffer.from(part))), { headers: {} });
  return readBody(request as unknown as IncomingMessage, bounds);
};

const braces = [...Buffer.from('{}')];

describe('a body', () => {
  it('is broken where its connection is, and nothing else comes of that', async () => {
    const request = Object.assign(new Readable({ read: () => undefined }), { headers: {} });
    const body = readBody(request as unknown as IncomingMessage, bounds);
    request.destroy(new Error('read ECONNRESET'));
    expect(await body).toBe('broken');
  });

  it('is whole, also where a letter comes in two parts', async () => {
    expect(await bodyOf([0x22, 0xc3], [0xa9, 0x22])).toEqual({ text: '"é"' });
  });

  it('is no text once a part of it is none, whatever follows', async () => {
    expect(await bodyOf([0xff], braces)).toBe('not-text');
    expect(await bodyOf(braces, [0xc3])).toBe('not-text');
  });

  it('is too large as soon as it is, whatever follows', async () => {
    expect(await bodyOf([...braces, ...Array(8).fill(0x20)])).toEqual({ text: `{}${' '.repeat(8)}` });
    expect(await bodyOf([...braces, ...Array(8).fill(0x20)], [0x20])).toBe('too-large');
  });
});
