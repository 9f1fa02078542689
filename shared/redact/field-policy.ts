import { questionIds, questionOf } from '../profile/questions.ts';
import type { FieldPolicy, TextField } from '../words/text-kind.ts';

const each = (policy: FieldPolicy, ...paths: readonly string[]) =>
  paths.map((path) => [path, policy] as const);

const keep: FieldPolicy = { kind: 'keep' };
const host: FieldPolicy = { kind: 'host' };
const name = (noun: string): FieldPolicy => ({ kind: 'name', noun });
const program = (noun: string): FieldPolicy => ({ kind: 'program', noun });
const file = (noun: string): FieldPolicy => ({ kind: 'file', noun });
const known = (field: TextField): FieldPolicy => ({ kind: 'known', field });
const version: FieldPolicy = { kind: 'version', field: 'version' };
const free = (field: TextField): FieldPolicy => ({ kind: 'free', field });

/** Fields that facts of every kind have. */
const factFields: readonly (readonly [string, FieldPolicy])[] = [
  ...each(keep, 'kind', 'outcome', 'startedAt'),
  ...each(host, 'localAddress', 'remoteAddress'),
  ...each({ kind: 'code' }, 'code'),
];

/** What both ends of a rehearsal signed. A redacted result has none of it; should a view be left, nothing of it leaves. */
const viewsAt = (...places: readonly string[]): readonly (readonly [string, FieldPolicy])[] =>
  places.flatMap((place) => [
    ...each(host, ...['name', 'wanted'].map((field) => `${place}.view.${field}`)),
    ...each(host, ...['dialled', 'own', 'arrived', 'peer'].map((field) => `${place}.view.${field}.address`)),
    ...each(keep, ...['carrier', 'roles', 'meant', 'clock'].map((field) => `${place}.view.${field}`)),
    ...each(
      free('other'),
      `${place}.signature`,
      ...['nonces', 'run', 'reportKey', 'sessionKey', 'head', 'profile', 'answers'].map(
        (field) => `${place}.view.${field}`,
      ),
      ...['certificate', 'exporter'].map((field) => `${place}.view.tls.${field}`),
    ),
  ]);

/** What stands in the facts of each kind. */
const ofFacts: readonly (readonly [string, FieldPolicy])[] = [
  ...each(host, 'resolve.host', 'resolve.addresses', 'dns.name', 'dns.addresses', 'tcp.host', 'tls.host'),
  ...each(host, 'hosts-file.lines.address', 'hosts-file.lines.names', 'http.host', 'http.hostHeader'),
  ...each(host, 'proxy-connect.host', 'bind.address', 'port-owner.owners.address', 'latency.host'),
  ...each(host, 'sql-browser.host', 'tds.host', 'tns.host', 'tns.redirect', 'amqp.host'),
  ...each(file('hosts-file'), 'hosts-file.path'),
  ...each(keep, 'dns.recordType', 'http.scheme', 'http.page', 'tds.encryption', 'tns.answer'),
  ...each(keep, 'proxy-settings.settings.source', 'proxy-settings.settings.scheme'),
  ...each(keep, 'proxy-settings.settings.exceptions', 'proxy-settings.settings.automatic'),
  ...each(keep, 'hosts-file.encoding', 'tls.tlsLibrary', 'latency.failures.outcome'),
  ...each(keep, 'tls.chain.validFrom', 'tls.chain.validTo'),
  ...each(keep, 'inbound-firewall.networks.network', 'inbound-firewall.networks.decision'),
  ...each(keep, 'inbound-firewall.networks.rules.origin'),
  ...each({ kind: 'url' }, 'tls.proxy', 'http.proxy', 'proxy-connect.proxy', 'proxy-settings.settings.proxy'),
  ...each({ kind: 'url' }, 'http.path', 'http.location', 'port-owner.owners.reservations'),
  ...each({ kind: 'distinguished-name' }, 'tls.chain.subject', 'tls.chain.issuer'),
  ...each({ kind: 'certificate-name' }, 'tls.chain.altNames'),
  ...each({ kind: 'certificate' }, 'tls.chain.sha256'),
  ...each({ kind: 'header' }, 'http.via'),
  ...each({ kind: 'exception' }, 'proxy-settings.settings.bypass'),
  ...each(known('server'), 'tcp.greeting', 'http.server', 'proxy-connect.server'),
  ...each(known('setting'), 'proxy-connect.source', 'proxy-settings.settings.name', 'name-order.sources'),
  ...each(known('queue-server'), 'amqp.product', 'amqp.platform', 'amqp.mechanisms', 'amqp.offered'),
  ...each(known('service-state'), 'installation.services.state', 'installation.services.startMode'),
  ...each(
    { kind: 'version', field: 'version' },
    'tls.protocol',
    'installation.version',
    'sql-browser.version',
  ),
  ...each(version, 'tds.version', 'tns.version', 'amqp.version'),
  ...each(program('program'), 'port-owner.owners.process'),
  ...each(program('service'), 'port-owner.owners.services', 'installation.services.service'),
  ...each(name('Rule'), 'inbound-firewall.networks.rules.ruleName'),
  ...each(host, 'rehearsal.host'),
  ...each(keep, 'rehearsal.carrier', 'rehearsal.tag', 'rehearsal.reached', 'visits.state'),
  ...each(keep, 'visits.visits.at'),
  ...viewsAt('rehearsal.checker', 'rehearsal.listener', 'rehearsal.vouched.listener'),
  ...viewsAt('visits.visits.checker', 'visits.visits.listener'),
  ...each({ kind: 'distinguished-name' }, 'rehearsal.issuer'),
  ...each(name('instance'), 'sql-browser.instance', 'tds.instance'),
  ...each(name('service'), 'tns.serviceName'),
];

