import { longest } from '../../../shared/words/lengths.ts';
import type { SqlInstance } from '../base/world.ts';
import { plainText } from './plain-text.ts';
import { type OwnCode, ProbeError } from './probe-error.ts';

const instanceQuestion = 0x04;
const serverResponse = 0x05;
const headBytes = 3;

/** The longest answer about one instance ([MC-SQLR] section 2.2.5), its head included. */
const maxAnswerBytes = headBytes + 1024;

const notBrowser: OwnCode = 'NOT_SQL_BROWSER';

/** CLNT_UCAST_INST: the question where one instance listens ([MC-SQLR] section 2.2.3). */
export const encodeInstanceQuestion = (instance: string): Buffer =>
  Buffer.concat([Buffer.from([instanceQuestion]), Buffer.from(`${instance}\0`, 'utf8')]);

/** Names and values in turn, between semicolons, up to the empty name that ends an instance. */
function pairsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(';');
  const pairs = new Map<string, string>();
  for (let at = 0; at + 1 < parts.length && parts[at] !== ''; at += 2) {
    const name = (parts[at] ?? '').toLowerCase();
    if (!pairs.has(name)) pairs.set(name, parts[at + 1] ?? '');
  }
  return pairs;
}

function portOf(text: string | undefined): number | null {
  const port = text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/**
 * SVR_RESP: what SQL Server Browser tells about an instance ([MC-SQLR] section 2.2.5).
 * @param instance the one that was asked for; an answer about another one is no answer
 * @throws ProbeError `NOT_SQL_BROWSER` when the bytes are something else
 */
export function decodeInstanceAnswer(bytes: Buffer, instance: string): SqlInstance {
  const isAnswer =
    bytes.length > headBytes &&
    bytes.length <= maxAnswerBytes &&
    bytes[0] === serverResponse &&
    bytes.readUInt16LE(1) === bytes.length - headBytes;
  if (!isAnswer) throw new ProbeError(notBrowser);
  const pairs = pairsOf(bytes.toString('utf8', headBytes));
  if (pairs.get('instancename')?.toLowerCase() !== instance.toLowerCase()) throw new ProbeError(notBrowser);
  const version = pairs.get('version');
  return {
    tcpPort: portOf(pairs.get('tcp')),
    version: version === undefined ? null : plainText(version, longest.word),
  };
}
