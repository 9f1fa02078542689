import { isLongList, listInParts } from './long-list.ts';
import { utf8Of } from './utf8-of.ts';

const step = '  ';

/** The text of a value as it stands within an object. */
const writtenWithin = (value: unknown): string =>
  JSON.stringify(value, null, step)?.replaceAll('\n', `\n${step}`) ?? 'null';

const listEnd = `\n${step}]`;

function* pieces(data: object): Generator<string> {
  if (Array.isArray(data) || !Object.values(data).some(isLongList)) {
    yield `${JSON.stringify(data, null, step)}\n`;
    return;
  }
  const parts = Object.entries(data).filter(([, part]) => part !== undefined);
  for (const [index, [key, part]] of parts.entries()) {
    yield `${index === 0 ? '{' : ','}\n${step}${JSON.stringify(key)}: `;
    if (isLongList(part))
      yield* listInParts(part, (items) => writtenWithin(items).slice(1, -listEnd.length), listEnd);
    else yield writtenWithin(part);
  }
  yield '\n}\n';
}

/**
 * Data as JSON that people can read as well: what `JSON.stringify` writes with two blanks, and an end of line. Long lists
 * are written some items at a time: 200 servers come to 120,000 connections, whose text as a whole would be held twice.
 */
export const indentedJson = (data: object): Uint8Array => utf8Of(pieces(data));
