/**
 * Gives what is made when it is first asked for, and the same from then on: for what a start would make in vain, as the
 * sentences of all findings are for a command that tells of none.
 * @param make depends on nothing but constants
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
