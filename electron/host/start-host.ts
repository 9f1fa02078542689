import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Handlers, isOperationName } from '../../shared/contract/dispatch.ts';
import { operationPath } from '../../shared/contract/http.ts';
import { isUnattended } from '../../shared/contract/operations.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { codeOf } from '../core/base/error-code.ts';
import type { Clock } from '../core/base/world.ts';
import type { HostServices } from '../core/operations/deps.ts';
import { send, textAnswer } from './answer.ts';
import { createBodyRoom } from './body-room.ts';
import { createBrowserServices } from './browser-services.ts';
import { createDownloads } from './downloads.ts';
import { createEntrance } from './entrance.ts';
import { createGate, loopback } from './gate.ts';
import { createIdleWatch, type IdleWatch, type Schedule, systemSchedule } from './idle-watch.ts';
import type { Calls } from './operation-route.ts';
import type { PageAssets } from './page-assets.ts';
import { type BodyLimits, bodyLimits } from './read-body.ts';
import { createRoute, isAdmitted, type Route } from './routes.ts';
import type { RandomBytes } from './secrets.ts';
import { boundStrangers } from './strangers.ts';
import type { Accounts } from './visitor.ts';

/** Bounds on what a browser, or whatever else connects, can make the host do. Times in ms. */
export type HostLimits = {
  /** How long the head of a request may take. */
  readonly headersTimeoutMs: number;
  /** How long a connection stays open for the next request. A new one would have to make its way past strangers. */
  readonly keepAliveMs: number;
  /** How often those two are looked at. */
  readonly checkEveryMs: number;
  readonly maxConnections: number;
  /** How many of them may be of somebody who has shown nothing yet. */
  readonly maxStrangers: number;
  readonly maxUnreadBytes: number;
  readonly bodyLimits: BodyLimits;
  /** How long a body may take to come in, once it is its turn: 280 MiB through a slow tunnel. */
  readonly bodyTimeoutMs: number;
  readonly smallBodyBytes: number;
  /** How many bytes of the larger bodies are held at the same time, until their calls have ended. */
  readonly bodyRoomBytes: number;
  /** How long calls may take to end once the host is to stop. */
  readonly graceMs: number;
};

/** The limits in force unless a test sets others. */
export const hostLimits: HostLimits = {
  headersTimeoutMs: 60_000,
  keepAliveMs: 300_000,
  checkEveryMs: 2000,
  maxConnections: 512,
  maxStrangers: 32,
  maxUnreadBytes: 64 * 1024 * 1024,
  bodyLimits,
  bodyTimeoutMs: 900_000,
  smallBodyBytes: 64 * 1024,
  bodyRoomBytes: 64 * 1024 * 1024,
  graceMs: 5000,
};

/**
 * The longest head of a request: more than all cookies that a browser keeps for a host (180 of 4 KiB), so that nobody
 * who sets cookies on another port of 127.0.0.1 can make requests too long to be answered.
 */
const maxHeaderBytes = 1024 * 1024;

export type HostOptions = {
  /** Makes what carries out the operations, with what a browser host can do for them. */
  readonly makeHandlers: (host: HostServices) => Handlers<AbortSignal>;
  readonly assets: PageAssets;
  /** A port of 127.0.0.1; 0 lets the system choose one. */
  readonly port: number;
  /** After how long without a request or a call under way the host stops by itself, in ms. */
  readonly idleMs: number;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly randomBytes: RandomBytes;
  readonly accounts: Accounts;
  /** Tells whoever started the host who came, and about failures of the host itself. Never a secret. */
  readonly notice: (sentence: string) => void;
  /** A browser was let in: the address is of no use any more. */
  readonly onEntered?: () => void;
  readonly limits?: Partial<HostLimits>;
  readonly schedule?: Schedule;
};

/** Why a host has stopped: nobody used it, the page asked for it, or whoever started it did. */
export type StopReason = 'idle' | 'quit' | 'ended';

export type RunningHost = {
  readonly port: number;
  /** The address that lets one browser in, once. A secret until it was used. */
  readonly url: () => string;
  /**
   * Ends the session and the address before, and makes a new one. Every connection is cut off; what goes on without its
   * page goes on.
   */
  readonly renew: () => void;
  /** Stops: nothing new is accepted, calls are aborted and may still answer. Settles when all is closed. */
  readonly stop: () => Promise<void>;
  /** Settles when the host has stopped, whoever stopped it. */
  readonly stopped: Promise<StopReason>;
};

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
    keepAliveTimeout: limits.keepAliveMs,
    // A body may have to wait for its turn; its time is counted where it is read.
    requestTimeout: 0,
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

/** What serving requests needs beside the answers. */
type Serving = {
  readonly route: Route;
  /** Whether a request is use: of somebody who was let in. */
  readonly isUse: (request: IncomingMessage) => boolean;
  readonly idle: IdleWatch;
  readonly notice: (sentence: string) => void;
};

/** Whether a page asks by itself, with nobody before it. */
function isUnattendedCall({ url = '' }: IncomingMessage): boolean {
  const name = url.startsWith(operationPath) ? url.slice(operationPath.length) : '';
  return isOperationName(name) && isUnattended(name);
}

/** Answers requests, and says so when an answer breaks; whoever asked learns only that it did. */
function serve(server: Server, { route, isUse, idle, notice }: Serving): void {
  const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error');
  server.on('error', (error) => notice(`A connection could not be accepted (${nameOf(error)}).`));
  server.on('request', (request, response) => {
    const leave = isUse(request) ? idle.enter() : () => undefined;
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

/** Says each thing once until it is told to begin again, so that nobody can fill a terminal. */
function createAnnouncer(notice: (sentence: string) => void) {
  const said = new Set<string>();
  return {
    announce: (sentence: string): void => {
      if (!said.has(sentence)) notice(sentence);
      said.add(sentence);
    },
    beginAgain: () => said.clear(),
  };
}

/**
 * Serves the wizard to a browser on 127.0.0.1 and nowhere else. Whoever has the address of `url` gets in, once; after
 * that the key is needed which that page was given. The host never writes the address anywhere.
 * @throws AppError `usage` when the port cannot be used
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { clock, randomBytes, accounts, notice, assets, schedule = systemSchedule } = options;
  const { onEntered = () => undefined } = options;
  const limits = { ...hostLimits, ...options.limits };
  const server = createLimitedServer(limits);
  const strangers = boundStrangers(server, limits.maxStrangers);
  const port = await listen(server, options.port);
  const calls: Calls = new Map();
  const downloads = createDownloads(clock, randomBytes);
  const gate = createGate(port);
  const entrance = createEntrance(randomBytes);
  const { announce, beginAgain } = createAnnouncer(notice);

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
  const handlers = options.makeHandlers(createBrowserServices(downloads, () => void stop('quit')));
  const room = createBodyRoom(limits.bodyRoomBytes);
  const admission = { gate, entrance, accounts, strangers, announce, onEntered };
  const route = createRoute({ ...limits, ...admission, schedule, room, assets, downloads, handlers, calls });
  serve(server, {
    route,
    isUse: (request) => isAdmitted({ entrance }, request) && !isUnattendedCall(request),
    idle,
    notice,
  });
  return {
    port,
    url: () => `${gate.origin}${entrance.address()}`,
    renew: () => {
      entrance.renew();
      beginAgain();
      server.closeAllConnections();
    },
    stop: async () => {
      await stop('ended');
    },
    stopped,
  };
}
