import { createServer, type Server, type Socket } from 'node:net';
import { listen, type Place, type TcpServer } from './local-server.ts';

/**
 * The part of a SQL Server that answers before and at a login, after [MS-TDS] (Tabular Data Stream Protocol), sections
 * 2.2.3.1 (packet header), 2.2.6.5 (PRELOGIN), 2.2.6.4 (LOGIN7), 2.2.7.10 (ERROR) and 2.2.7.6 (DONE). No login ever
 * succeeds, and no query is understood.
 */
export type TdsOptions = {
  /** Major, minor and build number, for example `16.0.4135`. */
  readonly version?: string;
  /** What the server wants when a client offers encryption without asking for it. */
  readonly encryption?: 'off' | 'on' | 'not-supported' | 'required';
  /** The name of the instance that this server is. */
  readonly instance?: string;
};

/** What clients sent. */
export type SeenTds = {
  /** Instances that clients asked for in PRELOGIN; empty for none. */
  readonly instances: readonly string[];
  /** How many clients sent a login. */
  readonly logins: number;
};

export type TdsServer = TcpServer & { readonly seen: () => SeenTds };

const packet = { preLogin: 0x12, login7: 0x10, response: 0x04 } as const;
const encryptionBytes = { off: 0, on: 1, 'not-supported': 2, required: 3 } as const;
const headerBytes = 8;

/** Options of PRELOGIN in the order of their tokens: VERSION, ENCRYPTION, INSTOPT. */
type Options = readonly { readonly token: number; readonly data: Buffer }[];

function message(type: number, payload: Buffer): Buffer {
  const header = Buffer.from([type, 0x01, 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(headerBytes + payload.length, 2);
  return Buffer.concat([header, payload]);
}

function encodeOptions(options: Options): Buffer {
  const offsets = options.map((_, index) =>
    options.slice(0, index).reduce((sum, { data }) => sum + data.length, 5 * options.length + 1),
  );
  const table = options.map(({ token, data }, index) => {
    const entry = Buffer.alloc(5);
    entry.writeUInt8(token);
    entry.writeUInt16BE(offsets[index] ?? 0, 1);
    entry.writeUInt16BE(data.length, 3);
    return entry;
  });
  return Buffer.concat([...table, Buffer.from([0xff]), ...options.map(({ data }) => data)]);
}

/** The data of one option of a client's PRELOGIN; null when it is not there. */
function optionOf(payload: Buffer, wanted: number): Buffer | null {
  for (let at = 0; at + 5 <= payload.length && payload[at] !== 0xff; at += 5) {
    if (payload[at] !== wanted) continue;
    const offset = payload.readUInt16BE(at + 1);
    return payload.subarray(offset, offset + payload.readUInt16BE(at + 3));
  }
  return null;
}

function versionBytes(version: string): Buffer {
  const [major = 0, minor = 0, build = 0] = version.split('.').map(Number);
  const bytes = Buffer.alloc(6);
  bytes.writeUInt8(major);
  bytes.writeUInt8(minor, 1);
  bytes.writeUInt16BE(build, 2);
  return bytes;
}

/** The answer to a PRELOGIN. INSTOPT is one byte: 0 when the instance is the one asked for or none was, else 1. */
export function preLoginAnswer(options: TdsOptions, asked: string): Buffer {
  const { version = '16.0.4135', encryption = 'not-supported', instance = 'MSSQLSERVER' } = options;
  const isOther = asked !== '' && asked.toLowerCase() !== instance.toLowerCase();
  return message(
    packet.response,
    encodeOptions([
      { token: 0x00, data: versionBytes(version) },
      { token: 0x01, data: Buffer.from([encryptionBytes[encryption]]) },
      { token: 0x02, data: Buffer.from([isOther ? 1 : 0]) },
    ]),
  );
}

/** TDS 7.2, from which on line numbers and row counts have twice the bytes ([MS-TDS] section 2.2.6.4, TDSVersion). */
const wideFrom = 0x7209_0002;

/** Error 18456 and a DONE that says that an error came before. */
function loginFailed(login: Buffer): Buffer {
  const isWide = login.length >= 8 && login.readUInt32LE(4) >= wideFrom;
  const text = 'Login failed.';
  const server = 'netready';
  const chars = Buffer.alloc(2);
  chars.writeUInt16LE(text.length);
  const head = Buffer.alloc(6);
  head.writeUInt32LE(18_456);
  head.writeUInt8(1, 4);
  head.writeUInt8(14, 5);
  const body = Buffer.concat([
    head,
    chars,
    Buffer.from(text, 'utf16le'),
    Buffer.from([server.length]),
    Buffer.from(server, 'utf16le'),
    Buffer.from([0]),
    Buffer.alloc(isWide ? 4 : 2),
  ]);
  const error = Buffer.from([0xaa, 0, 0]);
  error.writeUInt16LE(body.length, 1);
  const done = Buffer.from([0xfd, 0x02, 0x00, 0x00, 0x00]);
  return message(packet.response, Buffer.concat([error, body, done, Buffer.alloc(isWide ? 8 : 4)]));
}

/** Calls back with each whole packet; what is left over waits for more. */
function eachPacket(socket: Socket, handle: (type: number, payload: Buffer) => void): void {
  let waiting = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= headerBytes && waiting.length >= waiting.readUInt16BE(2)) {
      const length = Math.max(headerBytes, waiting.readUInt16BE(2));
      handle(waiting.readUInt8(0), waiting.subarray(headerBytes, length));
      waiting = waiting.subarray(length);
    }
  });
}

/** A server that is not listening yet, and what it has seen. */
export function createTdsServer(options: TdsOptions = {}): {
  readonly server: Server;
  readonly seen: () => SeenTds;
} {
  const instances: string[] = [];
  let logins = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    eachPacket(socket, (type, payload) => {
      if (type === packet.preLogin) {
        const asked = optionOf(payload, 0x02)?.toString('utf8').split('\0')[0] ?? '';
        instances.push(asked);
        socket.write(preLoginAnswer(options, asked));
      } else if (type === packet.login7) {
        logins += 1;
        socket.end(loginFailed(payload));
      } else socket.destroy();
    });
  });
  return { server, seen: () => ({ instances, logins }) };
}

/** Starts the server on a loopback address. */
export async function startTdsServer(options: TdsOptions = {}, place?: string | Place): Promise<TdsServer> {
  const { server, seen } = createTdsServer(options);
  return { ...(await listen(server, place)), seen };
}
