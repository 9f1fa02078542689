import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { maxRunBytes } from '../../../shared/run/limits.ts';
import { mergeRerun } from '../../../shared/run/rerun.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { isLeftOut, isUntested } from '../../../shared/run/untested.ts';
import { counted, instantText } from '../../../shared/words/phrases.ts';
import { codeOf } from '../base/error-code.ts';
import type { Platform } from '../base/world.ts';
import { fateOf } from '../files/process-mark.ts';
import { readLimited } from '../files/read-limited.ts';
import { journalEnding } from '../journal/journal-lines.ts';
import { heartbeatMs } from '../journal/run-journal.ts';
import { type Journal, readJournal, resultOfJournal } from './read-journal.ts';
import type { RunStore } from './run-store.ts';

/** After how long without a sign of life a run counts as broken off where nobody can ask its process, in ms. */
const longestSilenceMs = 10 * heartbeatMs;

/** What is needed to find and keep runs that were broken off. */
export type Recovery = {
  /** The folder of kept runs. */
  readonly folder: string;
  readonly runs: RunStore;
  readonly platform: Platform;
  readonly now: () => Date;
};

/** Whether the process that writes a journal has ended. */
function isOver({ head }: Journal, silenceMs: number): boolean {
  const fate = fateOf(head.process);
  return fate === 'gone' || (fate === 'unknown' && silenceMs > longestSilenceMs);
}

/** The result joined to the earlier run that its checks were to be joined to, where that is still kept and fits. */
async function joined({ head }: Journal, found: RunResult, runs: RunStore): Promise<RunResult> {
  if (head.base === null) return found;
  try {
    return mergeRerun(await runs.read(head.base), found);
  } catch (error) {
    if (error instanceof AppError) return found;
    throw error;
  }
}

function recoveredText(found: RunResult): string {
  const asked = found.checks.filter((check) => !isLeftOut(check));
  const done = asked.filter((check) => !isUntested(check)).length;
  const when = `A run of ${instantText(found.startedAt)} on ${found.machine.hostname}`;
  const what =
    found.brokenOff === true
      ? `was broken off after ${done} of ${counted(asked.length, 'check')}`
      : 'had ended, but was not kept';
  return `${when} ${what}. Its result is kept: netready run save ${found.id} --out FOLDER`;
}

/** Keeps a journal that cannot be used under another name, so that nothing is lost and nobody is told twice. */
async function setAside(path: string, why: string): Promise<string> {
  const aside = `${path}.damaged`;
  const isAside = await rename(path, aside).then(
    () => true,
    () => false,
  );
  const where = isAside ? `kept as ${aside}` : `still ${path}`;
  return `What a run that was broken off had found could not be used, because ${why}; it is ${where}.`;
}

const isKept = (runs: RunStore, id: string): Promise<boolean> =>
  runs.read(id).then(
    () => true,
    () => false,
  );

/** What is said of one journal; null when there is nothing to say. */
async function recover(path: string, { runs, platform, now }: Recovery): Promise<string | null> {
  const stats = await lstat(path);
  const isOwn = process.getuid === undefined || stats.uid === process.getuid();
  if (!stats.isFile() || !isOwn) return null;
  const silenceMs = now().getTime() - stats.mtimeMs;
  const bytes = await readLimited(path, 2 * maxRunBytes, 'file-unreadable');
  const journal = readJournal(new TextDecoder().decode(bytes));
  if (journal === null) {
    if (silenceMs <= longestSilenceMs) return null;
    if (bytes.length > 0) return await setAside(path, 'its beginning is damaged, or of another version');
    await rm(path, { force: true });
    return null;
  }
  if (!isOver(journal, silenceMs)) return null;
  const isEmpty = !journal.lines.some((line) => line.kind !== 'contacted');
  if (isEmpty || (await isKept(runs, journal.head.id))) {
    await rm(path, { force: true });
    return null;
  }
  try {
    const found = resultOfJournal(journal, platform);
    await runs.save(await joined(journal, found, runs));
    await rm(path, { force: true });
    return recoveredText(found);
  } catch (error) {
    if (error instanceof AppError && error.code !== 'output-unwritable')
      return await setAside(path, `this version cannot plan it (${error.message})`);
    throw error;
  }
}

const isJournal = (name: string): boolean =>
  name.endsWith(journalEnding) && z.uuid().safeParse(name.slice(0, -journalEnding.length)).success;

/**
 * Makes results of what runs have written down whose process has ended without keeping them: killed, crashed, or lost
 * with the machine. They are kept among the others, marked as broken off; what a living process writes is left alone.
 * @returns a sentence for each of them, and for what could not be used
 */
export async function recoverRuns(recovery: Recovery): Promise<readonly string[]> {
  const names = await readdir(recovery.folder).catch(() => []);
  const told: string[] = [];
  for (const name of names.filter(isJournal).sort()) {
    try {
      const sentence = await recover(join(recovery.folder, name), recovery);
      if (sentence !== null) told.push(sentence);
    } catch (error) {
      if (error instanceof AppError) told.push(error.message);
      else if (codeOf(error) !== 'ENOENT')
        told.push(`What a run had found could not be read from ${name} (${codeOf(error)}).`);
    }
  }
  return told;
}
