/**
 * The items of a list that never changes its order, each with its place: the key under which React knows it, because
 * two items may be equal.
 */
export const placed = <T>(items: readonly T[]): readonly { readonly place: number; readonly item: T }[] =>
  items.map((item, place) => ({ place, item }));
