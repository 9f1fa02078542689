import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Carrier, isOverTls } from '../../../shared/probe/carriers.ts';
import type { Certificate } from '../../../shared/probe/fact.ts';
import type {
  RehearsalEnd,
  SignedCheckerView,
  SignedListenerView,
  TlsBinding,
} from '../../../shared/probe/rehearsal-view.ts';
import { codeOf } from '../base/error-code.ts';
import type { Clock, Wait } from '../base/world.ts';
import type { ProbeContext } from '../probes/probe.ts';
import { type OwnCode, ProbeError } from '../probes/probe-error.ts';
import type { RehearsalAnswer } from '../probes/rehearsal-party.ts';
import { shakeHands } from '../probes/tls-handshake.ts';
import { decodeListenerBody, encodeBody, hashOfBody, sha256 } from './bodies.ts';
import { framings, maySplit } from './framings.ts';
import { requestHeadFor } from './http-framing.ts';
import { greetingBytes, nonceBytes, type RehearsalKeys, sealedBytes } from './keys.ts';
import { type MessageStream, messageStream } from './message-stream.ts';
import { isViewSigned } from './session-key.ts';
import { tlsBinding } from './tls-binding.ts';
import { endOf, fittedView, profileHash, type Self, toBase64url, viewOfSelf } from './views.ts';

/** A connection of the checker's side, and how long it took to come about, in ms. */
export type DialledConnection = {
  readonly socket: Socket;
  readonly connectMs: number;
  readonly dialled: RehearsalEnd;
};

/** What a dialler works with. */
export type Dialling = {
  readonly self: Self;
  readonly keys: RehearsalKeys;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly clock: Clock;
  readonly judges: Pick<ProbeContext, 'trust' | 'leadsToPublicAuthority'>;
  readonly wait: Wait;
};

/** What is dialled. */
export type Dialled = {
  readonly carrier: Carrier;
  /** As the profile names it. */
  readonly host: string;
  readonly port: number;
  /** Opens one more connection to the same end, where the first one was closed after its answer. */
  readonly reconnect: () => Promise<DialledConnection>;
};

/** How long a server that greets first is given to do so, in ms, so that no real one is met by anything but its protocol's beginning. */
const shortestPauseMs = 200;
const pauseFactor = 4;

const codes = {
  otherProtocol: 'OTHER_PROTOCOL',
  otherCode: 'OTHER_CODE',
  hungUp: 'HUNG_UP',
} as const satisfies Readonly<Record<string, OwnCode>>;

/** An open connection with its clothes on. */
type Line = {
  readonly stream: MessageStream;
  readonly own: RehearsalEnd;
  readonly dialled: RehearsalEnd;
  readonly tls: { readonly binding: TlsBinding; readonly certificate: Certificate | null } | null;
  readonly close: () => void;
};

async function putOnClothes(
  { socket, dialled }: DialledConnection,
  { carrier, host, port }: Dialled,
  { judges, wait }: Dialling,
): Promise<Line> {
  if (socket.destroyed) throw new ProbeError(codes.hungUp);
  const own = endOf(socket.localAddress, socket.localPort);
  const framing = framings[carrier];
  if (!isOverTls(carrier))
    return {
      stream: messageStream(socket, framing, { host, port }),
      own,
      dialled,
      tls: null,
      close: () => socket.destroy(),
    };
  const alpn = carrier === 'https' ? ['http/1.1'] : [];
  const { socket: secure, seen } = await shakeHands(socket, host, judges, wait, alpn);
  return {
    stream: messageStream(secure, framing, { host, port }),
    own,
    dialled,
    tls: { binding: bindingOf(secure), certificate: seen.chain[0] ?? null },
    close: () => {
      secure.destroy();
      socket.destroy();
    },
  };
}

const bindingOf = (socket: TLSSocket): TlsBinding => tlsBinding(socket, socket.getPeerCertificate().raw);

