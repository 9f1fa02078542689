/** The bytes of a file: as a whole, or in parts that are made one after the other whenever they are asked for. */
export type FileBytes = Uint8Array | Iterable<Uint8Array>;

/** The parts of a file; one where it is there as a whole. */
export const partsOf = (bytes: FileBytes): Iterable<Uint8Array> =>
  bytes instanceof Uint8Array ? [bytes] : bytes;

/** A file as a whole. */
export const wholeOf = (bytes: FileBytes): Uint8Array =>
  bytes instanceof Uint8Array ? bytes : Buffer.concat([...bytes]);
