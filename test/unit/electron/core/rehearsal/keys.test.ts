import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { plainBytes, rehearsalKeys, sealedBytes } from '../../../../../electron/core/rehearsal/keys.ts';
import { carriers } from '../../../../../shared/probe/carriers.ts';

const keys = rehearsalKeys(Buffer.alloc(15, 7));
const others = rehearsalKeys(Buffer.alloc(15, 8));
const nonce = randomBytes(16);
const knock = keys.knock('http', nonce);
const challenge = keys.challenge('http', knock, randomBytes(16));
const conversation = { knock, challenge };
const plain = randomBytes(plainBytes);
const sealed = keys.seal('http', 'checker', conversation, plain);

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

describe('the keys of a rehearsal', () => {
  it('have a public tag that tells which reports belong together', () => {
    expect([keys.tag, rehearsalKeys(Buffer.alloc(15, 7)).tag]).toEqual([keys.tag, keys.tag]);
    expect(keys.tag).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(others.tag).not.toBe(keys.tag);
  });

  it('know a knock and a challenge of the same code and carrier, and no other', () => {
    expect(keys.isKnock('http', knock)).toBe(true);
    expect(keys.isChallenge('http', knock, challenge)).toBe(true);
    expect(others.isKnock('http', knock)).toBe(false);
    for (const carrier of carriers.filter((name) => name !== 'http')) {
      expect(keys.isKnock(carrier, knock)).toBe(false);
      expect(keys.isChallenge(carrier, knock, challenge)).toBe(false);
    }
    expect(keys.isChallenge('http', keys.knock('http', randomBytes(16)), challenge)).toBe(false);
    expect(keys.isChallenge('http', knock, knock)).toBe(false);
    expect(keys.isKnock('http', challenge)).toBe(false);
    for (const short of [Buffer.alloc(0), knock.subarray(1), Buffer.concat([knock, knock])])
      expect(keys.isKnock('http', short)).toBe(false);
  });

  it('open what was sealed for the same conversation, side and carrier, and nothing else', () => {
    expect(sealed).toHaveLength(sealedBytes);
    expect(keys.open('http', 'checker', conversation, sealed)).toEqual(plain);
    expect(keys.open('http', 'listener', conversation, sealed)).toBeNull();
    expect(keys.open('https', 'checker', conversation, sealed)).toBeNull();
    expect(others.open('http', 'checker', conversation, sealed)).toBeNull();
    expect(keys.open('http', 'checker', { ...conversation, answers: randomBytes(32) }, sealed)).toBeNull();
    expect(
      keys.open('http', 'checker', { knock, challenge: keys.challenge('http', knock, nonce) }, sealed),
    ).toBeNull();
    expect(keys.open('http', 'checker', conversation, sealed.subarray(1))).toBeNull();
  });

  it('open nothing in which one bit is another one', () => {
    for (let at = 0; at < sealed.length; at += 1)
      expect(keys.open('http', 'checker', conversation, flipped(sealed, at))).toBeNull();
    for (let at = 0; at < knock.length; at += 1) expect(keys.isKnock('http', flipped(knock, at))).toBe(false);
  });

  it('seal bodies of one length only', () => {
    expect(() => keys.seal('http', 'checker', conversation, Buffer.alloc(5))).toThrow('1008 bytes');
  });
});
