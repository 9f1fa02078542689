/**
 * What a text of a result is, which decides how it is made safe before it leaves.
 * - `keep`: it is Netready's own and the same on every machine (an enumeration, an id, a title).
 * - `code`: the code of an error, of this program, a library or the system.
 * - `host`: a host name or an address as a whole, perhaps with a port.
 * - `exception`: an entry of a proxy's list of exceptions: a host, a domain, a range or a pattern.
 * - `url`: an address with a scheme. `site`: one whose path can be a secret and is of no use to others.
 * - `hops`: the value of a `Via` header.
 * - `name`: a name that somebody chose, as a whole. `file`: a path, as a whole.
 * - `distinguished-name`: the subject or issuer of a certificate. `certificate-name`: one of its alternative names.
 *   `certificate`: its fingerprint.
 * - `check`: the id of a check, which may carry a host behind the `@`.
 * - `filled`: a text of the catalogue whose braces were filled in.
 * - `program`: what a program or a system calls itself.
 * - `version`: the version of a program, of which four numbers are no address.
 * - `prose`: anything else, in which everything that looks like a name is one.
 */
export type TextKind =
  | 'keep'
  | 'code'
  | 'host'
  | 'exception'
  | 'url'
  | 'site'
  | 'hops'
  | 'name'
  | 'file'
  | 'distinguished-name'
  | 'certificate-name'
  | 'certificate'
  | 'check'
  | 'filled'
  | 'program'
  | 'version'
  | 'prose';
