import type { Framing, Step } from './framing.ts';
import { otherProtocol } from './other-protocol.ts';

/** Packet types and the header ([MS-TDS] section 2.2.3.1). */
const preLoginType = 0x12;
const responseType = 0x04;
const endOfMessage = 0x01;
const headerBytes = 8;
const maxPacketBytes = 2048;

/** Options of a PRELOGIN ([MS-TDS] section 2.2.6.5). TRACEID is there for whoever debugs, and its content is free. */
const options = { version: 0x00, encryption: 0x01, traceId: 0x05, terminator: 0xff } as const;
const optionBytes = 5;

/** The sequence number that ends a TRACEID. */
const sequenceBytes = 4;

const typeOf = (step: Step): number => (step === 'knock' || step === 'checker' ? preLoginType : responseType);

function write(step: Step, payload: Uint8Array): Buffer {
  const list = [
    { token: options.version, data: Buffer.alloc(6) },
    { token: options.encryption, data: Buffer.of(0) },
    { token: options.traceId, data: Buffer.concat([payload, Buffer.alloc(sequenceBytes)]) },
  ];
  const table = Buffer.alloc(list.length * optionBytes + 1, options.terminator);
  let offset = table.length;
  for (const [index, { token, data }] of list.entries()) {
    table.writeUInt8(token, index * optionBytes);
    table.writeUInt16BE(offset, index * optionBytes + 1);
    table.writeUInt16BE(data.length, index * optionBytes + 3);
    offset += data.length;
  }
  const body = Buffer.concat([table, ...list.map(({ data }) => data)]);
  const header = Buffer.from([typeOf(step), endOfMessage, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(headerBytes + body.length, 2);
  return Buffer.concat([header, body]);
}

function traceIdOf(body: Buffer): Buffer {
  for (let at = 0; body[at] !== options.terminator; at += optionBytes) {
    if (at + optionBytes > body.length) throw otherProtocol();
    const offset = body.readUInt16BE(at + 1);
    const end = offset + body.readUInt16BE(at + 3);
    if (end > body.length || end - offset < 0) throw otherProtocol();
    if (body[at] === options.traceId && end - offset > sequenceBytes)
      return body.subarray(offset, end - sequenceBytes);
  }
  throw otherProtocol();
}

/** The pre-login of SQL Server, which a real one answers before anybody logs in. */
export const tdsFraming: Framing = {
  opening: null,
  write,
  read: (step, bytes) => {
    if (bytes.length > 0 && bytes[0] !== typeOf(step)) throw otherProtocol();
    if (bytes.length < headerBytes) return null;
    const length = bytes.readUInt16BE(2);
    if (bytes[1] !== endOfMessage || length <= headerBytes || length > maxPacketBytes) throw otherProtocol();
    return bytes.length < length
      ? null
      : {
          payload: traceIdOf(bytes.subarray(headerBytes, length)),
          used: length,
          head: null,
          isLast: false,
        };
  },
};
