import { AppError } from '../../../shared/errors/app-error.ts';
import { type Profile, profileSchema } from '../../../shared/profile/profile.ts';
import { readLimited } from '../files/read-limited.ts';
import { readHsconf } from '../hsconf/read-hsconf.ts';
import { maxProfileBytes, parseProfile, profileText } from './read-profile.ts';

/** A profile, and one sentence for everything that was taken from elsewhere or left out. */
export type ImportedProfile = { readonly profile: Profile; readonly notes: readonly string[] };

const isXml = (text: string): boolean => /^\uFEFF?\s*</.test(text);
const isJson = (text: string): boolean => /^\s*[{[]/.test(text);

/**
 * A profile from the text of a file, told apart by how it begins: XML is a Platform Server configuration, a brace begins
 * a profile in JSON. Nothing is quoted of anything else: it may hold secrets.
 * @throws AppError `configuration-invalid`, `profile-other-file`, and as `parseProfile`
 */
export function importProfile(name: string, text: string): ImportedProfile {
  const plain = text.replace(/^\uFEFF/, '');
  if (isXml(plain)) {
    const { profile, notes } = readHsconf(plain);
    return { profile: profileSchema.parse(profile), notes };
  }
  if (isJson(plain)) return { profile: parseProfile(name, plain), notes: [] };
  throw new AppError(
    'profile-other-file',
    `${name} is neither a profile (JSON) nor a Platform Server configuration (XML).`,
  );
}

/**
 * Imports a profile from a file, as `importProfile` does from its text.
 * @throws AppError `profile-unreadable`, and as `importProfile`
 */
export async function importProfileFile(path: string): Promise<ImportedProfile> {
  const bytes = await readLimited(path, maxProfileBytes, 'profile-unreadable');
  return importProfile(path, profileText(path, bytes));
}
