import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { objectIdentifier } from '../../asn1/der.ts';
import { type BerValue, bytesOf, contentOf, parseBer, partsOf } from './ber.ts';
import { type Derivation, derivePkcs12, type KeyFileHash, purposes } from './derive-key.ts';
import { decryptRc2Cbc } from './rc2.ts';

/** What a key file holds: private keys (PKCS #8) and certificates, all DER, in the order of the file. */
export type KeyFileContent = {
  readonly keys: readonly Uint8Array[];
  readonly certificates: readonly Uint8Array[];
};

/** Why a key file could not be opened. */
export type KeyFileProblem = 'not-pkcs12' | 'wrong-password' | 'unsupported';

class KeyFileError extends Error {
  readonly problem: KeyFileProblem;

  constructor(problem: KeyFileProblem) {
    super(problem);
    this.name = 'KeyFileError';
    this.problem = problem;
  }
}

/** The most rounds of a derivation that are carried out: far above what programs write, some seconds of work. */
const maxIterations = 2_000_000;

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A table by object identifier; looked up with the identifier's encoding. */
function byOid<T>(entries: Readonly<Record<string, T>>): (block: BerValue | undefined) => T {
  const table = new Map(
    Object.entries(entries).map(([oid, value]) => [hexOf(contentOf(parseBer(objectIdentifier(oid)))), value]),
  );
  return (block) => {
    const found = table.get(hexOf(contentOf(block)));
    if (found === undefined) throw new KeyFileError('unsupported');
    return found;
  };
}

const hashOf = byOid<KeyFileHash>({
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
});

/** HMAC as the pseudo-random function of PBKDF2 (RFC 8018, appendix B.1). */
const randomFunctionOf = byOid<KeyFileHash>({
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
});

type BlockCipher = { readonly name: string; readonly keyBytes: number };

const cipherOf = byOid<BlockCipher>({
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyBytes: 24 },
});

/** How a part is encrypted: PBES2 (RFC 8018), or one of the old ways of PKCS #12 (RFC 7292, appendix C). */
type Scheme =
  | { readonly kind: 'pbes2' }
  | { readonly kind: 'triple-des'; readonly keyBytes: number }
  | { readonly kind: 'rc2'; readonly keyBytes: number };

