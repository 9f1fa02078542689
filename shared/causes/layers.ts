import type { Outcome } from '../probe/outcome.ts';

/**
 * What has to hold, one after the other, before a service answers: name server, name, leave to connect, way, connection,
 * listener, certificate, service. What fails at one of them has passed those before it and says nothing about the rest.
 */
export const wireLayers = [
  'resolver',
  'name',
  'permission',
  'path',
  'reset',
  'listen',
  'tls',
  'service',
] as const;
type WireLayer = (typeof wireLayers)[number];

/** What stands beside the way: proxy, owner of a port, a name that leads home, time, and what one machine alone shows. */
export const layers = [...wireLayers, 'proxy', 'self', 'owner', 'slow', 'own'] as const;
export type Layer = (typeof layers)[number];

const layersOfFindings: Readonly<Record<string, Layer>> = {
  'dns-timeout': 'resolver',
  'dns-error': 'resolver',
  'dns-not-found': 'name',
  'dns-unexpected-address': 'name',
  'no-permission': 'permission',
  timeout: 'path',
  unreachable: 'path',
  'blocked-on-the-way': 'path',
  'blocked-by-rule': 'path',
  'blocked-by-setting': 'path',
  'closed-by-default': 'path',
  'path-blocked': 'path',
  reset: 'reset',
  'cut-off-in-rehearsal': 'reset',
  closed: 'reset',
  refused: 'listen',
  'no-https-binding': 'listen',
  'loopback-only': 'listen',
  'held-without-iis': 'listen',
  free: 'listen',
  'free-unseen': 'listen',
  'free-in-dynamic-range': 'listen',
  'not-rehearsed': 'listen',
  proven: 'listen',
  'proven-in-part': 'listen',
  'proven-at-times': 'listen',
  'several-machines': 'service',
  'proven-via': 'listen',
  'tls-untrusted': 'tls',
  'tls-inspected': 'tls',
  'tls-chain-incomplete': 'tls',
  'tls-name': 'tls',
  'tls-needs-name': 'tls',
  'tls-expired': 'tls',
  'tls-issuer-expired': 'tls',
  'tls-not-yet-valid': 'tls',
  'tls-expires-soon': 'tls',
  'tls-version': 'tls',
  'tls-intercepted': 'tls',
  'tls-intercepted-untrusted': 'tls',
  'tls-unverified': 'tls',
  'tls-client-certificate': 'tls',
  'tls-private-authority': 'tls',
  'wrong-service': 'service',
  'http-unexpected': 'service',
  silent: 'service',
  'silent-outside': 'service',
  'cut-off': 'service',
  'cut-off-outside': 'service',
  'no-site': 'service',
  'pool-stopped': 'service',
  'no-server-behind': 'service',
  'no-greeting': 'service',
  'site-unproven': 'service',
  'odd-address': 'service',
  'addresses-differ': 'service',
  forbidden: 'service',
  'other-web-server': 'service',
  'host-name-needed': 'service',
  'port-not-told': 'service',
  'no-tcp-port': 'service',
  'other-instance': 'service',
  'service-refused': 'service',
  redirected: 'service',
  unhealthy: 'service',
  'not-found': 'service',
  'no-answer': 'service',
  crossed: 'service',
  'other-machine': 'service',
  'http-proxy': 'service',
  'accepted-for-it': 'service',
  'proxy-required': 'proxy',
  'proxy-exempt': 'proxy',
  'proxy-auth': 'proxy',
  'proxy-denied': 'proxy',
  'proxy-unreachable': 'proxy',
  'proxy-unverified': 'proxy',
  'proxy-no-answer': 'proxy',
  'proxy-failed': 'proxy',
  'proxy-not-bypassed': 'proxy',
  'proxy-answered': 'proxy',
  'leads-here': 'self',
  'leads-here-in-zone': 'self',
  'in-use-by-other': 'owner',
  'in-use-by-port-proxy': 'owner',
  'in-use-by-unknown': 'owner',
  'held-or-kept-back': 'owner',
  'range-held': 'owner',
  'bind-forbidden': 'owner',
  'over-limit': 'slow',
  lost: 'slow',
  late: 'slow',
  'turned-away': 'slow',
  'open-late': 'slow',
  'slow-start': 'slow',
};

/**
 * At which layer a check failed.
 * @param finding what its facts add up to
 * @param outcome of the fact that it rests on, for a finding that says only that something is not whole
 */
export function layerOf(finding: string, outcome: Outcome | null): Layer {
  if (Object.hasOwn(layersOfFindings, finding)) return layersOfFindings[finding] ?? 'own';
  return finding === 'open-in-part' && outcome !== null ? (layersOfFindings[outcome] ?? 'own') : 'own';
}

const isWire = (layer: Layer): layer is WireLayer => wireLayers.some((wire) => wire === layer);

/** The layers of a connection that a failure at a layer has passed; none where it is about a name or stands beside it. */
export function layersBefore(layer: Layer): readonly Layer[] {
  if (!isWire(layer) || layer === 'resolver') return [];
  return layer === 'name'
    ? ['resolver']
    : wireLayers.slice(wireLayers.indexOf('permission'), wireLayers.indexOf(layer));
}

/** Every layer of a connection that something accepts. */
export const connectionLayers: readonly Layer[] = ['permission', 'path', 'reset', 'listen'];
