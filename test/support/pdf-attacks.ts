import type { VerifyCode } from '../../shared/report/verify-codes.ts';

/**
 * Ways to change a signed PDF, after the families of pdf-insecurity.org: incremental saving (ISA), signature wrapping
 * (SWA), universal forgery (USF), and changes that leave the signature's value alone.
 */
export type Attack = {
  readonly name: string;
  /** The rule that must refuse it. */
  readonly code: VerifyCode;
  readonly apply: (signed: Uint8Array) => Uint8Array;
};

const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const encode = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

const onText =
  (change: (text: string) => string) =>
  (signed: Uint8Array): Uint8Array => {
    const text = decode(signed);
    const changed = change(text);
    if (changed === text) throw new Error('the attack changes nothing');
    return encode(changed);
  };

function matchIn(
  text: string,
  pattern: RegExp,
): { readonly start: number; readonly groups: readonly string[] } {
  const match = pattern.exec(text);
  if (match === null) throw new Error(`the document has no ${pattern}`);
  return { start: match.index, groups: match.map((group) => group ?? '') };
}

const overwrite = (text: string, start: number, part: string): string =>
  text.slice(0, start) + part + text.slice(start + part.length);

const flipBit = (text: string, position: number): string =>
  overwrite(text, position, String.fromCharCode(text.charCodeAt(position) ^ 1));

/** Replaces a text by one of the same length, so that every offset in the file stays right. */
function swap(text: string, from: string, to: string): string {
  if (from.length !== to.length) throw new Error('the lengths differ');
  const start = text.indexOf(from);
  if (start < 0) throw new Error(`the document has no ${from}`);
  return overwrite(text, start, to);
}

/** The offset of the data of the first stream whose dictionary matches. */
const streamStart = (text: string, dictionary: RegExp): number => {
  const { start } = matchIn(text, dictionary);
  return text.indexOf('\nstream\n', start) + '\nstream\n'.length;
};

type Revision = { readonly objects: Readonly<Record<number, string>>; readonly withoutPrevious?: boolean };

/** A second revision as a PDF editor appends it (ISO 32000-1, 7.5.6). */
const append =
  (revision: (text: string) => Revision) =>
  (text: string): string => {
    const { objects, withoutPrevious } = revision(text);
    let added = '';
    let table = '';
    for (const [id, body] of Object.entries(objects)) {
      table += `${id} 1\n${String(text.length + added.length).padStart(10, '0')} 00000 n \n`;
      added += `${id} 0 obj\n${body}\nendobj\n`;
    }
    const [, size, root] = matchIn(text, /\/Size (\d+)\n\/Root (\d+) 0 R/).groups;
    const [, previous] = matchIn(text, /startxref\n(\d+)\n%%EOF\n$/).groups;
    const link = withoutPrevious === true ? '' : `/Prev ${previous}\n`;
    const start = text.length + added.length;
    return `${text}${added}xref\n${table}trailer\n<<\n/Size ${size}\n/Root ${root} 0 R\n${link}>>\nstartxref\n${start}\n%%EOF\n`;
  };

const contentOfPage1 = (text: string): number =>
  Number(matchIn(text, /\/Type \/Page\n[^>]*?\/Contents (\d+) 0 R/).groups[1]);
const evilContent = '<<\n/Length 20\n>>\nstream\n0 0 0 rg 0 0 9 9 re\n\nendstream';
const idOf = (text: string, pattern: RegExp): number => Number(matchIn(text, pattern).groups[1]);
const formId = (text: string): number => idOf(text, /\/AcroForm (\d+) 0 R/);
const metadataId = (text: string): number => idOf(text, /\/Metadata (\d+) 0 R/);
const sizeOf = (text: string): number => idOf(text, /\/Size (\d+)\n\/Root/);

const place = (text: string): { readonly start: number; readonly end: number; readonly digits: string } => {
  const { start, groups } = matchIn(text, /<([0-9a-f]{10000,})>/);
  return { start, end: start + (groups[0] ?? '').length, digits: groups[1] ?? '' };
};

