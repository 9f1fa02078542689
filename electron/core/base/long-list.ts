/** How many items make a list so long that it is written so many at a time. */
const partLength = 1000;

/** Whether a value is a list that is better written in parts than as a whole. */
export const isLongList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > partLength;

/**
 * The JSON of a list in pieces.
 * @param write gives the JSON of some of its items, with neither the bracket before them nor the end
 * @param end what stands behind the last item
 */
export function* listInParts(
  list: readonly unknown[],
  write: (items: readonly unknown[]) => string,
  end = ']',
): Generator<string> {
  for (let from = 0; from < list.length; from += partLength) {
    yield from === 0 ? '[' : ',';
    yield write(list.slice(from, from + partLength));
  }
  yield end;
}
