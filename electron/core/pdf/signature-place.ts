import { countOf, entry, follow, nameOf, type PdfFile } from './pdf-structure.ts';
import { latin1, type PdfDictionary, type PdfValue } from './pdf-tokens.ts';
import { demand, Refusal } from './refusal.ts';
import { signatureRooms } from './signed-data.ts';

/** Where the signature of a report stands. Byte offsets; `end` is exclusive. */
export type SignaturePlace = {
  /** The array behind /ByteRange, with its brackets. */
  readonly byteRange: { readonly start: number; readonly end: number };
  /** The hex string behind /Contents, with its angle brackets: the only bytes that are not signed. */
  readonly contents: { readonly start: number; readonly end: number };
  /** The claimed instant of signing (/M); not proven by anybody. */
  readonly signedAt: Date;
};

const keysOf = (dictionary: PdfDictionary): string => [...dictionary.entries.keys()].sort().join(' ');

const signatureKeys = 'ByteRange Contents Filter M Name Reason SubFilter Type';

/** The instant of a PDF date in UTC (ISO 32000-1, 7.9.4), the only form that a report uses. */
function readDate(value: PdfValue | undefined): Date {
  const match =
    value?.kind === 'string' ? /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(value.value) : null;
  demand(match !== null, 'FIELD', 'date of the signature');
  const [, year, month, day, hour, minute, second] = match;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const date = new Date(written);
  // Of a day that its month does not have, Date makes one of the next month.
  const isDate = !Number.isNaN(date.getTime()) && date.toISOString() === written;
  demand(isDate, 'FIELD', 'date of the signature');
  return date;
}

/**
 * Finds the one signature: one form, one field in it, one widget on one page, one signature dictionary in the file.
 * @throws Refusal `FIELD`, `BYTERANGE` or `CONTENTS`
 */
export function findSignature(file: PdfFile): SignaturePlace {
  const catalogue = follow(file, file.trailer.entries.get('Root'), 'FIELD').value;
  const form = follow(file, entry(catalogue, 'AcroForm'), 'FIELD').value;
  demand(form.kind === 'dictionary' && keysOf(form) === 'Fields SigFlags', 'FIELD', 'form');
  const flags = form.entries.get('SigFlags');
  demand(flags?.kind === 'number' && flags.value === 3, 'FIELD', 'flags');
  const fields = form.entries.get('Fields');
  demand(fields?.kind === 'array' && fields.items.length === 1, 'FIELD', 'number of fields');
  const field = follow(file, fields.items[0], 'FIELD').value;
  demand(nameOf(entry(field, 'FT')) === 'Sig', 'FIELD', 'type of the field');
  demand(nameOf(entry(field, 'Subtype')) === 'Widget', 'FIELD', 'widget of the field');
  const signature = follow(file, entry(field, 'V'), 'FIELD').value;
  if (signature.kind !== 'dictionary') throw new Refusal('FIELD', 'value of the field');

  const count = (isOfKind: (dictionary: PdfDictionary) => boolean): number => countOf(file, isOfKind);
  demand(count(({ entries }) => entries.has('FT')) === 1, 'FIELD', 'several fields');
  demand(count(({ entries }) => nameOf(entries.get('Subtype')) === 'Widget') === 1, 'FIELD', 'widgets');
  demand(count(({ entries }) => nameOf(entries.get('Type')) === 'Sig') === 1, 'FIELD', 'signatures');
  demand(nameOf(signature.entries.get('Type')) === 'Sig', 'FIELD', 'type of the signature');

  const byteRange = signature.entries.get('ByteRange');
  if (byteRange?.kind !== 'array') throw new Refusal('BYTERANGE', 'no array');
  const contents = signature.entries.get('Contents');
  if (contents?.kind !== 'hex') throw new Refusal('CONTENTS', 'no hex string');
  demand(keysOf(signature) === signatureKeys, 'FIELD', 'entries of the signature');
  demand(nameOf(signature.entries.get('Filter')) === 'Adobe.PPKLite', 'FIELD', 'filter');
  demand(nameOf(signature.entries.get('SubFilter')) === 'ETSI.CAdES.detached', 'FIELD', 'subfilter');
  return {
    byteRange: { start: byteRange.start, end: byteRange.end },
    contents: { start: contents.start, end: contents.end },
    signedAt: readDate(signature.entries.get('M')),
  };
}

/** Stands in /ByteRange until the document is signed: as wide as any offset in a file, and valid PDF. */
export const byteRangePlaceholder = 9_999_999_999;

/**
 * The text behind /ByteRange that covers everything but the hex string of the signature: the length up to it, the
 * offset after it, the length of the rest.
 */
export function byteRangeText({ contents }: SignaturePlace, fileLength: number): string {
  return `[0 ${contents.start} ${contents.end} ${fileLength - contents.end}]`;
}

/** The signed bytes in two parts: all before the hex string of the signature and all after it. */
export function signedParts(bytes: Uint8Array, place: SignaturePlace): readonly [Uint8Array, Uint8Array] {
  return [bytes.subarray(0, place.contents.start), bytes.subarray(place.contents.end)];
}

/** Whether a timestamp belongs to the signature: its room, which is signed, is larger exactly then. */
export const hasRoomForTimestamp = ({ contents }: SignaturePlace): boolean =>
  (contents.end - contents.start) / 2 - 1 > signatureRooms.plain;

/** The digits of the signature, without the angle brackets. */
export function contentsDigits(bytes: Uint8Array, place: SignaturePlace): string {
  return latin1(bytes, place.contents.start + 1, place.contents.end - 1);
}