/** What the checker sends, and keeps as its half of the evidence. */
function checkerBody(
  line: Line,
  { carrier, host, port }: Dialled,
  { self }: Dialling,
  [knock, challenge]: readonly [Buffer, Buffer],
): { readonly signed: SignedCheckerView; readonly body: Buffer } {
  const head = maySplit(carrier) ? requestHeadFor(2 * greetingBytes + sealedBytes, { host, port }) : null;
  const signed = self.key.signChecker(
    fittedView({
      ...viewOfSelf(self),
      carrier,
      nonces: [toBase64url(knock.subarray(0, nonceBytes)), toBase64url(challenge.subarray(0, nonceBytes))],
      wanted: host,
      dialled: line.dialled,
      own: line.own,
      tls: line.tls?.binding ?? null,
      head: head === null ? null : toBase64url(sha256(head)),
      profile: profileHash(self.profile),
    }),
  );
  return { signed, body: encodeBody(signed) };
}

/** The listener's half, where it is whole, signed, and the answer to what was sent. */
function listenerAnswer(
  payload: Buffer,
  { carrier }: Dialled,
  { keys }: Dialling,
  conversation: { readonly knock: Buffer; readonly challenge: Buffer; readonly body: Buffer },
): SignedListenerView {
  const answers = hashOfBody(conversation.body);
  const opened = keys.open(carrier, 'listener', { ...conversation, answers }, payload);
  const signed = opened === null ? null : decodeListenerBody(opened);
  const isWhole =
    signed !== null && signed.view.answers === toBase64url(answers) && isViewSigned('listener', signed);
  if (!isWhole) throw new ProbeError(codes.otherCode);
  return signed;
}

/**
 * One conversation with a listener, over a connection that is open. Never rejects: how far it came, and why no further, is
 * the answer. Sends nothing to a service that has spoken first, or otherwise shown that it is none of ours.
 */
export async function dialListener(
  first: DialledConnection,
  target: Dialled,
  dialling: Dialling,
): Promise<RehearsalAnswer> {
  const { carrier } = target;
  const { keys, clock, wait, randomBytes } = dialling;
  const lines: Line[] = [];
  let reached: RehearsalAnswer['reached'] = 'connection';
  let checker: SignedCheckerView | null = null;
  const answerTimes: number[] = [];
  const timed = async <T>(act: () => Promise<T>): Promise<T> => {
    const start = clock.monotonicMs();
    const value = await act();
    answerTimes.push(Math.max(0, clock.monotonicMs() - start));
    return value;
  };
  const certificate = (): Certificate | null => lines.at(-1)?.tls?.certificate ?? null;
  try {
    const open = async (connection: DialledConnection): Promise<Line> => {
      const line = await putOnClothes(connection, target, dialling);
      lines.push(line);
      return line;
    };
    let line = await open(first);
    if (framings[carrier].opening !== null) {
      line.stream.open();
      const timeoutMs = Math.max(shortestPauseMs, pauseFactor * first.connectMs);
      if (await line.stream.speaksFirst({ ...wait, timeoutMs })) throw new ProbeError(codes.otherProtocol);
    }
    const knock = keys.knock(carrier, randomBytes(nonceBytes));
    const challenged = await timed(() => {
      line.stream.send('knock', knock);
      return line.stream.receive('challenge', wait);
    });
    const challenge = Buffer.from(challenged.payload);
    if (!keys.isChallenge(carrier, knock, challenge)) throw new ProbeError(codes.otherCode);
    reached = 'challenge';
    if (challenged.isLast) line = await open(await target.reconnect());
    const { signed, body } = checkerBody(line, target, dialling, [knock, challenge]);
    checker = signed;
    const sealed = keys.seal(carrier, 'checker', { knock, challenge }, body);
    const payload = maySplit(carrier) ? Buffer.concat([knock, challenge, sealed]) : sealed;
    const answered = await timed(() => {
      line.stream.send('checker', payload);
      return line.stream.receive('listener', wait);
    });
    const listener = listenerAnswer(answered.payload, target, dialling, { knock, challenge, body });
    return {
      reached: 'answer',
      code: null,
      checker,
      listener,
      answerMs: Math.min(...answerTimes),
      certificate: certificate(),
    };
  } catch (error) {
    return {
      reached,
      code: codeOf(error),
      checker,
      listener: null,
      answerMs: null,
      certificate: certificate(),
    };
  } finally {
    first.socket.destroy();
    for (const { close } of lines) close();
  }
}
