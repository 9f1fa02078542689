/** How a piece of work ended. */
export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: unknown };

/**
 * Does some work for each of many items, so many of them at the same time, and gives what came of each in the order of the
 * items. No item is begun that lies further ahead, so that little is kept of thousands; and none once a work has failed,
 * but those that are begun are waited for.
 * @param ahead how many are begun before the first of them is given, from 1
 */
export async function* sideBySide<T, R>(
  items: readonly T[],
  ahead: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<Settled<R>> {
  const underWay: Promise<Settled<R>>[] = [];
  const rest = items.values();
  let hasFailed = false;
  const settle = async (item: T): Promise<Settled<R>> => {
    try {
      return { ok: true, value: await work(item) };
    } catch (error) {
      hasFailed = true;
      return { ok: false, error };
    }
  };
  const begin = (): void => {
    while (!hasFailed && underWay.length < ahead) {
      const { value, done } = rest.next();
      if (done) return;
      underWay.push(settle(value));
    }
  };
  begin();
  for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) {
    const settled = await first;
    begin();
    yield settled;
  }
}
