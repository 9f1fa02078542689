import { offeredVersion, tnsConnect, tnsHeaderBytes, tnsPacket, tnsTypes } from '../probes/tns-packet.ts';
import type { Framing, Step } from './framing.ts';
import { otherProtocol } from './other-protocol.ts';

const maxPacketBytes = 2048;

/** Where accept data begin in an ACCEPT. */
const acceptDataAt = 32;

const typeOf: Readonly<Record<Step, number>> = {
  knock: tnsTypes.connect,
  challenge: tnsTypes.accept,
  checker: tnsTypes.data,
  listener: tnsTypes.data,
};

/**
 * The descriptor of a connection with its id, which is free and has no other use than to be found in logs. No address is
 * in it: devices on the way rewrite those. With it a packet is long enough for classifiers to know what it is.
 */
const descriptor = (payload: Uint8Array): Buffer =>
  Buffer.from(
    `(DESCRIPTION=(CONNECT_DATA=(SERVICE_NAME=netready)(CID=(PROGRAM=netready)(HOST=netready)(USER=netready))(CONNECTION_ID=${Buffer.from(payload).toString('base64')})))`,
  );

const connectionId = /\(CONNECTION_ID=([A-Za-z0-9+/]+={0,2})\)/;

function connect(payload: Uint8Array): Buffer {
  const data = descriptor(payload);
  return tnsConnect(data.length, data);
}

function accept(payload: Uint8Array): Buffer {
  const built = tnsPacket(
    tnsTypes.accept,
    Buffer.concat([Buffer.alloc(acceptDataAt - tnsHeaderBytes), payload]),
  );
  built.writeUInt16BE(offeredVersion, 8);
  built.writeUInt16BE(2048, 12);
  built.writeUInt16BE(32_767, 14);
  built.writeUInt16BE(1, 16);
  built.writeUInt16BE(payload.length, 18);
  built.writeUInt16BE(acceptDataAt, 20);
  return built;
}

const dataFlags = Buffer.alloc(2);

function write(step: Step, payload: Uint8Array): Buffer {
  switch (step) {
    case 'knock':
      return connect(payload);
    case 'challenge':
      return accept(payload);
    case 'checker':
    case 'listener':
      return tnsPacket(tnsTypes.data, Buffer.concat([dataFlags, payload]));
  }
}

/** A part of a packet that a length and an offset in it name. */
function dataIn(bytes: Buffer, lengthAt: number): Buffer {
  if (bytes.length < lengthAt + 4) throw otherProtocol();
  const length = bytes.readUInt16BE(lengthAt);
  const offset = bytes.readUInt16BE(lengthAt + 2);
  if (offset < tnsHeaderBytes || offset + length > bytes.length) throw otherProtocol();
  return bytes.subarray(offset, offset + length);
}

function payloadOf(step: Step, bytes: Buffer): Buffer {
  switch (step) {
    case 'knock': {
      const id = connectionId.exec(dataIn(bytes, 24).toString('latin1'))?.[1];
      if (id === undefined) throw otherProtocol();
      return Buffer.from(id, 'base64');
    }
    case 'challenge':
      return dataIn(bytes, 18);
    case 'checker':
    case 'listener':
      return bytes.subarray(tnsHeaderBytes + dataFlags.length);
  }
}

/** A connection to an Oracle listener as far as its acceptance. No user and no password are in it. */
export const tnsFraming: Framing = {
  opening: null,
  write,
  read: (step, bytes) => {
    if (bytes.length > 4 && bytes[4] !== typeOf[step]) throw otherProtocol();
    if (bytes.length < tnsHeaderBytes) return null;
    const length = bytes.readUInt16BE(0);
    if (length <= tnsHeaderBytes || length > maxPacketBytes) throw otherProtocol();
    return bytes.length < length
      ? null
      : { payload: payloadOf(step, bytes.subarray(0, length)), used: length, head: null, isLast: false };
  },
};
