/** Packet types of Oracle's Transparent Network Substrate. */
export const tnsTypes = { connect: 1, accept: 2, refuse: 4, redirect: 5, data: 6, resend: 11 } as const;
export const tnsHeaderBytes = 8;

/** Where the connect data begin: after a header and 50 bytes of fixed fields, as clients since Oracle 8 send them. */
const connectDataAt = 58;

/** The version of the protocol that is offered and the oldest that would do; every listener since Oracle 10 knows both. */
export const offeredVersion = 313;
const oldestVersion = 300;

/** A packet with its header. */
export function tnsPacket(type: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(tnsHeaderBytes);
  header.writeUInt16BE(tnsHeaderBytes + body.length, 0);
  header.writeUInt8(type, 4);
  return Buffer.concat([header, body]);
}

/**
 * A CONNECT packet.
 * @param dataBytes how long the connect data are
 * @param inline the connect data, where they stand in the packet itself and not in one that follows
 */
export function tnsConnect(dataBytes: number, inline: Uint8Array): Buffer {
  const fields = Buffer.alloc(connectDataAt - tnsHeaderBytes);
  const packet = tnsPacket(tnsTypes.connect, Buffer.concat([fields, inline]));
  packet.writeUInt16BE(offeredVersion, 8);
  packet.writeUInt16BE(oldestVersion, 10);
  packet.writeUInt16BE(2048, 14);
  packet.writeUInt16BE(32_767, 16);
  packet.writeUInt16BE(0x7f08, 18);
  packet.writeUInt16BE(1, 22);
  packet.writeUInt16BE(dataBytes, 24);
  packet.writeUInt16BE(connectDataAt, 26);
  return packet;
}
