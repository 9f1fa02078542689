import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors/app-error.ts';
import { codeOf } from '../core/base/error-code.ts';
import type { CliContext } from './context.ts';
import { namedFiles } from './named-files.ts';
import { openProgress } from './terminal/progress.ts';

/** Every PDF that lies directly in a folder, by name; also one that a link leads to, so that none is passed over. */
async function listFolder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new AppError('file-unreadable', `The folder ${folder} could not be read (${codeOf(cause)}).`, {
      cause,
    });
  });
  const names = entries
    .filter((entry) => !entry.isDirectory() && /\.pdf$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new AppError('file-unreadable', `The folder ${folder} holds no *.pdf file.`);
  return names.map((name) => join(folder, name));
}

/** How many reports a command takes in one go, and what it does with them, as in "are verified". */
export type ManyReports = { readonly most: number; readonly done: string };

/** The reports that somebody has named, and whether one by one. */
export type SelectedReports = { readonly files: readonly string[]; readonly areNamed: boolean };

/**
 * The reports to work on: those that are named, or every *.pdf of a folder.
 * @throws AppError `usage` or `file-unreadable`
 */
export async function selectReports(
  named: readonly string[],
  folder: string | undefined,
  { most, done }: ManyReports,
): Promise<SelectedReports> {
  const refuseTooMany = ({ length }: readonly string[], what: string): void => {
    if (length > most)
      throw new AppError('usage', `${what} ${length} reports; at most ${most} ${done} in one go.`);
  };
  if (folder === undefined) {
    if (named.length === 0) throw new AppError('usage', 'Name at least one report, or a folder with --dir.');
    const files = await namedFiles(named);
    refuseTooMany(files, 'The names stand for');
    return { files, areNamed: true };
  }
  if (named.length > 0) throw new AppError('usage', 'Name reports, or a folder with --dir, not both.');
  const files = await listFolder(folder);
  refuseTooMany(files, `The folder ${folder} holds`);
  return { files, areNamed: false };
}

/** How often the live line is drawn again, in ms. */
const redrawMs = 100;

/** The live line of a terminal that somebody watches while files are worked on. */
export type FileWatch = {
  /** One more file is done. */
  readonly add: () => void;
  /** Prints without the line. */
  readonly print: (text: string) => void;
  readonly end: () => void;
};

/** Shows how many of some files are done, where somebody watches and there are several. */
export function watchFiles(total: number, context: CliContext): FileWatch {
  const line = openProgress({ write: context.explain }, context.errorOutput);
  let done = 0;
  const timer =
    total > 1 && context.errorOutput.live
      ? setInterval(() => line.show({ done, total, waiting: null }), redrawMs)
      : undefined;
  return {
    add: () => {
      done += 1;
    },
    print: (text: string) => {
      line.clear();
      context.print(text);
    },
    end: () => {
      clearInterval(timer);
      line.clear();
    },
  };
}
