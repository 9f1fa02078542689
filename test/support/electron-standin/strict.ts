/** Keys that the language itself asks for; an object that lacks them is still complete. */
const languageKeys = new Set(['then', 'toJSON', 'constructor', 'prototype']);

/**
 * The object, refusing loudly every member that it lacks. What the program starts to use and the stand-in does not
 * cover fails with a name, instead of being `undefined` somewhere.
 * @param name what the object is called in the error, such as `electron.app`
 */
export function strict<T extends object>(name: string, object: T): T {
  const isKnown = (key: string | symbol): boolean =>
    typeof key === 'symbol' || key in object || key.startsWith('_') || languageKeys.has(key);
  const refuse = (key: string | symbol): never => {
    throw new Error(`${name}.${String(key)} is not covered by the stand-in.`);
  };
  return new Proxy(object, {
    get: (target, key) => (isKnown(key) ? Reflect.get(target, key) : refuse(key)),
    set: (target, key, value) => (isKnown(key) ? Reflect.set(target, key, value) : refuse(key)),
  });
}
