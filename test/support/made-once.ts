/** The same value, which nobody can change any more. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/**
 * A sample that is made when it is first asked for and then shared by all tests of its process: it takes longer than most of
 * them. It is frozen to its last value, so that no test finds what another one has made of it.
 */
export function madeOnce<A extends readonly (string | number)[], T>(
  make: (...args: A) => T,
): (...args: A) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = JSON.stringify(args);
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = frozen(make(...args));
    made.set(key, fresh);
    return fresh;
  };
}
