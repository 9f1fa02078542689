import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import ipaddr from 'ipaddr.js';
import type { LocalServer } from './local-server.ts';

/** A question as it arrived. */
export type DnsQuery = { readonly name: string; readonly recordType: 'A' | 'AAAA' | 'other' };

/** What to answer: addresses (none gives an empty answer), a response code of RFC 1035, or nothing at all. */
export type DnsReply =
  | { readonly addresses: readonly string[] }
  | { readonly responseCode: 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED' }
  | 'silence';

const responseCodes = { SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
const headerBytes = 12;

/** The name of the first question, and where the question ends (RFC 1035 section 4.1.2). */
function readName(message: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

const recordTypes = new Map<number, DnsQuery['recordType']>([
  [1, 'A'],
  [28, 'AAAA'],
]);

/** A record for the name of the question (RFC 1035 section 4.1.3), with a time to live of zero. */
function record(address: string): Buffer {
  const data = Buffer.from(ipaddr.parse(address).toByteArray());
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc000 | headerBytes, 0);
  head.writeUInt16BE(data.length === 4 ? 1 : 28, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function answerTo(message: Buffer, end: number, reply: Exclude<DnsReply, 'silence'>): Buffer {
  const records = 'addresses' in reply ? reply.addresses.map(record) : [];
  const head = Buffer.alloc(headerBytes);
  message.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | ('responseCode' in reply ? responseCodes[reply.responseCode] : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, message.subarray(headerBytes, end + 4), ...records]);
}

export type DnsServer = LocalServer & {
  readonly queries: () => readonly DnsQuery[];
  /** `address:port`, as a list of DNS servers takes it. */
  readonly server: string;
  /** Settles when a question has arrived. */
  readonly asked: () => Promise<void>;
};

/** A DNS server over UDP on 127.0.0.1 that answers as it is told. */
export async function startDnsServer(reply: (query: DnsQuery) => DnsReply): Promise<DnsServer> {
  const socket: Socket = createSocket('udp4');
  const queries: DnsQuery[] = [];
  const firstQuery = once(socket, 'message');
  socket.on('message', (message, from) => {
    const { name, end } = readName(message);
    const query = { name, recordType: recordTypes.get(message.readUInt16BE(end)) ?? 'other' } as const;
    queries.push(query);
    const answer = reply(query);
    if (answer !== 'silence') socket.send(answerTo(message, end, answer), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  return {
    address: '127.0.0.1',
    port,
    server: `127.0.0.1:${port}`,
    queries: () => queries,
    asked: async () => {
      await firstQuery;
    },
    close: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
