import type { Socket } from 'node:net';
import type { Carrier } from '../../../shared/probe/carriers.ts';
import type { Certificate, FactOf } from '../../../shared/probe/fact.ts';
import type { SignedCheckerView, SignedListenerView } from '../../../shared/probe/rehearsal-view.ts';
import type { SocketAddress } from '../base/world.ts';
import type { ProbeContext } from './probe.ts';

/** How far a conversation with a listener came, and what it left. */
export type RehearsalAnswer = {
  /** `connection`: nobody proved to have the code. `challenge`: somebody did, and then no answer came. */
  readonly reached: 'connection' | 'challenge' | 'answer';
  /** Why it came no further; null when it came to its end. */
  readonly code: string | null;
  /** What was sent, signed; null where it did not come to that. */
  readonly checker: SignedCheckerView | null;
  readonly listener: SignedListenerView | null;
  /** The quicker of both answers, in ms; null where not both came. */
  readonly answerMs: number | null;
  /** What the other end showed, where TLS is spoken. */
  readonly certificate: Certificate | null;
};

/** A connection on which a listener is to be spoken to. */
export type RehearsalLine = {
  readonly socket: Socket;
  readonly connectMs: number;
  readonly dialled: SocketAddress;
};

/** What is spoken to, and how. */
export type RehearsalTarget = {
  readonly carrier: Carrier;
  readonly host: string;
  readonly port: number;
  readonly reconnect: () => Promise<RehearsalLine>;
};

/** Who came to a port of this machine, with both halves of the evidence. */
export type Visit = {
  readonly at: Date;
  readonly durationMs: number;
  readonly port: number;
  readonly carrier: Carrier;
  readonly checker: SignedCheckerView;
  readonly listener: SignedListenerView;
};

/** What became of a port that was to be listened at. */
export type RehearsedState = NonNullable<FactOf<'visits'>['state']>;

/** The part of this run in a rehearsal. Those who have the code give it; nothing of the code can be had from it. */
export type RehearsalParty = {
  /** By which people see that reports belong together. */
  readonly tag: string;
  /** The key that signs what this run saw, as its report names it. */
  readonly sessionKey: string;
  /** Speaks to a listener over an open connection, which it ends. Never rejects. */
  readonly dial: (
    line: RehearsalLine,
    target: RehearsalTarget,
    context: Pick<ProbeContext, 'clock' | 'trust' | 'leadsToPublicAuthority' | 'limits' | 'signal'>,
  ) => Promise<RehearsalAnswer>;
  /** Whether a listener that answered at this address said that it stands in for the service of this port too. */
  readonly isListed: (end: SocketAddress) => boolean;
  /** What this machine's own listener saw at a port; null where none listened. */
  readonly heard: (
    port: number,
  ) => { readonly state: RehearsedState; readonly visits: readonly Visit[] } | null;
};
