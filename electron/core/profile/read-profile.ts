import { AppError } from '../../../shared/errors/app-error.ts';
import { describeProblems } from '../../../shared/profile/problems.ts';
import { type Profile, profileSchema } from '../../../shared/profile/profile.ts';
import { decodeText } from '../../../shared/words/decode-text.ts';
import { readLimited } from '../files/read-limited.ts';

/** The largest profile that is read, in bytes. 500 servers with long names need a tenth of it. */
export const maxProfileBytes = 1024 * 1024;

/** The most problems that are listed of one file; the rest is counted. */
const maxListed = 20;

/** A backslash that begins no escape of JSON (RFC 8259, section 7), as Windows names have it. */
const loneBackslash = /(?<!\\)(?:\\\\)*\\(?!["\\/bfnrtu])/;

const backslashHint = ' In JSON a backslash is written twice, as in "sql1\\\\INST".';

function parseJson(path: string, bytes: Uint8Array): unknown {
  const refuse = (why: string, cause: unknown): never => {
    throw new AppError('profile-invalid', `${path} is not a profile: ${why}`, { cause });
  };
  let text: string;
  try {
    text = decodeText(bytes);
  } catch (cause) {
    return refuse('it is neither text in UTF-8 nor in UTF-16.', cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const words = cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : String(cause);
    return refuse(`it is not JSON (${words}).${loneBackslash.test(text) ? backslashHint : ''}`, cause);
  }
}

/**
 * Checks the content of a profile file.
 * @param path how the file is called in the message
 * @param input the file's JSON value
 * @throws AppError `profile-invalid`; the message names the file and every wrong field
 */
export function checkProfile(path: string, input: unknown): Profile {
  const parsed = profileSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = describeProblems(profileSchema, parsed.error, input);
  const more = problems.length > maxListed ? [`and ${problems.length - maxListed} more problems.`] : [];
  const lines = [...problems.slice(0, maxListed), ...more].map((line) => `  ${line}`);
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new AppError('profile-invalid', `${path} has ${count}:\n${lines.join('\n')}`);
}

/**
 * Reads and checks a profile file (JSON).
 * @throws AppError `profile-unreadable` or `profile-invalid`; the message names the file and every wrong field
 */
export async function readProfile(path: string): Promise<Profile> {
  return checkProfile(path, parseJson(path, await readLimited(path, maxProfileBytes, 'profile-unreadable')));
}
