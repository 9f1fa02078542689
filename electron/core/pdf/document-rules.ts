import { entry, follow, nameOf, type PdfFile, type PdfObject } from './pdf-structure.ts';
import type { PdfDictionary, PdfValue } from './pdf-tokens.ts';
import { demand, Refusal } from './refusal.ts';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Everything that the catalogue, the name dictionary, the tree of pages and a page of a report may hold. */
const catalogueKeys = setOf(
  'Type Pages Names Lang ViewerPreferences MarkInfo StructTreeRoot OutputIntents AF AcroForm Metadata Outlines PageMode PageLayout',
);
const nameKeys = setOf('Dests EmbeddedFiles');
const pageTreeKeys = setOf('Type Count Kids');
const pageKeys = setOf('Type Parent MediaBox Contents Resources UserUnit Annots StructParents Tabs');

/** Everything that the annotations of a report may hold: links are not drawn, and the field has one appearance. */
const annotationKeys: ReadonlyMap<string | null, ReadonlySet<string>> = new Map([
  ['Link', setOf('Type Subtype Rect Border C F StructParent Contents Dest A')],
  ['Widget', setOf('Type Subtype Rect Border C F StructParent FT T TU P V AP')],
]);
const appearanceKeys = setOf('N');

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

/**
 * Entries of a stream that take its data from another file (ISO 32000-1, 7.3.8.2), or with which other programs unpack
 * something else than this one (7.4.4).
 */
const foreignStreamKeys = ['F', 'FFilter', 'FDecodeParms', 'DecodeParms'];

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
    const allowed = annotationKeys.get(subtype);
    if (allowed === undefined) throw new Refusal('FORBIDDEN', `annotation ${subtype}`);
    demandKeys(dictionary, allowed, 'an annotation');
    demandKeys(dictionary.entries.get('AP'), appearanceKeys, 'an appearance');
  }
}

/** The keys that a dictionary may not have, or not with every name: few of those that it has. */
const watchedKeys: ReadonlySet<string> = new Set([...forbiddenKeys, ...forbiddenNames.keys()]);

function checkDictionary(dictionary: PdfDictionary): void {
  for (const key of dictionary.entries.keys()) {
    if (!watchedKeys.has(key)) continue;
    const names = forbiddenNames.get(key);
    const value = dictionary.entries.get(key);
    if (names === undefined || value === undefined) throw new Refusal('FORBIDDEN', `/${key}`);
    // What something is must stand in it: a name elsewhere would have to be looked up by every rule.
    if (value.kind === 'reference') throw new Refusal('FORBIDDEN', `/${key} stands elsewhere`);
    if (value.kind !== 'name') continue;
    if (names.has(value.value)) throw new Refusal('FORBIDDEN', `/${key} /${value.value}`);
    checkName(dictionary, key, value.value);
  }
}

function checkStream(object: PdfObject): void {
  if (object.stream === null) return;
  for (const key of foreignStreamKeys)
    demand(entry(object.value, key) === undefined, 'FORBIDDEN', `/${key} in a stream`);
  const filter = entry(object.value, 'Filter');
  demand(filter === undefined || nameOf(filter) === 'FlateDecode', 'FORBIDDEN', 'filter of a stream');
}

const itemsOf = (value: PdfValue | undefined): readonly PdfValue[] => {
  if (value === undefined) return [];
  if (value.kind !== 'array') throw new Refusal('FORBIDDEN', 'a list of another form');
  return value.items;
};

/** All pages hang on one node, and whatever hangs there or on a page says what it is, so that no rule overlooks it. */
function checkPages(file: PdfFile, catalogue: PdfValue): void {
  const tree = follow(file, entry(catalogue, 'Pages'), 'TRAILER').value;
  demand(nameOf(entry(tree, 'Type')) === 'Pages', 'FORBIDDEN', 'the tree of pages');
  demandKeys(tree, pageTreeKeys, 'the tree of pages');
  for (const kid of itemsOf(entry(tree, 'Kids'))) {
    const page = follow(file, kid, 'FORBIDDEN').value;
    demand(nameOf(entry(page, 'Type')) === 'Page', 'FORBIDDEN', 'something else among the pages');
    for (const item of itemsOf(entry(page, 'Annots'))) {
      const annotation = follow(file, item, 'FORBIDDEN').value;
      demand(nameOf(entry(annotation, 'Type')) === 'Annot', 'FORBIDDEN', 'an annotation without type');
    }
  }
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
  checkPages(file, catalogue);
  for (const object of file.objects.values()) checkStream(object);
  for (const dictionary of file.dictionaries) checkDictionary(dictionary);
}
