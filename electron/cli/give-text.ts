import { basename, dirname } from 'node:path';
import { publishFiles } from '../core/files/publish-files.ts';
import type { CliContext } from './context.ts';

/**
 * Prints a text, or writes it to a new file in UTF-8 and says so. What Windows PowerShell redirects arrives in UTF-16,
 * read in the console's code page before: only a file that the program writes itself holds what was meant.
 * @throws AppError `file-exists` or `output-unwritable`
 */
export async function giveText(
  text: string,
  out: string | undefined,
  { print, explain }: Pick<CliContext, 'print' | 'explain'>,
): Promise<void> {
  if (out === undefined) {
    print(text);
    return;
  }
  const [path = out] = await publishFiles(dirname(out), [{ name: basename(out), bytes: Buffer.from(text) }]);
  explain(`Written: ${path}\n`);
}