const withDigits = (text: string, change: (digits: string) => string): string => {
  const { start, digits } = place(text);
  return overwrite(text, start + 1, change(digits).slice(0, digits.length).padEnd(digits.length, '0'));
};

/** The hex digits of the CMS value alone. */
const cmsDigits = (digits: string): string =>
  digits.slice(0, (Number.parseInt(digits.slice(4, 8), 16) + 4) * 2);

/** Puts one more unsigned attribute into the signature, which no digest covers, and repairs the lengths around it. */
function addUnsignedAttribute(digits: string): string {
  const cms = Buffer.from(cmsDigits(digits), 'hex');
  const attribute = Buffer.from('a110300e06032a030431070c056576696c21', 'hex');
  const grown = Buffer.concat([cms, attribute]);
  for (let position = 0; position + 4 < cms.length; ) {
    const isLong = grown[position + 1] === 0x82;
    const length = grown.readUInt16BE(position + 2);
    if (isLong && position + 4 + length === cms.length)
      grown.writeUInt16BE(length + attribute.length, position + 2);
    position += isLong && position + 4 + length === cms.length ? 4 : skipped(grown, position);
  }
  return grown.toString('hex');
}

/** The whole length of the value at a position. */
function skipped(bytes: Buffer, position: number): number {
  const first = bytes[position + 1] ?? 0;
  if (first < 0x80) return 2 + first;
  return first === 0x81 ? 3 + (bytes[position + 2] ?? 0) : 4 + bytes.readUInt16BE(position + 2);
}

/** A genuine signature wrapped around another document: a second /ByteRange in the unused room points past it. */
function wrapWithSecondRange(text: string): string {
  const { start, end, digits } = place(text);
  const used = cmsDigits(digits).length;
  const tail = text.slice(end);
  const evilTail = flipBit(tail, streamStart(tail, /\/Length \d+/) + 4);
  const range = `>/ByteRange [0 ${start} ${text.length} ${tail.length}]/Rest<`;
  return `${overwrite(text, start + 1 + used, range).slice(0, end)}${evilTail}${tail}`;
}

