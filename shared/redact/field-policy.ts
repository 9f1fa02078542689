/**
 * How a text of a result is made safe.
 * - `keep`: it is Netready's own and the same on every machine (an enumeration, an id, an error code, a title).
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
export type FieldPolicy =
  | { readonly kind: Exclude<FieldPolicyKind, 'name' | 'file'> }
  | { readonly kind: 'name' | 'file'; readonly noun: string };

export type FieldPolicyKind =
  | 'keep'
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

const each = <K extends FieldPolicyKind>(kind: K, ...fields: readonly string[]) =>
  fields.map((field) => [field, { kind }] as const);

/** Fields by their path in a result, without the positions in lists. */
const byPath = new Map<string, FieldPolicy>([
  ...each('keep', 'id', 'tool.name', 'tool.version', 'tool.catalogue.version', 'tool.catalogue.sha256'),
  ...each('keep', 'tool.catalogue.overlays', 'profile.overlays', 'checks.facts.settings.source'),
  ...each('check', 'checks.id', 'profile.waivers.check', 'coverage.checks'),
  ...each('host', 'checks.facts.name'),
  ...each('site', 'profile.timestamp.url'),
  ...each('program', 'checks.facts.settings.name', 'checks.facts.source', 'checks.facts.sources'),
  ...each('program', 'machine.os'),
  ...each('prose', 'checks.waiver.reason', 'profile.waivers.reason'),
  ['profile.machine.name', { kind: 'name', noun: 'Machine' }],
  ['profile.environment.name', { kind: 'name', noun: 'Environment' }],
  ['profile.frontEnds.name', { kind: 'name', noun: 'Server' }],
]);

/** Fields by their own name, wherever they stand. */
const byField = new Map<string, FieldPolicy>([
  ...each('keep', 'schema', 'phase', 'startedAt', 'finishedAt', 'validFrom', 'validTo', 'requirement'),
  ...each('keep', 'requirements', 'kind', 'outcome', 'code', 'finding', 'verdict', 'severity', 'direction'),
  ...each('keep', 'group', 'owner', 'role', 'roles', 'title', 'why', 'protocol', 'recordType', 'scheme'),
  ...each('keep', 'encryption', 'answer', 'engine', 'purpose', 'mode', 'hosting', 'oneProvider', 'vpn'),
  ...each('keep', 'sslOffloading', 'parameterRecordAdded', 'platformVersion'),
  ...each('keep', 'network', 'decision', 'origin'),
  ...each('host', 'host', 'hostname', 'address', 'addresses', 'localAddress', 'remoteAddress', 'names'),
  ...each('host', 'hostHeader', 'redirect'),
  ...each('certificate-name', 'altNames'),
  ...each('exception', 'bypass'),
  ...each('url', 'url', 'proxy', 'location', 'reservations'),
  ...each('hops', 'via'),
  ...each('distinguished-name', 'subject', 'issuer'),
  ...each('certificate', 'sha256'),
  ...each('filled', 'reason', 'remedy'),
  ...each('program', 'process', 'path', 'product', 'platform', 'offered', 'mechanisms'),
  ...each('program', 'services', 'service', 'state', 'startMode'),
  ...each('version', 'version'),
  ['instance', { kind: 'name', noun: 'instance' }],
  ['ruleName', { kind: 'name', noun: 'Rule' }],
  ['serviceName', { kind: 'name', noun: 'service' }],
  ['caFile', { kind: 'file', noun: 'authorities' }],
]);

/**
 * How the text at a path of a result is treated. A field that nobody has thought of yet is treated as prose, so that it
 * cannot let a name out.
 * @param path names of fields from the top, without the positions in lists
 */
export function policyOf(path: readonly string[]): FieldPolicy {
  return byPath.get(path.join('.')) ?? byField.get(path.at(-1) ?? '') ?? { kind: 'prose' };
}
