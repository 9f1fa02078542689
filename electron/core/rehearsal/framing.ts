/** The four messages of a conversation, in their order; the first and third are the checker's. */
export type Step = 'knock' | 'challenge' | 'checker' | 'listener';

/** A message that has come whole, and how many bytes of what came it took. */
export type Framed = {
  readonly payload: Buffer;
  readonly used: number;
  /** The head of the HTTP message that carried it; null for other carriers. */
  readonly head: Buffer | null;
  /** Whether whoever sent it will take no other one over the same connection. */
  readonly isLast: boolean;
};

/** What a message is addressed to, as some protocols name it. */
export type Addressed = { readonly host: string; readonly port: number };

/** How messages ride in a real protocol. Pure: bytes in, bytes out. */
export type Framing = {
  /** Sent before the knock, where the protocol begins so; the service is then given time to speak first. */
  readonly opening: Buffer | null;
  readonly write: (step: Step, payload: Uint8Array, to: Addressed) => Buffer;
  /**
   * The first message in what has come; null when it is not whole yet.
   * @throws ProbeError `OTHER_PROTOCOL` as soon as the bytes cannot be one
   */
  readonly read: (step: Step, bytes: Buffer) => Framed | null;
};