export const attacks: readonly Attack[] = [
  {
    name: 'one bit in the content of a page',
    code: 'DIGEST',
    apply: onText((text) => {
      const object = text.indexOf(`\n${contentOfPage1(text)} 0 obj\n`);
      return flipBit(text, text.indexOf('\nstream\n', object) + 20);
    }),
  },
  {
    name: 'one bit in the attached results',
    code: 'DIGEST',
    apply: onText((text) => flipBit(text, streamStart(text, /\/Type \/EmbeddedFile/) + 12)),
  },
  {
    name: 'one digit of the file identifier',
    code: 'DIGEST',
    apply: onText((text) => flipBit(text, matchIn(text, /\/ID \[<[0-9a-f]/).start + 6)),
  },
  {
    name: 'one bit in the signature value',
    code: 'SIGNATURE',
    apply: onText((text) =>
      withDigits(text, (digits) => {
        const cms = cmsDigits(digits);
        const last = cms.at(-1) === '0' ? '1' : '0';
        return cms.slice(0, -1) + last;
      }),
    ),
  },
  { name: 'a line feed at the end', code: 'TAIL', apply: onText((text) => `${text}\n`) },
  { name: 'a comment at the end', code: 'TAIL', apply: onText((text) => `${text}% seen by the boss\n`) },
  { name: 'the last byte is missing', code: 'TAIL', apply: onText((text) => text.slice(0, -1)) },
  {
    name: 'ISA: an update replaces the content of page 1',
    code: 'INCREMENT',
    apply: onText(append((text) => ({ objects: { [contentOfPage1(text)]: evilContent } }))),
  },
  {
    name: 'ISA: an update without table and trailer',
    code: 'TAIL',
    apply: onText((text) => `${text}${contentOfPage1(text)} 0 obj\n${evilContent}\nendobj\n`),
  },
  {
    name: 'ISA: an update without a link to the first revision',
    code: 'INCREMENT',
    apply: onText(
      append((text) => ({ objects: { [contentOfPage1(text)]: evilContent }, withoutPrevious: true })),
    ),
  },
  {
    name: 'an update of the metadata alone',
    code: 'INCREMENT',
    apply: onText(
      append((text) => ({
        objects: {
          [metadataId(text)]: '<<\n/Type /Metadata\n/Subtype /XML\n/Length 1\n>>\nstream\nx\nendstream',
        },
      })),
    ),
  },
  {
    name: 'an update that adds a note',
    code: 'INCREMENT',
    apply: onText(
      append((text) => ({
        objects: {
          [sizeOf(text)]: '<<\n/Type /Annot\n/Subtype /Text\n/Rect [9 9 30 30]\n/Contents (all good)\n>>',
        },
      })),
    ),
  },
  {
    name: 'SWA: the second range moved behind injected objects',
    code: 'XREF',
    apply: onText((text) => {
      const { start, end } = place(text);
      const injected = `\n>>\nendobj\n${contentOfPage1(text)} 0 obj\n${evilContent}\nendobj\n`;
      const rest = text.length - end;
      const range = matchIn(text, /\/ByteRange \[[^\]]*\] */);
      const old = range.groups[0] ?? '';
      const moved = `/ByteRange [0 ${start} ${end + injected.length} ${rest}]`.padEnd(old.length);
      const head = overwrite(text, range.start, moved).slice(0, end);
      return `${head}${injected}${text.slice(end)}`;
    }),
  },
  {
    name: 'SWA: objects injected before the second range, all else as it was',
    code: 'XREF',
    apply: onText((text) => {
      const { end } = place(text);
      return `${text.slice(0, end)}\n>>\nendobj\n9 0 obj\n${evilContent}\nendobj\n${text.slice(end)}`;
    }),
  },
  {
    name: 'SWA: a second range in the unused room, a changed copy of the tail, the genuine tail at the end',
    code: 'DUP_KEY',
    apply: onText(wrapWithSecondRange),
  },
  {
    name: 'SWA: a second range as the first entry of the signature',
    code: 'DUP_KEY',
    apply: onText((text) => {
      const from = '/Type /Sig\n/Filter /Adobe.PPKLite\n';
      return swap(text, from, '/ByteRange [0 1 2 3]\n'.padEnd(from.length, ' '));
    }),
  },
  {
    name: 'USF: no range',
    code: 'BYTERANGE',
    apply: onText((text) => swap(text, '/ByteRange [', '/ByteRangf [')),
  },
  {
    name: 'USF: the range is null',
    code: 'BYTERANGE',
    apply: onText((text) => {
      const { start, groups } = matchIn(text, /\/ByteRange \[[^\]]*\] */);
      return overwrite(text, start, '/ByteRange null'.padEnd((groups[0] ?? '').length));
    }),
  },
  {
    name: 'USF: a negative range',
    code: 'BYTERANGE',
    apply: onText((text) => {
      const { start, groups } = matchIn(text, /\/ByteRange \[[^\]]*\] */);
      return overwrite(text, start, '/ByteRange [0 -1 -1 9]'.padEnd((groups[0] ?? '').length));
    }),
  },
  {
    name: 'USF: a range that leaves a little more uncovered',
    code: 'BYTERANGE',
    apply: onText((text) => {
      const { start, end } = place(text);
      const range = matchIn(text, /\/ByteRange \[[^\]]*\] */);
      const wider = `/ByteRange [0 ${start - 1} ${end} ${text.length - end}]`;
      return overwrite(text, range.start, wider.padEnd((range.groups[0] ?? '').length));
    }),
  },
  {
    name: 'USF: the signature is all zeros',
    code: 'CMS',
    apply: onText((text) => withDigits(text, () => '')),
  },
  {
    name: 'USF: no signature value',
    code: 'CONTENTS',
    apply: onText((text) => swap(text, '/Contents <30', '/Contenty <30')),
  },
  {
    name: 'USF: the signature is one zero byte, with a range to match',
    code: 'CONTENTS',
    apply: onText((text) => {
      const { start, end } = place(text);
      const range = matchIn(text, /\/ByteRange \[[^\]]*\] */);
      const rest = `/ByteRange [0 ${start} ${start + 4} ${text.length - start - 4}]`;
      const ranged = overwrite(text, range.start, rest.padEnd((range.groups[0] ?? '').length));
      return overwrite(ranged, start, '<00>'.padEnd(end - start));
    }),
  },
  {
    name: 'data behind the signature in its room',
    code: 'PADDING',
    apply: onText((text) => withDigits(text, (digits) => `${cmsDigits(digits)}00000000cafe`)),
  },
  {
    name: 'upper-case digits in the signature',
    code: 'CONTENTS',
    apply: onText((text) =>
      withDigits(text, (digits) => digits.replace(/[a-f]/, (digit) => digit.toUpperCase())),
    ),
  },
  {
    name: 'an unsigned attribute in the signature',
    code: 'ATTRIBUTES',
    apply: onText((text) => withDigits(text, addUnsignedAttribute)),
  },
  {
    name: 'an update that empties the form',
    code: 'INCREMENT',
    apply: onText(append((text) => ({ objects: { [formId(text)]: '<<\n/Fields []\n/SigFlags 3\n>>' } }))),
  },
  {
    name: 'an update that adds a second field',
    code: 'INCREMENT',
    apply: onText(
      append((text) => ({
        objects: {
          [sizeOf(text)]: '<<\n/FT /Tx\n/T (x)\n/V (y)\n>>',
          [formId(text)]: `<<\n/Fields [${sizeOf(text)} 0 R]\n/SigFlags 3\n>>`,
        },
      })),
    ),
  },
];

