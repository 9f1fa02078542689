import { maxRunBytes } from '../../../shared/run/limits.ts';
import { entry, follow, nameOf, type PdfFile, type PdfObject } from './pdf-structure.ts';
import type { PdfValue } from './pdf-tokens.ts';
import { demand, Refusal } from './refusal.ts';
import { unpack } from './unpack.ts';

const attachmentName = 'report.json';

const isText = (value: PdfValue | undefined, text: string): boolean =>
  value?.kind === 'string' && value.value === text;

const isReferenceTo = (value: PdfValue | undefined, object: PdfObject): boolean =>
  value?.kind === 'reference' && value.id === object.id;

const keysOf = (value: PdfValue | undefined): string =>
  value?.kind === 'dictionary' ? [...value.entries.keys()].sort().join(' ') : '';

const countWith = (file: PdfFile, key: string): number =>
  file.dictionaries.filter(({ entries }) => entries.has(key)).length;

const countOfType = (file: PdfFile, type: string): number =>
  file.dictionaries.filter((dictionary) => nameOf(entry(dictionary, 'Type')) === type).length;

function inflate(data: Uint8Array, size: number): Uint8Array {
  try {
    return unpack(data, Math.max(1, size));
  } catch {
    throw new Refusal('ATTACHMENT', 'the data cannot be unpacked to the size stated');
  }
}

/** The kinds of entries in the description of the attachment. */
const specificationKeys = 'AFRelationship Desc EF F Type UF';

/**
 * The bytes of the one attachment, which must be reachable in the same way from the catalogue (as an associated file)
 * and from the name tree (as an embedded file), so that every viewer extracts the same.
 * @throws Refusal `ATTACHMENT`
 */
export function findAttachment(bytes: Uint8Array, file: PdfFile): Uint8Array {
  const catalogue = follow(file, file.trailer.entries.get('Root'), 'TRAILER').value;
  const associated = entry(catalogue, 'AF');
  demand(associated?.kind === 'array' && associated.items.length === 1, 'ATTACHMENT', 'associated files');
  const specification = follow(file, associated.items[0], 'ATTACHMENT');
  const tree = entry(follow(file, entry(catalogue, 'Names'), 'ATTACHMENT').value, 'EmbeddedFiles');
  demand(keysOf(tree) === 'Names', 'ATTACHMENT', 'tree of embedded files');
  const names = entry(tree, 'Names');
  demand(names?.kind === 'array' && names.items.length === 2, 'ATTACHMENT', 'embedded files');
  const isSame = isText(names.items[0], attachmentName) && isReferenceTo(names.items[1], specification);
  demand(isSame, 'ATTACHMENT', 'name tree and associated file differ');
  for (const key of ['F', 'UF'])
    demand(isText(entry(specification.value, key), attachmentName), 'ATTACHMENT', `/${key}`);

  demand(keysOf(specification.value) === specificationKeys, 'ATTACHMENT', 'entries of the description');
  const embedded = entry(specification.value, 'EF');
  demand(keysOf(embedded) === 'F UF', 'ATTACHMENT', 'files for other systems');
  for (const key of ['AF', 'EF'])
    demand(countWith(file, key) === 1, 'ATTACHMENT', `/${key} in several places`);
  const object = follow(file, entry(embedded, 'F'), 'ATTACHMENT');
  demand(isReferenceTo(entry(embedded, 'UF'), object), 'ATTACHMENT', 'two embedded files');
  demand(countOfType(file, 'Filespec') === 1, 'ATTACHMENT', 'number of file specifications');
  demand(countOfType(file, 'EmbeddedFile') === 1, 'ATTACHMENT', 'number of embedded files');
  demand(nameOf(entry(object.value, 'Type')) === 'EmbeddedFile', 'ATTACHMENT', 'type');
  demand(nameOf(entry(object.value, 'Subtype')) === 'application#2Fjson', 'ATTACHMENT', 'subtype');
  demand(nameOf(entry(object.value, 'Filter')) === 'FlateDecode', 'ATTACHMENT', 'filter');

  const size = entry(entry(object.value, 'Params'), 'Size');
  demand(size?.kind === 'number' && size.value <= maxRunBytes, 'ATTACHMENT', 'size');
  demand(object.stream !== null, 'ATTACHMENT', 'no data');
  const data = inflate(bytes.subarray(object.stream.start, object.stream.end), size.value);
  demand(data.length === size.value, 'ATTACHMENT', 'size differs');
  return data;
}
