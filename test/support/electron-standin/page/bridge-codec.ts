/** A message between the two worlds of a page, as JSON text. */
type Send = (text: string) => void;

type Encoded = unknown;

type Message =
  | { readonly call: number; readonly function: number; readonly args: Encoded }
  | { readonly returned: number; readonly value: Encoded }
  | { readonly threw: number; readonly message: string }
  | { readonly settled: number; readonly ok: boolean; readonly value: Encoded };

/** One end of the border between the page's world and the preload's world. */
export type BorderEnd = {
  readonly encode: (value: unknown) => Encoded;
  readonly decode: (encoded: Encoded) => unknown;
  /** Takes a message of the other end. Whether it was one. */
  readonly receive: (message: object) => boolean;
};

const mark = '$standin';

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * One end of a border that values cross as they cross Electron's `contextBridge`: primitives, arrays and plain objects
 * are copied, functions and promises are stood for by others. Anything else is refused, which is stricter.
 * @param send takes a message to the other end, which has received it when this returns
 */
export function createBorderEnd(send: Send): BorderEnd {
  const functions: ((...args: readonly unknown[]) => unknown)[] = [];
  const promises = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const returns = new Map<number, Message>();
  let nextCall = 0;
  let nextPromise = 0;
  const post = (message: Message): void => send(JSON.stringify(message));

  const encode = (value: unknown): Encoded => {
    if (value === undefined) return { [mark]: 'undefined' };
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
    if (typeof value === 'function') {
      functions.push(value as (...args: readonly unknown[]) => unknown);
      return { [mark]: 'function', id: functions.length - 1 };
    }
    if (value instanceof Promise) return encodePromise(value);
    if (Array.isArray(value)) return value.map(encode);
    if (typeof value !== 'object' || !isPlain(value) || mark in value)
      throw new TypeError('The stand-in lets only plain values, functions and promises cross the bridge.');
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
  };

  const encodePromise = (promise: Promise<unknown>): Encoded => {
    const id = nextPromise;
    nextPromise += 1;
    promise.then(
      (value) => post({ settled: id, ok: true, value: encode(value) }),
      (error) => post({ settled: id, ok: false, value: String(error?.message ?? error) }),
    );
    return { [mark]: 'promise', id };
  };

  const callOther = (id: number, args: readonly unknown[]): unknown => {
    const call = nextCall;
    nextCall += 1;
    post({ call, function: id, args: encode(args) });
    const answer = returns.get(call);
    returns.delete(call);
    if (answer === undefined) throw new Error('The other world did not answer.');
    if ('threw' in answer) throw new Error(answer.message);
    return 'value' in answer ? decode(answer.value) : undefined;
  };

  const decode = (encoded: Encoded): unknown => {
    if (encoded === null || typeof encoded !== 'object') return encoded;
    if (Array.isArray(encoded)) return encoded.map(decode);
    const { [mark]: kind, id } = encoded as { readonly [mark]?: string; readonly id?: number };
    if (kind === 'undefined') return undefined;
    if (kind === 'function' && id !== undefined) return (...args: readonly unknown[]) => callOther(id, args);
    if (kind === 'promise' && id !== undefined)
      return new Promise((resolve, reject) => promises.set(id, { resolve, reject }));
    return Object.fromEntries(Object.entries(encoded).map(([key, item]) => [key, decode(item)]));
  };

  const carryOut = (call: number, id: number, args: Encoded): void => {
    try {
      const called = functions[id];
      if (called === undefined) throw new Error('There is no such function.');
      post({ returned: call, value: encode(called(...(decode(args) as readonly unknown[]))) });
    } catch (error) {
      post({ threw: call, message: error instanceof Error ? error.message : String(error) });
    }
  };

  const receive = (message: object): boolean => {
    const known = message as Message;
    if ('call' in known) carryOut(known.call, known.function, known.args);
    else if ('returned' in known) returns.set(known.returned, known);
    else if ('threw' in known) returns.set(known.threw, known);
    else if ('settled' in known) {
      const waiting = promises.get(known.settled);
      promises.delete(known.settled);
      if (known.ok) waiting?.resolve(decode(known.value));
      else waiting?.reject(new Error(String(known.value)));
    } else return false;
    return true;
  };

  return { encode, decode, receive };
}
