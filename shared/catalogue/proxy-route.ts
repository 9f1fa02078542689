import { isAddress } from '../profile/host.ts';
import { isBypassed } from '../profile/no-proxy.ts';
import type { Profile } from '../profile/profile.ts';
import {
  type MachineProxy,
  type ProxiedScheme,
  type ProxyServer,
  parseProxyServer,
} from '../profile/proxy.ts';
import type { MachineFacts } from './check.ts';
import { isThisMachine } from './targets.ts';

/** A proxy that is to be tried for a host, and where it is named. */
export type ProxyRoute = {
  readonly proxy: ProxyServer;
  /** For a sentence: `the profile`, `HTTPS_PROXY`, or what the system calls it. */
  readonly source: string;
  /** Whether the settings exempt the host, so that programs which follow them do not use the proxy for it. */
  readonly exempt: boolean;
};

/** What a profile and a machine say about proxies. */
export type ProxyAnswers = {
  readonly profile: Pick<Profile, 'proxy'>;
  readonly machine: MachineFacts;
};

/**
 * Whether a host is too near for a proxy: this machine by any of its names and addresses, or a name without a dot. No
 * setting changes that.
 */
export function isNearby(host: string, machine: MachineFacts): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  const isUnqualified = !isAddress(name) && !name.includes('.');
  return isUnqualified || name.endsWith('.localhost') || isThisMachine(name, machine);
}

/**
 * The setting of a machine that counts for a scheme: the environment before the system, and a proxy that cannot be
 * used before none, because programs that follow the setting would use it. One that is only looked for in the network
 * is none until somebody answers there.
 */
export function machineProxyFor<T extends Pick<MachineProxy, 'source' | 'scheme' | 'automatic'>>(
  proxies: readonly T[],
  scheme: ProxiedScheme,
): T | null {
  const forScheme = proxies.filter((setting) => setting.scheme === scheme && setting.automatic !== 'detect');
  return forScheme.find(({ source }) => source === 'environment') ?? forScheme[0] ?? null;
}

/**
 * The proxy for a host: the one that the profile names, else the environment's, else the system's. Null where there is
 * none, where the profile wants none (`proxy.mode`), and for every host nearby.
 * @param scheme what is to be asked for; a tunnel unless given
 */
export function proxyRoute(
  { profile, machine }: ProxyAnswers,
  wanted: { readonly host: string; readonly port: number },
  scheme: ProxiedScheme = 'https',
): ProxyRoute | null {
  if (isNearby(wanted.host, machine)) return null;
  const { mode, url, bypass } = profile.proxy;
  switch (mode) {
    case 'none':
      return null;
    case 'manual': {
      const proxy = url === undefined ? null : parseProxyServer(url);
      return proxy === null ? null : { proxy, source: 'the profile', exempt: isBypassed(bypass, wanted) };
    }
    case 'system': {
      const setting = machineProxyFor(machine.proxies ?? [], scheme);
      if (setting === null || setting.proxy === null) return null;
      const exempt = isBypassed(setting.bypass, wanted, setting.exceptions) || isBypassed(bypass, wanted);
      return { proxy: setting.proxy, source: setting.name, exempt };
    }
  }
}