const schemeOf = byOid<Scheme>({
  '1.2.840.113549.1.5.13': { kind: 'pbes2' },
  '1.2.840.113549.1.12.1.3': { kind: 'triple-des', keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { kind: 'triple-des', keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { kind: 'rc2', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { kind: 'rc2', keyBytes: 5 },
});

const demandPbkdf2 = byOid<true>({ '1.2.840.113549.1.5.12': true });

const contentKindOf = byOid<'data' | 'encrypted'>({
  '1.2.840.113549.1.7.1': 'data',
  '1.2.840.113549.1.7.6': 'encrypted',
});

const bagKindOf = byOid<'key' | 'shrouded-key' | 'certificate' | 'other' | 'nested'>({
  '1.2.840.113549.1.12.10.1.1': 'key',
  '1.2.840.113549.1.12.10.1.2': 'shrouded-key',
  '1.2.840.113549.1.12.10.1.3': 'certificate',
  '1.2.840.113549.1.12.10.1.4': 'other',
  '1.2.840.113549.1.12.10.1.5': 'other',
  '1.2.840.113549.1.12.10.1.6': 'nested',
});

/** The bytes of an octet string, which BER allows to be cut into pieces (X.690, 8.7). */
function octetsOf(block: BerValue | undefined): Uint8Array {
  if (block === undefined || !block.idBlock.isConstructed) return contentOf(block);
  const { value } = block.valueBlock as unknown as { readonly value: readonly BerValue[] };
  return Buffer.concat(value.map(octetsOf));
}

function smallNumber(block: BerValue | undefined): number {
  const bytes = contentOf(block);
  const value = bytes.length <= 4 ? bytes.reduce((sum, byte) => sum * 256 + byte, 0) : Number.NaN;
  if (!(value >= 1 && value <= maxIterations)) throw new KeyFileError('unsupported');
  return value;
}

/** A password in the two forms that key files use. */
type Password = { readonly utf8: Uint8Array; readonly utf16: Uint8Array };

/** An empty password is written in two ways: as no bytes at all, and as an end mark alone. */
function passwordForms(password: string): readonly Password[] {
  const utf16 = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const own = { utf8: Buffer.from(password, 'utf8'), utf16 };
  return password === '' ? [own, { ...own, utf16: Buffer.alloc(0) }] : [own];
}

const sequenceTag = 16;

const decipher = (name: string, key: Uint8Array, vector: Uint8Array, data: Uint8Array): Uint8Array => {
  const cipher = createDecipheriv(name, key, vector);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};

function decryptPbes2(parameters: BerValue | undefined, password: Uint8Array, data: Uint8Array): Uint8Array {
  const [derivation, encryption] = partsOf(parameters);
  const [derivationName, derivationParameters] = partsOf(derivation);
  demandPbkdf2(derivationName);
  const [salt, iterations, ...rest] = partsOf(derivationParameters);
  const named = rest.find(({ idBlock }) => idBlock.tagNumber === sequenceTag);
  const hash = named === undefined ? 'sha1' : randomFunctionOf(partsOf(named)[0]);
  const [cipherName, vector] = partsOf(encryption);
  const cipher = cipherOf(cipherName);
  const key = pbkdf2Sync(password, octetsOf(salt), smallNumber(iterations), cipher.keyBytes, hash);
  return decipher(cipher.name, key, octetsOf(vector), data);
}

function decrypt(algorithm: BerValue | undefined, password: Password, data: Uint8Array): Uint8Array {
  const [name, parameters] = partsOf(algorithm);
  const scheme = schemeOf(name);
  if (scheme.kind === 'pbes2') return decryptPbes2(parameters, password.utf8, data);
  const [salt, iterations] = partsOf(parameters);
  const derivation = { hash: 'sha1', salt: octetsOf(salt), iterations: smallNumber(iterations) } as const;
  const key = derivePkcs12(derivation, purposes.key, password.utf16, scheme.keyBytes);
  const vector = derivePkcs12(derivation, purposes.vector, password.utf16, 8);
  if (scheme.kind === 'rc2') return decryptRc2Cbc(key, 8 * scheme.keyBytes, vector, data);
  const tripled = Buffer.concat([key, key]).subarray(0, 24);
  return decipher('des-ede3-cbc', tripled, vector, data);
}

/** Decrypts and parses; what does not parse afterwards was decrypted with another key. */
function decryptValue(
  algorithm: BerValue | undefined,
  password: Password,
  data: Uint8Array,
): { readonly bytes: Uint8Array; readonly value: BerValue } {
  try {
    const bytes = decrypt(algorithm, password, data);
    return { bytes, value: parseBer(bytes) };
  } catch (error) {
    throw error instanceof KeyFileError ? error : new KeyFileError('wrong-password');
  }
}

/** The most bags inside bags; a file has one level, a hostile one must not exhaust the stack. */
const maxNesting = 8;

function readBags(contents: BerValue, password: Password, depth = 0): KeyFileContent {
  if (depth > maxNesting) throw new KeyFileError('unsupported');
  return merge(partsOf(contents).map((bag) => readBag(bag, password, depth)));
}

function readBag(bag: BerValue, password: Password, depth: number): KeyFileContent {
  const [kind, wrapped] = partsOf(bag);
  const [value] = partsOf(wrapped);
  switch (bagKindOf(kind)) {
    case 'key':
      return { keys: [bytesOf(value)], certificates: [] };
    case 'shrouded-key': {
      const [algorithm, data] = partsOf(value);
      return { keys: [decryptValue(algorithm, password, octetsOf(data)).bytes], certificates: [] };
    }
    case 'certificate':
      return { keys: [], certificates: [octetsOf(partsOf(partsOf(value)[1])[0])] };
    case 'nested':
      return value === undefined ? empty : readBags(value, password, depth + 1);
    case 'other':
      return empty;
  }
}

const empty: KeyFileContent = { keys: [], certificates: [] };

const merge = (contents: readonly KeyFileContent[]): KeyFileContent => ({
  keys: contents.flatMap(({ keys }) => keys),
  certificates: contents.flatMap(({ certificates }) => certificates),
});

function readSafe(safe: BerValue, password: Password): KeyFileContent {
  const [kind, wrapped] = partsOf(safe);
  const [content] = partsOf(wrapped);
  if (contentKindOf(kind) === 'data') return readBags(parseBer(octetsOf(content)), password);
  const [, encrypted] = partsOf(content);
  const [, algorithm, data] = partsOf(encrypted);
  return readBags(decryptValue(algorithm, password, octetsOf(data)).value, password);
}

/** The check value over the whole content (RFC 7292, section 4). Null when the file has none. */
function readMac(
  macData: BerValue | undefined,
): { readonly derivation: Derivation; readonly value: Uint8Array } | null {
  if (macData === undefined) return null;
  const [digest, salt, iterations] = partsOf(macData);
  const [algorithm, value] = partsOf(digest);
  return {
    derivation: {
      hash: hashOf(partsOf(algorithm)[0]),
      salt: octetsOf(salt),
      iterations: iterations === undefined ? 1 : smallNumber(iterations),
    },
    value: octetsOf(value),
  };
}

const hashBytes: Readonly<Record<KeyFileHash, number>> = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

function isMacOf(
  { derivation, value }: NonNullable<ReturnType<typeof readMac>>,
  content: Uint8Array,
  password: Password,
): boolean {
  const length = hashBytes[derivation.hash];
  const key = derivePkcs12(derivation, purposes.mac, password.utf16, length);
  const expected = createHmac(derivation.hash, key).update(content).digest();
  return value.length === length && timingSafeEqual(expected, value);
}

function open(bytes: Uint8Array, password: string): KeyFileContent {
  const [, authenticated, macData] = partsOf(parseBer(bytes));
  const [kind, wrapped] = partsOf(authenticated);
  if (contentKindOf(kind) !== 'data') throw new KeyFileError('unsupported');
  const content = octetsOf(partsOf(wrapped)[0]);
  const mac = readMac(macData);
  const forms = passwordForms(password);
  const form = mac === null ? forms[0] : forms.find((candidate) => isMacOf(mac, content, candidate));
  if (form === undefined) throw new KeyFileError('wrong-password');
  return merge(partsOf(parseBer(content)).map((safe) => readSafe(safe, form)));
}

/**
 * Opens a key file (PKCS #12, RFC 7292): encrypted in the modern way (PBES2 with AES) or the old ones (triple DES,
 * RC2), in DER or BER, with any password. Old and new ways are both needed, because what an administrator has was
 * written by the certificate store of some Windows or by some OpenSSL, and no system library reads all of them.
 * @returns the content, or why there is none
 */
export function readPkcs12(bytes: Uint8Array, password: string): KeyFileContent | KeyFileProblem {
  try {
    return open(bytes, password);
  } catch (error) {
    return error instanceof KeyFileError ? error.problem : 'not-pkcs12';
  }
}
