import type { MachineFacts } from '../catalogue/check.ts';
import { proxyRoute } from '../catalogue/proxy-route.ts';
import type { Profile } from '../profile/profile.ts';
import type { ProxyServer } from '../profile/proxy.ts';
import { parseTimestampUrl, type TimestampServer } from '../profile/timestamp-url.ts';

/** How the authority that confirms times is reached. Known before anything is sent, so that a plan can list it. */
export type TimestampRoute = {
  readonly authority: TimestampServer;
  /** The proxy that is contacted in its place; null when the authority itself is. */
  readonly proxy: ProxyServer | null;
};

/** The one host and port that asking for a timestamp contacts. */
export const timestampContact = ({
  authority,
  proxy,
}: TimestampRoute): { readonly host: string; readonly port: number } => {
  const { host, port } = proxy ?? authority;
  return { host, port };
};

/**
 * The way to the authority that the profile names, by the same rules as for every other outgoing request: through the
 * proxy of the profile or of the machine, unless that exempts the host. Null when the profile names no authority.
 */
export function timestampRoute(
  profile: Pick<Profile, 'proxy' | 'timestamp'>,
  machine: MachineFacts,
): TimestampRoute | null {
  const authority = profile.timestamp === null ? null : parseTimestampUrl(profile.timestamp.url);
  if (authority === null) return null;
  const route = proxyRoute({ profile, machine }, authority, authority.secure ? 'https' : 'http');
  return { authority, proxy: route === null || route.exempt ? null : route.proxy };
}
