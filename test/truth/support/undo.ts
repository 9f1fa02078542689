/** How one change of the machine is taken back, and what stays behind if that fails. */
export type Undo = { readonly what: string; readonly run: () => Promise<unknown> };

/** Registers an undo. Called before the change is made, so that a change that fails half-way is taken back as well. */
export type Later = (undo: Undo) => void;

/**
 * Does something that changes the machine and takes every change back, the last one first: when the work is done, and
 * when it fails. An undo that fails keeps no other one from running.
 * @throws what the work threw; and, in an AggregateError with it, what could not be taken back, by its name
 */
export async function withUndo<T>(work: (later: Later) => Promise<T>): Promise<T> {
  const undos: Undo[] = [];
  const left: Error[] = [];
  const takeBack = async (): Promise<void> => {
    for (const { what, run } of undos.reverse()) {
      try {
        await run();
      } catch (cause) {
        left.push(new Error(`not taken back: ${what}`, { cause }));
      }
    }
  };
  const names = (): string => left.map(({ message }) => message).join('; ');
  let result: T;
  try {
    result = await work((undo) => undos.push(undo));
  } catch (error) {
    await takeBack();
    throw left.length === 0 ? error : new AggregateError([error, ...left], `${String(error)}; ${names()}`);
  }
  await takeBack();
  if (left.length > 0) throw new AggregateError(left, names());
  return result;
}

/**
 * Changes the machine until the work is over. The undo is known before the change is tried; where the change itself has
 * failed, that is what is said, and not that there is nothing to take back.
 */
export async function change(later: Later, undo: Undo, make: () => Promise<unknown>): Promise<void> {
  let isMade = false;
  const run = (): Promise<unknown> =>
    undo.run().catch((error: unknown) => {
      if (isMade) throw error;
    });
  later({ what: undo.what, run });
  await make();
  isMade = true;
}
