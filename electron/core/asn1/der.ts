/**
 * ASN.1 in the Distinguished Encoding Rules (X.690): one value, one sequence of bytes. Values are made as bytes, so
 * that parts of an existing certificate are carried over exactly as they are.
 */
type Der = Uint8Array;

/** The identifier octets that are written or looked for (X.690, 8.1.2). */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nothing: 0x05,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of a constructed value with a context-specific tag, as in `[0] EXPLICIT`. */
export const contextTag = (number: number): number => 0xa0 | number;

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

/** A value with a tag of one byte around its parts. */
export function tagged(tag: number, ...parts: readonly Der[]): Der {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.of(tag, ...lengthBytes(length)), ...parts]);
}

export const sequence = (...parts: readonly Der[]): Der => tagged(tags.sequence, ...parts);

/** SET OF: the encodings of its elements in ascending order (X.690, 11.6), whatever order they are given in. */
export const setOf = (...parts: readonly Der[]): Der => tagged(tags.set, ...[...parts].sort(Buffer.compare));

/** A constructed value with a context-specific tag, as in `[0] EXPLICIT`. */
export const context = (number: number, ...parts: readonly Der[]): Der =>
  tagged(contextTag(number), ...parts);

export const octetString = (bytes: Uint8Array): Der => tagged(tags.octetString, bytes);

/** @param unused how many of the last byte's low bits do not count */
export const bitString = (bytes: Uint8Array, unused = 0): Der =>
  tagged(tags.bitString, Uint8Array.of(unused), bytes);

export const nullValue: Der = Uint8Array.of(tags.nothing, 0x00);
export const booleanTrue: Der = Uint8Array.of(tags.boolean, 0x01, 0xff);

/** A number from 0. Throws RangeError for one below, which neither a certificate nor a signature holds. */
export function integer(value: bigint): Der {
  if (value < 0n) throw new RangeError('not a number from 0');
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const isHigh = ((bytes[0] ?? 0) & 0x80) !== 0;
  return tagged(tags.integer, ...(isHigh ? [Uint8Array.of(0)] : []), bytes);
}

/** A number in groups of seven bits, all but the last with the high bit set (X.690, 8.19.2). */
function base128(value: bigint): readonly number[] {
  const bytes = [Number(value % 128n)];
  for (let rest = value / 128n; rest > 0n; rest /= 128n) bytes.unshift(0x80 | Number(rest % 128n));
  return bytes;
}

/** Numbers of up to 39 digits: that of a UUID below 2.25 (X.667) has as many. */
const identifierForm = /^(?:[01]\.(?:\d|[1-3]\d)|2\.(?:0|[1-9]\d{0,38}))(?:\.(?:0|[1-9]\d{0,38}))*$/;

/** An object identifier from its numbers with points between. Throws RangeError when the text is none. */
export function objectIdentifier(value: string): Der {
  if (!identifierForm.test(value)) throw new RangeError('not an object identifier');
  const [first = 0n, second = 0n, ...others] = value.split('.').map(BigInt);
  return tagged(
    tags.objectIdentifier,
    Uint8Array.from([40n * first + second, ...others].flatMap((number) => base128(number))),
  );
}

export const utf8String = (value: string): Der => tagged(tags.utf8String, Buffer.from(value, 'utf8'));

/** An instant in the form that RFC 5280 (4.1.2.5) asks for: two digits for the year before 2050, four from then on. */
export function time(date: Date): Der {
  const digits = `${date.toISOString().slice(0, 19).replaceAll(/\D/g, '')}Z`;
  const isShort = date.getUTCFullYear() < 2050;
  return tagged(
    isShort ? tags.utcTime : tags.generalizedTime,
    Buffer.from(isShort ? digits.slice(2) : digits),
  );
}

/** A value that was read, with where it stands in the input. `end` is exclusive. */
export type DerValue = {
  /** The identifier octet: class, whether constructed, and number. */
  readonly tag: number;
  readonly source: Uint8Array;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
  /** The values inside a constructed value, in their order; null for a primitive one. */
  readonly parts: readonly DerValue[] | null;
};

/** Bounds on what a stranger's file may make the reader do. */
const limits = { depth: 32, values: 4000 } as const;

const isConstructed = (tag: number): boolean => (tag & 0x20) !== 0;
const isUniversal = (tag: number): boolean => (tag & 0xc0) === 0x00;
const isContextSpecific = (tag: number): boolean => (tag & 0xc0) === 0x80;

type ContentRule = (bytes: Uint8Array, start: number, end: number) => boolean;

const anything: ContentRule = () => true;

const isMultipleOf =
  (size: number): ContentRule =>
  (_bytes, start, end) =>
    (end - start) % size === 0;

/** The shortest two's complement form (X.690, 8.3.2). */
const isInteger: ContentRule = (bytes, start, end) => {
  const [first = 0, second = 0] = [bytes[start], bytes[start + 1]];
  if (end - start < 2) return end > start;
  return !(first === 0x00 && second < 0x80) && !(first === 0xff && second >= 0x80);
};

/** A count of unused bits, which must be there and zero (X.690, 8.6.2 and 11.2.1). */
const isBitString: ContentRule = (bytes, start, end) => {
  const [unused = 8, last = 0] = [bytes[start], bytes[end - 1]];
  if (end - start < 2) return end > start && unused === 0;
  return unused <= 7 && (last & ((1 << unused) - 1)) === 0;
};

