import type { PhaseRulings, PlanContext, Subjects } from './check.ts';
import { type InboundFinding, inboundRulings } from './families/inbound.ts';
import { always } from './families/interrupted.ts';
import { param } from './parameter.ts';
import { inboundSubject, planned, protocols } from './subjects.ts';

/** From where Integration Builder and Workflow Builder open connections, as published with a note that they may change. */
export const builderAddresses = [
  '52.51.203.1',
  '108.128.2.246',
  '54.228.47.100',
  '63.33.151.194',
  '34.241.56.16',
  '54.75.124.221',
] as const;

/** From where Code Quality opens connections. */
export const codeQualityAddresses = [
  '52.17.222.124',
  '52.212.170.142',
  '52.17.218.236',
  '18.200.157.187',
  '34.255.149.145',
] as const;

/**
 * Connections that a service of OutSystems opens to this machine: one instance for each address that it is published to
 * come from, so that each is a row of the firewall request. Only that service can prove them.
 */
export const fromVendor = (
  context: PlanContext,
  to: 'front-end' | 'lifetime',
  host: string,
  addresses: readonly string[],
): Subjects =>
  planned(
    addresses.map((address) => {
      const subject = inboundSubject(context, {
        from: 'server',
        fromHost: address,
        to,
        port: context.profile.ports.https,
        protocol: protocols.https,
        listener: 'iis',
        key: address,
      });
      return {
        ...subject,
        source: { role: 'outsystems-cloud', host: address },
        parameters: { ...subject.parameters, from: param.keep(`${host} (${address})`) },
      };
    }),
  );

export const vendorInboundRulings: Readonly<Record<InboundFinding, PhaseRulings>> = {
  ...inboundRulings,
  'needs-other-machine': always({
    verdict: 'not-testable-here',
    reason: 'Whether {from} can reach port {port} of {host} shows in that service alone.',
    remedy:
      'Allow TCP {port} from {from} to {host}, then use the service. Its published addresses may change: compare them with the requirements of OutSystems.',
    owner: 'network-team',
  }),
};
