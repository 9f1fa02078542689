import { jsonParts } from './json-parts.ts';
import { utf8Of } from './utf8-of.ts';

function* lines(data: object): Generator<string> {
  yield* jsonParts(data, 2);
  yield '\n';
}

/**
 * Data as JSON that people can read as well: what `JSON.stringify` writes with two blanks, and an end of line. Long lists
 * are written some items at a time: 200 servers come to 120,000 connections, whose text as a whole would be held twice.
 */
export const indentedJson = (data: object): Uint8Array => utf8Of(lines(data));

/** The same bytes in parts, made anew for everyone who asks: what goes to a disk need not lie in the memory as a whole. */
export const indentedJsonParts = (data: object): Iterable<Uint8Array> => ({
  *[Symbol.iterator]() {
    for (const text of lines(data)) yield Buffer.from(text);
  },
});
