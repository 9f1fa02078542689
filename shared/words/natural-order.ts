import { compareText } from './compare-text.ts';

const partsOf = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];

/** Two parts, of which numbers count by what they are; 0 for those that differ in how they are written alone. */
function comparePart(left: string, right: string): number {
  const difference = Number(left) - Number(right);
  return Number.isNaN(difference) ? compareText(left.toLowerCase(), right.toLowerCase()) : difference;
}

/**
 * Compares texts by the numbers in them, as people do: `fe2` before `fe10`, in capitals or not. By code units, and not by
 * the rules of a language, which are others with each version of a system; and no two texts that differ are equal.
 */
export function compareNatural(left: string, right: string): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const order = comparePart(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return compareText(left, right);
}
