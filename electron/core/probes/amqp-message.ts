import { longest, most } from '../../../shared/words/lengths.ts';
import type { Reading } from './converse.ts';
import { plainText } from './plain-text.ts';
import { type OwnCode, ProbeError } from './probe-error.ts';

/** The header with which a client asks for AMQP 0-9-1 (section 4.2.2 of its specification). */
export const protocolHeader = Buffer.from('AMQP\0\0\x09\x01', 'latin1');

const magic = Buffer.from('AMQP', 'latin1');
const methodFrame = 1;
const frameEnd = 0xce;
const frameHeadBytes = 7;

/** Class and method of Connection.Start (section 1.4.2.1 of its class reference). */
const connectionStart = { classId: 10, methodId: 10 } as const;

/** The longest greeting that is read, in bytes; that of RabbitMQ has about 500. */
export const maxGreetingBytes = 16 * 1024;

const notAmqp: OwnCode = 'NOT_AMQP';

/** What a server says before anybody logs in: its greeting, or the version of AMQP that it speaks instead. */
export type Greeting =
  | {
      readonly kind: 'greeting';
      readonly product: string | null;
      readonly version: string | null;
      readonly platform: string | null;
      readonly mechanisms: readonly string[];
    }
  | { readonly kind: 'other-version'; readonly offered: string };

/** Part of a message, from a place on; every step is checked against the end. */
type Cursor = { readonly bytes: Buffer; readonly at: number };

function take({ bytes, at }: Cursor, count: number): { readonly data: Buffer; readonly rest: Cursor } {
  if (at + count > bytes.length) throw new ProbeError(notAmqp);
  return { data: bytes.subarray(at, at + count), rest: { bytes, at: at + count } };
}

/** Bytes with their length before them: a table, a long string, an array (section 4.2.5). */
function takeLong(cursor: Cursor): { readonly data: Buffer; readonly rest: Cursor } {
  const { data, rest } = take(cursor, 4);
  return take(rest, data.readUInt32BE(0));
}

/** How many bytes the values of a table have, by their type (section 4.2.1, and what RabbitMQ makes of it). */
const fixedSizes: Readonly<Record<string, number>> = {
  t: 1,
  b: 1,
  B: 1,
  s: 2,
  u: 2,
  U: 2,
  I: 4,
  i: 4,
  f: 4,
  D: 5,
  l: 8,
  L: 8,
  d: 8,
  T: 8,
  V: 0,
};

function takeValue(cursor: Cursor): { readonly text: string | null; readonly rest: Cursor } {
  const { data: type, rest } = take(cursor, 1);
  const letter = type.toString('latin1');
  if (letter === 'S') {
    const { data, rest: after } = takeLong(rest);
    return { text: plainText(data.toString('utf8'), longest.word), rest: after };
  }
  if (['A', 'F', 'x'].includes(letter)) return { text: null, rest: takeLong(rest).rest };
  const size = Object.hasOwn(fixedSizes, letter) ? fixedSizes[letter] : undefined;
  if (size === undefined) throw new ProbeError(notAmqp);
  return { text: null, rest: take(rest, size).rest };
}

/** The texts of a table by their names; null for values of other types. */
function textsOf(table: Buffer): ReadonlyMap<string, string | null> {
  const texts = new Map<string, string | null>();
  let cursor: Cursor = { bytes: table, at: 0 };
  while (cursor.at < table.length) {
    const { data: length, rest } = take(cursor, 1);
    const { data: name, rest: afterName } = take(rest, length.readUInt8(0));
    const { text, rest: afterValue } = takeValue(afterName);
    texts.set(name.toString('latin1'), text);
    cursor = afterValue;
  }
  return texts;
}

/** A Connection.Start, from its class on. That of another version than 0-9 is not read further. */
function decodeStart(payload: Buffer): Greeting {
  const { data: head, rest } = take({ bytes: payload, at: 0 }, 6);
  const isStart =
    head.readUInt16BE(0) === connectionStart.classId && head.readUInt16BE(2) === connectionStart.methodId;
  if (!isStart) throw new ProbeError(notAmqp);
  const [major, minor] = head.subarray(4);
  if (major !== 0 || minor !== 9) return { kind: 'other-version', offered: `${major}.${minor}` };
  const { data: table, rest: afterTable } = takeLong(rest);
  const { data: mechanisms } = takeLong(afterTable);
  const texts = textsOf(table);
  return {
    kind: 'greeting',
    product: texts.get('product') ?? null,
    version: texts.get('version') ?? null,
    platform: texts.get('platform') ?? null,
    mechanisms: mechanisms
      .toString('latin1')
      .split(' ')
      .filter((name) => name !== '')
      .slice(0, most.mechanisms)
      .map((name) => plainText(name, longest.word)),
  };
}

/** A server that does not speak what it was asked for answers with the header of what it does speak, and closes. */
function readOtherVersion(bytes: Buffer): Reading<Greeting> {
  if (bytes.length < protocolHeader.length) return { kind: 'more' };
  const [id, major, minor, revision] = bytes.subarray(4, 8);
  const version = `${major}.${minor}.${revision}`;
  const offered = id === 0 ? version : `${version} (protocol ${id})`;
  return { kind: 'answer', value: { kind: 'other-version', offered } };
}

const startsLike = (bytes: Buffer, wanted: Buffer): boolean =>
  bytes.subarray(0, wanted.length).equals(wanted.subarray(0, bytes.length));

/**
 * Reads a server's answer to the protocol header.
 * @throws ProbeError `NOT_AMQP` as soon as the bytes cannot be one, `ANSWER_TOO_LONG` for one that is too long
 */
export function readGreeting(bytes: Buffer): Reading<Greeting> {
  if (bytes.length === 0) return { kind: 'more' };
  if (startsLike(bytes, magic)) return readOtherVersion(bytes);
  if (bytes[0] !== methodFrame) throw new ProbeError(notAmqp);
  if (bytes.length < frameHeadBytes) return { kind: 'more' };
  if (bytes.readUInt16BE(1) !== 0) throw new ProbeError(notAmqp);
  const end = frameHeadBytes + bytes.readUInt32BE(3);
  if (end >= maxGreetingBytes) throw new ProbeError('ANSWER_TOO_LONG' satisfies OwnCode);
  if (bytes.length <= end) return { kind: 'more' };
  if (bytes[end] !== frameEnd) throw new ProbeError(notAmqp);
  return { kind: 'answer', value: decodeStart(bytes.subarray(frameHeadBytes, end)) };
}
