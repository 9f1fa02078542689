import { hostAndPort } from '../../../shared/profile/host.ts';
import type { Addressed, Framed, Framing, Step } from './framing.ts';
import { otherProtocol } from './other-protocol.ts';

/** The largest head that is read, in bytes; proxies add lines. */
const maxHeadBytes = 2048;
/** The largest body: a sealed view with knock and challenge in base64url, in its JSON. */
const maxBodyBytes = 1700;

const path = '/netready/rehearsal';
const bodyText = /^\{"netready":"rehearsal\/1","data":"([A-Za-z0-9_-]+)"\}$/;

const isRequest = (step: Step): boolean => step === 'knock' || step === 'checker';

const bodyOf = (payload: Uint8Array): Buffer =>
  Buffer.from(JSON.stringify({ netready: 'rehearsal/1', data: Buffer.from(payload).toString('base64url') }));

/** The head of a request. It depends on the length of the message alone, so that it can be hashed into the message. */
export const requestHead = (bodyLength: number, { host, port }: Addressed): Buffer =>
  Buffer.from(
    [
      `POST ${path} HTTP/1.1`,
      `Host: ${hostAndPort(host, port)}`,
      'User-Agent: Netready',
      'Accept: application/json',
      'Content-Type: application/json',
      `Content-Length: ${bodyLength}`,
      '\r\n',
    ].join('\r\n'),
  );

/** The head of the request that carries a message of so many bytes. */
export const requestHeadFor = (payloadLength: number, to: Addressed): Buffer =>
  requestHead(bodyOf(Buffer.alloc(payloadLength)).length, to);

const responseHead = (bodyLength: number): Buffer =>
  Buffer.from(
    [
      'HTTP/1.1 200 OK',
      'Content-Type: application/json',
      'Cache-Control: no-store',
      `Content-Length: ${bodyLength}`,
      '\r\n',
    ].join('\r\n'),
  );

/** The headers of a head, by their names in lower case; of several with one name the last. */
const headersOf = (lines: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const;
    }),
  );

type Body = { readonly body: Buffer; readonly used: number };

/** A body in chunks (RFC 9112, section 7.1), as proxies may send it on; null when it is not whole yet. */
function readChunks(bytes: Buffer, from: number): Body | null {
  const chunks: Buffer[] = [];
  let at = from;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = /^([0-9a-f]{1,4})\s*(?:;.*)?$/i.exec(bytes.toString('latin1', at, lineEnd))?.[1];
    if (size === undefined) throw otherProtocol();
    const length = Number.parseInt(size, 16);
    const end = lineEnd + 2 + length;
    if (bytes.length < end + 2) return null;
    if (length === 0) return { body: Buffer.concat(chunks), used: end + 2 };
    chunks.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
  }
}

function readBody(bytes: Buffer, from: number, headers: ReadonlyMap<string, string>): Body | null {
  if (headers.get('transfer-encoding')?.toLowerCase() === 'chunked') return readChunks(bytes, from);
  const length = headers.get('content-length') ?? '';
  if (!/^\d{1,5}$/.test(length) || Number(length) > maxBodyBytes) throw otherProtocol();
  const used = from + Number(length);
  return bytes.length < used ? null : { body: bytes.subarray(from, used), used };
}

const beginning = (step: Step): Buffer => Buffer.from(isRequest(step) ? `POST ${path} HTTP/1.` : 'HTTP/1.');

function read(step: Step, bytes: Buffer): Framed | null {
  const wanted = beginning(step);
  const begun = bytes.subarray(0, wanted.length);
  if (!begun.equals(wanted.subarray(0, begun.length))) throw otherProtocol();
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd > maxHeadBytes || (headEnd === -1 && bytes.length > maxHeadBytes)) throw otherProtocol();
  if (headEnd === -1) return null;
  const head = bytes.subarray(0, headEnd + 4);
  const [first = '', ...lines] = head.toString('latin1').trimEnd().split('\r\n');
  if (!isRequest(step) && !/^HTTP\/1\.[01] 200\b/.test(first)) throw otherProtocol();
  const headers = headersOf(lines);
  const whole = readBody(bytes, head.length, headers);
  if (whole === null) return null;
  const data = bodyText.exec(whole.body.toString('latin1'))?.[1];
  if (data === undefined) throw otherProtocol();
  const isLast =
    headers.get('connection')?.toLowerCase() === 'close' ||
    (first.includes('HTTP/1.0') && headers.get('connection')?.toLowerCase() !== 'keep-alive');
  return { payload: Buffer.from(data, 'base64url'), used: whole.used, head: Buffer.from(head), isLast };
}

/** Requests and answers of HTTP/1.1 (RFC 9112) with JSON in them, to a path that nothing else has. */
export const httpFraming: Framing = {
  opening: null,
  write: (step, payload, to) => {
    const body = bodyOf(payload);
    const head = isRequest(step) ? requestHead(body.length, to) : responseHead(body.length);
    return Buffer.concat([head, body]);
  },
  read,
};
