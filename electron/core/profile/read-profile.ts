import { AppError } from '../../../shared/errors/app-error.ts';
import { describeProblems } from '../../../shared/profile/problems.ts';
import { type Profile, profileSchema } from '../../../shared/profile/profile.ts';
import { planSchemaId, runSchemaId } from '../../../shared/run/schema-ids.ts';
import { decodeText } from '../../../shared/words/decode-text.ts';
import { readLimited } from '../files/read-limited.ts';
import { jsonPlaces, placeWords } from './json-places.ts';

/** The largest profile that is read, in bytes. As many servers as it may list, with the longest names, need two thirds of it. */
export const maxProfileBytes = 1024 * 1024;

/** The most problems that are listed of one file; the rest is counted. */
const maxListed = 20;

/** How far into a file its kind is looked for, in characters: behind the declaration and the comments of an XML file. */
const headLength = 4000;

/** A file that somebody may have taken for a profile, told by how it begins; null where it may be one. */
function otherKind(text: string): { readonly what: string; readonly isConfiguration: boolean } | null {
  const head = text.replace(/^\uFEFF/, '').trimStart();
  if (head === '') return { what: 'empty', isConfiguration: false };
  if (head.startsWith('%PDF-'))
    return { what: 'a PDF; reports are read by netready verify', isConfiguration: false };
  if (/<EnvironmentConfiguration[\s>/]/.test(head.slice(0, headLength)))
    return { what: 'a Platform Server configuration (XML)', isConfiguration: true };
  return head.startsWith('<') ? { what: 'XML or a web page', isConfiguration: false } : null;
}

/** What else Netready itself writes as JSON, by the schema that it names. */
const ownFiles: Readonly<Record<string, string>> = {
  [runSchemaId]: 'a result of Netready; its profile is what stands there under "profile"',
  [planSchemaId]: 'a plan that Netready has written',
};

function refuseOwnFiles(name: string, input: unknown): void {
  const schema = typeof input === 'object' && input !== null && 'schema' in input ? String(input.schema) : '';
  const what = Object.hasOwn(ownFiles, schema) ? ownFiles[schema] : undefined;
  if (what !== undefined) throw new AppError('profile-other-file', `${name} is ${what}.`);
}

/**
 * Checks the content of a profile file.
 * @param name how the file is called in the message
 * @param text the file's JSON text; what is wrong in it is named with line and column, and quoted only where it stands
 *   in a field of a profile
 * @throws AppError `profile-invalid`, `profile-not-json`, `profile-other-file`; the message names every wrong field
 */
export function parseProfile(name: string, text: string): Profile {
  const places = jsonPlaces(text);
  const input = readJson(name, text, places);
  refuseOwnFiles(name, input);
  const parsed = profileSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = describeProblems(profileSchema, parsed.error, input, ({ code, path }) =>
    placeWords(code === 'no-such-field' ? places.nameAt(path) : places.valueAt(path)),
  );
  const more = problems.length > maxListed ? [`and ${problems.length - maxListed} more problems.`] : [];
  const lines = [...problems.slice(0, maxListed), ...more].map((line) => `  ${line}`);
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new AppError('profile-invalid', `${name} has ${count}:\n${lines.join('\n')}`);
}

function readJson(name: string, text: string, { fault }: ReturnType<typeof jsonPlaces>): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where = fault === null ? '' : ` (${placeWords(fault.place)}: ${fault.what})`;
    throw new AppError('profile-not-json', `${name} is not JSON${where}.`, { cause });
  }
}

/**
 * The text of a file that is to be a profile, without its byte order mark.
 * @throws AppError `profile-other-file`
 */
export function profileText(path: string, bytes: Uint8Array): string {
  try {
    return decodeText(bytes);
  } catch (cause) {
    throw new AppError('profile-other-file', `${path} is neither text in UTF-8 nor in UTF-16.`, { cause });
  }
}

/**
 * Reads and checks a profile file (JSON).
 * @throws AppError `profile-unreadable`, and as `parseProfile`; `profile-is-configuration` for a server.hsconf
 */
export async function readProfile(path: string): Promise<Profile> {
  const text = profileText(path, await readLimited(path, maxProfileBytes, 'profile-unreadable'));
  const other = otherKind(text);
  if (other !== null)
    throw new AppError(
      other.isConfiguration ? 'profile-is-configuration' : 'profile-other-file',
      `${path} is ${other.what}.`,
    );
  return parseProfile(path, text);
}
