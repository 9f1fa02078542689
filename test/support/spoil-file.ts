import type { SeededRandom } from './seeded-random.ts';

/** Ways in which a file comes out wrong; each is given a copy of its own. */
export const spoilers: readonly ((bytes: Buffer, random: SeededRandom) => Buffer)[] = [
  (bytes, random) => {
    for (let count = 0; count < 12; count += 1) bytes[random.below(bytes.length)] = random.below(256);
    return bytes;
  },
  (bytes, random) => {
    const [from, to] = [random.below(bytes.length), random.below(bytes.length)];
    bytes.copy(bytes, to, from, from + random.below(2000));
    return bytes;
  },
  (bytes, random) => bytes.subarray(random.below(200), bytes.length - random.below(bytes.length)),
  (bytes, random) => bytes.fill(random.below(256), random.below(bytes.length)),
  (bytes, random) => {
    const digits = Buffer.from(String(random.below(2 ** 31)).repeat(2));
    digits.copy(bytes, bytes.lastIndexOf('startxref') - random.below(600));
    return bytes;
  },
  (bytes, random) => {
    const tokens = ['<<', '>>', '[', ']', '(', '9 0 R', 'stream\n', '/Length 999999999', 'endobj\n', '<'];
    const token = tokens[random.below(tokens.length)] ?? '';
    for (let count = 0; count < 5; count += 1) bytes.write(token, random.below(bytes.length), 'latin1');
    return bytes;
  },
  (bytes, random) => Buffer.from(bytes.map(() => random.below(256)).subarray(0, random.below(4000))),
];

/** One spoilt copy; the number chooses the way. */
export function spoil(bytes: Uint8Array, number: number, random: SeededRandom): Buffer {
  const spoiler = spoilers[number % spoilers.length];
  return spoiler === undefined ? Buffer.from(bytes) : spoiler(Buffer.from(bytes), random);
}
