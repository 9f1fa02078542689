import { AppError } from '../../../shared/errors/app-error.ts';
import { type Profile, profileSchema } from '../../../shared/profile/profile.ts';
import { readHsconf } from '../hsconf/read-hsconf.ts';
import { checkProfile } from '../profile/read-profile.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';

/** What a saved profile is called, without its ending. */
const profileName = 'netready-profile';

type Imported = { readonly profile: Profile; readonly notes: readonly string[] };

const isXml = (text: string): boolean => /^\uFEFF?\s*</.test(text);

/** The JSON of a profile file. A refusal quotes nothing: the file may be something else, with secrets in it. */
function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new AppError(
      'profile-invalid',
      `${name} is neither a profile (JSON) nor a Platform Server configuration (XML).`,
    );
  }
}

/**
 * A profile from the text of a file, told apart by how it begins: XML is a Platform Server configuration, anything
 * else a profile in JSON.
 * @throws AppError `profile-invalid`
 */
export function importProfile(name: string, text: string): Imported {
  if (!isXml(text)) return { profile: checkProfile(name, parseJson(name, text)), notes: [] };
  const { profile, notes } = readHsconf(text);
  return { profile: profileSchema.parse(profile), notes };
}

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
