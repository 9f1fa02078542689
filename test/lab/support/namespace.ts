import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, run, start, until } from './run.ts';

/** Where `ip netns exec` finds the files of /etc that a namespace has of its own (ip-netns(8)). */
const etcFolder = '/etc/netns';

const prefix = 'nrlab';

/** The files of /etc that decide what a name means. */
export type NameFiles = {
  /** The lines of /etc/hosts. */
  readonly hosts: readonly string[];
  /** The DNS servers of /etc/resolv.conf, in order. */
  readonly nameServers: readonly string[];
  /** The sources of /etc/nsswitch.conf for host names. */
  readonly sources?: string;
  /** The lines of /etc/gai.conf, which sets the order of a name's addresses. */
  readonly addressOrder?: readonly string[];
  /** The mode of /etc/hosts; readable by everybody unless given. */
  readonly hostsMode?: number;
};

/** A network of its own, which a process enters at its start. */
export type Namespace = {
  /** The name inside the lab, which is also the host name of its commands. */
  readonly host: string;
  /** The name by which the system knows it. */
  readonly name: string;
  /** The words that start a command in it, under its host name. */
  readonly within: (words: readonly string[]) => readonly string[];
  /** Runs commands of ip(8) in it, one for each line. */
  readonly ip: (...lines: readonly string[]) => Promise<void>;
  /** Starts a process that lives until the namespace is removed. */
  readonly start: (words: readonly string[]) => Running;
  /** Runs a command in it to its end and gives its standard output. */
  readonly run: (words: readonly string[], input?: string) => Promise<string>;
};

/** When a process started, in ticks since the system did: with the pid it names one process for good (proc(5)). */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Whether the process that made something called `nrlab-PID-TICKS-…` is gone. */
function isStale(name: string): boolean {
  const [, pid, ticks] = new RegExp(`^${prefix}-(\\d+)-(\\d+)-`).exec(name) ?? [];
  return pid !== undefined && startTicks(Number(pid)) !== ticks;
}

const namesIn = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

async function processesIn(name: string): Promise<readonly number[]> {
  return (await run(['ip', 'netns', 'pids', name])).split('\n').filter(Boolean).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Ends every process of a namespace by its id, and removes the namespace with its files. */
async function remove(name: string): Promise<void> {
  await until(`the processes of ${name} end`, async () => {
    const left = await processesIn(name);
    for (const pid of left) kill(pid);
    return left.length === 0;
  });
  await run(['ip', 'netns', 'delete', name]);
  await rm(join(etcFolder, name), { recursive: true, force: true });
}

/** Everything of labs on this machine whose makers are gone: namespaces, files in /etc/netns, folders of temporary files. */
async function staleThings() {
  const stale = async (folder: string) => (await namesIn(folder)).filter(isStale);
  return {
    namespaces: await stale('/run/netns'),
    folders: [
      ...(await stale(etcFolder)).map((name) => join(etcFolder, name)),
      ...(await stale(tmpdir())).map((name) => join(tmpdir(), name)),
    ],
  };
}

/** Everything on this machine that carries the name of a lab, for a look at what was left behind. */
export async function tracesOf(id: string): Promise<readonly string[]> {
  const folders = ['/run/netns', etcFolder, tmpdir()];
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await namesIn(folder)).filter((name) => name.startsWith(`${id}-`)).map((name) => join(folder, name)),
    ),
  );
  return found.flat();
}

/** Removes what labs left behind that were killed before they could tidy up. */
export async function removeStale(): Promise<void> {
  const { namespaces } = await staleThings();
  for (const name of namespaces) await remove(name);
  for (const folder of (await staleThings()).folders) await rm(folder, { recursive: true, force: true });
}

async function writeNameFiles(name: string, files: NameFiles): Promise<void> {
  const folder = join(etcFolder, name);
  await mkdir(folder, { recursive: true });
  const nameServers = files.nameServers.map((server) => `nameserver ${server}`);
  const lines = {
    hosts: files.hosts,
    'resolv.conf': [...nameServers, 'options timeout:1 attempts:1'],
    'nsswitch.conf': ['passwd: files', 'group: files', `hosts: ${files.sources ?? 'files dns'}`],
    'gai.conf': files.addressOrder ?? [],
  };
  for (const [file, content] of Object.entries(lines))
    await writeFile(join(folder, file), `${content.join('\n')}\n`);
  await chmod(join(folder, 'hosts'), files.hostsMode ?? 0o644);
}

/**
 * How far the lab's processes go before others (nice(1)), so that a busy machine does not make a server seem late: the
 * servers before everything, the commands that are tested before the rest.
 */
const precedence = { server: '-19', command: '-10' } as const;

function namespaceCalled(host: string, name: string): Namespace {
  const enter =
    (nice: string) =>
    (words: readonly string[]): readonly string[] => [
      ...['ip', 'netns', 'exec', name, 'unshare', '--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', host],
      ...['nice', '-n', nice],
      ...words,
    ];
  const within = enter(precedence.command);
  return {
    host,
    name,
    within,
    ip: async (...lines) => {
      await run(['ip', '-n', name, '-batch', '-'], { input: `${lines.join('\n')}\n` });
    },
    start: (words) => start(enter(precedence.server)(words)),
    run: (words, input) => run(within(words), input === undefined ? {} : { input }),
  };
}

/** The namespaces of one lab, with a folder for its files that every account can read. */
export type Lab = {
  /** What the names of all its things begin with. */
  readonly id: string;
  readonly folder: string;
  /** Makes a namespace in which only the loopback interface is there, and up. */
  readonly addNamespace: (host: string, files: NameFiles) => Promise<Namespace>;
  /** Ends all processes of a namespace and removes it. */
  readonly removeNamespace: (namespace: Namespace) => Promise<void>;
  /** Removes every namespace that is left, and the folder. */
  readonly close: () => Promise<void>;
};

/** Starts a lab under a name that no other has, after removing what killed ones left. Needs root. */
export async function openLab(): Promise<Lab> {
  await removeStale();
  const id = `${prefix}-${process.pid}-${startTicks(process.pid)}`;
  const folder = await mkdtemp(join(tmpdir(), `${id}-`));
  await chmod(folder, 0o755);
  const made = new Set<string>();
  const removeByName = async (name: string): Promise<void> => {
    if (made.delete(name)) await remove(name);
  };
  return {
    id,
    folder,
    addNamespace: async (host, files) => {
      const name = `${id}-${host}`;
      await writeNameFiles(name, files);
      await run(['ip', 'netns', 'add', name]);
      made.add(name);
      const namespace = namespaceCalled(host, name);
      await namespace.ip('link set lo up');
      return namespace;
    },
    removeNamespace: ({ name }) => removeByName(name),
    close: async () => {
      for (const name of made) await removeByName(name);
      for (const name of (await namesIn(etcFolder)).filter((entry) => entry.startsWith(`${id}-`)))
        await rm(join(etcFolder, name), { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
