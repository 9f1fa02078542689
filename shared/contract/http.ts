import { z } from 'zod';
import { failureSchema } from './reply.ts';

/** Where the loopback host carries out operations: POST, JSON in, one JSON value a line (NDJSON) out. */
export const operationPath = '/op/';

/** Where the loopback host takes the wish to stop a call: POST, with the call's id after it. */
export const cancelPath = '/cancel/';

/** Where the loopback host leads to the links of the contract: GET, with the link's id after it. */
export const linkPath = '/link/';

/** Where the loopback host hands out a file that waits to be saved: GET, with the file's id after it. */
export const filePath = '/file/';

/** Where a page trades the code of its address for a session key: POST, an entry request in, an entry reply out, both JSON. */
export const sessionPath = '/session';

/** The request header that carries the id of a call, which the page makes. Lower-case, as Node gives it. */
export const callHeader = 'netready-call';

/**
 * The request header that carries the session key of a page that was let in. A header of our own and no cookie: a
 * browser gives cookies to every port of a host, and no other origin can send this one.
 */
export const sessionHeader = 'netready-session';

/** What a page shows to be let in. */
export const entryRequestSchema = z.strictObject({
  /** The fragment of the address that Netready has shown. */
  code: z.string().max(100),
  /**
   * The path under which the page was served. It is told to nobody but a page that the browser has fetched from this
   * host itself, so that a page that somebody else has left in the browser cannot use the code that it sees.
   */
  page: z.string().max(100),
  /** What only this tab knows: a page that was loaded again before it had its answer gets the same one. */
  attempt: z.string().min(32).max(100),
});
export type EntryRequest = Readonly<z.infer<typeof entryRequestSchema>>;

/** What a page gets that was let in. */
export const entrySchema = z.strictObject({
  /** The key that opens everything else; for the header. */
  session: z.string(),
  /** Who was let in, as the terminal says it too. */
  told: z.string(),
});
export type Entry = Readonly<z.infer<typeof entrySchema>>;

/** A `Reply<Entry>`, for the page that reads it. */
export const entryReplySchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: entrySchema }),
  z.strictObject({ ok: z.literal(false), error: failureSchema }),
]);
