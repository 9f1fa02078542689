import type { Framing, Step } from './framing.ts';
import { otherProtocol } from './other-protocol.ts';

/** AMQP 0-9-1, sections 4.2.2 and 4.2.3: the header of the protocol, and frames. */
const protocolHeader = Buffer.from('AMQP\x00\x00\x09\x01', 'latin1');
const methodFrame = 1;
const frameEnd = 0xce;
const frameHeadBytes = 7;
const maxFrameBytes = 2048;

/** Connection.Start and Connection.Start-Ok (sections 1.4.2.1 and 1.4.2.2 of the class reference). */
const connectionClass = 10;
const methods = { start: 10, startOk: 11 } as const;

const methodOf = (step: Step): number =>
  step === 'knock' || step === 'checker' ? methods.startOk : methods.start;

const shortString = (text: string): Buffer => Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);

function longString(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A table with one field, a long string. */
const table = (name: string, value: Uint8Array): Buffer =>
  longString(Buffer.concat([shortString(name), Buffer.from('S'), longString(value)]));

const fieldName = 'netready';
const mechanism = 'NETREADY';

function methodArguments(step: Step, payload: Uint8Array): Buffer {
  const properties = table(fieldName, payload);
  return methodOf(step) === methods.startOk
    ? Buffer.concat([properties, shortString(mechanism), longString(Buffer.alloc(0)), shortString('en_US')])
    : Buffer.concat([
        Buffer.of(0, 9),
        properties,
        longString(Buffer.from(mechanism)),
        longString(Buffer.from('en_US')),
      ]);
}

function write(step: Step, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(frameHeadBytes);
  const method = Buffer.alloc(4);
  method.writeUInt16BE(connectionClass, 0);
  method.writeUInt16BE(methodOf(step), 2);
  const body = Buffer.concat([method, methodArguments(step, payload)]);
  head.writeUInt8(methodFrame, 0);
  head.writeUInt32BE(body.length, 3);
  return Buffer.concat([head, body, Buffer.of(frameEnd)]);
}

/** The value of the one field of a table that stands at an offset. */
function payloadAt(body: Buffer, from: number): Buffer {
  const start = from + 4;
  const name = body.subarray(start, start + 1 + fieldName.length);
  const typeAt = start + 1 + fieldName.length;
  if (!name.equals(shortString(fieldName)) || body[typeAt] !== 'S'.charCodeAt(0)) throw otherProtocol();
  if (body.length < typeAt + 5) throw otherProtocol();
  const length = body.readUInt32BE(typeAt + 1);
  const end = typeAt + 5 + length;
  if (end > body.length || length > maxFrameBytes) throw otherProtocol();
  return body.subarray(typeAt + 5, end);
}

/**
 * The greeting of AMQP 0-9-1 the wrong way round: the client begins, so that a server that greets first, as every real one
 * does, is met by nothing but the header of its own protocol. Nothing in it names an account.
 */
export const amqpFraming: Framing = {
  opening: protocolHeader,
  write,
  read: (step, bytes) => {
    const skipped = step === 'knock' ? protocolHeader.length : 0;
    const begun = bytes.subarray(0, skipped);
    if (!begun.equals(protocolHeader.subarray(0, begun.length))) throw otherProtocol();
    if (bytes.length <= skipped) return null;
    const frame = bytes.subarray(skipped);
    if (frame[0] !== methodFrame) throw otherProtocol();
    if (frame.length < frameHeadBytes) return null;
    const length = frame.readUInt32BE(3);
    if (frame.readUInt16BE(1) !== 0 || length > maxFrameBytes || length < 4) throw otherProtocol();
    const used = frameHeadBytes + length + 1;
    if (frame.length < used) return null;
    const body = frame.subarray(frameHeadBytes, used - 1);
    const isExpected =
      frame[used - 1] === frameEnd &&
      body.readUInt16BE(0) === connectionClass &&
      body.readUInt16BE(2) === methodOf(step);
    if (!isExpected) throw otherProtocol();
    const payload = payloadAt(body, methodOf(step) === methods.start ? 6 : 4);
    return { payload, used: skipped + used, head: null, isLast: false };
  },
};
