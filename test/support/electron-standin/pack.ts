const mark = '$standin-undefined';

/**
 * A value that crosses a process border, as text. Keeps `undefined`, which JSON drops. Refuses what Electron's
 * structured clone would take and the contract never sends, so that a mistake is loud.
 */
export function pack(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item === undefined) return mark;
    const isPlain =
      item === null ||
      typeof item !== 'object' ||
      Array.isArray(item) ||
      Object.getPrototypeOf(Object.getPrototypeOf(item) ?? {}) === null;
    if (!isPlain || ['function', 'symbol', 'bigint'].includes(typeof item))
      throw new TypeError('An object could not be cloned.');
    return item;
  });
}

/** The value of `pack`. */
export function unpack(text: string): unknown {
  return restore(JSON.parse(text));
}

function restore(value: unknown): unknown {
  if (value === mark) return undefined;
  if (Array.isArray(value)) return value.map(restore);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item)]));
}
