import type { ReportKind } from '../../../shared/report/data-names.ts';
import { demand } from '../pdf/refusal.ts';

/**
 * Far above any report: one of 10,000 checks has some 600,000 values, an environment of 200 servers that all reach each other
 * at three ports some 6,000,000, and none is nested deeper than ten levels.
 */
const maxJsonValues: Readonly<Record<ReportKind, number>> = { run: 4_000_000, environment: 16_000_000 };
const maxJsonDepth = 32;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The offset behind the string that begins at an offset; that of the end where it does not end. */
function afterString(bytes: Uint8Array, start: number): number {
  let position = start + 1;
  while (position < bytes.length && bytes[position] !== quote)
    position += bytes[position] === backslash ? 2 : 1;
  return position + 1;
}

/**
 * Bounds what reading a JSON text can take, before it is read: a packed text of some kilobytes can become millions of
 * empty lists, for which no program has the memory. The text itself is not judged.
 * @throws Refusal `LIMIT`
 */
export function demandBoundedJson(bytes: Uint8Array, kind: ReportKind = 'run'): void {
  let values = 1;
  let depth = 0;
  for (let position = 0; position < bytes.length; position += 1) {
    switch (bytes[position]) {
      case quote:
        position = afterString(bytes, position) - 1;
        break;
      case openBracket:
      case openBrace:
        depth += 1;
        values += 1;
        demand(depth <= maxJsonDepth, 'LIMIT', 'nesting of the results');
        break;
      case closeBracket:
      case closeBrace:
        depth -= 1;
        break;
      case comma:
      case colon:
        values += 1;
        break;
      default:
        break;
    }
    if (values > maxJsonValues[kind]) demand(false, 'LIMIT', 'values of the results');
  }
}
