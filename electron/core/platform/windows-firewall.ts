import type { FirewallDecision } from '../../../shared/probe/fact.ts';
import { type NetworkKind, networkKinds } from '../../../shared/probe/network-kinds.ts';
import type { InboundFirewall } from '../base/world.ts';
import type { Environment } from './environment-proxies.ts';
import { listedRules } from './windows-firewall-lists.ts';
import { extentOf, type FirewallListener, firewallRule } from './windows-firewall-rule.ts';
import { type RegistryValue, registryNumber } from './windows-registry.ts';

/** The last part of the keys of the settings for each kind of network. */
const profileKeys: Readonly<Record<NetworkKind, readonly string[]>> = {
  domain: ['DomainProfile'],
  private: ['PrivateProfile', 'StandardProfile'],
  public: ['PublicProfile'],
};

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
 * What the firewall does with TCP connections to a listener, for each kind of network. A rule that blocks wins over one
 * that allows; one that is about some connections only decides about those. A group policy can rule out the rules of
 * this machine (`AllowLocalPolicyMerge`), and a setting those that allow (`DoNotAllowExceptions`).
 * @param values those of the group policy, then those of this machine, then those of the firewall's service
 * @param active the kinds of networks that this machine is in; null where that is not known
 */
export function inboundDecisions(
  values: readonly RegistryValue[],
  listener: FirewallListener,
  active: readonly NetworkKind[] | null,
  environment: Environment,
): InboundFirewall {
  const isOff = isServiceDisabled(values);
  const policy = values.filter(({ key }) => policyKey.test(key));
  const rules = [...values, ...listedRules(policy)]
    .filter(({ key }) => key.endsWith('\\FirewallRules') && !key.includes('\\RestrictedServices\\'))
    .flatMap(({ key, name, data }) => {
      const rule = firewallRule(data, name);
      const origin = policyKey.test(key) ? ('policy' as const) : ('machine' as const);
      return rule === null ? [] : [{ ...rule, origin, extent: extentOf(rule, listener, environment) }];
    })
    .filter(({ extent }) => extent !== 'none');

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
    const blocking = own.filter(({ action, extent }) => action === 'block' && extent === 'all');
    const allowing = own.filter(({ action, extent }) => action === 'allow' && extent === 'all');
    const blockingSome = own.filter(
      ({ action, extent }) => action === 'unknown' || (action === 'block' && extent === 'some'),
    );
    const allowingSome = own.filter(
      ({ action, extent }) => action === 'bypass' || (action === 'allow' && extent === 'some'),
    );
    const opens = isOn('DefaultInboundAction', 0);
    if (isOff || isOn('EnableFirewall', 0)) return decided('off');
    if (blocking.length > 0) return decided('blocked', blocking);
    if (isOn('DoNotAllowExceptions', 1)) return decided('blocked');
    if (blockingSome.length > 0 && (allowing.length > 0 || opens))
      return decided('blocked-in-part', blockingSome);
    if (allowing.length > 0) return decided('allowed', allowing);
    if (opens) return decided('open');
    return allowingSome.length > 0 ? decided('allowed-in-part', allowingSome) : decided('closed');
  });
}
