import type { FactOf } from '../../../shared/probe/fact.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { longest } from '../../../shared/words/lengths.ts';
import type { Reading } from './converse.ts';
import { plainText } from './plain-text.ts';
import { type OwnCode, ProbeError } from './probe-error.ts';
import { tnsConnect, tnsHeaderBytes, tnsPacket, tnsTypes } from './tns-packet.ts';

const answerTypes: readonly number[] = [tnsTypes.accept, tnsTypes.refuse, tnsTypes.redirect, tnsTypes.resend];
/** The longest answer that is read. A refusal has about a hundred bytes. */
export const maxTnsBytes = 8192;

const notTns: OwnCode = 'NOT_TNS';

/** What a listener does with a connection. */
export type TnsAnswer = {
  readonly answer: NonNullable<FactOf<'tns'>['answer']>;
  /** Only a refusal tells it. */
  readonly version: string | null;
  /** The number of the ORA error of a refusal. */
  readonly errorNumber: number | null;
  /** `host:port`; null when it is not told. */
  readonly redirect: string | null;
};

/**
 * What is asked for: the descriptor of a connection that carries no user name and no password.
 * @param serviceName made of letters, digits and `._$#-` alone, as the profile's schema sees to
 */
function connectDescriptor(serviceName: string | null): string {
  const service = serviceName === null ? '' : `(SERVICE_NAME=${serviceName})`;
  return `(DESCRIPTION=(CONNECT_DATA=${service}(CID=(PROGRAM=netready)(HOST=netready)(USER=netready))))`;
}

/** The most connect data that stand in the CONNECT packet itself, in bytes; more follow in a packet of their own. */
const maxInlineData = 230;

/** A CONNECT packet with its connect data, which follow in a DATA packet where they are too long. */
export function encodeConnect(serviceName: string | null): Buffer {
  const connectData = Buffer.from(connectDescriptor(serviceName), 'utf8');
  const isInline = connectData.length <= maxInlineData;
  const packet = tnsConnect(connectData.length, isInline ? connectData : Buffer.alloc(0));
  const flags = Buffer.alloc(2);
  return isInline
    ? packet
    : Buffer.concat([packet, tnsPacket(tnsTypes.data, Buffer.concat([flags, connectData]))]);
}

/** The value of a key in a listener's text, `(KEY=value)`; null when it is not there. */
function textOf(text: string, key: string): string | null {
  return new RegExp(`\\(${key}=([^()]*)\\)`, 'i').exec(text)?.[1]?.trim() ?? null;
}

function numberOf(text: string, key: string): number | null {
  const value = textOf(text, key);
  return value !== null && /^\d{1,10}$/.test(value) ? Number(value) : null;
}

/** Since Oracle 18 the parts of a version have other widths. */
const newWidths = 18;

/**
 * The version that a listener's VSNNUM stands for: 186647040 is 11.2.0.2.0. Null for none.
 * @param vsnnum five numbers packed into 32 bits: 8, 4, 8, 4 and 8 bits wide; since Oracle 18, 8, 8, 4, 8 and 4
 */
export function versionOfVsnnum(vsnnum: number | null): string | null {
  if (vsnnum === null || vsnnum <= 0 || vsnnum > 0xffff_ffff) return null;
  const bits = (from: number, width: number): number => Math.floor(vsnnum / 2 ** from) % 2 ** width;
  const major = bits(24, 8);
  const parts =
    major >= newWidths
      ? [major, bits(16, 8), bits(12, 4), bits(4, 8), bits(0, 4)]
      : [major, bits(20, 4), bits(12, 8), bits(8, 4), bits(0, 8)];
  return parts.join('.');
}

/** A text with its length before it; what is not there yet in this packet is left out. */
function textAt(body: Buffer, lengthAt: number): string {
  if (body.length < lengthAt + 2) return '';
  const from = lengthAt + 2;
  return body.toString('latin1', from, from + body.readUInt16BE(lengthAt));
}

function refusal(body: Buffer): TnsAnswer {
  const text = textAt(body, 2);
  const version = versionOfVsnnum(numberOf(text, 'VSNNUM'));
  return { answer: 'refused', version, errorNumber: numberOf(text, 'ERR'), redirect: null };
}

function redirection(body: Buffer): TnsAnswer {
  const text = textAt(body, 0);
  const host = textOf(text, 'HOST');
  const port = numberOf(text, 'PORT');
  const redirect = host === null || port === null ? null : plainText(hostAndPort(host, port), longest.line);
  return { answer: 'redirected', version: null, errorNumber: null, redirect };
}

/**
 * Reads a listener's answer to a CONNECT.
 * @throws ProbeError `NOT_TNS` as soon as the bytes cannot be one, `ANSWER_TOO_LONG` for one that is too long
 */
export function readTnsAnswer(bytes: Buffer): Reading<TnsAnswer> {
  const type = bytes[4];
  if (type !== undefined && !answerTypes.includes(type)) throw new ProbeError(notTns);
  if (bytes.length < tnsHeaderBytes) return { kind: 'more' };
  const length = bytes.readUInt16BE(0);
  if (length < tnsHeaderBytes) throw new ProbeError(notTns);
  if (length > maxTnsBytes) throw new ProbeError('ANSWER_TOO_LONG' satisfies OwnCode);
  if (bytes.length < length) return { kind: 'more' };
  const body = bytes.subarray(tnsHeaderBytes, length);
  switch (type) {
    case tnsTypes.accept:
      return {
        kind: 'answer',
        value: { answer: 'accepted', version: null, errorNumber: null, redirect: null },
      };
    case tnsTypes.refuse:
      return { kind: 'answer', value: refusal(body) };
    case tnsTypes.redirect:
      return { kind: 'answer', value: redirection(body) };
    default:
      return { kind: 'again', used: length };
  }
}
