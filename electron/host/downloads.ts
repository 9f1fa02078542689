import { filePath } from '../../shared/contract/http.ts';
import type { Clock } from '../core/base/world.ts';
import type { NewFile } from '../core/files/publish-files.ts';
import { newSecret, type RandomBytes } from './secrets.ts';

/** Files that wait to be fetched. */
export type Downloads = {
  /** Offers a file and gives the path on this host from which it can be fetched once. */
  readonly offer: (file: NewFile) => string;
  /** Hands a file out and forgets it; null when the id is unknown, was used, or is too old. */
  readonly take: (id: string) => NewFile | null;
};

/** How long a file waits, in ms, and how many bytes wait together; the oldest go first. */
const keepMs = 30_000;
const maxBytes = 256 * 1024 * 1024;

type Waiting = { readonly file: NewFile; readonly until: number };

/**
 * A store of downloads. What is offered lies in memory only. The page fetches it at once, with its key, and hands the
 * browser a file that it has already: so no address opens it, also not to a download manager that asks for everything a
 * second time.
 */
export function createDownloads(clock: Pick<Clock, 'monotonicMs'>, randomBytes: RandomBytes): Downloads {
  const waiting = new Map<string, Waiting>();

  const forget = (): void => {
    const now = clock.monotonicMs();
    for (const [id, { until }] of waiting) if (until <= now) waiting.delete(id);
    let room = maxBytes;
    for (const [id, { file }] of [...waiting].reverse()) {
      room -= file.bytes.length;
      if (room < 0) waiting.delete(id);
    }
  };

  return {
    offer: (file) => {
      const id = newSecret(randomBytes);
      waiting.set(id, { file, until: clock.monotonicMs() + keepMs });
      forget();
      return `${filePath}${id}`;
    },
    take: (id) => {
      forget();
      const found = waiting.get(id);
      waiting.delete(id);
      return found?.file ?? null;
    },
  };
}
