/** How many items of a list are written at once. */
const itemsAtOnce = 100;

/** What stands in JSON of an indent behind the last field of an object, and behind the last item of a list in it. */
const endsOf = (indent: 0 | 2): { readonly object: string; readonly list: string } =>
  indent === 0 ? { object: '}', list: ']' } : { object: '\n}', list: '\n  ]' };

/**
 * The JSON of data as `JSON.stringify` writes it, part by part, long lists among the fields of an object some items at a time:
 * what a run of thousands of servers comes to need not lie in the memory as one text, beside the object.
 * @param indent in spaces
 */
export function* jsonParts(value: object, indent: 0 | 2): Generator<string> {
  if (Array.isArray(value)) {
    yield JSON.stringify(value, null, indent);
    return;
  }
  const ends = endsOf(indent);
  const fieldText = (name: string, field: unknown): string =>
    JSON.stringify({ [name]: field }, null, indent).slice(1, -ends.object.length);
  let before = '{';
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const items: readonly unknown[] = Array.isArray(field) ? field : [];
    if (items.length <= itemsAtOnce) yield before + fieldText(name, field);
    else {
      const open = fieldText(name, []).slice(0, -1);
      yield before + open;
      for (let at = 0; at < items.length; at += itemsAtOnce) {
        const some = fieldText(name, items.slice(at, at + itemsAtOnce));
        yield (at === 0 ? '' : ',') + some.slice(open.length, -ends.list.length);
      }
      yield ends.list;
    }
    before = ',';
  }
  yield before === '{' ? '{}' : ends.object;
}
