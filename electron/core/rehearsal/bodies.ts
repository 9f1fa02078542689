import { createHash } from 'node:crypto';
import type { ZodType } from 'zod';
import {
  type SignedCheckerView,
  type SignedListenerView,
  signedCheckerViewSchema,
  signedListenerViewSchema,
} from '../../../shared/probe/rehearsal-view.ts';
import { canonicalJson } from '../base/canonical-json.ts';
import { plainBytes } from './keys.ts';

const signatureBytes = 64;
const lengthBytes = 2;

/** The most bytes that a view may have as canonical JSON. */
export const maxViewBytes = plainBytes - signatureBytes - lengthBytes;

/**
 * A signed view as the body that is sealed: signature, length, JSON, and zeros up to the one length that all bodies have.
 * @throws RangeError for a view that does not fit, which whoever made it should have cut
 */
export function encodeBody({ view, signature }: SignedCheckerView | SignedListenerView): Buffer {
  const json = canonicalJson(view);
  if (json.length > maxViewBytes) throw new RangeError(`a view has at most ${maxViewBytes} bytes`);
  const body = Buffer.alloc(plainBytes);
  Buffer.from(signature, 'base64url').copy(body);
  body.writeUInt16BE(json.length, signatureBytes);
  body.set(json, signatureBytes + lengthBytes);
  return body;
}

/** What a body says; null for one that is not exactly as `encodeBody` makes them. */
function decodeBody<T>(schema: ZodType<T>, body: Buffer): T | null {
  const length = body.readUInt16BE(signatureBytes);
  if (length > maxViewBytes) return null;
  const end = signatureBytes + lengthBytes + length;
  if (body.subarray(end).some((byte) => byte !== 0)) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      body.subarray(signatureBytes + lengthBytes, end),
    );
    const parsed = schema.safeParse({
      view: JSON.parse(text),
      signature: body.toString('base64url', 0, signatureBytes),
    });
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export const decodeCheckerBody = (body: Buffer): SignedCheckerView | null =>
  decodeBody(signedCheckerViewSchema, body);

export const decodeListenerBody = (body: Buffer): SignedListenerView | null =>
  decodeBody(signedListenerViewSchema, body);

export const sha256 = (...parts: readonly Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** What the listener's answer is bound to: a hash of the checker's view as it was sealed into its body. */
export const hashOfBody = (body: Uint8Array): Buffer => sha256(body);
