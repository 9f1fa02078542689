import { z } from 'zod';
import { placeSchema } from '../profile/roles.ts';
import { longest, most } from '../words/lengths.ts';
import { text } from '../words/text-schema.ts';
import { carriers } from './carriers.ts';

export const carrierSchema = z.enum(carriers);

/** Bytes in base64url without padding (RFC 4648, section 5), of exactly so many characters. */
const base64url = (characters: number) =>
  z
    .string()
    .length(characters)
    .regex(/^[A-Za-z0-9_-]+$/);

/** A hash: SHA-256, 32 bytes. */
const hash = base64url(43);
const port = z.int().min(1).max(65_535);
const ports = z.array(port).max(most.rehearsedPorts);

/** One end of a connection, as one of both sides sees it. */
const endSchema = z.strictObject({ address: text(longest.address), port });

/** What binds a conversation to one TLS connection: the certificate and keying material (RFC 5705), 16 bytes. */
const tlsBindingSchema = z.strictObject({ certificate: hash, exporter: base64url(22) });

/** What both views say of whoever made them and of the conversation. */
const viewCommon = {
  version: z.literal(1),
  carrier: carrierSchema,
  /** The random numbers of checker and listener, 16 bytes each: fresh for every conversation. */
  nonces: z.tuple([base64url(22), base64url(22)]),
  /** The id of the run, which the report carries too. */
  run: z.uuid(),
  /** SHA-256 of the certificate that signs the report; null where none is written. */
  reportKey: hash.nullable(),
  /** The key that signs this view: a point of P-256, compressed (33 bytes). The report names it. */
  sessionKey: base64url(44),
  /** What the machine calls itself. */
  name: text(longest.host),
  roles: z.array(placeSchema).max(most.roles),
  /** Null where no TLS is spoken. */
  tls: tlsBindingSchema.nullable(),
  /** SHA-256 of the head of the HTTP request as sent or as it came; null where no HTTP is spoken. */
  head: hash.nullable(),
};

/** What whoever dialled saw of a conversation. */
export const checkerViewSchema = z.strictObject({
  ...viewCommon,
  /** The host as the profile names it. */
  wanted: text(longest.host),
  dialled: endSchema,
  own: endSchema,
  /** SHA-256 of the profile, without what differs by machine. */
  profile: hash,
});

/** Whether a listener is the host that was wanted, as far as its own profile tells. */
export const meanings = ['this', 'another', 'unknown'] as const;

/** What the listener saw of the same conversation. */
export const listenerViewSchema = z.strictObject({
  ...viewCommon,
  meant: z.enum(meanings),
  arrived: endSchema,
  peer: endSchema,
  /** SHA-256 of the checker's view with its signature: both views belong together. */
  answers: hash,
  /** The listener's wall clock. */
  clock: z.iso.datetime({ offset: false, precision: 3 }),
  /** The ports at which it stands in for a service; those that other programs hold; those that it could not open. */
  rehearsed: ports,
  inUse: ports,
  notOpened: ports,
});

/** ECDSA over P-256 with SHA-256, 64 bytes (IEEE P1363). */
const signature = base64url(86);

export const signedCheckerViewSchema = z.strictObject({ view: checkerViewSchema, signature });
export const signedListenerViewSchema = z.strictObject({ view: listenerViewSchema, signature });

export type CheckerView = Readonly<z.infer<typeof checkerViewSchema>>;
export type ListenerView = Readonly<z.infer<typeof listenerViewSchema>>;
export type SignedCheckerView = Readonly<z.infer<typeof signedCheckerViewSchema>>;
export type SignedListenerView = Readonly<z.infer<typeof signedListenerViewSchema>>;
export type RehearsalEnd = Readonly<z.infer<typeof endSchema>>;
export type TlsBinding = Readonly<z.infer<typeof tlsBindingSchema>>;
