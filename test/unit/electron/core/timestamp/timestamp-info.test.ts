import { describe, expect, it } from 'vitest';
import {
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  tagged,
  tags,
} from '../../../../../electron/core/asn1/der.ts';
import { readTimestampInfo } from '../../../../../electron/core/timestamp/timestamp-info.ts';
import { TokenError } from '../../../../../electron/core/timestamp/token-error.ts';

const imprint = sequence(
  sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), nullValue),
  octetString(new Uint8Array(32)),
);

const infoAt = (time: string): Uint8Array =>
  sequence(
    integer(1n),
    objectIdentifier('1.2.3.4.1'),
    imprint,
    integer(7n),
    tagged(tags.generalizedTime, Buffer.from(time)),
  );

describe('what an authority confirms', () => {
  it.each([
    ['20261122100009Z', '2026-11-22T10:00:09.000Z'],
    ['20261122100009.25Z', '2026-11-22T10:00:09.250Z'],
    ['20261122100009.123456789Z', '2026-11-22T10:00:09.123Z'],
    ['20280229235959Z', '2028-02-29T23:59:59.000Z'],
  ])('has its time to the millisecond: %s', (text, instant) => {
    expect(readTimestampInfo(infoAt(text)).time.toISOString()).toBe(instant);
  });

  it.each([
    '20260230100009Z',
    '20270229100009Z',
    '20260431100009Z',
    '20261322100009Z',
    '20261122240000Z',
    '20261122100060Z',
  ])('is refused with a time that no calendar has: %s', (text) => {
    expect(() => readTimestampInfo(infoAt(text))).toThrow(new TokenError('content'));
  });
});
