import type { MachineFacts } from '../../../shared/catalogue/check.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ListenTarget } from '../../../shared/plan/rehearse-plan.ts';
import type { HostPlace } from '../../../shared/profile/host-places.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { effectiveRoles, type Place } from '../../../shared/profile/roles.ts';
import { type PreparedListening, prepareListening } from './prepare-listening.ts';

/** Addresses at which nobody else comes: they end at this machine, or at its next cable. */
const isOwnAlone = (address: string): boolean => /^fe80:/i.test(address);

/** The addresses of this machine at which it listens. @throws AppError `usage` for one that it has not */
function listenAddresses(wanted: readonly string[], own: readonly string[]): readonly string[] {
  const usable = own.filter((address) => !isOwnAlone(address));
  const stranger = wanted.find((address) => !usable.includes(address));
  if (stranger !== undefined)
    throw new AppError(
      'usage',
      `"${stranger}" is no address of this machine. Allowed: ${usable.join(', ') || 'none'}.`,
    );
  return wanted.length > 0 ? wanted : usable;
}

function refuseEmpty(targets: readonly ListenTarget[], addresses: readonly string[]): void {
  if (targets.length === 0)
    throw new AppError(
      'usage',
      'No other machine of this profile connects to this one, so there is nothing to listen at. Name the other servers in the profile, or this machine by --role.',
    );
  if (addresses.length === 0)
    throw new AppError('usage', 'This machine has no address at which others could reach it.');
}

/** What a command line chooses to listen at, and as what. */
export type ListenChoice = {
  readonly profile: Profile;
  readonly machine: MachineFacts;
  readonly listening: PreparedListening;
  readonly addresses: readonly string[];
  /** What this machine is, for those who come. */
  readonly own: readonly Place[];
};

/**
 * What would be listened at for a profile. Opens nothing.
 * @param places what the machine is besides the roles of the profile
 * @param hasRoles whether it has those roles at all
 * @param wanted the addresses to listen at; all unless given
 * @throws AppError `usage` where nothing is left
 */
export function planListening(
  profile: Profile,
  machine: MachineFacts,
  { places, hasRoles }: { readonly places: readonly HostPlace[]; readonly hasRoles: boolean },
  wanted: readonly string[] = [],
): ListenChoice {
  const listening = prepareListening(profile, machine, hasRoles, places);
  const addresses = listenAddresses(wanted, machine.addresses);
  refuseEmpty(listening.targets, addresses);
  const own = [...(hasRoles ? effectiveRoles(profile.machine.roles) : []), ...places];
  return { profile, machine, listening, addresses, own };
}
