import { maxReportBytes, maxRunBytes } from '../../../shared/run/limits.ts';

/** Media types of attachments as names (RFC 8259, RFC 8118, RFC 8551), with the slash escaped (ISO 32000-1, 7.3.5). */
export const mediaTypes = {
  json: 'application#2Fjson',
  pdf: 'application#2Fpdf',
  signature: 'application#2Fpkcs7-signature',
} as const;

/** The ways in which a part of an input is attached to an environment report. */
type CarriedPart = {
  readonly ending: string;
  readonly mediaType: string;
  /** How it stands to the document (ISO 32000-2, 7.11.3, AFRelationship). */
  readonly relationship: 'Source' | 'Supplement';
  readonly words: string;
  /** The largest one, unpacked, in bytes. */
  readonly maxBytes: number;
};

/**
 * What of an input travels inside an environment report: its data, the signature over that data, or its whole file.
 */
export const carriedParts = {
  data: {
    ending: '.json',
    mediaType: mediaTypes.json,
    relationship: 'Source',
    words: 'Data',
    maxBytes: maxRunBytes,
  },
  signature: {
    ending: '.p7s',
    mediaType: mediaTypes.signature,
    relationship: 'Supplement',
    words: 'Signature over the data',
    maxBytes: 32_768,
  },
  whole: {
    ending: '.pdf',
    mediaType: mediaTypes.pdf,
    relationship: 'Source',
    words: 'Signed file',
    maxBytes: maxReportBytes,
  },
} as const satisfies Readonly<Record<string, CarriedPart>>;

export type CarriedKind = keyof typeof carriedParts;
export const carriedKinds = Object.keys(carriedParts) as readonly CarriedKind[];

/** A part of an input as it stands in the file. */
export type CarriedFile = {
  /** The place of the input in the list of inputs, from 0. */
  readonly input: number;
  readonly kind: CarriedKind;
  /** Packed (RFC 1950). */
  readonly packed: Uint8Array;
  /** How many bytes it unpacks to. */
  readonly size: number;
};

/** How a part of an input is called inside: `input-0001.json`; by name in the order of the inputs. */
export const carriedName = ({ input, kind }: Pick<CarriedFile, 'input' | 'kind'>): string =>
  `input-${String(input + 1).padStart(4, '0')}${carriedParts[kind].ending}`;

/** What a viewer says of it. */
export const carriedDescription = ({ input, kind }: Pick<CarriedFile, 'input' | 'kind'>): string =>
  `${carriedParts[kind].words} of report ${input + 1}`;
