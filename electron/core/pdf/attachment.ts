import { createHash } from 'node:crypto';
import { createInflate } from 'node:zlib';
import { dataNames, type ReportKind } from '../../../shared/report/data-names.ts';
import {
  maxEnvironmentBytes,
  maxEnvironmentDataBytes,
  maxReportBytes,
  maxRunBytes,
} from '../../../shared/run/limits.ts';
import {
  type CarriedFile,
  carriedDescription,
  carriedKinds,
  carriedName,
  carriedParts,
  mediaTypes,
} from './attached-files.ts';
import { countOf, entry, follow, nameOf, type PdfFile, type PdfObject } from './pdf-structure.ts';
import type { PdfValue } from './pdf-tokens.ts';
import { demand, Refusal } from './refusal.ts';
import { unpack } from './unpack.ts';

/** In pieces of how many bytes an attachment is unpacked where only its hash is wanted. */
const pieceSize = 262_144;

const isText = (value: PdfValue | undefined, text: string): boolean =>
  value?.kind === 'string' && value.value === text;

const textOf = (value: PdfValue | undefined): string => (value?.kind === 'string' ? value.value : '');

const isReferenceTo = (value: PdfValue | undefined, object: PdfObject): boolean =>
  value?.kind === 'reference' && value.id === object.id;

const keysOf = (value: PdfValue | undefined): string =>
  value?.kind === 'dictionary' ? [...value.entries.keys()].sort().join(' ') : '';

const countWith = (file: PdfFile, key: string): number => countOf(file, ({ entries }) => entries.has(key));

const countOfType = (file: PdfFile, type: string): number =>
  countOf(file, ({ entries }) => nameOf(entries.get('Type')) === type);

/**
 * Unpacks an attachment that was found.
 * @throws Refusal `ATTACHMENT` when it has another size than is stated
 */
export function unpackAttached({ packed, size }: Pick<CarriedFile, 'packed' | 'size'>): Uint8Array {
  let data: Uint8Array;
  try {
    data = unpack(packed, Math.max(1, size));
  } catch {
    throw new Refusal('ATTACHMENT', 'the data cannot be unpacked to the size stated');
  }
  demand(data.length === size, 'ATTACHMENT', 'size differs');
  return data;
}

/**
 * The SHA-256 of an attachment that was found, unpacked piece by piece: the data of thousands of servers need not lie in the
 * memory for it.
 * @throws Refusal `ATTACHMENT` when it has another size than is stated
 */
export async function attachedSha256({
  packed,
  size,
}: Pick<CarriedFile, 'packed' | 'size'>): Promise<Uint8Array> {
  const hash = createHash('sha256');
  const pieces = createInflate({ chunkSize: pieceSize });
  pieces.end(packed);
  let length = 0;
  try {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > size) break;
      hash.update(piece);
    }
  } catch {
    throw new Refusal('ATTACHMENT', 'the data cannot be unpacked');
  }
  demand(length === size && pieces.bytesWritten === packed.length, 'ATTACHMENT', 'size differs');
  return hash.digest();
}

/** The kinds of entries in the description of an attachment. */
const specificationKeys = 'AFRelationship Desc EF F Type UF';

/** What an attachment must be. */
type Expected = { readonly name: string; readonly mediaType: string; readonly maxBytes: number };

/** The packed bytes behind a description, both of the one form that a report has. */
function readAttached(
  bytes: Uint8Array,
  file: PdfFile,
  specification: PdfObject,
  { name, mediaType, maxBytes }: Expected,
): Pick<CarriedFile, 'packed' | 'size'> {
  for (const key of ['F', 'UF'])
    demand(isText(entry(specification.value, key), name), 'ATTACHMENT', `/${key}`);
  demand(keysOf(specification.value) === specificationKeys, 'ATTACHMENT', 'entries of the description');
  const embedded = entry(specification.value, 'EF');
  demand(keysOf(embedded) === 'F UF', 'ATTACHMENT', 'files for other systems');
  const object = follow(file, entry(embedded, 'F'), 'ATTACHMENT');
  demand(isReferenceTo(entry(embedded, 'UF'), object), 'ATTACHMENT', 'two embedded files');
  demand(nameOf(entry(object.value, 'Type')) === 'EmbeddedFile', 'ATTACHMENT', 'type');
  demand(nameOf(entry(object.value, 'Subtype')) === mediaType, 'ATTACHMENT', 'subtype');
  demand(nameOf(entry(object.value, 'Filter')) === 'FlateDecode', 'ATTACHMENT', 'filter');
  const size = entry(entry(object.value, 'Params'), 'Size');
  demand(size?.kind === 'number' && size.value <= maxBytes, 'ATTACHMENT', 'size');
  demand(object.stream !== null, 'ATTACHMENT', 'no data');
  return { packed: bytes.subarray(object.stream.start, object.stream.end), size: size.value };
}

