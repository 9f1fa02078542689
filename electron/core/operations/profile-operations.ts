import { importProfile } from '../profile/import-profile.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** What a saved profile is called, without its ending. */
const profileName = 'netready-profile';

/** Profiles from files and to files. */
export function profileOperations({ host }: OperationDeps): HandlersOf<'profile.import' | 'profile.save'> {
  return {
    'profile.import': async ({ name, text }) => {
      const { profile, notes } = importProfile(name, text);
      return { profile, notes: [...notes] };
    },
    'profile.save': async ({ profile }) => {
      const bytes = new TextEncoder().encode(`${JSON.stringify(profile, null, 2)}\n`);
      return host.saveFiles([{ name: `${profileName}.json`, bytes }], profileName);
    },
  };
}
