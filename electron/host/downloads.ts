import type { NewFile } from '../core/files/publish-files.ts';
import type { Clock } from '../core/ports.ts';

/** Files that wait to be fetched. */
export type Downloads = {
  /** Offers a file and gives the path on this host from which it can be fetched once. */
  readonly offer: (file: NewFile) => string;
  /** Hands a file out and forgets it; null when the id is unknown, was used, or is too old. */
  readonly take: (id: string) => NewFile | null;
};

/** The path under which files are fetched. */
export const downloadPrefix = '/file/';

/** How long a file waits, in ms, and how many bytes wait together; the oldest go first. */
const keepMs = 10 * 60_000;
const maxBytes = 256 * 1024 * 1024;

type Waiting = { readonly file: NewFile; readonly until: number };

/** A store of downloads. What is offered lies in memory only. */
export function createDownloads(
  clock: Pick<Clock, 'monotonicMs'>,
  randomBytes: (count: number) => Uint8Array,
): Downloads {
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
      const id = Buffer.from(randomBytes(16)).toString('base64url');
      waiting.set(id, { file, until: clock.monotonicMs() + keepMs });
      forget();
      return `${downloadPrefix}${id}`;
    },
    take: (id) => {
      forget();
      const found = waiting.get(id);
      waiting.delete(id);
      return found?.file ?? null;
    },
  };
}

const longestName = 150;

/**
 * The Content-Disposition of a download (RFC 6266): a name that every system accepts, and beside it the exact one
 * (RFC 8187). Nothing in it can end the field or lead out of a folder.
 */
export function contentDisposition(name: string): string {
  const exact = [...name.replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}]/gu, '_').replace(/^\.+/, '_')]
    .slice(0, longestName)
    .join('');
  const plain = exact.replaceAll(/[^A-Za-z0-9._ ()-]/g, '_');
  const encoded = encodeURIComponent(exact).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