/** The digits of the signature with one hex text replaced by another of the same length. */
const swapDigits = (from: string, to: string) =>
  onText((text) => withDigits(text, (digits) => swap(digits, from, to)));

const hexOf = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

/** Replaces a pattern by a text of the same length, padded with blanks. */
const patch = (pattern: RegExp, to: (found: string) => string) =>
  onText((text) => {
    const { start, groups } = matchIn(text, pattern);
    const [found = ''] = groups;
    const part = to(found).padEnd(found.length);
    if (part.length !== found.length) throw new Error('the lengths differ');
    return overwrite(text, start, part);
  });

/** Puts text into the closing section, behind the table, where no offset depends on it. */
const intoTrailer = (added: string) =>
  onText((text) => {
    const start = text.lastIndexOf('trailer\n<<\n') + 'trailer\n<<\n'.length;
    return text.slice(0, start) + added + text.slice(start);
  });

const flipDigit = (digits: string, position: number): string =>
  overwrite(digits, position, digits[position] === '0' ? '1' : '0');

/** Exchanges the offsets of two objects in the table. */
const exchangeEntries = onText((text) => {
  const first = text.lastIndexOf('xref\n0 ');
  const start = text.indexOf('65535 f \n', first) + '65535 f \n'.length;
  const [one, two] = [text.slice(start, start + 20), text.slice(start + 20, start + 40)];
  return overwrite(text, start, two + one);
});

