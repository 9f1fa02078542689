import { proxyText } from '../profile/proxy.ts';
import type { Place } from '../profile/roles.ts';
import type { PlanContext, Subject } from './check.ts';
import { param } from './parameter.ts';
import { proxyRoute } from './proxy-route.ts';
import { protocols, reachProbes, reachSubject } from './subjects.ts';

export type CloudSubject = {
  readonly from: Place;
  readonly host: string;
  /** What is asked for over TLS: any answer shows that the service is reached. */
  readonly path: string;
  /** The service's name, for the sentences. */
  readonly service: string;
  /** Tells instances apart; absent where there is only ever one. */
  readonly key?: string;
};

const port = 443;

/**
 * A service of OutSystems in the Internet, as a subject of the family `cloud`: asked directly, and side by side through
 * the proxy that the profile, the environment or the system names. Also where the settings exempt the host from the
 * proxy, so that a wrong exception shows.
 */
export function cloudSubject(
  context: PlanContext,
  { from, host, path, service, key }: CloudSubject,
): Subject {
  const route = proxyRoute(context, { host, port });
  const direct = reachSubject(context, {
    from,
    to: { role: 'outsystems-cloud', host },
    port,
    protocol: protocols.https,
    service,
    key: key ?? null,
  });
  const wanted = { host, port, path, issuer: 'public' } as const;
  const probes = [
    ...reachProbes(host, port),
    { kind: 'https', ...wanted } as const,
    { kind: 'proxy-settings' } as const,
  ];
  if (route === null) return { ...direct, probes };
  const { proxy, source, exempt } = route;
  return {
    ...direct,
    probes: [...probes, { kind: 'proxy-connect', ...wanted, proxy, source }],
    parameters: { ...direct.parameters, proxySource: param.program(source) },
    hints: { proxy: proxyText(proxy), exempt: exempt ? 'yes' : 'no' },
  };
}
