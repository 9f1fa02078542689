import type { VerifyCode } from '../../shared/report/verify-outcome.ts';

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
  const attribute = Buffer.from('a110300e06032a0304310708056576696c21', 'hex');
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
