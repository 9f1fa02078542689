import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Handlers } from '../../shared/contract/dispatch.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { codeOf } from '../core/error-code.ts';
import type { HostPort } from '../core/operations/deps.ts';
import type { Clock } from '../core/ports.ts';
import { send, textAnswer } from './answer.ts';
import { createBrowserPort } from './browser-port.ts';
import { createDownloads } from './downloads.ts';
import { createGate } from './gate.ts';
import { createIdleWatch, type IdleWatch, type Schedule, systemSchedule } from './idle-watch.ts';
import type { Calls } from './operation-route.ts';
import type { PageAssets } from './page-assets.ts';
import { type BodyLimits, bodyLimits } from './read-body.ts';
import { createRoute, type Route } from './routes.ts';

/** Bounds on what a browser, or whatever else connects, can make the host do. Times in ms. */
export type HostLimits = {
  /** How long the head of a request may take. */
  readonly headersTimeoutMs: number;
  /** How long a whole request may take: 40 MiB through a slow tunnel. */
  readonly requestTimeoutMs: number;
  /** How often those two are looked at. */
  readonly checkEveryMs: number;
  readonly maxConnections: number;
  readonly maxUnreadBytes: number;
  readonly bodyLimits: BodyLimits;
  /** How long calls may take to end once the host is to stop. */
  readonly graceMs: number;
};

/** The limits in force unless a test sets others. */
export const hostLimits: HostLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 180_000,
  checkEveryMs: 2000,
  maxConnections: 64,
  maxUnreadBytes: 64 * 1024 * 1024,
  bodyLimits,
  graceMs: 5000,
};

const maxHeaderBytes = 16 * 1024;

export type HostOptions = {
  /** Makes what carries out the operations, with what a browser host can do for them. */
  readonly makeHandlers: (host: HostPort) => Handlers<AbortSignal>;
  readonly assets: PageAssets;
  /** A port of 127.0.0.1; 0 lets the system choose one. */
  readonly port: number;
  /** After how long without a request or a call under way the host stops by itself, in ms. */
  readonly idleMs: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Unpredictable bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Tells whoever started the host about a failure of the host itself. Never about a token. */
  readonly notice: (sentence: string) => void;
  readonly limits?: Partial<HostLimits>;
  readonly schedule?: Schedule;
};

/** Why a host has stopped: nobody used it, the page asked for it, or whoever started it did. */
export type StopReason = 'idle' | 'quit' | 'ended';

export type RunningHost = {
  readonly port: number;
  /** The address of the page, with the token that works once. A secret until it was used. */
  readonly url: string;
  /** Stops: nothing new is accepted, calls are aborted and may still answer. Settles when all is closed. */
  readonly stop: () => Promise<void>;
  /** Settles when the host has stopped, whoever stopped it. */
  readonly stopped: Promise<StopReason>;
};

const loopback = '127.0.0.1';

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen({ host: loopback, port, exclusive: true });
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (cause) {
    const code = codeOf(cause);
    const why = code === 'EADDRINUSE' ? 'another program uses it' : 'the system refused';
    throw new AppError('usage', `Port ${port} of ${loopback} cannot be used: ${why} (${code}).`, { cause });
  }
}

function createLimitedServer(limits: HostLimits): Server {
  const server = createServer({
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
  });
  server.maxConnections = limits.maxConnections;
  return server;
}

/** Lets calls that were aborted answer, but not for longer than the grace, and closes everything. */
async function close(
  server: Server,
  quiet: Promise<void>,
  graceMs: number,
  schedule: Schedule,
): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  let callOff = (): void => undefined;
  const grace = new Promise<void>((resolve) => {
    callOff = schedule(graceMs, resolve);
  });
  await Promise.race([quiet, grace]);
  callOff();
  server.closeAllConnections();
  await closed;
}

/** Answers requests, and says so when an answer breaks; whoever asked learns only that it did. */
function serve(server: Server, route: Route, idle: IdleWatch, notice: (sentence: string) => void): void {
  const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
  server.on('error', (error) => notice(`A connection could not be accepted (${nameOf(error)}).`));
  server.on('request', (request, response) => {
    const leave = idle.enter();
    const gone = new Promise<void>((resolve) => response.once('close', resolve));
    response.on('error', () => response.destroy());
    route(request, response)
      .catch((error: unknown) => {
        notice(`A request could not be answered (${nameOf(error)}).`);
        if (response.headersSent) response.destroy();
        else send(response, textAnswer(500, 'Netready could not answer this.', { Connection: 'close' }));
      })
      .then(() => gone)
      .then(leave);
  });
}

/**
 * Serves the wizard to a browser on 127.0.0.1 and nowhere else. Whoever has the address of `url` gets in, once; after
 * that the cookie of that browser is needed. The host never writes the address anywhere.
 * @throws AppError `usage` when the port cannot be used
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { clock, randomBytes, notice, assets, schedule = systemSchedule } = options;
  const limits = { ...hostLimits, ...options.limits };
  const server = createLimitedServer(limits);
  const port = await listen(server, options.port);
  const calls: Calls = new Map();
  const downloads = createDownloads(clock, randomBytes);
  const gate = createGate(port, randomBytes);

  let stopping: Promise<StopReason> | null = null;
  let tellStopped: (reason: StopReason) => void = () => undefined;
  const stopped = new Promise<StopReason>((resolve) => {
    tellStopped = resolve;
  });
  const stop = (reason: StopReason): Promise<StopReason> => {
    stopping ??= (async () => {
      idle.end();
      for (const call of calls.values()) call.abort();
      await close(server, idle.quiet(), limits.graceMs, schedule);
      tellStopped(reason);
      return reason;
    })();
    return stopping;
  };

  const idle = createIdleWatch(options.idleMs, schedule, () => void stop('idle'));
  const handlers = options.makeHandlers(createBrowserPort(downloads, () => void stop('quit')));
  serve(server, createRoute({ ...limits, gate, assets, downloads, handlers, calls }), idle, notice);
  return {
    port,
    url: `http://${loopback}:${port}/?token=${gate.token}`,
    stop: async () => {
      await stop('ended');
    },
    stopped,
  };
}
