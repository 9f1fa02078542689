import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OperationOutput } from '../../../shared/contract/dispatch.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import { maxRunBytes } from '../../../shared/run/limits.ts';
import { type RunResult, runResultSchema } from '../../../shared/run/result.ts';
import { codeOf } from '../base/error-code.ts';
import { jsonParts } from '../base/json-parts.ts';
import { createInOrder } from '../files/in-order.ts';
import { replacePrivateFile } from '../files/private-file.ts';
import { readLimited } from '../files/read-limited.ts';
import { unwritable } from '../files/unwritable.ts';
import { journalEnding } from '../journal/journal-lines.ts';

/** How many runs are kept, and how many bytes together; the oldest are removed for the next. */
export const maxKeptRuns = 100;
export const maxKeptBytes = 512 * 1024 * 1024;

/** What a list shows of a run. */
export type RunSummary = OperationOutput<'run.list'>['runs'][number];

/** The runs that are kept, newest first, and one sentence for each file that could not be used. */
export type KeptRuns = { readonly runs: readonly RunSummary[]; readonly notes: readonly string[] };

/** Keeps the results of runs, so that a report can be made again and a re-run can be joined to the run before. */
export type RunStore = {
  /** Keeps a result under its id, in place of an older one with that id. @throws AppError `output-unwritable` */
  readonly save: (result: RunResult) => Promise<void>;
  readonly list: () => Promise<KeptRuns>;
  /** The ids of the runs that are kept, in no order. */
  readonly ids: () => Promise<readonly string[]>;
  /** @throws AppError `not-found` for an id that is not kept, `file-unreadable` for a file that cannot be used */
  readonly read: (id: string) => Promise<RunResult>;
  /**
   * Removes a run for good, with what it wrote down while it went on, out of which it would come back. @throws AppError
   * `not-found` for an id that is not kept, `output-unwritable`
   */
  readonly remove: (id: string) => Promise<void>;
  /** The same for a run of which there may be only a part. @throws AppError `output-unwritable` */
  readonly forget: (id: string) => Promise<void>;
};

type RunFile = { readonly id: string; readonly path: string };

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

async function runFiles(folder: string): Promise<readonly RunFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw new AppError('file-unreadable', `${folder} could not be read.`, { cause: error });
  });
  return names
    .filter((name) => name.endsWith('.json') && isId(name.slice(0, -'.json'.length)))
    .map((name) => ({ id: name.slice(0, -'.json'.length), path: join(folder, name) }));
}

function parseRun({ id, path }: RunFile, bytes: Uint8Array): RunResult {
  const unusable = (why: string, cause?: unknown) =>
    new AppError('file-unreadable', `${path} could not be used: ${why}.`, { cause });
  try {
    const parsed = runResultSchema.safeParse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)),
    );
    if (!parsed.success) throw unusable('this version does not know the result in it', parsed.error);
    if (parsed.data.id !== id) throw unusable('the result in it has another id');
    return parsed.data;
  } catch (error) {
    throw error instanceof AppError ? error : unusable('it is damaged', error);
  }
}

const readRun = async (file: RunFile): Promise<RunResult> =>
  parseRun(file, await readLimited(file.path, maxRunBytes, 'file-unreadable'));

const summaryOf = (result: RunResult): RunSummary => ({
  id: result.id,
  finishedAt: result.finishedAt,
  environment: result.profile.environment.name,
  hostname: result.machine.hostname,
  verdict: result.verdict,
  sentence: verdictSentence(result),
  brokenOff: result.brokenOff === true,
});

const newestFirst = (left: RunSummary, right: RunSummary): number =>
  Date.parse(right.finishedAt) - Date.parse(left.finishedAt);

/** When the run in a file ended. A file that another process has just removed counts as newest: nothing is to be done. */
const datedFile = async (
  file: RunFile,
): Promise<RunFile & { readonly time: number; readonly bytes: number }> =>
  stat(file.path).then(
    ({ mtimeMs, size }) => ({ ...file, time: mtimeMs, bytes: size }),
    () => ({ ...file, time: Number.POSITIVE_INFINITY, bytes: 0 }),
  );

/** Removes the oldest files that are too many, never the one that was just kept: a clock may have been set back. */
async function prune(folder: string, keptId: string, keptBytes: number): Promise<void> {
  const others = (await runFiles(folder)).filter(({ id }) => id !== keptId);
  const dated = await Promise.all(others.map(datedFile));
  let bytes = keptBytes;
  const tooMany = dated
    .sort((left, right) => right.time - left.time)
    .filter((file, index) => {
      bytes += file.bytes;
      return index >= maxKeptRuns - 1 || bytes > maxKeptBytes;
    });
  for (const { path } of tooMany) {
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw unwritable(path, error);
    }
  }
}

/** The folder of kept runs, and of what runs that go on write down, in a data folder. */
export const runsFolder = (dataFolder: string): string => join(dataFolder, 'runs');

/** Opens the store of runs in a data folder, which need not exist yet. Each run is a file `runs/<id>.json`. */
export function createRunStore(dataFolder: string): RunStore {
  const folder = runsFolder(dataFolder);
  const inOrder = createInOrder();

  async function save(result: RunResult): Promise<void> {
    const path = join(folder, `${result.id}.json`);
    let bytes = 0;
    function* parts(): Generator<Uint8Array> {
      for (const text of jsonParts(result, 0)) {
        const part = Buffer.from(text);
        bytes += part.length;
        if (bytes > maxRunBytes)
          throw new AppError(
            'output-unwritable',
            `The run was not kept: it has more than ${maxRunBytes} bytes, which are allowed at most.`,
          );
        yield part;
      }
    }
    await replacePrivateFile(path, parts(), new Date(result.finishedAt));
    await prune(folder, result.id, bytes);
  }

  async function list(): Promise<KeptRuns> {
    const runs: RunSummary[] = [];
    const notes: string[] = [];
    for (const file of await runFiles(folder)) {
      try {
        runs.push(summaryOf(await readRun(file)));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        notes.push(error.message);
      }
    }
    return { runs: runs.sort(newestFirst), notes };
  }

  async function read(id: string): Promise<RunResult> {
    const file = (await runFiles(folder)).find((entry) => entry.id === id);
    if (file === undefined) throw new AppError('not-found', 'This run is not kept on this machine.');
    return readRun(file);
  }

  async function forget(id: string): Promise<void> {
    for (const ending of [journalEnding, '.json']) {
      const path = join(folder, `${id}${ending}`);
      try {
        await rm(path, { force: true });
      } catch (error) {
        throw unwritable(path, error);
      }
    }
  }

  async function remove(id: string): Promise<void> {
    const isKept = (await runFiles(folder)).some((entry) => entry.id === id);
    if (!isKept) throw new AppError('not-found', 'This run is not kept on this machine.');
    await forget(id);
  }

  const ids = async (): Promise<readonly string[]> => (await runFiles(folder)).map(({ id }) => id);

  return {
    save: (result) => inOrder(() => save(result)),
    list,
    ids,
    read,
    remove: (id) => inOrder(() => remove(id)),
    forget: (id) => inOrder(() => forget(id)),
  };
}