/** The value (r, n - s) in place of (r, s): valid as well, made without the key. */
function mirrorSignature(digits: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const cms = cmsDigits(digits);
  const size = [72, 71, 70, 69, 68, 67, 66, 65].find((bytes) =>
    cms.slice(-2 * (bytes + 2)).startsWith(`04${bytes.toString(16)}30${(bytes - 2).toString(16)}02`),
  );
  if (size === undefined) throw new Error('the document has no ECDSA signature');
  const start = cms.length - 2 * size;
  const value = Buffer.from(cms.slice(start), 'hex');
  const second = 4 + (value[3] ?? 0);
  const s = BigInt(`0x${value.subarray(second + 2).toString('hex')}`);
  const plain = (order - s).toString(16).padStart(64, '0');
  const mirrored = Number.parseInt(plain.slice(0, 2), 16) >= 0x80 ? `00${plain}` : plain;
  const grown = mirrored.length / 2 - (value[second + 1] ?? 0);
  const tail = `02${(mirrored.length / 2).toString(16)}${mirrored}`;
  const head = Buffer.from(cms.slice(0, start + 2 * second), 'hex');
  for (let position = 0; position + 4 < head.length; ) {
    const count = (head[position + 1] ?? 0) > 0x80 ? (head[position + 1] ?? 0) & 0x7f : 0;
    const header = 2 + count;
    const length = count === 0 ? (head[position + 1] ?? 0) : head.readUIntBE(position + 2, count);
    const reachesEnd = position + header + length === cms.length / 2;
    if (reachesEnd && count === 0) head[position + 1] = length + grown;
    if (reachesEnd && count > 0) head.writeUIntBE(length + grown, position + 2, count);
    position += reachesEnd ? header : header + length;
  }
  return head.toString('hex') + tail;
}

