import { type HostPlace, hostPlaces } from '../../shared/profile/host-places.ts';
import { type Role, roles } from '../../shared/profile/roles.ts';
import { type ListenChoice, planListening } from '../core/engine/plan-listening.ts';
import { selectProfile } from './commands/select-profile.ts';
import type { CliContext } from './context.ts';
import type { ListenOptions } from './options/listen-options.ts';

const isRole = (place: string): place is Role => roles.some((role) => role === place);

/** What the command line chooses to listen for: roles of the profile, and places of a host that has none. */
function chosenPlaces(given: readonly (Role | HostPlace)[]): {
  readonly roles: readonly Role[];
  readonly places: readonly HostPlace[];
  /** Whether the machine has roles of OutSystems at all. */
  readonly hasRoles: boolean;
} {
  const chosen = given.filter(isRole);
  const places = hostPlaces.filter((place) => given.includes(place));
  return { roles: chosen, places, hasRoles: chosen.length > 0 || places.length === 0 };
}

/**
 * What would be listened at for a command line. Opens nothing.
 * @throws AppError `usage` where nothing is left, and what choosing a profile throws
 */
export async function chooseListening(
  options: Pick<ListenOptions, 'profile' | 'phase' | 'role' | 'address'>,
  { world }: Pick<CliContext, 'world'>,
): Promise<ListenChoice> {
  const { roles: role, ...place } = chosenPlaces(options.role);
  const profile = await selectProfile({ ...options, role });
  return planListening(profile, await world.platform.machine(), place, options.address);
}
