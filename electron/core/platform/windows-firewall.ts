import { type FirewallDecision, type NetworkKind, networkKinds } from '../../../shared/probe/fact.ts';
import type { InboundFirewall } from '../base/world.ts';
import { type RegistryValue, registryNumber } from './windows-registry.ts';

/** A rule for incoming TCP connections, as far as it matters here. */
export type FirewallRule = {
  readonly name: string;
  readonly action: 'Allow' | 'Block';
  /** Null for every port. Ports by name (`RPC`) are none of ours. */
  readonly ports: readonly { readonly from: number; readonly to: number }[] | null;
  readonly networks: readonly NetworkKind[];
  /** Whether it holds for some programs, addresses, interfaces or the like only. */
  readonly isLimited: boolean;
};

const tcp = '6';
const anyProtocol = '256';
/** The fields of a rule that do not narrow it down; any other one may, so that the rule decides nothing for certain. */
const harmless = new Set([
  ...['Action', 'Active', 'Dir', 'Protocol', 'LPort', 'LPort2_10', 'Profile'],
  ...['Name', 'Desc', 'EmbedCtxt', 'Edge', 'Defer'],
]);

/** What Windows calls the kinds of networks in a rule, and in the last part of the keys of their settings. */
const ruleProfiles = { domain: 'Domain', private: 'Private', public: 'Public' } as const;
const profileKeys: Readonly<Record<NetworkKind, readonly string[]>> = {
  domain: ['DomainProfile'],
  private: ['PrivateProfile', 'StandardProfile'],
  public: ['PublicProfile'],
};

const portsOf = (texts: readonly string[]): FirewallRule['ports'] =>
  texts.length === 0
    ? null
    : texts.flatMap((text) => {
        const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
        return from === undefined ? [] : [{ from: Number(from), to: Number(to) }];
      });

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

/**
 * A rule as the registry keeps it ([MS-GPFAS] section 2.2.2.19): `v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|
 * LPort=12000|Name=…|`. Null for a rule that is off, goes out, or is for another protocol. `ByPass` allows, to whoever
 * proves who he is. A name that stands in a file of texts (`@FirewallAPI.dll,-28752`), or that is not ASCII and so came
 * in a code page that nobody knows, is replaced by the rule's id, by which Windows finds it as well.
 */
export function firewallRule(text: string, id: string): FirewallRule | null {
  const fields = text
    .split('|')
    .slice(1)
    .filter((field) => field.includes('='))
    .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)] as const);
  const all = (...keys: readonly string[]): readonly string[] =>
    fields.filter(([key]) => keys.includes(key)).map(([, value]) => value);
  const action = all('Action')[0];
  const isTcp = [tcp, anyProtocol].includes(all('Protocol')[0] ?? anyProtocol);
  if (all('Active')[0] !== 'TRUE' || all('Dir')[0] !== 'In' || !isTcp) return null;
  if (action !== 'Allow' && action !== 'Block' && action !== 'ByPass') return null;
  const name = all('Name')[0] ?? '';
  const networks = networkKinds.filter((kind) => all('Profile').includes(ruleProfiles[kind]));
  return {
    name: name === '' || name.startsWith('@') || !isAscii(name) ? id : name,
    action: action === 'Block' ? 'Block' : 'Allow',
    ports: portsOf(all('LPort', 'LPort2_10')),
    networks: networks.length === 0 ? networkKinds : networks,
    isLimited: action === 'ByPass' || fields.some(([key]) => !harmless.has(key)),
  };
}

/** Where policies keep their rules, those of a group and those of a device management; the others are this machine's own. */
const policyKey = /\\SOFTWARE\\Policies\\|\\Mdm\\/i;

/** A setting of a kind of network: that of the group policy, which comes first, of another policy, or the machine's own. */
function setting(values: readonly RegistryValue[], network: NetworkKind, name: string): number | null {
  const settings = values.filter(
    (value) => value.name === name && profileKeys[network].some((key) => value.key.endsWith(`\\${key}`)),
  );
  const found = settings.find(({ key }) => policyKey.test(key)) ?? settings[0];
  return registryNumber(found?.data ?? null);
}

/** The start mode of the service without which no rule is applied (`SERVICE_DISABLED`). */
const disabled = 4;

const isServiceDisabled = (values: readonly RegistryValue[]): boolean =>
  values.some(
    ({ key, name, data }) => name === 'Start' && /\\mpssvc$/i.test(key) && registryNumber(data) === disabled,
  );

/**
 * What the firewall does with TCP connections to a port, for each kind of network. A rule that blocks wins over one
 * that allows; one that holds for some programs or addresses alone blocks nothing for certain, and allows perhaps. A
 * group policy can rule out the rules of this machine (`AllowLocalPolicyMerge`), and a setting those that allow
 * (`DoNotAllowExceptions`).
 * @param values those of the group policy, then those of this machine, then those of the firewall's service
 * @param active the kinds of networks that this machine is in; null where that is not known
 */
export function inboundDecisions(
  values: readonly RegistryValue[],
  port: number,
  active: readonly NetworkKind[] | null,
): InboundFirewall {
  const isOff = isServiceDisabled(values);
  const rules = values
    .filter(({ key }) => key.endsWith('\\FirewallRules') && !key.includes('\\RestrictedServices\\'))
    .flatMap(({ key, name, data }) => {
      const rule = firewallRule(data, name);
      const origin = policyKey.test(key) ? ('policy' as const) : ('machine' as const);
      return rule === null ? [] : [{ ...rule, origin }];
    })
    .filter(({ ports }) => ports === null || ports.some(({ from, to }) => from <= port && port <= to));

  return networkKinds.map((network) => {
    const decided = (decision: FirewallDecision, by: typeof rules = []) => ({
      network,
      isActive: active === null ? null : active.includes(network),
      decision,
      rules: by.map(({ name, origin }) => ({ ruleName: name, origin })),
    });
    const isOn = (name: string, value: number): boolean => setting(values, network, name) === value;
    const own = rules.filter(
      (rule) =>
        rule.networks.includes(network) && (rule.origin === 'policy' || !isOn('AllowLocalPolicyMerge', 0)),
    );
    const blocking = own.filter(({ action, isLimited }) => action === 'Block' && !isLimited);
    const allowing = own
      .filter(({ action }) => action === 'Allow')
      .sort((left, right) => Number(left.isLimited) - Number(right.isLimited));
    if (isOff || isOn('EnableFirewall', 0)) return decided('off');
    if (blocking.length > 0) return decided('blocked', blocking);
    if (isOn('DoNotAllowExceptions', 1)) return decided('blocked');
    if (allowing.length > 0) return decided('allowed', allowing);
    return decided(isOn('DefaultInboundAction', 0) ? 'open' : 'closed');
  });
}
