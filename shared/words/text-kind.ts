/**
 * What a text of a result is, which decides how it is made safe before it leaves.
 * - `keep`: it is Netready's own and the same on every machine (an enumeration, an id, a title).
 * - `code`: an error code of the system or a library. `overlay`: the name of an overlay.
 * - `host`: a host name or an address as a whole, perhaps with a port.
 * - `exception`: an entry of a proxy's list of exceptions: a host, a domain, a range or a pattern.
 * - `url`: an address with a scheme, or a path. Login and query are left out, and a path that is not published.
 * - `header`: a header that a proxy added, as `name: value`.
 * - `name`: a name that somebody chose, as a whole. `program`: one that is kept where it is published. `file`: a path.
 * - `distinguished-name`: the subject or issuer of a certificate. `certificate-name`: one of its alternative names.
 *   `certificate`: its fingerprint.
 * - `check`: the id of a check, which may carry a host behind the `@`.
 * - `sentence`: a text of the catalogue whose braces were filled in. It is drawn anew from what filled them.
 * - `parameter`: what filled them; it says itself what it is.
 * - `known`: what a program or a system calls itself. Kept where it is published, else replaced whole.
 * - `version`: the version of a program, of which four numbers are no address; else as `known`.
 * - `free`: anything else. Replaced whole, unless a person wants it kept.
 */
export type TextKind =
  | 'keep'
  | 'code'
  | 'overlay'
  | 'host'
  | 'exception'
  | 'url'
  | 'header'
  | 'name'
  | 'program'
  | 'file'
  | 'distinguished-name'
  | 'certificate-name'
  | 'certificate'
  | 'check'
  | 'sentence'
  | 'parameter'
  | 'known'
  | 'version'
  | 'free';

/** Fields of free text, as a person names them who wants theirs kept. */
export const textFields = [
  'waiver',
  'system',
  'server',
  'proxy-header',
  'queue-server',
  'version',
  'setting',
  'service-state',
  'certificate',
  'host',
  'other',
] as const;
export type TextField = (typeof textFields)[number];

/** How a text of a result is made safe: what it is, what the alias of a name begins with, how a person calls a free text. */
export type FieldPolicy =
  | { readonly kind: Exclude<TextKind, 'name' | 'program' | 'file' | 'known' | 'version' | 'free'> }
  | { readonly kind: 'name' | 'program' | 'file'; readonly noun: string }
  | { readonly kind: 'known' | 'version' | 'free'; readonly field: TextField };