const carriedForm = /^input-(\d{4})(\.[a-z0-9]+)$/;

/** A part of an input, by the name under which it is attached. */
function readCarried(bytes: Uint8Array, file: PdfFile, specification: PdfObject): CarriedFile {
  const name = textOf(entry(specification.value, 'F'));
  const [, number, ending] = carriedForm.exec(name) ?? [];
  const kind = carriedKinds.find((candidate) => carriedParts[candidate].ending === ending);
  if (kind === undefined || Number(number) < 1) throw new Refusal('ATTACHMENT', 'name of an input');
  const place = { input: Number(number) - 1, kind };
  const { mediaType, relationship, maxBytes } = carriedParts[kind];
  const described = entry(specification.value, 'Desc');
  demand(isText(described, carriedDescription(place)), 'ATTACHMENT', 'description of an input');
  const stands = nameOf(entry(specification.value, 'AFRelationship'));
  demand(stands === relationship, 'ATTACHMENT', 'relationship of an input');
  const attached = readAttached(bytes, file, specification, {
    name: carriedName(place),
    mediaType,
    maxBytes,
  });
  return { ...place, ...attached };
}

/** The descriptions of all attachments, listed in the same way in the catalogue and in the name tree. */
function readSpecifications(file: PdfFile): readonly [PdfObject, ...PdfObject[]] {
  const catalogue = follow(file, file.trailer.entries.get('Root'), 'TRAILER').value;
  const associated = entry(catalogue, 'AF');
  demand(associated?.kind === 'array', 'ATTACHMENT', 'associated files');
  const [first, ...others] = associated.items.map((item) => follow(file, item, 'ATTACHMENT'));
  if (first === undefined) throw new Refusal('ATTACHMENT', 'associated files');
  const specifications = [first, ...others] as const;
  const tree = entry(follow(file, entry(catalogue, 'Names'), 'ATTACHMENT').value, 'EmbeddedFiles');
  demand(keysOf(tree) === 'Names', 'ATTACHMENT', 'tree of embedded files');
  const names = entry(tree, 'Names');
  const isListed = names?.kind === 'array' && names.items.length === 2 * specifications.length;
  demand(isListed, 'ATTACHMENT', 'embedded files');
  const isSame = specifications.every(
    (specification, index) =>
      isText(names.items[2 * index], textOf(entry(specification.value, 'F'))) &&
      isReferenceTo(names.items[2 * index + 1], specification),
  );
  demand(isSame, 'ATTACHMENT', 'name tree and associated files differ');
  demand(countWith(file, 'AF') === 1, 'ATTACHMENT', '/AF in several places');
  demand(countWith(file, 'EF') === specifications.length, 'ATTACHMENT', '/EF in several places');
  demand(countOfType(file, 'Filespec') === specifications.length, 'ATTACHMENT', 'number of descriptions');
  const embedded = countOfType(file, 'EmbeddedFile');
  demand(embedded === specifications.length, 'ATTACHMENT', 'number of embedded files');
  return specifications;
}

/** What is attached to a report, still packed. */
export type Attachments = {
  readonly kind: ReportKind;
  readonly data: Pick<CarriedFile, 'packed' | 'size'>;
  /** The parts of inputs in the order in which they are attached; none in the report of a run. */
  readonly carried: readonly CarriedFile[];
};

const maxBytesOf: Readonly<Record<ReportKind, { readonly file: number; readonly data: number }>> = {
  run: { file: maxReportBytes, data: maxRunBytes },
  environment: { file: maxEnvironmentBytes, data: maxEnvironmentDataBytes },
};

/**
 * Finds what is attached, which must be reachable in the same way from the catalogue (as associated files) and from the
 * name tree (as embedded files), so that every viewer extracts the same: the data of a run alone, or the data of an
 * environment and then the parts of inputs by their names. Nothing is unpacked yet.
 * @throws Refusal `ATTACHMENT`, or `TOO_LARGE` for a document larger than a report of its kind
 */
export function findAttachments(bytes: Uint8Array, file: PdfFile): Attachments {
  const [first, ...others] = readSpecifications(file);
  const kind = isText(entry(first.value, 'F'), dataNames.environment) ? 'environment' : 'run';
  demand(bytes.length <= maxBytesOf[kind].file, 'TOO_LARGE', `${bytes.length} bytes`);
  const expected = { name: dataNames[kind], mediaType: mediaTypes.json, maxBytes: maxBytesOf[kind].data };
  const data = readAttached(bytes, file, first, expected);
  demand(kind === 'environment' || others.length === 0, 'ATTACHMENT', 'more than the data of a run');
  return { kind, data, carried: others.map((specification) => readCarried(bytes, file, specification)) };
}
