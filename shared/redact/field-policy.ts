import type { TextKind } from '../words/text-kind.ts';

/** How a text of a result is made safe: what it is, and for names what their aliases begin with. */
export type FieldPolicy =
  | { readonly kind: Exclude<TextKind, 'name' | 'file'> }
  | { readonly kind: 'name' | 'file'; readonly noun: string };

const each = <K extends TextKind>(kind: K, ...fields: readonly string[]) =>
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
  ...each('code', 'code'),
  ...each('keep', 'requirements', 'kind', 'outcome', 'finding', 'verdict', 'severity', 'direction'),
  ...each('keep', 'asks', 'phrase', 'style', 'type'),
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
  ...each('filled', 'reason', 'remedy', 'headline'),
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
  if (path[0] === 'checks' && path[1] === 'parameters' && path.at(-1) === 'name') return { kind: 'keep' };
  return byPath.get(path.join('.')) ?? byField.get(path.at(-1) ?? '') ?? { kind: 'prose' };
}
