/**
 * The table of RFC 2268, section 2: a permutation of all bytes, from the digits of pi. Key files of Windows before 2019
 * and of OpenSSL before 3.0 hide their certificates with RC2 under a key of 40 bits, and the system's library no longer
 * has it. It protects nothing; it only has to be read.
 */
const permutation = Buffer.from(
  [
    'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2',
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82',
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626',
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7',
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec',
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731',
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9',
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  ].join(''),
  'hex',
);

const blockBytes = 8;

/** The 64 words of the key (RFC 2268, section 2). */
function expandKey(key: Uint8Array, effectiveBits: number): Uint16Array {
  const bytes = new Uint8Array(128);
  bytes.set(key);
  const at = (index: number): number => bytes[index] ?? 0;
  const mapped = (index: number): number => permutation[index & 0xff] ?? 0;
  for (let index = key.length; index < 128; index += 1)
    bytes[index] = mapped(at(index - 1) + at(index - key.length));
  const effective = Math.ceil(effectiveBits / 8);
  const mask = 0xff >> (8 * effective - effectiveBits);
  bytes[128 - effective] = mapped(at(128 - effective) & mask);
  for (let index = 127 - effective; index >= 0; index -= 1)
    bytes[index] = mapped(at(index + 1) ^ at(index + effective));
  return Uint16Array.from({ length: 64 }, (_, index) => at(2 * index) | (at(2 * index + 1) << 8));
}

const shifts = [1, 2, 3, 5] as const;

/** One block, from four words to four words (RFC 2268, section 4). */
function decryptBlock(words: Uint16Array, key: Uint16Array): void {
  const word = (index: number): number => words[index & 3] ?? 0;
  let next = 63;
  const reverseMix = (): void => {
    for (let index = 3; index >= 0; index -= 1) {
      const shift = shifts[index] ?? 0;
      const rotated = (word(index) >> shift) | (word(index) << (16 - shift));
      const mixed = (word(index - 1) & word(index - 2)) + (~word(index - 1) & word(index - 3));
      words[index] = rotated - (key[next] ?? 0) - mixed;
      next -= 1;
    }
  };
  const reverseMash = (): void => {
    for (let index = 3; index >= 0; index -= 1) words[index] = word(index) - (key[word(index - 1) & 63] ?? 0);
  };
  for (let round = 0; round < 16; round += 1) {
    if (round === 5 || round === 11) reverseMash();
    reverseMix();
  }
}

/**
 * Decrypts RC2 in CBC mode and takes the padding off (PKCS #7).
 * @param effectiveBits how many bits of the key count
 * @throws RangeError when the data is no whole number of blocks or its padding is wrong, as with a wrong key
 */
export function decryptRc2Cbc(
  key: Uint8Array,
  effectiveBits: number,
  vector: Uint8Array,
  data: Uint8Array,
): Uint8Array {
  if (data.length === 0 || data.length % blockBytes !== 0) throw new RangeError('not whole blocks');
  const expanded = expandKey(key, effectiveBits);
  const plain = Buffer.alloc(data.length);
  const input = Buffer.from(data);
  const chained = Buffer.concat([vector, input]);
  for (let start = 0; start < input.length; start += blockBytes) {
    const words = Uint16Array.from([0, 2, 4, 6], (offset) => input.readUInt16LE(start + offset));
    decryptBlock(words, expanded);
    for (const [index, value] of words.entries())
      plain.writeUInt16LE(value ^ chained.readUInt16LE(start + 2 * index), start + 2 * index);
  }
  const padding = plain.at(-1) ?? 0;
  const isPadded =
    padding >= 1 && padding <= blockBytes && plain.subarray(-padding).every((byte) => byte === padding);
  if (!isPadded) throw new RangeError('wrong padding');
  return plain.subarray(0, -padding);
}
