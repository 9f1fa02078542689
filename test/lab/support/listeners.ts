import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { type BrowserOptions, createSqlBrowser } from '../../support/servers/sql-browser-server.ts';
import { createTdsServer, type TdsOptions } from '../../support/servers/tds-server.ts';
import { createTnsServer, type TnsOptions } from '../../support/servers/tns-server.ts';

/** Something that listens in a namespace, as data, so that a command line can carry it. */
export type Listener = { readonly address?: string; readonly port: number } & (
  | {
      /** Accepts connections and never says a word. */
      readonly kind: 'silent';
    }
  | {
      /** Accepts connections and resets each at once. */
      readonly kind: 'resetting';
    }
  | {
      /** Accepts connections and closes each in good order after so many ms. */
      readonly kind: 'closing';
      readonly afterMs: number;
    }
  | {
      /** Speaks first, as a mail server does, whatever was asked. */
      readonly kind: 'greeting';
      readonly text: string;
    }
  | {
      /** Answers each request over HTTP with the text given, head and all. */
      readonly kind: 'answering';
      readonly text: string;
    }
  | {
      /** Takes datagrams and never answers. */
      readonly kind: 'silent-udp';
    }
  | {
      /** Answers as SQL Server does, up to a login. */
      readonly kind: 'tds';
      readonly options: TdsOptions;
    }
  | {
      /** Answers as an Oracle listener does. */
      readonly kind: 'tns';
      readonly options: TnsOptions;
    }
  | {
      /** Answers as SQL Server Browser does, over UDP. */
      readonly kind: 'sql-browser';
      readonly options: BrowserOptions;
    }
);

type Kind = Listener['kind'];
type OverUdp = Extract<Listener, { readonly kind: 'silent-udp' | 'sql-browser' }>;
type OverTcp = Exclude<Listener, OverUdp>;

const udpKinds: readonly Kind[] = ['silent-udp', 'sql-browser'];
const isOverUdp = (listener: Listener): listener is OverUdp => udpKinds.includes(listener.kind);

/** What a server does with each connection; errors of a connection are no concern of the server. */
const speaking = (speak: (socket: Socket) => void): Server =>
  createServer((socket) => {
    socket.on('error', () => undefined);
    speak(socket);
  });

function serverOf(listener: OverTcp): Server {
  switch (listener.kind) {
    case 'silent':
      return speaking((socket) => socket.resume());
    case 'resetting':
      return speaking((socket) => socket.resetAndDestroy());
    case 'closing':
      return speaking((socket) => setTimeout(() => socket.end(), listener.afterMs));
    case 'greeting':
      return speaking((socket) => socket.write(listener.text));
    case 'answering':
      return speaking((socket) => socket.once('data', () => socket.end(listener.text)));
    case 'tds':
      return createTdsServer(listener.options).server;
    case 'tns':
      return createTnsServer(listener.options).server;
  }
}

/** Opens one listener; settles when it listens. The process that called keeps it until it ends. */
export async function openListener(listener: Listener): Promise<void> {
  const { address = '0.0.0.0', port } = listener;
  if (isOverUdp(listener)) {
    const type = address.includes(':') ? 'udp6' : 'udp4';
    const socket =
      listener.kind === 'silent-udp' ? createSocket(type) : createSqlBrowser(listener.options, type);
    socket.bind(port, address);
    await once(socket, 'listening');
    return;
  }
  const server = serverOf(listener).listen({ host: address, port });
  await once(server, 'listening');
}
