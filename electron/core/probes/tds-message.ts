import type { FactOf } from '../../../shared/probe/fact.ts';
import type { Reading } from './converse.ts';
import { type OwnCode, ProbeError } from './probe-error.ts';

/** Packet types and the last-packet flag of the header ([MS-TDS] section 2.2.3.1). */
const preLoginType = 0x12;
const responseType = 0x04;
const endOfMessage = 0x01;
const headerBytes = 8;

/** Option tokens of a PRELOGIN message ([MS-TDS] section 2.2.6.5). */
const optionTokens = { version: 0x00, encryption: 0x01, instance: 0x02, threadId: 0x03, mars: 0x04 } as const;
const terminator = 0xff;
const optionBytes = 5;

/** The longest answer that is read. Those of real servers have less than a tenth of it. */
export const maxPreLoginBytes = 4096;

const notTds: OwnCode = 'NOT_TDS';

/** What a server says about itself before anybody logs in. */
export type PreLogin = {
  readonly version: string;
  /** Null when the server does not say. */
  readonly encryption: NonNullable<FactOf<'tds'>['encryption']> | null;
  /** Whether the server is the instance that was asked for; null when it does not say. */
  readonly instanceMatches: boolean | null;
};

const encryptions = new Map<number | undefined, NonNullable<PreLogin['encryption']>>([
  [0x00, 'off'],
  [0x01, 'on'],
  [0x02, 'not-supported'],
  [0x03, 'required'],
]);

type Option = { readonly token: number; readonly data: Buffer };

/** A message's options: first the table with their places, then their data. */
function encodeOptions(options: readonly Option[]): Buffer {
  const tableBytes = options.length * optionBytes + 1;
  const table = Buffer.alloc(tableBytes, terminator);
  let offset = tableBytes;
  for (const [index, { token, data }] of options.entries()) {
    table.writeUInt8(token, index * optionBytes);
    table.writeUInt16BE(offset, index * optionBytes + 1);
    table.writeUInt16BE(data.length, index * optionBytes + 3);
    offset += data.length;
  }
  return Buffer.concat([table, ...options.map(({ data }) => data)]);
}

/**
 * A client's PRELOGIN: encryption is offered but not asked for, so that the answer tells what the server itself wants.
 * It holds nothing that identifies anybody.
 * @param instance the instance that is meant; null for whichever answers
 */
export function encodePreLogin(instance: string | null): Buffer {
  const payload = encodeOptions([
    { token: optionTokens.version, data: Buffer.alloc(6) },
    { token: optionTokens.encryption, data: Buffer.from([0x00]) },
    { token: optionTokens.instance, data: Buffer.from(`${instance ?? ''}\0`, 'utf8') },
    { token: optionTokens.threadId, data: Buffer.alloc(4) },
    { token: optionTokens.mars, data: Buffer.from([0x00]) },
  ]);
  const header = Buffer.from([preLoginType, endOfMessage, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(headerBytes + payload.length, 2);
  return Buffer.concat([header, payload]);
}

function decodeOptions(payload: Buffer): ReadonlyMap<number, Buffer> {
  const options = new Map<number, Buffer>();
  for (let at = 0; payload[at] !== terminator; at += optionBytes) {
    if (at + optionBytes > payload.length) throw new ProbeError(notTds);
    const offset = payload.readUInt16BE(at + 1);
    const end = offset + payload.readUInt16BE(at + 3);
    if (end > payload.length) throw new ProbeError(notTds);
    options.set(payload.readUInt8(at), payload.subarray(offset, end));
  }
  return options;
}

/** The version is the one option that every server must send: without it the bytes are something else. */
function decodePreLogin(payload: Buffer): PreLogin {
  const options = decodeOptions(payload);
  const version = options.get(optionTokens.version);
  if (version === undefined || version.length < 6) throw new ProbeError(notTds);
  const instance = options.get(optionTokens.instance)?.[0];
  return {
    version: `${version.readUInt8(0)}.${version.readUInt8(1)}.${version.readUInt16BE(2)}`,
    encryption: encryptions.get(options.get(optionTokens.encryption)?.[0]) ?? null,
    instanceMatches: instance === undefined ? null : instance === 0,
  };
}

/**
 * Reads a server's answer to a PRELOGIN, which is one packet.
 * @throws ProbeError `NOT_TDS` as soon as the bytes cannot be one, `ANSWER_TOO_LONG` for one that is too long
 */
export function readPreLogin(bytes: Buffer): Reading<PreLogin> {
  if (bytes.length > 0 && bytes[0] !== responseType) throw new ProbeError(notTds);
  if (bytes.length < headerBytes) return { kind: 'more' };
  const length = bytes.readUInt16BE(2);
  const isWhole = bytes.readUInt8(1) === endOfMessage;
  if (!isWhole || length <= headerBytes) throw new ProbeError(notTds);
  if (length > maxPreLoginBytes) throw new ProbeError('ANSWER_TOO_LONG' satisfies OwnCode);
  if (bytes.length < length) return { kind: 'more' };
  return { kind: 'answer', value: decodePreLogin(bytes.subarray(headerBytes, length)) };
}
