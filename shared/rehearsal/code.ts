/**
 * The code that listeners and checkers of one environment share for one afternoon: 120 random bits, six groups of four
 * characters and a check each. It is read aloud and typed by hand, so that each group tells by itself whether it is right.
 */

/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O and U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** How many groups a code has, and how many characters of a group carry bits. */
const groupCount = 6;
const dataDigits = 4;
const groupLength = dataDigits + 1;

/** How many random bytes a code stands for. */
export const codeBytes = (groupCount * dataDigits * 5) / 8;

/** Multiplies by alpha, a root of x^5 + x^2 + 1, in the field of 32 elements. */
const timesAlpha = (value: number): number => ((value << 1) ^ (value & 0b10000 ? 0b100101 : 0)) & 0b11111;

const alphaTo = (power: number): number => {
  let value = 1;
  for (let index = 0; index < power; index += 1) value = timesAlpha(value);
  return value;
};

function product(left: number, right: number): number {
  let sum = 0;
  let shifted = left;
  for (let bits = right; bits > 0; bits >>= 1) {
    if (bits & 1) sum ^= shifted;
    shifted = timesAlpha(shifted);
  }
  return sum;
}

/**
 * The check of a group: its digits weighted by powers of alpha, and a power that names the group. One wrong character, two
 * swapped neighbours and two swapped groups always show.
 */
const checkOf = (digits: readonly number[], group: number): number =>
  digits.reduce(
    (sum, digit, index) => sum ^ product(alphaTo(index + 1), digit),
    alphaTo(group + groupCount + 1),
  );

/** Groups of characters as people write and read them: `9FPVJ-N4A7Q-…`. */
export function formatCode(bytes: Uint8Array): string {
  if (bytes.length !== codeBytes) throw new RangeError(`a code has ${codeBytes} bytes`);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: groupCount }, (_, group) => {
    const digits = Array.from({ length: dataDigits }, (_, index) => {
      const at = (group * dataDigits + index) * 5;
      return Number.parseInt(bits.slice(at, at + 5), 2);
    });
    return [...digits, checkOf(digits, group)].map((digit) => alphabet[digit]).join('');
  }).join('-');
}

/** Keyboards whose letters change places when a remote console takes them for another one. */
const layouts = {
  qwertz: { Y: 'Z', Z: 'Y' },
  azerty: { A: 'Q', Q: 'A', W: 'Z', Z: 'W' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
export type KeyboardLayout = keyof typeof layouts;

/** Why a text is no code. Groups count from 1. */
export type CodeProblem =
  | { readonly kind: 'length'; readonly characters: number }
  | { readonly kind: 'character'; readonly group: number; readonly character: string }
  /** `layout` is set where the group would be right if the keyboard had been taken for another one. */
  | { readonly kind: 'group'; readonly group: number; readonly layout: KeyboardLayout | null };

export type ParsedCode =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: CodeProblem };

/** The characters of a code without what people put between them; letters that look like digits are those digits. */
const charactersOf = (text: string): readonly string[] =>
  Array.from(
    text
      .replace(/[\s\p{Pd}]/gu, '')
      .toUpperCase()
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1'),
  );

const groupsOf = (characters: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(characters.length / groupLength) }, (_, group) =>
    characters.slice(group * groupLength, (group + 1) * groupLength),
  );

function isRight(characters: readonly string[], group: number): boolean {
  const digits = characters.map((character) => alphabet.indexOf(character));
  return !digits.includes(-1) && checkOf(digits.slice(0, dataDigits), group) === digits[dataDigits];
}

function layoutOf(characters: readonly string[], group: number): KeyboardLayout | null {
  const names = Object.keys(layouts) as KeyboardLayout[];
  return (
    names.find((name) => {
      const swapped: Readonly<Record<string, string>> = layouts[name];
      return isRight(
        characters.map((character) => swapped[character] ?? character),
        group,
      );
    }) ?? null
  );
}

function problemOfGroup(characters: readonly string[], group: number): CodeProblem | null {
  const stranger = characters.find((character) => !alphabet.includes(character));
  if (stranger !== undefined) return { kind: 'character', group: group + 1, character: stranger };
  return isRight(characters, group)
    ? null
    : { kind: 'group', group: group + 1, layout: layoutOf(characters, group) };
}

/** What is wrong so far with a code that is being typed: the first whole group that cannot be right; null for none. */
export function typingProblem(text: string): CodeProblem | null {
  const characters = charactersOf(text);
  if (characters.length > groupCount * groupLength) return { kind: 'length', characters: characters.length };
  const whole = groupsOf(characters).filter(({ length }) => length === groupLength);
  return whole.map(problemOfGroup).find((problem) => problem !== null) ?? null;
}

/** Reads a code as somebody typed it. Case, spaces and hyphens do not count. */
export function parseCode(text: string): ParsedCode {
  const problem = typingProblem(text);
  if (problem !== null) return { ok: false, problem };
  const characters = charactersOf(text);
  if (characters.length !== groupCount * groupLength)
    return { ok: false, problem: { kind: 'length', characters: characters.length } };
  const bits = groupsOf(characters)
    .flatMap((group) => group.slice(0, dataDigits))
    .map((character) => alphabet.indexOf(character).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Uint8Array.from({ length: codeBytes }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2),
  );
  return { ok: true, bytes };
}

/** A problem of a code in a sentence. It repeats at most one character of what was typed. */
export function codeProblemText(problem: CodeProblem): string {
  switch (problem.kind) {
    case 'length':
      return `The code has ${problem.characters} characters. Allowed: ${groupCount} groups of ${groupLength}.`;
    case 'character':
      return `Group ${problem.group} of the code has the character "${problem.character}". Allowed: digits, and letters other than U.`;
    case 'group':
      return problem.layout === null
        ? `Group ${problem.group} of the code is wrong.`
        : `Group ${problem.group} of the code is wrong; it would be right with the letters of another keyboard (${problem.layout.toUpperCase()}).`;
  }
}

/** The tag by which people see which reports belong together: 20 bits, four characters. It tells nothing of the code. */
export const formatTag = (bits: number): string =>
  [15, 10, 5, 0].map((shift) => alphabet[(bits >>> shift) & 0b11111]).join('');
