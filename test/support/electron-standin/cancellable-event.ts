/** An event of Electron: its parameters, and a way to prevent what it announces. */
export type CancellableEvent<P extends object> = Readonly<P> & {
  readonly defaultPrevented: boolean;
  readonly preventDefault: () => void;
};

/** A fresh event with the given parameters. */
export function cancellableEvent<P extends object>(parameters: P): CancellableEvent<P> {
  let prevented = false;
  const event = {
    ...parameters,
    preventDefault: () => {
      prevented = true;
    },
  };
  Object.defineProperty(event, 'defaultPrevented', { enumerable: true, get: () => prevented });
  return event as CancellableEvent<P>;
}
