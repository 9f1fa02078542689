import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Carrier } from '../../../shared/probe/carriers.ts';
import { formatTag } from '../../../shared/rehearsal/code.ts';

/** The random number of one side, and the proof that whoever sent it holds the code, in bytes. */
export const nonceBytes = 16;
const proofBytes = 16;
/** A knock and a challenge: a nonce and a proof. */
export const greetingBytes = nonceBytes + proofBytes;

/** Who seals: a key for each direction, so that nothing can be sent back to where it came from. */
export type Side = 'checker' | 'listener';

/** A sealed body: ciphertext and tag (AES-256-GCM, RFC 5116). */
export const sealedBytes = 1024;
const tagBytes = 16;
/** What is sealed: always as long, whatever it says. */
export const plainBytes = sealedBytes - tagBytes;

/** Version of the protocol, part of every key: nothing is negotiated. */
const version = '1';

/** A key that seals one body seals no other, so that its number used once can be a constant. */
const iv = Buffer.alloc(12);

const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest();

const startsEqual = (left: Buffer, right: Uint8Array): boolean =>
  right.length === proofBytes && timingSafeEqual(left.subarray(0, proofBytes), right);

/**
 * The keys that follow from a code (HKDF, RFC 5869), for one carrier each: what is recorded on one port is of no use on
 * another one. The code has 120 random bits, so that a slow hash would add nothing.
 */
export type RehearsalKeys = {
  /** Which reports belong together, for people; 20 bits under a label of their own. */
  readonly tag: string;
  /** A knock with a nonce. */
  readonly knock: (carrier: Carrier, nonce: Uint8Array) => Buffer;
  readonly isKnock: (carrier: Carrier, message: Uint8Array) => boolean;
  /** The challenge that answers a knock, with a nonce of the listener. */
  readonly challenge: (carrier: Carrier, knock: Uint8Array, nonce: Uint8Array) => Buffer;
  readonly isChallenge: (carrier: Carrier, knock: Uint8Array, message: Uint8Array) => boolean;
  /** Seals a body of `plainBytes` for the conversation that a knock and a challenge began. */
  readonly seal: (carrier: Carrier, side: Side, conversation: Conversation, plain: Uint8Array) => Buffer;
  /** What is in a sealed body; null when it was not sealed for this conversation by that side. */
  readonly open: (
    carrier: Carrier,
    side: Side,
    conversation: Conversation,
    sealed: Uint8Array,
  ) => Buffer | null;
};

/** What a sealed body is bound to: knock, challenge and, for the listener's answer, a hash of what it answers. */
export type Conversation = {
  readonly knock: Uint8Array;
  readonly challenge: Uint8Array;
  readonly answers?: Uint8Array;
};

/** @param code its 15 bytes; nothing keeps them but the keys that are made of them */
export function rehearsalKeys(code: Uint8Array): RehearsalKeys {
  const master = hmac(Buffer.from('netready rehearsal 1'), code);
  const expand = (info: string, salt: Uint8Array = Buffer.alloc(0)): Buffer =>
    Buffer.from(hkdfSync('sha256', master, salt, info, 32));
  const cached = new Map<string, Buffer>();
  const carrierKey = (carrier: Carrier, purpose: 'knock' | 'challenge'): Buffer => {
    const info = `${version}|${carrier}|${purpose}`;
    const known = cached.get(info) ?? expand(info);
    cached.set(info, known);
    return known;
  };
  const sealKey = (carrier: Carrier, side: Side, { knock, challenge }: Conversation): Buffer => {
    const salt = Buffer.concat([knock.subarray(0, nonceBytes), challenge.subarray(0, nonceBytes)]);
    return expand(`${version}|${carrier}|${side}`, salt);
  };
  const bound = ({ knock, challenge, answers }: Conversation): Buffer =>
    Buffer.concat([knock, challenge, ...(answers === undefined ? [] : [answers])]);

  const proofOfKnock = (carrier: Carrier, nonce: Uint8Array): Buffer =>
    hmac(carrierKey(carrier, 'knock'), nonce).subarray(0, proofBytes);
  const proofOfChallenge = (carrier: Carrier, knock: Uint8Array, nonce: Uint8Array): Buffer =>
    hmac(carrierKey(carrier, 'challenge'), knock.subarray(0, nonceBytes), nonce).subarray(0, proofBytes);

  return {
    tag: formatTag(expand('netready rehearsal tag 1').readUInt32BE(0) >>> 12),
    knock: (carrier, nonce) => Buffer.concat([nonce, proofOfKnock(carrier, nonce)]),
    isKnock: (carrier, message) =>
      message.length === greetingBytes &&
      startsEqual(proofOfKnock(carrier, message.subarray(0, nonceBytes)), message.subarray(nonceBytes)),
    challenge: (carrier, knock, nonce) => Buffer.concat([nonce, proofOfChallenge(carrier, knock, nonce)]),
    isChallenge: (carrier, knock, message) =>
      message.length === greetingBytes &&
      startsEqual(
        proofOfChallenge(carrier, knock, message.subarray(0, nonceBytes)),
        message.subarray(nonceBytes),
      ),
    seal: (carrier, side, conversation, plain) => {
      if (plain.length !== plainBytes) throw new RangeError(`a body has ${plainBytes} bytes`);
      const cipher = createCipheriv('aes-256-gcm', sealKey(carrier, side, conversation), iv);
      cipher.setAAD(bound(conversation));
      return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open: (carrier, side, conversation, sealed) => {
      if (sealed.length !== sealedBytes) return null;
      const decipher = createDecipheriv('aes-256-gcm', sealKey(carrier, side, conversation), iv, {
        authTagLength: tagBytes,
      });
      decipher.setAAD(bound(conversation));
      decipher.setAuthTag(sealed.subarray(plainBytes));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(0, plainBytes)), decipher.final()]);
      } catch {
        return null;
      }
    },
  };
}
