import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { brotliCompressSync } from 'node:zlib';
import { builtFilesIn } from '../../electron/core/base/built-files.ts';
import { readPageAssets } from '../../electron/host/page-assets.ts';
import { type HostOptions, type RunningHost, startHost } from '../../electron/host/start-host.ts';
import type { Accounts } from '../../electron/host/visitor.ts';
import type { Handlers } from '../../shared/contract/dispatch.ts';
import type { PageFile } from '../../shared/contract/page.ts';
import { fakeHandlers } from './fake-handlers.ts';

const page = '<!doctype html><meta property="csp-nonce" content="__CSP_NONCE__"><title>Wizard</title>';

/** Writes a small built page, its script packed, with files beside it that are not part of it. */
export async function writePage(folder: string, html = page): Promise<void> {
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/index.html': ['text/html; charset=utf-8', html],
    '/assets/index.js': ['text/javascript; charset=utf-8', 'export const answer = 42;'],
    '/assets/Inter.woff2': ['font/woff2', 'font'],
  };
  const manifest = Object.entries(files).map(
    ([path, [type, text]]): PageFile => ({
      path,
      type,
      sha256: createHash('sha256').update(text).digest('hex'),
      packed: path.endsWith('.js'),
    }),
  );
  for (const { path, packed } of manifest) {
    const [, text = ''] = files[path] ?? [];
    const file = join(folder, 'renderer', path);
    await mkdir(dirname(file), { recursive: true });
    await (packed ? writeFile(`${file}.br`, brotliCompressSync(text)) : writeFile(file, text));
  }
  await writeFile(join(folder, 'renderer', 'unlisted.txt'), 'secret');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'renderer-manifest.json'), JSON.stringify(manifest));
}

export type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
};

export type HttpOptions = {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
};

/** One request, exactly as given: no redirect is followed, no path is rewritten, no header is added but Host. */
export function ask(port: number, path: string, options: HttpOptions = {}): Promise<HttpAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
          bytes: Buffer.concat(chunks),
        }),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** The lines of an operation's answer. */
export const linesOf = ({ text }: HttpAnswer): readonly unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** A running host, with a page that was let in. */
export type HostUnderTest = {
  readonly host: RunningHost;
  readonly notices: readonly string[];
  /** What a page of the host sends with every request. */
  readonly page: OutgoingHttpHeaders;
  /** The path under which the page and its files lie; ends with `/`. */
  readonly root: string;
  /** Calls an operation as the page does. */
  readonly call: (name: string, input: unknown, headers?: OutgoingHttpHeaders) => Promise<HttpAnswer>;
};

/** Door and code of an address that a host shows. */
export function partsOf(url: string): { readonly door: string; readonly code: string } {
  const { pathname, hash } = new URL(url);
  return { door: pathname, code: hash.slice(1) };
}

/** Goes through the door of a host, and gives the path of the page behind it. */
export async function findPage(host: Pick<RunningHost, 'port' | 'url'>): Promise<string> {
  const { headers } = await ask(host.port, partsOf(host.url()).door);
  return headers.location ?? '';
}

/** Asks for a session as a page does. */
export function trade(port: number, shown: unknown, headers: OutgoingHttpHeaders = {}): Promise<HttpAnswer> {
  return ask(port, '/session', {
    method: 'POST',
    headers: { Origin: `http://127.0.0.1:${port}`, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(shown),
  });
}

/** Trades the code of a host for the key of its session. */
export async function enter(
  host: Pick<RunningHost, 'port' | 'url'>,
): Promise<{ readonly root: string; readonly session: string }> {
  const root = await findPage(host);
  const answer = await trade(host.port, {
    code: partsOf(host.url()).code,
    page: root,
    attempt: randomBytes(24).toString('hex'),
  });
  return { root, session: JSON.parse(answer.text).value.session };
}

/** Lets everybody in, and asks nobody who he is. */
export const anybody: Accounts = { ownerOf: null, nameOf: async () => null, welcome: null };

/** Starts a host on a free port with a small page, and stops everything after the test. */
export async function withClosedHost(
  options: Pick<HostOptions, 'makeHandlers'> & Partial<HostOptions>,
  test: (started: { readonly host: RunningHost; readonly notices: string[] }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'netready-host-'));
  const notices: string[] = [];
  await writePage(folder);
  const host = await startHost({
    assets: await readPageAssets(builtFilesIn(folder)),
    port: 0,
    idleMs: 60_000,
    clock: { monotonicMs: () => performance.now() },
    randomBytes,
    accounts: anybody,
    notice: (sentence) => notices.push(sentence),
    ...options,
  });
  try {
    await test({ host, notices });
  } finally {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts a host on a free port, lets one browser in, and stops everything after the test. */
export const withHost = (
  options: Pick<HostOptions, 'makeHandlers'> & Partial<HostOptions>,
  test: (started: HostUnderTest) => Promise<void>,
): Promise<void> =>
  withClosedHost(options, async ({ host, notices }) => {
    const { root, session } = await enter(host);
    notices.splice(0);
    const page = { 'Netready-Session': session, Origin: `http://127.0.0.1:${host.port}` };
    const call: HostUnderTest['call'] = (name, input, headers = {}) =>
      ask(host.port, `/op/${name}`, {
        method: 'POST',
        headers: { ...page, 'Content-Type': 'application/json', 'Netready-Call': randomUUID(), ...headers },
        body: JSON.stringify(input),
      });
    await test({ host, notices, page, root, call });
  });

/** A host that carries out only these operations. */
export const hosting = (
  some: Partial<Handlers<AbortSignal>>,
  test: (started: HostUnderTest) => Promise<void>,
): Promise<void> => withHost({ makeHandlers: () => fakeHandlers(some) }, test);

/** Everything that a connection says until it ends, for requests that no HTTP client would send. */
export async function sayRaw(port: number, text: string): Promise<string> {
  const socket = createConnection({ host: '127.0.0.1', port });
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    answer += chunk;
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
