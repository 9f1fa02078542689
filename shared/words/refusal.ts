/** What a field allows, in words, where its schema's own structure does not say it: after "Allowed:", without a full stop. */
export const refusals = {
  'whole-characters':
    'a text of whole characters; this one holds half of one (a surrogate without the other, such as \\ud83d)',
  'some-text': 'some text',
  'schema-version': '1, the only version that this program knows',
  'check-id': 'the id of a check',
  'waiver-reason': 'a reason of at least 3 characters',
  port: 'a whole number from 1 to 65535',
  'other-port': 'a port that no other service uses; ports.{name} is {port} too',
  host: 'a host name such as db.example.local, or an IPv4 or IPv6 address; no scheme, port, path, space or emoji',
  'host-of-no-machine':
    'the name or the address of one machine; 0.0.0.0 and :: mean every address of a machine, and multicast and broadcast addresses many machines',
  'sqlserver-host':
    'a host such as sql1.example.local or 10.0.0.7, with its instance (sql1\\INST) or its port (sql1,1433) where it needs one',
  'oracle-host':
    'a host name such as ora1.example.local, or an IPv4 or IPv6 address; the port and the service name stand apart',
  'sqlserver-instance': 'the name of a SQL Server instance: up to 32 letters, digits, _, -, $, # or &',
  'oracle-instance': 'an Oracle service name: up to 128 letters, digits, ., _, -, $ or #',
  'port-of-host': '{port}, which host says too, or nothing',
  'instance-of-host': '"{instance}", which host says too, or nothing',
  'one-role': 'at least one role',
  'most-servers':
    'at most {most} servers in {lists} together, with which Netready was measured; these are {count}; let each profile list a part of them',
  'platform-version': 'a version of OutSystems 11 such as 11.41.0',
  'proxy-url': 'http://host:port or https://host:port, without a user name or password',
  'proxy-needed': 'a proxy address, because proxy.mode is "manual"',
  'timestamp-url':
    'the address of a time-stamping authority such as http://timestamp.example.local/tsa, with http or https, without a user name, a password or a fragment',
  'pem-path': 'the path of a PEM file',
  fingerprint: 'a SHA-256 fingerprint of 64 hex digits (spaces and colons are ignored)',
  'new-fingerprint': 'a fingerprint that is not listed yet; signers[{index}] has it too',
  date: 'a date such as 2026-11-22 or 2026-11-22T10:00:00Z',
  certificate: 'one certificate in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----',
} as const;

export type RefusalCode = keyof typeof refusals;

/** Why a value was refused, as data. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly parameters: Readonly<Record<string, string | number>>;
};

/** What a field allows, by the code under which a value was refused. */
export const refusalWords = ({ code, parameters }: Refusal): string =>
  refusals[code].replaceAll(/\{([a-z]+)\}/g, (_, name: string) => String(parameters[name] ?? ''));

/** Under which name an issue of a schema carries its refusal. */
const field = 'refusal';

/** What a refinement of a schema says when it refuses: a code with parameters, and the words for whoever has no table. */
export function refusal(code: RefusalCode, parameters: Refusal['parameters'] = {}) {
  const refused: Refusal = { code, parameters };
  return { error: refusalWords(refused), params: { [field]: refused } };
}

/** The same for an issue that a schema adds itself. */
export function refusalIssue(code: RefusalCode, parameters: Refusal['parameters'] = {}) {
  const { error, params } = refusal(code, parameters);
  return { code: 'custom' as const, message: error, params };
}

/** The refusal that an issue carries; null where the schema's structure refused. */
export function refusalOf(issue: {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}): Refusal | null {
  const refused = issue.params?.[field];
  return refused === undefined ? null : (refused as Refusal);
}
