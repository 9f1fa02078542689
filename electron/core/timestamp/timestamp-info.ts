import {
  bytesOf,
  contentOf,
  contentOfType,
  contextTag,
  type DerValue,
  identifierOf,
  parseDer,
  partsOf,
  tags,
} from '../asn1/der.ts';
import { equalBytes } from '../base/equal-bytes.ts';
import { readDigest } from './token-algorithm.ts';
import { demandOfToken, TokenError } from './token-error.ts';

/** What an authority confirms: TSTInfo of RFC 3161, section 2.4.2. */
export type TimestampInfo = {
  /** SHA-256 of what was there at that time. */
  readonly imprint: Uint8Array;
  readonly time: Date;
  /** The number of the request, as INTEGER in DER; null when the authority repeats none. */
  readonly nonce: Uint8Array | null;
};

const extensionsTag = contextTag(1);
const authorityNameTag = contextTag(0);

const timeParts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z$/;

/** An instant in UTC, to the millisecond. The reader of DER has seen to the form; the calendar is left to check. */
function readTime(value: DerValue | undefined): Date {
  const text = Buffer.from(contentOfType(value, tags.generalizedTime)).toString('latin1');
  const [, year, month, day, hour, minute, second, fraction = ''] = timeParts.exec(text) ?? [];
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const time = new Date(written);
  // Of a day that its month does not have, Date makes one of the next month.
  demandOfToken(!Number.isNaN(time.getTime()) && time.toISOString() === written, 'content');
  return time;
}

/** The hash that the authority was given. */
function readImprint(value: DerValue | undefined): Uint8Array {
  const [algorithm, hash, ...more] = partsOf(value);
  demandOfToken(more.length === 0, 'content');
  demandOfToken(readDigest(algorithm) === 'sha256', 'algorithm');
  return contentOfType(hash, tags.octetString);
}

/** Refuses a condition that must be understood. */
function demandNoCritical(extensions: DerValue): void {
  for (const extension of partsOf(extensions)) {
    const [, critical] = partsOf(extension);
    demandOfToken(critical?.tag !== tags.boolean || contentOf(critical)[0] === 0, 'content');
  }
}

/**
 * What may follow the time, each part once and in this order: accuracy, ordering, nonce, the authority's name,
 * extensions.
 */
const optionalTags: readonly number[] = [
  tags.sequence,
  tags.boolean,
  tags.integer,
  authorityNameTag,
  extensionsTag,
];

function readOptional(parts: readonly DerValue[]): Pick<TimestampInfo, 'nonce'> {
  const places = parts.map(({ tag }) => optionalTags.indexOf(tag));
  const isInOrder = places.every((place, index) => place > (places[index - 1] ?? -1));
  demandOfToken(isInOrder, 'content');
  const extensions = parts.find(({ tag }) => tag === extensionsTag);
  if (extensions !== undefined) demandNoCritical(extensions);
  const nonce = parts.find(({ tag }) => tag === tags.integer);
  return { nonce: nonce === undefined ? null : bytesOf(nonce) };
}

/**
 * Reads what an authority confirms.
 * @param der the content that the authority signed
 * @throws TokenError `content`, or `algorithm` when the imprint is of another hash than SHA-256
 */
export function readTimestampInfo(der: Uint8Array): TimestampInfo {
  try {
    const [version, policy, imprint, serial, time, ...optional] = partsOf(parseDer(der));
    demandOfToken(equalBytes(contentOfType(version, tags.integer), Uint8Array.of(1)), 'content');
    identifierOf(policy);
    contentOfType(serial, tags.integer);
    return { imprint: readImprint(imprint), time: readTime(time), ...readOptional(optional) };
  } catch (error) {
    throw error instanceof TokenError ? error : new TokenError('content');
  }
}
