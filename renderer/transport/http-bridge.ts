import type { Bridge, Call } from '../../shared/contract/bridge.ts';
import {
  callHeader,
  cancelPath,
  linkPath,
  operationPath,
  sessionHeader,
} from '../../shared/contract/http.ts';
import { type OperationName, operationNames } from '../../shared/contract/operations.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { failed, lost } from './failures.ts';

/** What the bridge needs of a page. */
export type HttpPage = {
  readonly fetch: typeof fetch;
  /** The key that the host gave when it let the page in. */
  readonly session: string;
  /** Makes an id that no other call has: up to 64 letters, digits and hyphens. */
  readonly newId: () => string;
  /** Opens a path of this host in a new tab. Called while a click is being handled, so that no browser blocks it. */
  readonly openTab: (path: string) => void;
};

type Listener = (event: unknown) => void;
type Line = { readonly event: unknown } | { readonly reply: Reply<unknown> };

/** Asks the host for something, with the page's key. Cookies stay out: they belong to every port of the machine. */
const fetchWithKey = (page: HttpPage, path: string, options: RequestInit = {}): Promise<Response> =>
  page.fetch(path, {
    ...options,
    credentials: 'omit',
    headers: { ...options.headers, [sessionHeader]: page.session },
  });

/** The lines of an answer as they come in, without their ends. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  // A line of many megabytes comes in many pieces, which are put together once.
  let pieces: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    const [end = '', ...lines] = decoder.decode(value, { stream: !done }).split('\n');
    pieces.push(end);
    for (const line of lines) {
      yield pieces.join('');
      pieces = [line];
    }
    if (done) return;
  }
}

/** Tells an event. A listener that fails is a fault of the page, which must not end the operation. */
function tell(onEvent: Listener | undefined, event: unknown): void {
  try {
    onEvent?.(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Reads an answer to its end. An answer without a reply was cut off. */
async function readAnswer(response: Response, onEvent: Listener | undefined): Promise<Reply<unknown>> {
  const isOurs = response.headers.get('Content-Type')?.startsWith('application/x-ndjson') === true;
  if (!isOurs || response.body === null) return lost();
  for await (const text of linesOf(response.body)) {
    const line = JSON.parse(text) as Line;
    if ('reply' in line) return line.reply;
    tell(onEvent, line.event);
  }
  return lost();
}

/**
 * How long a body may be that a browser still sends after its page is gone, in bytes: 64 KiB for all that are on their way
 * (Fetch, section 4.6, "HTTP-network-or-cache fetch"). Half of it, so that two may be.
 */
const maxKeptAliveBytes = 32 * 1024;

/** Whether a call outlives its page: what was typed just before a tab is closed is still kept. */
const isKeptAlive = (name: OperationName, body: string): boolean =>
  name === 'session.save' && new TextEncoder().encode(body).length <= maxKeptAliveBytes;

/**
 * Starts an operation on the host that has served the page. Cancelling asks the host to stop the call, which then
 * still answers with what was done. Where the host has not heard of the call yet, or does not answer, the request
 * itself is ended; where the call has just ended, its answer is on its way.
 */
function startCall(page: HttpPage, name: OperationName, input: unknown, onEvent?: Listener) {
  const id = page.newId();
  const controller = new AbortController();
  let isAccepted = false;

  async function carryOut(): Promise<Reply<unknown>> {
    const body = JSON.stringify(input);
    try {
      const response = await fetchWithKey(page, `${operationPath}${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', [callHeader]: id },
        body,
        keepalive: isKeptAlive(name, body),
        signal: controller.signal,
      });
      isAccepted = true;
      return await readAnswer(response, onEvent);
    } catch {
      return controller.signal.aborted
        ? failed(new AppError('cancelled', 'The operation was cancelled before it answered.'))
        : lost();
    }
  }

  async function cancel(): Promise<void> {
    const asked = await fetchWithKey(page, `${cancelPath}${id}`, { method: 'POST' }).catch(() => null);
    const hasEnded = asked?.status === 404 && isAccepted;
    if (asked?.ok !== true && !hasEnded) controller.abort();
  }

  return { reply: carryOut(), cancel: () => void cancel() };
}

/** Fetches a file that the host offers once. The browser then saves what the page has, so that no address opens it. */
export const createFileFetch =
  (page: HttpPage) =>
  async (path: string): Promise<Reply<Blob>> => {
    try {
      const response = await fetchWithKey(page, path);
      return response.ok ? { ok: true, value: await response.blob() } : lost();
    } catch {
      return lost();
    }
  };

/**
 * The bridge of a page that a loopback host has served: the contract over HTTP. Links are opened by the page itself,
 * because the host may run on another machine.
 */
export function createHttpBridge(page: HttpPage): Bridge {
  const call =
    (name: OperationName) =>
    (input: unknown, onEvent?: Listener): Call<OperationName> =>
      startCall(page, name, input, onEvent) as Call<OperationName>;
  const openLink: Bridge['link.open'] = (input) => {
    page.openTab(`${linkPath}${input.link}`);
    return startCall(page, 'link.open', input) as Call<'link.open'>;
  };
  const calls = Object.fromEntries(operationNames.map((name) => [name, call(name)]));
  return Object.freeze({ ...(calls as unknown as Bridge), 'link.open': openLink });
}
