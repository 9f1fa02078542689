import { createServer, type Server, type Socket } from 'node:net';
import { listen, type Place, type TcpServer } from './local-server.ts';

/**
 * The part of an Oracle listener that answers a CONNECT. Oracle documents what its parts mean in "Database Net Services
 * Reference" (connect descriptors, listener errors TNS-12500 and following, TNS-01189 for administration from
 * elsewhere); the layout of the packets is the one that Wireshark's dissector `packet-tns.c` and Oracle's own open
 * source drivers describe. Nobody can log in.
 */
export type TnsOptions = {
  /** The listener's version as it stands in its answers, VSNNUM: 318767104 is 19.0.0.0.0. */
  readonly vsnnum?: number;
  /** Services that are accepted; every other one is refused. */
  readonly services?: readonly string[];
  /** Where every caller is sent instead. */
  readonly redirect?: { readonly host: string; readonly port: number };
  /** How often the CONNECT has to be sent again before it is answered. */
  readonly resends?: number;
};

/** Connect descriptors that came, in order. */
export type TnsServer = TcpServer & { readonly descriptors: () => readonly string[] };

const types = { connect: 1, accept: 2, refuse: 4, redirect: 5, data: 6, resend: 11 } as const;
const headerBytes = 8;

function packet(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16BE(headerBytes + body.length);
  header.writeUInt8(type, 4);
  return Buffer.concat([header, body]);
}

function withLength(text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([length, Buffer.from(text, 'latin1')]);
}

/** A refusal: who refuses (34 is the listener's application), and why as a descriptor. */
function refusal(vsnnum: number, error: number): Buffer {
  const text = `(DESCRIPTION=(TMP=)(VSNNUM=${vsnnum})(ERR=${error})(ERROR_STACK=(ERROR=(CODE=${error})(EMFI=4))))`;
  return packet(types.refuse, Buffer.concat([Buffer.from([0x22, 0x00]), withLength(text)]));
}

/** Version 313, no options, the sizes of units, byte order, no data, the length of this packet, flags. */
function acceptance(): Buffer {
  const body = Buffer.alloc(24);
  body.writeUInt16BE(313);
  body.writeUInt16BE(2048, 4);
  body.writeUInt16BE(32_767, 6);
  body.writeUInt16BE(1, 8);
  body.writeUInt16BE(headerBytes + body.length, 12);
  return packet(types.accept, body);
}

const redirection = ({ host, port }: NonNullable<TnsOptions['redirect']>): Buffer =>
  packet(types.redirect, withLength(`(ADDRESS=(PROTOCOL=TCP)(HOST=${host})(PORT=${port}))`));

/** Errors of a listener: no service was named; it does not know the service; it is not administered from elsewhere. */
const errors = { noService: 12_504, unknownService: 12_514, administration: 1189 } as const;

function answerTo(descriptor: string, options: TnsOptions): Buffer {
  const { vsnnum = 318_767_104, services = [], redirect } = options;
  if (/\(COMMAND=/i.test(descriptor)) return refusal(vsnnum, errors.administration);
  if (redirect !== undefined) return redirection(redirect);
  const service = /\((?:SERVICE_NAME|SID)=([^()]*)\)/i.exec(descriptor)?.[1];
  if (service === undefined) return refusal(vsnnum, errors.noService);
  const isKnown = services.some((name) => name.toLowerCase() === service.toLowerCase());
  return isKnown ? acceptance() : refusal(vsnnum, errors.unknownService);
}

/** Calls back with the connect data of each CONNECT, inside it or in the DATA packet that follows. */
function eachDescriptor(socket: Socket, handle: (descriptor: string) => void): void {
  let waiting = Buffer.alloc(0);
  const isComplete = () => waiting.length >= headerBytes && waiting.length >= waiting.readUInt16BE(0);
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (isComplete()) {
      const length = Math.max(headerBytes, waiting.readUInt16BE(0));
      const whole = waiting.subarray(0, length);
      waiting = waiting.subarray(length);
      if (whole[4] === types.connect) {
        const from = whole.readUInt16BE(26);
        if (from < length) handle(whole.toString('utf8', from, from + whole.readUInt16BE(24)));
      } else if (whole[4] === types.data) handle(whole.toString('utf8', headerBytes + 2));
      else socket.destroy();
    }
  });
}

/** A listener that is not listening yet, and what it was asked for. */
export function createTnsServer(options: TnsOptions = {}): {
  readonly server: Server;
  readonly descriptors: () => readonly string[];
} {
  const descriptors: string[] = [];
  const server = createServer((socket) => {
    let resends = options.resends ?? 0;
    socket.on('error', () => undefined);
    eachDescriptor(socket, (descriptor) => {
      descriptors.push(descriptor);
      if (resends > 0) {
        resends -= 1;
        socket.write(packet(types.resend, Buffer.alloc(0)));
        return;
      }
      const answer = answerTo(descriptor, options);
      if (answer[4] === types.accept) socket.write(answer);
      else socket.end(answer);
    });
  });
  return { server, descriptors: () => descriptors };
}

/** Starts the listener on a loopback address. */
export async function startTnsServer(options: TnsOptions = {}, place?: string | Place): Promise<TnsServer> {
  const { server, descriptors } = createTnsServer(options);
  return { ...(await listen(server, place)), descriptors };
}
