import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { LocalServer } from './local-server.ts';

/** An instance as SQL Server Browser knows it. */
export type BrowserInstance = {
  readonly name: string;
  /** None for an instance that does not listen on TCP. */
  readonly tcpPort?: number;
  readonly version?: string;
};

/**
 * SQL Server Browser after [MC-SQLR] (SQL Server Resolution Protocol): answers CLNT_BCAST_EX (section 2.2.1),
 * CLNT_UCAST_EX (2.2.2) and CLNT_UCAST_INST (2.2.3) with SVR_RESP (2.2.5). As the real one it keeps silent about
 * instances that it does not know.
 */
export type BrowserOptions = {
  readonly serverName?: string;
  readonly instances: readonly BrowserInstance[];
};

const request = { broadcast: 0x02, unicast: 0x03, instance: 0x04 } as const;

/** CLNT_UCAST_INST_RESPONSE: names and values in turn, ended by an empty one. */
function instanceText(
  serverName: string,
  { name, tcpPort, version = '16.0.4135.4' }: BrowserInstance,
): string {
  const tcp = tcpPort === undefined ? '' : `;tcp;${tcpPort}`;
  return `ServerName;${serverName};InstanceName;${name};IsClustered;No;Version;${version}${tcp};;`;
}

/** SVR_RESP with the texts of some instances. */
export function browserAnswer(options: BrowserOptions, instances: readonly BrowserInstance[]): Buffer {
  const { serverName = 'NETREADY' } = options;
  const data = Buffer.from(instances.map((instance) => instanceText(serverName, instance)).join(''), 'utf8');
  const head = Buffer.from([0x05, 0, 0]);
  head.writeUInt16LE(data.length, 1);
  return Buffer.concat([head, data]);
}

/** What a question is answered with; null for silence. */
function answerTo(question: Buffer, options: BrowserOptions): Buffer | null {
  switch (question[0]) {
    case request.broadcast:
    case request.unicast:
      return options.instances.length === 0 ? null : browserAnswer(options, options.instances);
    case request.instance: {
      const name = question.toString('utf8', 1).split('\0')[0]?.toLowerCase();
      const known = options.instances.find((instance) => instance.name.toLowerCase() === name);
      return known === undefined ? null : browserAnswer(options, [known]);
    }
    default:
      return null;
  }
}

/** What a question is answered with: as SQL Server Browser would, with any bytes, or not at all. */
export type BrowserReply = (question: Buffer) => Buffer | null;

/** Questions that came, as bytes. */
export type BrowserServer = LocalServer & { readonly questions: () => readonly Buffer[] };

/** A socket that is not bound yet and answers every question. */
export function createSqlBrowser(
  reply: BrowserOptions | BrowserReply,
  type: 'udp4' | 'udp6' = 'udp4',
): Socket {
  const answer: BrowserReply = 'instances' in reply ? (question) => answerTo(question, reply) : reply;
  const socket = createSocket(type);
  socket.on('message', (question, from) => {
    const bytes = answer(question);
    if (bytes !== null) socket.send(bytes, from.port, from.address);
  });
  return socket;
}

/** Starts SQL Server Browser on a loopback address, on a port that the system chooses. */
export async function startSqlBrowser(
  reply: BrowserOptions | BrowserReply,
  address = '127.0.0.1',
): Promise<BrowserServer> {
  const questions: Buffer[] = [];
  const socket = createSqlBrowser(reply, address.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (question) => questions.push(question));
  socket.bind(0, address);
  await once(socket, 'listening');
  return {
    address,
    port: socket.address().port,
    questions: () => questions,
    close: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