/** More ways, found while the verifier was written: each aims at one of its rules. */
export const moreAttacks: readonly Attack[] = [
  {
    name: 'another version of PDF in the first line',
    code: 'HEADER',
    apply: patch(/^%PDF-1\.7/, () => '%PDF-1.4'),
  },
  { name: 'a script in front of the file', code: 'HEADER', apply: onText((text) => `#!/bin/sh\n${text}`) },
  {
    name: 'other bytes in the second line',
    code: 'HEADER',
    apply: patch(/%\xff{4}/, () => '%\xe2\xe3\xcf\xd3'),
  },
  { name: 'the same report twice in one file', code: 'INCREMENT', apply: onText((text) => text + text) },
  {
    name: 'another end mark behind the end',
    code: 'TAIL',
    apply: onText((text) => `${text}%%EOF\n`),
  },
  {
    name: 'a carriage return in the end mark',
    code: 'TAIL',
    apply: onText((text) => text.replace(/%%EOF\n$/, '%%EOF\r')),
  },
  {
    name: 'the end points to another place',
    code: 'XREF',
    apply: patch(/startxref\n\d+/, (found) =>
      found.replace(/\d/, (digit) => String((Number(digit) % 9) + 1)),
    ),
  },
  { name: 'two objects exchanged in the table', code: 'XREF', apply: exchangeEntries },
  {
    name: 'an object declared free in the table',
    code: 'XREF',
    apply: onText((text) => overwrite(text, text.lastIndexOf(' 00000 n \n'), ' 00000 f \n')),
  },
  {
    name: 'an object of another generation in the table',
    code: 'XREF',
    apply: onText((text) => overwrite(text, text.lastIndexOf(' 00000 n \n'), ' 00001 n \n')),
  },
  {
    name: 'a table that begins with another number',
    code: 'XREF',
    apply: patch(/xref\n0 (?=\d+\n)/, () => 'xref\n1 '),
  },
  {
    name: 'an object under another number',
    code: 'XREF',
    apply: patch(/\n\d+ 0 obj\n(?=<<\n\/Type \/Catalog)/, (found) =>
      found.replace(/\d/, (digit) => String((Number(digit) % 9) + 1)),
    ),
  },
  { name: 'a link to an older revision', code: 'TRAILER', apply: intoTrailer('/Prev 15\n') },
  { name: 'a second table in a stream', code: 'TRAILER', apply: intoTrailer('/XRefStm 15\n') },
  { name: 'encryption', code: 'TRAILER', apply: intoTrailer('/Encrypt 1 0 R\n') },
  { name: 'a second root', code: 'DUP_KEY', apply: intoTrailer('/Root 1 0 R\n') },
  {
    name: 'a smaller number of objects',
    code: 'TRAILER',
    apply: patch(/\/Size \d+(?=\n\/Root)/, () => '/Size 2'),
  },
  {
    name: 'a comment inside an object',
    code: 'OBJECT',
    apply: patch(/\/Type \/Catalog\n/, () => '/Type /Catalog%'),
  },
  {
    name: 'a tab between two values',
    code: 'OBJECT',
    apply: patch(/\/Type \/Catalog/, () => '/Type\t/Catalog'),
  },
  {
    name: 'a name written with an escape',
    code: 'OBJECT',
    apply: patch(/\/Font\b/, () => '/F#6f'),
  },
  {
    name: 'a stream that is longer than it says',
    code: 'OBJECT',
    apply: patch(/\/Length \d+/, (found) => found.replace(/\d/, (digit) => String((Number(digit) % 9) + 1))),
  },
  {
    name: 'a reference to an object that is not there',
    code: 'OBJECT',
    apply: patch(/(?<=\/\w+ )\d\d(?= 0 R)/, () => '99'),
  },
  {
    name: 'a reference to another generation',
    code: 'OBJECT',
    apply: patch(/\/Outlines \d+ 0 R/, (found) => found.replace(' 0 R', ' 1 R')),
  },
  {
    name: 'a key twice in the catalogue',
    code: 'DUP_KEY',
    apply: patch(/\/MarkInfo/, () => '/Metadata'),
  },
  {
    name: 'a second signature dictionary',
    code: 'FIELD',
    apply: patch(/\/Type \/Font\n/, () => '/Type /Sig\n'),
  },
  { name: 'a form that may be changed', code: 'FIELD', apply: patch(/\/SigFlags 3/, () => '/SigFlags 1') },
  {
    name: 'an older kind of signature',
    code: 'FIELD',
    apply: patch(/ETSI\.CAdES\.detached/, () => 'adbe.pkcs7.detached'),
  },
  { name: 'another handler', code: 'FIELD', apply: patch(/Adobe\.PPKLite/, () => 'Adobe.PPKMS') },
  { name: 'a field of another type', code: 'FIELD', apply: patch(/\/FT \/Sig/, () => '/FT /Btn') },
  {
    name: 'an unknown entry in the signature',
    code: 'FIELD',
    apply: patch(/\/Reason \(/, () => '/Season ('),
  },
  {
    name: 'a date that is none',
    code: 'FIELD',
    apply: patch(/\/M \(D:\d{4}/, (found) => `${found.slice(0, -4)}20x6`),
  },
  {
    name: 'another date',
    code: 'DIGEST',
    apply: patch(/\/M \(D:\d{4}/, (found) => `${found.slice(0, -4)}2020`),
  },
  {
    name: 'another name of the signer',
    code: 'DIGEST',
    apply: patch(/\/Name \(Netready/, () => '/Name (Netreadi'),
  },
  {
    name: 'a plus sign in the range',
    code: 'OBJECT',
    apply: patch(/\/ByteRange \[0 \d+/, (found) => found.replace('[0 ', '[+')),
  },
  {
    name: 'a blank between the digits of the signature',
    code: 'CONTENTS',
    apply: onText((text) => overwrite(text, place(text).start + 40, ' ')),
  },
  {
    name: 'an open-ended length of the signature',
    code: 'CMS',
    apply: onText((text) => overwrite(text, place(text).start + 3, '80')),
  },
  {
    name: 'a signature that claims one byte more',
    code: 'CMS',
    apply: onText((text) =>
      withDigits(text, (digits) => {
        const length = Number.parseInt(digits.slice(4, 8), 16) + 1;
        return digits.slice(0, 4) + length.toString(16).padStart(4, '0') + digits.slice(8);
      }),
    ),
  },
  {
    name: 'another name in the certificate',
    code: 'CERTIFICATE',
    apply: swapDigits(hexOf('Netready on web01'), hexOf('Netready on web02')),
  },
  {
    name: 'another hash in the signed attributes',
    code: 'CERTIFICATE',
    apply: onText((text) =>
      withDigits(text, (digits) => {
        // The hash stands at the end of signing-certificate-v2 (1.2.840.113549.1.9.16.2.47).
        const start = digits.lastIndexOf('2a864886f70d010910022f');
        const hash = digits.indexOf('0420', start) + 4;
        return flipDigit(digits, hash);
      }),
    ),
  },
  {
    name: 'another digest in the signed attributes',
    code: 'DIGEST',
    apply: onText((text) =>
      withDigits(text, (digits) => {
        const start = digits.lastIndexOf('2a864886f70d010904');
        return flipDigit(digits, digits.indexOf('0420', start) + 4);
      }),
    ),
  },
  {
    name: 'another kind of content in the signed attributes',
    code: 'ATTRIBUTES',
    apply: onText((text) =>
      withDigits(text, (digits) => {
        const start = digits.lastIndexOf('2a864886f70d010903');
        return flipDigit(digits, digits.indexOf('2a864886f70d010701', start) + 17);
      }),
    ),
  },
  {
    name: 'another hash function named beside the signature',
    code: 'CMS',
    apply: swapDigits('310d300b0609608648016503040201', '310d300b0609608648016503040203'),
  },
  {
    name: 'the mirrored signature value, which is valid as well',
    code: 'CMS',
    apply: onText((text) => withDigits(text, mirrorSignature)),
  },
  {
    name: 'two blanks in the range',
    code: 'BYTERANGE',
    apply: patch(/\/ByteRange \[0 [^\]]*\] */, (found) =>
      found.replace('[0 ', '[0  ').slice(0, found.length),
    ),
  },
  {
    name: 'line feeds in the range',
    code: 'BYTERANGE',
    apply: patch(/\/ByteRange \[0 [^\]]*\] */, (found) => found.replaceAll(' ', '\n').replace('\n', ' ')),
  },
  {
    name: 'a range with a fraction of zero',
    code: 'OBJECT',
    apply: patch(/\/ByteRange \[0 [^\]]*\] */, (found) =>
      found.replace('[0 ', '[0.0 ').slice(0, found.length),
    ),
  },
  {
    name: 'a length of the range as another object',
    code: 'BYTERANGE',
    apply: patch(/\/ByteRange \[0 [^\]]*\] */, () => '/ByteRange [0 1 0 R 2 3]'),
  },
  {
    name: 'a range beyond what a computer counts',
    code: 'BYTERANGE',
    apply: patch(/\/ByteRange \[0 [^\]]*\] */, () => '/ByteRange [0 18446744073709551616]'),
  },
  {
    name: 'an end that points beyond what a computer counts',
    code: 'TAIL',
    apply: onText((text) => text.replace(/startxref\n\d+/, 'startxref\n18446744073709551616')),
  },
  {
    name: 'an end that points into the padding of the signature',
    code: 'XREF',
    apply: onText((text) => text.replace(/startxref\n\d+/, `startxref\n${place(text).end - 100}`)),
  },
  {
    name: 'the length of a stream as another object',
    code: 'OBJECT',
    apply: patch(/\/Length \d{4,}/, () => '/Length 1 0 R'.slice(0, 12)),
  },
  {
    name: 'another name for the attached results',
    code: 'DIGEST',
    apply: onText((text) => text.replaceAll('(report.json)', '(report.js0n)')),
  },
  {
    name: 'another title in the description for archives',
    code: 'DIGEST',
    apply: patch(/(?<=<rdf:li xml:lang="x-default">)./, (found) => (found === 'X' ? 'Y' : 'X')),
  },
  {
    name: 'two fonts exchanged',
    code: 'DIGEST',
    apply: patch(/\/F1 (\d+) 0 R\n\/F2 (\d+) 0 R/, (found) => {
      const [, one, two] = /\/F1 (\d+) 0 R\n\/F2 (\d+) 0 R/.exec(found) ?? [];
      return `/F1 ${two} 0 R\n/F2 ${one} 0 R`;
    }),
  },
  {
    name: 'the text behind the letters of one font taken from another',
    code: 'DIGEST',
    apply: onText((text) => {
      const [one = '', two = ''] = [...text.matchAll(/\/ToUnicode \d+ 0 R/g)].map(([found]) => found);
      return text.replace(one, two.padEnd(one.length));
    }),
  },
];
