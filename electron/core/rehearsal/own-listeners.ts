import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors/app-error.ts';
import { most } from '../../../shared/words/lengths.ts';
import type { Network, Platform, World } from '../base/world.ts';
import { replacePrivateFile } from '../files/private-file.ts';
import { fateOf, ownMark, processMarkSchema } from '../files/process-mark.ts';
import { readLimited } from '../files/read-limited.ts';

/** The ports at which listeners of a rehearsal stand in for services of this machine, and the processes that they are. */
export type OwnListeners = { readonly pids: ReadonlySet<number>; readonly ports: ReadonlySet<number> };

export const noListeners: OwnListeners = { pids: new Set(), ports: new Set() };

const fileName = /^listening-\d{1,10}\.json$/;

/** The largest note that is read, in bytes. */
const maxNoteBytes = 4096;

const noteSchema = z.strictObject({
  process: processMarkSchema,
  ports: z.array(z.int().min(1).max(65_535)).max(most.rehearsedPorts),
});

/**
 * Notes in the data folder at which ports this process listens, so that a check of the same user on this machine does not
 * take them for another program. Nothing of the code is in it.
 * @returns what removes the note
 * @throws AppError `output-unwritable`
 */
export async function noteListening(folder: string, ports: readonly number[]): Promise<() => Promise<void>> {
  const note = { process: ownMark(), ports };
  const path = join(folder, `listening-${note.process.pid}.json`);
  await replacePrivateFile(path, Buffer.from(JSON.stringify(note)));
  return () => rm(path, { force: true });
}

async function readNote(path: string): Promise<z.infer<typeof noteSchema> | null> {
  try {
    const text = new TextDecoder().decode(await readLimited(path, maxNoteBytes, 'file-unreadable'));
    const note = noteSchema.safeParse(JSON.parse(text)).data ?? null;
    if (note !== null && fateOf(note.process) === 'runs') return note;
  } catch (error) {
    if (!(error instanceof AppError || error instanceof SyntaxError)) throw error;
  }
  await rm(path, { force: true }).catch(() => undefined);
  return null;
}

/** The listeners of this user on this machine that are open now. Notes of processes that have ended are removed. */
export async function readOwnListeners(folder: string): Promise<OwnListeners> {
  const names = await readdir(folder).catch(() => []);
  const notes = await Promise.all(
    names.filter((name) => fileName.test(name)).map((name) => readNote(join(folder, name))),
  );
  const open = notes.filter((note) => note !== null);
  return {
    pids: new Set(open.map(({ process }) => process.pid)),
    ports: new Set(open.flatMap(({ ports }) => ports)),
  };
}

const networkThrough = (network: Network, { ports }: OwnListeners, clock: World['clock']): Network => ({
  ...network,
  bind: async (local, wait) =>
    ports.has(local.port)
      ? { ok: true, value: null, startedAt: clock.now(), durationMs: 0 }
      : await network.bind(local, wait),
});

function platformThrough(platform: Platform, own: OwnListeners): Platform {
  const forRun = platform.forRun?.bind(platform);
  return {
    ...platform,
    ...(forRun === undefined ? {} : { forRun: () => platformThrough(forRun(), own) }),
    portOwners: async (port) =>
      (await platform.portOwners(port)).filter(
        ({ pid }) => !(own.ports.has(port) && pid !== undefined && own.pids.has(pid)),
      ),
  };
}

/**
 * A world in which the listeners of a rehearsal are not there: they were put only where a port was free, and give it back.
 */
export function seeingThrough(world: World, own: OwnListeners): World {
  if (own.ports.size === 0) return world;
  return {
    ...world,
    network: networkThrough(world.network, own, world.clock),
    platform: platformThrough(world.platform, own),
  };
}
