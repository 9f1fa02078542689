type Message =
  | { readonly ask: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly answer: number; readonly ok: boolean; readonly value: unknown };

/** One end of a connection between two processes. */
export type Peer = {
  /** Asks the other end. Rejects with its error's text, or when the connection ends first. */
  readonly ask: (name: string, ...args: readonly unknown[]) => Promise<unknown>;
  /** Ends everything that is still asked. */
  readonly end: (why: string) => void;
};

/** What carries messages: a child process, or the process itself. */
export type PeerPort = {
  readonly send: (message: Message) => void;
  readonly listen: (take: (message: Message) => void) => void;
};

/** Connects two processes that ask each other by name. */
export function createPeer(
  port: PeerPort,
  answers: Readonly<Record<string, (...args: never[]) => unknown>>,
): Peer {
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  let next = 0;

  const answer = async (id: number, name: string, args: readonly unknown[]): Promise<void> => {
    try {
      const called = answers[name];
      if (called === undefined) throw new Error(`Nobody answers ${name}.`);
      port.send({ answer: id, ok: true, value: await called(...(args as never[])) });
    } catch (error) {
      port.send({ answer: id, ok: false, value: error instanceof Error ? error.message : String(error) });
    }
  };

  port.listen((message) => {
    if ('ask' in message) {
      void answer(message.ask, message.name, message.args);
      return;
    }
    const call = waiting.get(message.answer);
    waiting.delete(message.answer);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(new Error(String(message.value)));
  });

  return {
    ask: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = next;
        next += 1;
        waiting.set(id, { resolve, reject });
        port.send({ ask: id, name, args });
      }),
    end: (why) => {
      for (const { reject } of waiting.values()) reject(new Error(why));
      waiting.clear();
    },
  };
}