/** Numbers in groups of seven bits, each without leading zeros and the last one ended (X.690, 8.19.2). */
const isObjectIdentifier: ContentRule = (bytes, start, end) => {
  let isFirst = true;
  for (let position = start; position < end; position += 1) {
    const byte = bytes[position] ?? 0;
    if (isFirst && byte === 0x80) return false;
    isFirst = byte < 0x80;
  }
  return isFirst && end > start;
};

/** A text of one form, in ASCII. */
const hasForm =
  (form: RegExp): ContentRule =>
  (bytes, start, end) =>
    form.test(String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 40)))) && end - start <= 40;

/** The types of primitive values that certificates and signatures hold, with what their content must be. */
const contentRules: ReadonlyMap<number, ContentRule> = new Map<number, ContentRule>([
  [
    tags.boolean,
    (bytes, start, end) => end - start === 1 && (bytes[start] === 0x00 || bytes[start] === 0xff),
  ],
  [tags.integer, isInteger],
  [0x0a, isInteger],
  [tags.bitString, isBitString],
  [tags.octetString, anything],
  [tags.nothing, (_bytes, start, end) => start === end],
  [tags.objectIdentifier, isObjectIdentifier],
  [tags.utcTime, hasForm(/^\d{12}Z$/)],
  [tags.generalizedTime, hasForm(/^\d{14}(?:\.\d{0,9}[1-9])?Z$/)],
  // Strings: UTF-8, numeric, printable, teletex, IA5 and visible; universal and BMP, which have four and two bytes each.
  ...[tags.utf8String, 0x12, 0x13, 0x14, 0x16, 0x1a].map((tag) => [tag, anything] as const),
  [0x1c, isMultipleOf(4)],
  [0x1e, isMultipleOf(2)],
]);

const notDer = (position: number): RangeError => new RangeError(`not one value in DER, at byte ${position}`);

/**
 * Reads one value that fills all bytes, and every value inside it, strictly: short tags, lengths stated and in the
 * shortest form, known types only, each with content that its type allows. Content of octet strings is not looked into.
 * @throws RangeError when the bytes are something else, or too deep or too many values
 */
export function parseDer(bytes: Uint8Array): DerValue {
  let left: number = limits.values;

  const readLength = (position: number): { readonly length: number; readonly next: number } => {
    const first = bytes[position];
    if (first === undefined || first === 0x80 || first > 0x84) throw notDer(position);
    if (first < 0x80) return { length: first, next: position + 1 };
    const next = position + 1 + (first & 0x7f);
    let length = 0;
    for (let index = position + 1; index < next; index += 1) {
      const byte = bytes[index];
      if (byte === undefined || (byte === 0 && length === 0)) throw notDer(index);
      length = length * 256 + byte;
    }
    if (length < 0x80) throw notDer(position);
    return { length, next };
  };

  const demandKnown = (tag: number, start: number, end: number): void => {
    if (isContextSpecific(tag)) return;
    const isKnown = isConstructed(tag)
      ? tag === tags.sequence || tag === tags.set
      : isUniversal(tag) && contentRules.get(tag)?.(bytes, start, end) === true;
    if (!isKnown) throw notDer(start);
  };

  const readParts = (start: number, end: number, depth: number): readonly DerValue[] => {
    const parts: DerValue[] = [];
    let position = start;
    while (position < end) {
      const part = read(position, end, depth);
      parts.push(part);
      position = part.end;
    }
    return parts;
  };

  const read = (start: number, limit: number, depth: number): DerValue => {
    left -= 1;
    const tag = bytes[start];
    if (tag === undefined || (tag & 0x1f) === 0x1f || left < 0 || depth > limits.depth) throw notDer(start);
    const { length, next } = readLength(start + 1);
    const end = next + length;
    if (end > limit) throw notDer(start);
    demandKnown(tag, next, end);
    const parts = isConstructed(tag) ? readParts(next, end, depth + 1) : null;
    return { tag, source: bytes, start, contentStart: next, end, parts };
  };

  const value = read(0, bytes.length, 1);
  if (value.end !== bytes.length) throw notDer(value.end);
  return value;
}

/** The values inside a sequence, a set or a tagged value. Throws RangeError when the value has none inside. */
export function partsOf(value: DerValue | undefined): readonly DerValue[] {
  if (value === undefined || value.parts === null) throw new RangeError('not a constructed ASN.1 value');
  return value.parts;
}

/** A value's own bytes, tag and length included, exactly as they stood in the input. */
export function bytesOf(value: DerValue | undefined): Der {
  if (value === undefined) throw new RangeError('an ASN.1 value is missing');
  return value.source.subarray(value.start, value.end);
}

/** The bytes of a value without tag and length. */
export function contentOf(value: DerValue | undefined): Uint8Array {
  if (value === undefined) throw new RangeError('an ASN.1 value is missing');
  return value.source.subarray(value.contentStart, value.end);
}

/** A value's bytes without tag and length, when it is of the type asked for. Throws RangeError when it is not. */
export function contentOfType(value: DerValue | undefined, tag: number): Uint8Array {
  if (value?.tag !== tag) throw new RangeError('an ASN.1 value of another type');
  return contentOf(value);
}

/** An object identifier as numbers with points between. Throws RangeError when the value is none. */
export function identifierOf(value: DerValue | undefined): string {
  const numbers: bigint[] = [];
  let number = 0n;
  for (const byte of contentOfType(value, tags.objectIdentifier)) {
    number = (number << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0n;
    }
  }
  const [first = 0n, ...others] = numbers;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - 40n * root, ...others].join('.');
}
