import { AppError } from '../../../shared/errors/app-error.ts';
import { type Profile, profileSchema } from '../../../shared/profile/profile.ts';
import { decodeText } from '../../../shared/words/decode-text.ts';
import { readLimited } from '../files/read-limited.ts';
import { readHsconf } from '../hsconf/read-hsconf.ts';
import { checkProfile, maxProfileBytes } from './read-profile.ts';

/** A profile, and one sentence for everything that was taken from elsewhere or left out. */
export type ImportedProfile = { readonly profile: Profile; readonly notes: readonly string[] };

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
export function importProfile(name: string, text: string): ImportedProfile {
  if (!isXml(text)) return { profile: checkProfile(name, parseJson(name, text)), notes: [] };
  const { profile, notes } = readHsconf(text);
  return { profile: profileSchema.parse(profile), notes };
}

function textOf(path: string, bytes: Uint8Array): string {
  try {
    return decodeText(bytes);
  } catch (cause) {
    throw new AppError('profile-invalid', `${path} is neither text in UTF-8 nor in UTF-16.`, { cause });
  }
}

/**
 * Imports a profile from a file, as `importProfile` does from its text.
 * @throws AppError `profile-unreadable`, `profile-invalid`
 */
export async function importProfileFile(path: string): Promise<ImportedProfile> {
  const bytes = await readLimited(path, maxProfileBytes, 'profile-unreadable');
  return importProfile(path, textOf(path, bytes));
}
