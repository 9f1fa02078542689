import { entry, follow, nameOf, type PdfFile, type PdfObject } from './pdf-structure.ts';
import type { PdfDictionary, PdfValue } from './pdf-tokens.ts';
import { demand, Refusal } from './refusal.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Everything that the catalogue, the name dictionary and a page of a report may hold. */
const catalogueKeys = setOf(
  'Type Pages Names Lang ViewerPreferences MarkInfo StructTreeRoot OutputIntents AF AcroForm Metadata Outlines PageMode PageLayout',
);
const nameKeys = setOf('Dests EmbeddedFiles');
const pageKeys = setOf('Type Parent MediaBox Contents Resources UserUnit Annots StructParents Tabs');

/** Keys that start actions, hide content or point out of the file (ISO 32000-1, 7.5.7, 8.11, 12.6, 12.7.8, 13). */
const forbiddenKeys = setOf(
  'AA OpenAction JS JavaScript URI Launch XFA OC OCGs OCProperties Encrypt PieceInfo Collection Perms RichMediaContent RichMediaSettings Rendition Sound Movie Alternates OPI',
);

/** Types of objects that hide others, and of actions; a report has no action but GoTo. */
const forbiddenNames: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['Type', setOf('ObjStm XRef OCG OCMD Action')],
  ['Subtype', setOf('PS RichMedia 3D Screen Movie Sound FileAttachment Stamp FreeText Redact Watermark')],
  [
    'S',
    setOf(
      'JavaScript Launch URI SubmitForm ResetForm ImportData GoToR GoToE GoToDp Named Rendition Movie Sound Hide SetOCGState Thread Trans GoTo3DView RichMediaExecute',
    ),
  ],
]);

/** Everything that a link to another place in the document may hold. */
const linkKeys = setOf('S D');

/** Entries of a stream that take its data from another file (ISO 32000-1, 7.3.8.2). */
const externalStreamKeys = ['F', 'FFilter', 'FDecodeParms'];

function demandKeys(value: PdfValue | undefined, allowed: ReadonlySet<string>, what: string): void {
  if (value?.kind !== 'dictionary') return;
  for (const key of value.entries.keys()) demand(allowed.has(key), 'FORBIDDEN', `/${key} in ${what}`);
}

/** What a dictionary must keep to when one of its entries is this name. */
function checkName(dictionary: PdfDictionary, key: string, name: string): void {
  if (key === 'S' && name === 'GoTo') demandKeys(dictionary, linkKeys, 'a link inside the document');
  if (key === 'Type' && name === 'Page') demandKeys(dictionary, pageKeys, 'a page');
  if (key === 'Type' && name === 'Annot') {
    const subtype = nameOf(dictionary.entries.get('Subtype'));
    demand(subtype === 'Link' || subtype === 'Widget', 'FORBIDDEN', `annotation ${subtype}`);
  }
}

function checkDictionary(dictionary: PdfDictionary): void {
  for (const [key, value] of dictionary.entries) {
    if (forbiddenKeys.has(key)) throw new Refusal('FORBIDDEN', `/${key}`);
    const names = forbiddenNames.get(key);
    if (names === undefined || value.kind !== 'name') continue;
    if (names.has(value.value)) throw new Refusal('FORBIDDEN', `/${key} /${value.value}`);
    checkName(dictionary, key, value.value);
  }
}

function checkStream(object: PdfObject): void {
  if (object.stream === null) return;
  for (const key of externalStreamKeys)
    demand(entry(object.value, key) === undefined, 'FORBIDDEN', `/${key} in a stream`);
  const filter = entry(object.value, 'Filter');
  demand(filter === undefined || nameOf(filter) === 'FlateDecode', 'FORBIDDEN', 'filter of a stream');
}

/**
 * Refuses content that no report has: scripts, actions, hidden layers, other annotations, data outside the file.
 * A valid signature does not excuse it, because such content can show different things on different days.
 * @throws Refusal `FORBIDDEN` or `TRAILER`
 */
export function demandOnlyReportContent(file: PdfFile): void {
  const catalogue = follow(file, file.trailer.entries.get('Root'), 'TRAILER').value;
  demand(nameOf(entry(catalogue, 'Type')) === 'Catalog', 'TRAILER', 'no catalogue');
  demandKeys(catalogue, catalogueKeys, 'the catalogue');
  demandKeys(follow(file, entry(catalogue, 'Names'), 'TRAILER').value, nameKeys, 'the names');
  for (const object of file.objects.values()) checkStream(object);
  for (const dictionary of file.dictionaries) checkDictionary(dictionary);
}
