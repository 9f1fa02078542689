import { AppError } from '../../shared/errors/app-error.ts';
import { codeProblemText, parseCode } from '../../shared/rehearsal/code.ts';
import { readLimited } from '../core/files/read-limited.ts';
import { rehearsalVariable } from '../core/rehearsal/given-code.ts';
import type { CliContext } from './context.ts';

/** The largest file with a code that is read, in bytes. */
const maxCodeFileBytes = 1024;

/** How the code of a rehearsal may be given. */
export type CodeOptions = {
  readonly rehearsalFile?: string | undefined;
  /** `true` where it is to be asked for. */
  readonly rehearsal?: string | true | undefined;
};

/** The first line of a file that says something. */
async function readCodeFile(path: string): Promise<string> {
  const bytes = await readLimited(path, maxCodeFileBytes, 'file-unreadable');
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  return lines.find((line) => line.trim() !== '') ?? '';
}

/** A code as bytes. What was typed is not repeated, but for the one character that cannot be right. */
function bytesOf(text: string, source: string): Uint8Array {
  const parsed = parseCode(text);
  if (parsed.ok) return parsed.bytes;
  throw new AppError('usage', `${source}: ${codeProblemText(parsed.problem)}`);
}

/**
 * The code of a rehearsal: from a file, asked for at the terminal, from the environment, or, with a warning, from the
 * command line, which every account of a machine can see.
 * @returns null where none is given
 * @throws AppError `usage` when it is no code or is given twice, `cancelled` when the person gives none
 */
export async function givenCode(
  { rehearsalFile, rehearsal }: CodeOptions,
  {
    givenRehearsal,
    passwordAsker,
    explain,
  }: Pick<CliContext, 'givenRehearsal' | 'passwordAsker' | 'explain'>,
): Promise<Uint8Array | null> {
  if (rehearsalFile !== undefined && rehearsal !== undefined)
    throw new AppError('usage', '--rehearsal and --rehearsal-file both give the code. Leave one out.');
  if (rehearsalFile !== undefined) return bytesOf(await readCodeFile(rehearsalFile), rehearsalFile);
  if (typeof rehearsal === 'string') {
    explain(
      'The code stands on the command line, where other accounts of this machine and the history of the shell can see it. --rehearsal without it asks for it.\n',
    );
    return bytesOf(rehearsal, '--rehearsal');
  }
  if (rehearsal === true) {
    const askPassword = passwordAsker();
    if (askPassword === null)
      throw new AppError(
        'usage',
        `Nobody can be asked for the code here: give --rehearsal-file FILE, or set ${rehearsalVariable}.`,
      );
    const typed = await askPassword('Code of the rehearsal: ');
    if (typed === null) throw new AppError('cancelled', 'No code was given.');
    return bytesOf(typed, 'What was typed');
  }
  return givenRehearsal === null ? null : bytesOf(givenRehearsal, rehearsalVariable);
}
