/** Files that somebody gives: those that may be reports, and how many of folders were passed over because they are no PDF. */
export type GivenFiles = { readonly files: readonly File[]; readonly passedOver: number };

/** The most files that are taken from folders in one go, and how deep these are looked into. */
const mostFiles = 10_000;
const deepest = 8;

const isPdf = ({ name }: { readonly name: string }): boolean => /\.pdf$/i.test(name);

/** The files of a folder that was chosen, in the order of their names. */
export function filesOfFolder(chosen: readonly File[]): GivenFiles {
  const files = chosen.filter(isPdf).slice(0, mostFiles);
  return { files, passedOver: chosen.length - files.length };
}

/** Whether something that was dropped is a folder. */
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemEntry): Promise<File | null> =>
  new Promise((resolve) => (entry as FileSystemFileEntry).file(resolve, () => resolve(null)));

/** Everything in a folder; the browser hands it out in parts. What cannot be read is left out. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (part.length === 0) return all;
    all.push(...part);
  }
}

type Walk = { readonly files: File[]; passedOver: number };

async function walk(folder: FileSystemDirectoryEntry, depth: number, found: Walk): Promise<void> {
  const entries = [...(await entriesOf(folder))].sort((left, right) =>
    left.name.localeCompare(right.name, 'en'),
  );
  for (const entry of entries) {
    if (isFolder(entry)) {
      if (depth < deepest) await walk(entry, depth + 1, found);
    } else {
      const file = isPdf(entry) && found.files.length < mostFiles ? await fileOf(entry) : null;
      if (file === null) found.passedOver += 1;
      else found.files.push(file);
    }
  }
}

/**
 * The files that were dropped, and those of folders among them. To be called while the event is handled: what was dropped
 * is out of reach afterwards.
 */
export function filesOfDrop({ items, files }: DataTransfer): Promise<GivenFiles> {
  const entries = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const folders = entries.flatMap(({ entry }) => (entry !== null && isFolder(entry) ? [entry] : []));
  const single = entries.flatMap(({ entry, file }) =>
    file === null || (entry !== null && isFolder(entry)) ? [] : [file],
  );
  const found: Walk = {
    files: folders.length === 0 && single.length === 0 ? [...files] : single,
    passedOver: 0,
  };
  return folders
    .reduce((before, folder) => before.then(() => walk(folder, 1, found)), Promise.resolve())
    .then(() => found);
}
