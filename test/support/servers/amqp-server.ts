import { createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { listen, type Place, type TcpServer } from './local-server.ts';
import type { Identity } from './server-certificates.ts';

/**
 * The beginning of an AMQP 0-9-1 server, after sections 4.2.2 (protocol header) and 4.2.3 (frames) of its specification and
 * 1.4.2.1 of the class reference (Connection.Start). It goes no further than its greeting.
 */
export type AmqpOptions = {
  readonly product?: string;
  readonly version?: string;
  readonly platform?: string;
  readonly mechanisms?: string;
  /** Further properties: a name, a type and the bytes of its value. */
  readonly more?: readonly (readonly [string, string, Buffer])[];
  /** With it the server speaks TLS. */
  readonly identity?: Identity;
};

export type AmqpServer = TcpServer & {
  /** What each client sent before the greeting. */
  readonly headers: () => readonly string[];
};

function longString(text: string | Buffer): Buffer {
  const data = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, data]);
}

/** An entry of a field table: the name as a short string, the type, the value. */
function entry(name: string, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(`${name}${type}`), value]);
}

/** RabbitMQ's greeting with its table of capabilities, whose values are truth values. */
export function connectionStart(options: AmqpOptions = {}): Buffer {
  const { product = 'RabbitMQ', version = '3.13.0', platform = 'Erlang/OTP 26.2.1' } = options;
  const capabilities = longString(
    Buffer.concat([
      entry('publisher_confirms', 't', Buffer.from([1])),
      entry('connection.blocked', 't', Buffer.from([1])),
    ]),
  );
  const properties = longString(
    Buffer.concat([
      entry('capabilities', 'F', capabilities),
      entry('cluster_name', 'S', longString('rabbit@mq')),
      ...(options.more ?? []).map((property) => entry(...property)),
      entry('platform', 'S', longString(platform)),
      entry('product', 'S', longString(product)),
      entry('version', 'S', longString(version)),
    ]),
  );
  const payload = Buffer.concat([
    Buffer.from([0, 10, 0, 10, 0, 9]),
    properties,
    longString(options.mechanisms ?? 'AMQPLAIN PLAIN'),
    longString('en_US'),
  ]);
  const head = Buffer.from([1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(payload.length, 3);
  return Buffer.concat([head, payload, Buffer.from([0xce])]);
}

/** Greets every client that asks for version 0-9-1; answers every other one with the header of that version. */
export async function startAmqpServer(options: AmqpOptions = {}, place?: Place): Promise<AmqpServer> {
  const wanted = Buffer.from('AMQP\0\0\x09\x01', 'latin1');
  const headers: string[] = [];
  const serve = (socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (header: Buffer) => {
      headers.push(header.toString('latin1'));
      if (header.equals(wanted)) socket.write(connectionStart(options));
      else socket.end(wanted);
    });
  };
  const server =
    options.identity === undefined ? createServer(serve) : createTlsServer(options.identity, serve);
  server.on('tlsClientError', () => undefined);
  return { ...(await listen(server, place)), headers: () => headers };
}
