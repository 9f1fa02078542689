import type { SeededRandom } from './seeded-random.ts';

/** Code points, with what a text is made of them. Each stands for a kind of trouble. */
type Maker = (random: SeededRandom) => string;

const between = (random: SeededRandom, from: number, to: number): number =>
  from + random.below(to - from + 1);

/** One code point of a range; a half of a pair where the range is that of halves. */
const one =
  (from: number, to: number): Maker =>
  (random) =>
    String.fromCodePoint(between(random, from, to));

const oneOf =
  (texts: readonly string[]): Maker =>
  (random) =>
    texts[random.below(texts.length)] ?? '';

const several =
  (make: Maker, most: number): Maker =>
  (random) =>
    Array.from({ length: 1 + random.below(most) }, () => make(random)).join('');

const emoji = ['👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏽', '🇩🇪', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '❤️', '👨🏿‍🦽', '#️⃣', '🙂'] as const;

/** What texts are made of. Every plane, and what is known to break programs. */
const makers: readonly Maker[] = [
  one(0x20, 0x7e),
  one(0x00, 0x1f),
  one(0x7f, 0xa0),
  one(0xa1, 0x2ff),
  one(0x370, 0x52f),
  one(0x590, 0x6ff),
  one(0x900, 0x1cff),
  one(0x1100, 0x11ff),
  one(0x2000, 0x206f),
  one(0x2100, 0x2bff),
  one(0x3000, 0x9fff),
  one(0xac00, 0xd7a3),
  one(0xd800, 0xdfff),
  one(0xe000, 0xf8ff),
  one(0xf900, 0xffff),
  one(0x10000, 0x1ffff),
  one(0x20000, 0x3ffff),
  one(0x40000, 0xdffff),
  one(0xe0000, 0xe01ef),
  one(0xf0000, 0x10ffff),
  oneOf(emoji),
  (random) => `${one(0x61, 0x7a)(random)}${several(one(0x300, 0x36f), 12)(random)}`,
  oneOf(['\u202e', '\u2066', '\u2069', '\u200f', '\u061c', '\u200b', '\u200d', '\ufeff', '\u00ad']),
  oneOf(['\ufffe', '\uffff', '\ufdd0', '\u{1fffe}', '\u{10ffff}', '\ufffd']),
  oneOf(['\u2028', '\u2029', '\r\n', '\t', '\u0000', '\u001b[2J', '\u0085']),
  oneOf(["Bob's", '"quoted"', '\\', '<b>', '%41', '{host}', '__proto__', '(Tj)', ') >>', '…', '\u0130', 'ﬃ']),
  oneOf(['web01.example.local', '10.0.0.7', 'fe80::1%eth0', 'admin@example.com', '\\\\server\\share']),
];

/** A text out of all of Unicode, at most so many pieces long: one kind of piece, or several mixed. */
export function unicodeText(random: SeededRandom, pieces = 40): string {
  const isMixed = random.below(3) > 0;
  const kind = random.below(makers.length);
  const count = 1 + random.below(pieces);
  return Array.from({ length: count }, () => {
    const make = makers[isMixed ? random.below(makers.length) : kind];
    return make?.(random) ?? '';
  }).join('');
}
