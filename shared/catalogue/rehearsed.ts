import type { Carrier } from '../probe/carriers.ts';
import type { Profile } from '../profile/profile.ts';
import type { Destination, MachineFacts } from './check.ts';
import { protocols } from './subjects.ts';
import { isThisMachine } from './targets.ts';

const carrierByProtocol: Readonly<Record<string, Carrier>> = {
  [protocols.tcp]: 'plain',
  [protocols.http]: 'http',
  [protocols.https]: 'https',
  [protocols.amqp]: 'amqp',
  [protocols.amqps]: 'amqps',
  [protocols.sqlserver]: 'tds',
  [protocols.oracle]: 'tns',
};

/** The ports of the platform's own services, which speak what cannot be imitated. */
const platformPorts = ({ ports }: Pick<Profile, 'ports'>): readonly number[] => [
  ports.deploymentController,
  ports.deployment,
  ports.scheduler,
  ports.deploymentControllerPrimary,
  ports.deploymentPrimary,
  ports.schedulerPrimary,
];

/**
 * The clothes in which a listener stands in for the service of an end; null where none does: for services that belong to
 * the system or to somebody else, and for ports that are told during the run.
 */
export function carrierOf(
  { role, port, protocol }: Destination,
  profile: Pick<Profile, 'ports'>,
): Carrier | null {
  const carrier = carrierByProtocol[protocol];
  if (port === null || carrier === undefined || role === 'outsystems-cloud') return null;
  return carrier !== 'plain' || platformPorts(profile).includes(port) ? carrier : null;
}

/**
 * Whether a port is spoken to only where a listener has said through another port that it is there: the platform's own
 * services would be met by bytes that they do not know, once they are installed.
 */
export const isForListedOnly = (carrier: Carrier, { phase }: Pick<Profile, 'phase'>): boolean =>
  carrier === 'plain' && phase === 'after-install';

/** Whether a listener elsewhere can stand in for the service of an end: there is no way to rehearse within a machine. */
export const isRehearsable = (destination: Destination, machine: MachineFacts): boolean =>
  !isThisMachine(destination.host, machine);