/** Every other field by its path in a result, without the positions in lists. */
const ofResult: readonly (readonly [string, FieldPolicy])[] = [
  ...each(
    keep,
    'schema',
    'id',
    'tool.name',
    'tool.version',
    'tool.catalogue.version',
    'tool.catalogue.sha256',
    'tool.catalogue.edition',
  ),
  ...each(keep, 'phase', 'startedAt', 'finishedAt', 'verdict', 'machine.roles'),
  ...each(keep, 'rehearsal.tag', 'rehearsal.sessionKey'),
  ...each({ kind: 'overlay' }, 'tool.catalogue.overlays'),
  ...each(host, 'machine.hostname', 'machine.addresses', 'contacted.host', 'contacted.address'),
  ...each(known('system'), 'machine.os'),
  ...each(version, 'machine.installation.version'),
  ...each(program('service'), 'machine.installation.services.service'),
  ...each(known('service-state'), 'machine.installation.services.state'),
  ...each(known('service-state'), 'machine.installation.services.startMode'),
  ...each({ kind: 'check' }, 'checks.id', 'coverage.checks'),
  ...each(free('waiver'), 'checks.waiver.reason'),
  ...each(
    keep,
    'checks.requirements',
    'checks.group',
    'checks.severity',
    'checks.direction',
    'checks.finding',
  ),
  ...each(keep, 'checks.verdict', 'checks.owner', 'checks.waiver.verdict', 'checks.source.role'),
  ...each(keep, 'checks.destination.role', 'checks.destination.protocol', 'contacted.protocol'),
  ...each(keep, 'checks.asks', 'coverage.requirement', 'coverage.verdict'),
  ...each(host, 'checks.source.host', 'checks.destination.host'),
  ...each(
    { kind: 'sentence' },
    'checks.title',
    'checks.why',
    'checks.headline',
    'checks.reason',
    'checks.remedy',
    'coverage.reason',
  ),
];

/** What a profile answers, as the table of its questions says. */
const ofProfile: readonly (readonly [string, FieldPolicy])[] = questionIds.flatMap((id) =>
  Object.entries(questionOf(id).fields).flatMap(([path, policy]) =>
    policy === null ? [] : [[`profile.${path.replaceAll('[]', '')}`, policy] as const],
  ),
);

/** What parameters say beside their values: words of the catalogue. */
const parameterWords: readonly string[] = ['name', 'type', 'style', 'phrase'];

const facts = 'checks.facts.';
const common = new Map(factFields);
const decided = new Map([
  ...ofResult,
  ...ofProfile,
  ...ofFacts.map(([path, policy]) => [`${facts}${path}`, policy] as const),
]);

/**
 * What was decided about a field of a result; null for one that nobody has thought of yet.
 * @param path names of fields from the top, without the positions in lists; behind `facts` the kind of the fact
 */
export function decidedPolicy(path: readonly string[]): FieldPolicy | null {
  const last = path.at(-1) ?? '';
  if (path[0] === 'checks' && path[1] === 'parameters')
    return parameterWords.includes(last) ? keep : last === 'value' ? { kind: 'parameter' } : null;
  const ofEveryFact =
    path.length === 4 && path.join('.').startsWith(facts) ? common.get(path[3] ?? '') : null;
  return ofEveryFact ?? decided.get(path.join('.')) ?? null;
}

/** How the text at a path of a result is treated. A field that nobody has decided about lets nothing out. */
export const policyOf = (path: readonly string[]): FieldPolicy => decidedPolicy(path) ?? free('other');
