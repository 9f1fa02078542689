import { type RegistryValue, registryNumber } from './windows-registry.ts';

/** The kinds of networks for which Windows Firewall has settings of their own. */
export const networkProfiles = ['Domain', 'Private', 'Public'] as const;
export type NetworkProfile = (typeof networkProfiles)[number];

/** A rule for incoming TCP connections, as far as it matters here. */
export type FirewallRule = {
  readonly name: string;
  readonly action: 'Allow' | 'Block';
  /** Null for every port. Ports by name (`RPC`) are none of ours. */
  readonly ports: readonly { readonly from: number; readonly to: number }[] | null;
  readonly profiles: readonly NetworkProfile[];
  /** Whether it holds for one program, service or remote address only. */
  readonly isLimited: boolean;
};

/** What the firewall of this machine does with a connection that comes in, on one kind of network. */
export type InboundDecision = {
  readonly profile: NetworkProfile;
  /** `off`: it filters nothing. `allowed`, `blocked`: by a rule. `open`, `closed`: by default, no rule applies. */
  readonly decision: 'off' | 'allowed' | 'blocked' | 'open' | 'closed';
  /** The names of the rules that decide; those that hold for some programs or addresses only stand behind. */
  readonly rules: readonly string[];
};

const tcp = '6';
const anyProtocol = '256';
const limiting = new Set(['App', 'Svc', 'RA4', 'RA6', 'RA42', 'RA62', 'LA4', 'LA6', 'RUAuth', 'RMauth']);

const portsOf = (texts: readonly string[]): FirewallRule['ports'] =>
  texts.length === 0
    ? null
    : texts.flatMap((text) => {
        const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
        return from === undefined ? [] : [{ from: Number(from), to: Number(to) }];
      });

/**
 * A rule as the registry keeps it ([MS-GPFAS] section 2.2.2.19): `v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|
 * LPort=12000|Name=…|`. Null for a rule that is off, goes out, or is for another protocol.
 */
export function firewallRule(text: string): FirewallRule | null {
  const fields = text
    .split('|')
    .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)] as const);
  const all = (...keys: readonly string[]): readonly string[] =>
    fields.filter(([key]) => keys.includes(key)).map(([, value]) => value);
  const action = all('Action')[0];
  const isTcp = [tcp, anyProtocol].includes(all('Protocol')[0] ?? anyProtocol);
  if (all('Active')[0] !== 'TRUE' || all('Dir')[0] !== 'In' || !isTcp) return null;
  if (action !== 'Allow' && action !== 'Block') return null;
  const profiles = networkProfiles.filter((profile) => all('Profile').includes(profile));
  return {
    name: all('Name')[0] ?? '',
    action,
    ports: portsOf(all('LPort', 'LPort2_10')),
    profiles: profiles.length === 0 ? networkProfiles : profiles,
    isLimited: fields.some(([key]) => limiting.has(key)),
  };
}

/** The last part of a key under which each kind of network has its settings; the local policy calls one differently. */
const profileKeys: Readonly<Record<NetworkProfile, readonly string[]>> = {
  Domain: ['DomainProfile'],
  Private: ['PrivateProfile', 'StandardProfile'],
  Public: ['PublicProfile'],
};

/** A setting of a kind of network; the group policy, which comes first, wins. */
function setting(values: readonly RegistryValue[], profile: NetworkProfile, name: string): number | null {
  const found = values.find(
    (value) => value.name === name && profileKeys[profile].some((key) => value.key.endsWith(`\\${key}`)),
  );
  return registryNumber(found?.data ?? null);
}

/**
 * What the firewall does with TCP connections to a port, for each kind of network. A rule that blocks wins over one
 * that allows; a rule for one program or address alone blocks nothing for certain.
 * @param values those of the group policy, then those of this machine
 */
export function inboundDecisions(values: readonly RegistryValue[], port: number): readonly InboundDecision[] {
  const rules = values
    .filter(({ key }) => key.endsWith('\\FirewallRules') && !key.includes('\\RestrictedServices\\'))
    .map(({ data }) => firewallRule(data))
    .filter((rule) => rule !== null)
    .filter(({ ports }) => ports === null || ports.some(({ from, to }) => from <= port && port <= to));
  return networkProfiles.map((profile) => {
    if (setting(values, profile, 'EnableFirewall') === 0) return { profile, decision: 'off', rules: [] };
    const own = rules.filter(({ profiles }) => profiles.includes(profile));
    const blocking = own.filter(({ action, isLimited }) => action === 'Block' && !isLimited);
    const allowing = own
      .filter(({ action }) => action === 'Allow')
      .sort((left, right) => Number(left.isLimited) - Number(right.isLimited));
    const names = (found: readonly FirewallRule[]) => found.map(({ name }) => name);
    if (blocking.length > 0) return { profile, decision: 'blocked', rules: names(blocking) };
    if (allowing.length > 0) return { profile, decision: 'allowed', rules: names(allowing) };
    const isOpen = setting(values, profile, 'DefaultInboundAction') === 0;
    return { profile, decision: isOpen ? 'open' : 'closed', rules: [] };
  });
}
