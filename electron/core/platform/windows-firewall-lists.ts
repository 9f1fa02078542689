import type { RegistryValue } from './windows-registry.ts';

/**
 * Exceptions that a group policy lists in the form of Windows XP (WindowsFirewall.admx: "Define inbound port exceptions",
 * "Define inbound program exceptions", "Allow inbound Remote Desktop exceptions"). Every later Windows applies them beside its
 * rules. The lists of the machine itself are not read: there every program that makes an exception has made a rule.
 */
const listKey = /\\(DomainProfile|StandardProfile)\\(GloballyOpenPorts|AuthorizedApplications)\\List$/i;
const remoteDesktopKey = /\\(DomainProfile|StandardProfile)\\Services\\RemoteDesktop$/i;

/** For which kinds of networks a list holds: outside a domain there was one kind. */
const profiles = (list: string): string =>
  list.toLowerCase() === 'domainprofile' ? 'Profile=Domain' : 'Profile=Private|Profile=Public';

/** Who may connect: `*` for everybody, or addresses and words with commas. */
const senders = (scope: string): readonly string[] =>
  scope.trim() === '*' || scope.trim() === ''
    ? []
    : scope.split(',').map((sender) => `${sender.includes(':') ? 'RA6' : 'RA4'}=${sender.trim()}`);

const ruleText = (list: string, scope: string, name: string, fields: readonly string[]): string =>
  [
    'v2.0|Action=Allow|Active=TRUE|Dir=In|Protocol=6',
    profiles(list),
    ...fields,
    ...senders(scope),
    `Name=${name.replaceAll('|', ' ')}|`,
  ].join('|');

/** An entry of a list: `12000:TCP:10.0.0.0/24:enabled:Name`, or with the path of a program in the place of the port. */
function entryOf(data: string) {
  const [, subject, scope, status, name] =
    /^(\d{1,5}:TCP|[A-Z]:\\[^:]*|%[^:]*):(.*?):(enabled|disabled):(.*)$/i.exec(data) ?? [];
  if (subject === undefined || scope === undefined || status === undefined || name === undefined) return null;
  const port = /^(\d+):TCP$/i.exec(subject)?.[1];
  const field = port === undefined ? `App=${subject}` : `LPort=${port}`;
  return { subject: subject.toLowerCase(), scope, isOn: status.toLowerCase() === 'enabled', name, field };
}

/** The exceptions for Remote Desktop, which are two values of a key. */
function remoteDesktopRules(policy: readonly RegistryValue[]): readonly RegistryValue[] {
  return policy.flatMap((value) => {
    const list = remoteDesktopKey.exec(value.key)?.[1];
    if (list === undefined || value.name.toLowerCase() !== 'enabled' || value.data !== '0x1') return [];
    const scope = policy.find(
      ({ key, name }) => key === value.key && name.toLowerCase() === 'remoteaddresses',
    );
    const data = ruleText(list, scope?.data ?? '*', 'RemoteDesktop', ['LPort=3389']);
    return [{ ...value, key: `${value.key}\\FirewallRules`, type: 'REG_SZ', data }];
  });
}

/**
 * The rules that such exceptions come to. An entry that is off takes away every other one for the same port or program.
 * @param policy the values of the group policy
 */
export function listedRules(policy: readonly RegistryValue[]): readonly RegistryValue[] {
  const entries = policy.flatMap((value) => {
    const list = listKey.exec(value.key)?.[1];
    const entry = list === undefined ? null : entryOf(value.data);
    return list === undefined || entry === null ? [] : [{ value, list, entry }];
  });
  const isOff = (list: string, subject: string): boolean =>
    entries.some((other) => other.list === list && other.entry.subject === subject && !other.entry.isOn);
  const listed = entries.flatMap(({ value, list, entry }) =>
    isOff(list, entry.subject)
      ? []
      : [
          {
            key: `${value.key}\\FirewallRules`,
            name: value.name,
            type: 'REG_SZ',
            data: ruleText(list, entry.scope, entry.name, [entry.field]),
          },
        ],
  );
  return [...listed, ...remoteDesktopRules(policy)];
}
