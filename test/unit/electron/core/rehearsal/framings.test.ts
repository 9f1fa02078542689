import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Step } from '../../../../../electron/core/rehearsal/framing.ts';
import { framings, maySplit } from '../../../../../electron/core/rehearsal/framings.ts';
import { type Carrier, carriers } from '../../../../../shared/probe/carriers.ts';
import { seededRandom } from '../../../../support/seeded-random.ts';

const steps: readonly Step[] = ['knock', 'challenge', 'checker', 'listener'];
const to = { host: 'ctl.test', port: 8080 };
const each = carriers.flatMap((carrier) => steps.map((step) => [carrier, step] as const));

const payloadOf = (carrier: Carrier, step: Step): Buffer => {
  if (step === 'knock' || step === 'challenge') return randomBytes(32);
  return randomBytes(step === 'checker' && maySplit(carrier) ? 1088 : 1024);
};

function written(carrier: Carrier, step: Step) {
  const payload = payloadOf(carrier, step);
  const { opening, write } = framings[carrier];
  const message = write(step, payload, to);
  const bytes = step === 'knock' && opening !== null ? Buffer.concat([opening, message]) : message;
  return { payload, bytes };
}

describe.each(each)('over %s, the message %s', (carrier, step) => {
  const { read } = framings[carrier];

  it('comes back as it was sent, and leaves what follows', () => {
    const { payload, bytes } = written(carrier, step);
    const framed = read(step, Buffer.concat([bytes, Buffer.from('next')]));
    expect(framed?.payload).toEqual(payload);
    expect(framed?.used).toBe(bytes.length);
  });

  it('is waited for until its last byte', () => {
    const { bytes } = written(carrier, step);
    for (let length = 0; length < bytes.length; length += 1)
      expect(read(step, bytes.subarray(0, length))).toBeNull();
  });

  it('is not made of other bytes: what is random is refused or waited for, and never breaks', () => {
    const random = seededRandom(each.findIndex(([name, at]) => name === carrier && at === step) + 1);
    for (let round = 0; round < 300; round += 1) {
      const { bytes } = written(carrier, step);
      const spoilt = Buffer.from(bytes);
      for (let count = 0; count < 3; count += 1)
        spoilt.writeUInt8(random.below(256), random.below(spoilt.length));
      const outcome = (): string => {
        try {
          return read(step, spoilt) === null ? 'more' : 'message';
        } catch (error) {
          return error instanceof Error && 'code' in error ? String(error.code) : String(error);
        }
      };
      expect(['more', 'message', 'OTHER_PROTOCOL']).toContain(outcome());
    }
  });
});

describe('a real service', () => {
  it.each([
    ['plain', 'challenge', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['http', 'challenge', 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'],
    ['http', 'challenge', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'],
    ['http', 'challenge', '220 mail\r\n'],
    ['amqp', 'challenge', '\x01\0\0\0\0\0\x10\0\x0a\0\x0a\0\x09'.padEnd(24, '\xce')],
    ['tds', 'challenge', '\x04\x01\0\x10\0\0\x01\0\0\0\x0b\0\x01\xff\0\0'],
    ['tns', 'challenge', '\0\x0a\0\0\x04\0\0\0\0\0'],
  ] as const)('over %s is told from a listener by %s', (carrier, step, bytes) => {
    expect(() => framings[carrier].read(step, Buffer.from(bytes, 'latin1'))).toThrow('OTHER_PROTOCOL');
  });
});

describe('an answer that a proxy sends on', () => {
  const payload = randomBytes(32);
  const plain = framings.http.write('challenge', payload, to).toString('latin1');
  const body = plain.slice(plain.indexOf('\r\n\r\n') + 4);
  const chunked = `HTTP/1.1 200 OK\r\nVia: 1.1 p\r\nTransfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

  it('is read in chunks', () => {
    expect(framings.http.read('challenge', Buffer.from(chunked))?.payload).toEqual(payload);
  });

  it('says whether another request may follow over the same connection', () => {
    const closing = plain.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
    const last = [plain, closing, plain.replace('HTTP/1.1', 'HTTP/1.0')].map(
      (text) => framings.http.read('challenge', Buffer.from(text))?.isLast,
    );
    expect(last).toEqual([false, true, true]);
  });
});
