import net, { type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import tls, { type SecureContext, TLSSocket } from 'node:tls';
import { type Carrier, isOverTls } from '../../../shared/probe/carriers.ts';
import type { ListenerView, SignedCheckerView, TlsBinding } from '../../../shared/probe/rehearsal-view.ts';
import { most } from '../../../shared/words/lengths.ts';
import { codeOf } from '../base/error-code.ts';
import type { Clock } from '../base/world.ts';
import type { RehearsedState, Visit } from '../probes/rehearsal-party.ts';
import { decodeCheckerBody, encodeBody, hashOfBody, sha256 } from './bodies.ts';
import { createChallenges } from './challenges.ts';
import type { Framed } from './framing.ts';
import { framings, maySplit } from './framings.ts';
import { createHandshakeTurns } from './handshake-turns.ts';
import { greetingBytes, nonceBytes, type RehearsalKeys, sealedBytes } from './keys.ts';
import { maxConversationBytes } from './message-stream.ts';
import { isViewSigned } from './session-key.ts';
import { tlsBinding } from './tls-binding.ts';
import { createUnproven } from './unproven.ts';
import { endOf, fittedView, type Self, toBase64url, viewOfSelf } from './views.ts';

/** A port to listen at, and the clothes in which it is spoken to. */
export type ListenPort = { readonly port: number; readonly carrier: Carrier };

/** Bounds in number and time; times in ms. */
export type ListenerLimits = {
  /** Connections whose peer has proven nothing yet. */
  readonly unproven: number;
  /** Handshakes at a time; and how many begin in a second for one address. */
  readonly handshakes: number;
  readonly handshakesPerSecond: number;
  /** How long a handshake may wait for its turn, a peer for its knock, and a connection last in all behind that turn. */
  readonly turnMs: number;
  readonly knockMs: number;
  readonly wholeMs: number;
};

export const usualLimits: ListenerLimits = {
  unproven: 512,
  handshakes: 64,
  handshakesPerSecond: 20,
  turnMs: 10_000,
  knockMs: 5000,
  wholeMs: 10_000,
};

/** How many challenges may wait for their answer, and of how many addresses it is counted how often strangers came. */
const maxChallenges = 4096;
const maxStrangers = 64;

/** What a listener works with. */
export type Listening = {
  readonly self: Self;
  readonly keys: RehearsalKeys;
  readonly clock: Clock;
  readonly randomBytes: (count: number) => Uint8Array;
  /** The certificate that is shown where TLS is spoken: a context of Node, and its DER. */
  readonly certificate: { readonly context: SecureContext; readonly der: Uint8Array };
  /** Whether a host, as the profile of the peer names it, is this machine. */
  readonly meant: (wanted: string) => ListenerView['meant'];
  /** Ports that other programs hold, so that peers learn that they are no rehearsal. */
  readonly inUse: readonly number[];
  readonly limits?: ListenerLimits;
  /** Hears of each peer that has proven itself. */
  readonly onVisit?: (visit: Visit) => void;
};

/** An end at which it is listened, or why not: a code of the system. */
export type OpenedEnd = { readonly address: string; readonly port: number; readonly code: string | null };

/** Temporary listeners in the place of services that are not there yet. */
export type Listener = {
  readonly ends: readonly OpenedEnd[];
  readonly stateOf: (port: number) => RehearsedState;
  /** Who came to a port, each run once, in the order in which they came. */
  readonly visits: (port: number) => readonly Visit[];
  /** How many connections proved nothing, by the address that they came from. */
  readonly strangers: () => ReadonlyMap<string, number>;
  /** Leaves a port out: something else answers in its place. */
  readonly disown: (port: number) => Promise<void>;
  /** Ends every listener and every connection. */
  readonly close: () => Promise<void>;
};

type Opened = { readonly server: Server; readonly port: number };

async function listenAt(server: Server, address: string, port: number): Promise<string | null> {
  return await new Promise((resolve) => {
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen({ host: address, port, exclusive: true, ipv6Only: true }, () => resolve(null));
  });
}

/**
 * Listens at each address and port by itself. What comes is answered only where it proves to have the code; everything else
 * is closed without a byte. Nothing is run, looked up, written or dialled for a peer.
 */
export async function openListener(
  ports: readonly ListenPort[],
  addresses: readonly string[],
  listening: Listening,
): Promise<Listener> {
  const { self, keys, clock, randomBytes, certificate, limits = usualLimits } = listening;
  const nowMs = (): number => clock.monotonicMs();
  const unproven = createUnproven(limits.unproven);
  const handshakes = createUnproven(limits.handshakes);
  const turns = createHandshakeTurns(limits.handshakesPerSecond, nowMs);
  const challenges = createChallenges(limits.wholeMs, maxChallenges, nowMs);
  const open = new Set<Socket>();
  const visits = new Map<number, Map<string, Visit>>();
  const strangers = new Map<string, number>();
  const states = new Map<number, RehearsedState>(listening.inUse.map((port) => [port, 'in-use'] as const));
  const portsIn = (state: RehearsedState): number[] =>
    [...states].flatMap(([port, own]) => (own === state ? [port] : [])).slice(0, most.rehearsedPorts);

  const countStranger = (address: string): void => {
    const count = strangers.get(address);
    if (count !== undefined || strangers.size < maxStrangers) strangers.set(address, (count ?? 0) + 1);
  };
  const keepVisit = (visit: Visit): void => {
    const { run } = visit.checker.view;
    if (run === self.run) return;
    const known = visits.get(visit.port) ?? new Map<string, Visit>();
    if (!known.has(run) && known.size >= most.visits) return;
    visits.set(visit.port, known.set(run, visit));
    listening.onVisit?.(visit);
  };

  /** The answer to a checker's view that has come whole; null for one that proves nothing. */
  const answerTo = (
    { port, carrier }: ListenPort,
    connection: {
      readonly socket: Socket;
      readonly knock: Buffer;
      readonly challenge: Buffer;
      readonly binding: TlsBinding | null;
      readonly since: { readonly at: Date; readonly ms: number };
    },
    framed: Framed,
  ): Buffer | null => {
    const { socket, knock, challenge, binding, since } = connection;
    const sealed = maySplit(carrier) ? framed.payload.subarray(2 * greetingBytes) : framed.payload;
    const body = keys.open(carrier, 'checker', { knock, challenge }, sealed);
    const checker: SignedCheckerView | null = body === null ? null : decodeCheckerBody(body);
    if (body === null || checker === null || !isViewSigned('checker', checker)) return null;
    const answers = hashOfBody(body);
    const listener = self.key.signListener(
      fittedView({
        ...viewOfSelf(self),
        carrier,
        nonces: [toBase64url(knock.subarray(0, nonceBytes)), toBase64url(challenge.subarray(0, nonceBytes))],
        meant: listening.meant(checker.view.wanted),
        arrived: endOf(socket.localAddress, socket.localPort),
        peer: endOf(socket.remoteAddress, socket.remotePort),
        tls: binding,
        head: framed.head === null ? null : toBase64url(sha256(framed.head)),
        answers: toBase64url(answers),
        clock: clock.now().toISOString(),
        rehearsed: portsIn('rehearsed'),
        inUse: portsIn('in-use'),
        notOpened: portsIn('not-opened'),
      }),
    );
    keepVisit({ at: since.at, durationMs: nowMs() - since.ms, port, carrier, checker, listener });
    return keys.seal(carrier, 'listener', { knock, challenge, answers }, encodeBody(listener));
  };

  /** Speaks with one peer over a connection that has its clothes on. Whatever is not right ends it without a byte. */
  const converse = (
    stream: Duplex,
    socket: Socket,
    at: ListenPort,
    binding: TlsBinding | null,
    onKnock: () => void,
    onProven: () => void,
  ): void => {
    const framing = framings[at.carrier];
    const since = { at: clock.now(), ms: nowMs() };
    const to = { host: '', port: at.port };
    let bytes: Buffer = Buffer.alloc(0);
    let total = 0;
    let begun: { readonly knock: Buffer; readonly challenge: Buffer } | null = null;

    const answerKnock = (payload: Buffer): boolean => {
      if (!keys.isKnock(at.carrier, payload)) return false;
      const knock = Buffer.from(payload);
      const challenge = keys.challenge(at.carrier, knock, randomBytes(nonceBytes));
      begun = { knock, challenge };
      if (maySplit(at.carrier)) challenges.give({ ...begun, port: at.port });
      onKnock();
      stream.write(framing.write('challenge', challenge, to));
      return true;
    };
    /** What a view answers: the challenge of this connection, or of another one where a proxy stands between. */
    const conversationOf = (payload: Buffer): { knock: Buffer; challenge: Buffer } | null => {
      if (!maySplit(at.carrier)) return begun;
      if (payload.length !== 2 * greetingBytes + sealedBytes) return null;
      const knock = Buffer.from(payload.subarray(0, greetingBytes));
      const challenge = Buffer.from(payload.subarray(greetingBytes, 2 * greetingBytes));
      return challenges.take({ knock, challenge, port: at.port }) ? { knock, challenge } : null;
    };
    const answerView = (framed: Framed): boolean => {
      const conversation = conversationOf(framed.payload);
      if (conversation === null) return false;
      const answer = answerTo(at, { socket, ...conversation, binding, since }, framed);
      if (answer === null) return false;
      onProven();
      stream.end(framing.write('listener', answer, to));
      return true;
    };
    const take = (): boolean => {
      const isFirst = begun === null;
      const framed = framing.read(isFirst ? 'knock' : 'checker', bytes);
      if (framed === null) return true;
      bytes = bytes.subarray(framed.used);
      return isFirst && framed.payload.length === greetingBytes
        ? answerKnock(framed.payload)
        : answerView(framed);
    };
    stream.on('data', (chunk: Buffer) => {
      total += chunk.length;
      bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      let isRight = total <= maxConversationBytes;
      try {
        isRight &&= take();
      } catch {
        isRight = false;
      }
      if (!isRight) socket.destroy();
    });
    stream.on('error', () => socket.destroy());
  };

  const secure = (socket: Socket, { carrier }: ListenPort, onSecure: (stream: TLSSocket) => void): void => {
    const stream = new TLSSocket(socket, {
      isServer: true,
      secureContext: certificate.context,
      ...(carrier === 'https' ? { ALPNProtocols: ['http/1.1'] } : {}),
    });
    stream.on('error', () => socket.destroy());
    stream.on('close', () => socket.destroy());
    stream.once('secure', () => onSecure(stream));
  };

  const accept = (socket: Socket, at: ListenPort): void => {
    const { address } = endOf(socket.remoteAddress, socket.remotePort);
    let timer: NodeJS.Timeout | undefined;
    let isProven = false;
    let giveBack: () => void = () => undefined;
    const within = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => socket.destroy(), ms);
    };
    open.add(socket);
    unproven.add(socket, address);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(timer);
      giveBack();
      open.delete(socket);
      unproven.remove(socket);
      handshakes.remove(socket);
      if (!isProven) countStranger(address);
    });
    const begin = (stream: Duplex, binding: TlsBinding | null): void =>
      converse(
        stream,
        socket,
        at,
        binding,
        () => within(limits.wholeMs - limits.knockMs),
        () => {
          isProven = true;
          unproven.remove(socket);
        },
      );
    const shakeHands = (): void => {
      within(limits.knockMs);
      handshakes.add(socket, address);
      secure(socket, at, (stream) => {
        handshakes.remove(socket);
        begin(stream, tlsBinding(stream, certificate.der));
      });
    };
    within(limits.knockMs);
    socket.once('readable', () => {
      if (socket.destroyed) return;
      if (!isOverTls(at.carrier)) {
        begin(socket, null);
        return;
      }
      within(limits.turnMs);
      giveBack = turns.ask(address, shakeHands);
    });
  };

  const opened: Opened[] = [];
  const ends: OpenedEnd[] = [];
  for (const at of ports) {
    for (const address of addresses) {
      const server = net.createServer((socket) => accept(socket, at));
      const code = await listenAt(server, address, at.port);
      server.on('error', () => undefined);
      ends.push({ address, port: at.port, code });
      if (code === null) opened.push({ server, port: at.port });
    }
    const isOpen = opened.some(({ port }) => port === at.port);
    states.set(at.port, isOpen ? 'rehearsed' : 'not-opened');
  }

  const closeServers = async (servers: readonly Opened[]): Promise<void> => {
    await Promise.all(
      servers.map(({ server }) => new Promise<void>((resolve) => server.close(() => resolve()))),
    );
  };
  return {
    ends,
    stateOf: (port) => states.get(port) ?? 'not-opened',
    visits: (port) => [...(visits.get(port)?.values() ?? [])],
    strangers: () => new Map(strangers),
    disown: async (port) => {
      states.set(port, 'not-opened');
      await closeServers(opened.filter((entry) => entry.port === port && entry.server.listening));
    },
    close: async () => {
      turns.close();
      const closing = closeServers(opened.filter(({ server }) => server.listening));
      for (const socket of open) socket.destroy();
      await closing;
    },
  };
}

/** The context in which a listener speaks TLS: 1.2 or later, as Node has it. */
export const listenerContext = (key: string, certificate: string): SecureContext =>
  tls.createSecureContext({ key, cert: certificate });
