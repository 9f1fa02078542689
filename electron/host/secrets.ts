import { createHash, timingSafeEqual } from 'node:crypto';

/** Makes unpredictable bytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** How many bytes a secret has, and a path that only has to be one that nobody knows beforehand. */
const secretBytes = 32;
const pathBytes = 16;

const inText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** A secret that opens something. */
export const newSecret = (randomBytes: RandomBytes): string => inText(randomBytes(secretBytes));

/** A part of a path that nobody can know beforehand. */
export const newPathPart = (randomBytes: RandomBytes): string => inText(randomBytes(pathBytes));

/** Compares two texts in a time that does not depend on where they differ. */
export function isSameSecret(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
