import { defaultProfile, type Profile } from '../../../shared/profile/profile.ts';
import type { Role } from '../../../shared/profile/roles.ts';
import type { Phase } from '../../../shared/words/verdict.ts';
import { readProfile } from '../../core/profile/read-profile.ts';

type Selection = {
  readonly profile?: string | undefined;
  readonly phase?: Phase | undefined;
  readonly role: readonly Role[];
};

/** The profile that a command asks for: the file, or the built-in default, with phase and roles from the command line. */
export async function selectProfile({ profile: file, phase, role }: Selection): Promise<Profile> {
  const profile = file === undefined ? defaultProfile : await readProfile(file);
  return {
    ...profile,
    phase: phase ?? profile.phase,
    machine: { ...profile.machine, roles: role.length > 0 ? [...new Set(role)] : profile.machine.roles },
  };
}
