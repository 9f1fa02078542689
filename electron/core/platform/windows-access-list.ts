import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decodeText } from '../../../shared/words/decode-text.ts';
import { temporaryPath } from '../files/temporary.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { asciiText, type CommandLimits, type RunCommand } from './run-command.ts';
import { systemCommand } from './windows-registry.ts';

/** Rights to a file by what they are called in a list (MS-DTYP 2.5.1.1), those with which it is read or changed. */
const harmfulNames: ReadonlySet<string> = new Set([
  'GA',
  'GR',
  'GW',
  'FA',
  'FR',
  'FW',
  'CC',
  'DC',
  'LC',
  'WD',
  'WO',
]);

/** The same as bits: read, write, append, change the list or the owner, and the three generic ones. */
const harmfulBits = 0x1 | 0x2 | 0x4 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000;
const genericRead = 0x80000000;

function isHarmful(rights: string): boolean {
  if (/^0x[0-9a-f]{1,8}$/i.test(rights)) {
    const mask = Number.parseInt(rights, 16);
    return (mask & harmfulBits) !== 0 || mask >= genericRead;
  }
  return (rights.match(/../g) ?? []).some((name) => harmfulNames.has(name));
}

/** Who may read a key beside its user: the system, its administrators and those of the domain, the owner, apps of the user. */
const ownTrustees =
  /^(?:SY|BA|DA|EA|LA|OW|CO|AC|S-1-5-18|S-1-5-32-544|S-1-3-[04]|S-1-15-[23]-.*|S-1-5-21-[\d-]+-(?:500|512|519))$/;

/** What the shorter names stand for that are met in practice. */
const trusteeWords: Readonly<Record<string, string>> = {
  WD: 'everyone',
  BU: 'all users of this machine',
  AU: 'everyone who has signed in',
  IU: 'everyone who has signed in here',
  BG: 'guests',
  AN: 'everyone without signing in',
  DU: 'all users of the domain',
};

/**
 * Whom beside its user an access list lets read or change a file, in words or as identifiers (SID).
 * @param sddl the list as Windows writes it down (MS-DTYP 2.5.1), in every language the same
 * @param user the identifier of the user
 * @throws ProbeError `COMMAND_ANSWER` where that is no such list
 */
export function othersWithAccess(sddl: string, user: string): readonly string[] {
  const list = /D:([A-Z_]*)((?:\([^()]*(?:\([^()]*\)[^()]*)*\))*)/.exec(sddl);
  if (list === null) throw new ProbeError('COMMAND_ANSWER');
  const [, flags = '', entries = ''] = list;
  if (flags.includes('NO_ACCESS_CONTROL')) return ['everyone'];
  const others = [...entries.matchAll(/\(([A-Z]+);([A-Z]*);([^;]*);[^;]*;[^;]*;([^;)]+)/g)]
    .filter(
      ([, type = '', inheritance = '', rights = '']) =>
        ['A', 'OA', 'XA', 'ZA'].includes(type) && !inheritance.includes('IO') && isHarmful(rights),
    )
    .map(([, , , , trustee = '']) => trustee)
    .filter((trustee) => trustee !== user && !ownTrustees.test(trustee));
  return [...new Set(others)].map((trustee) => trusteeWords[trustee] ?? trustee);
}

/** The identifier of the user in what `whoami /user /fo csv /nh` prints. @throws ProbeError `COMMAND_ANSWER` */
export function userOf(text: string): string {
  const sid = /"(S-1-[\d-]+)"\s*$/.exec(text)?.[1];
  if (sid === undefined) throw new ProbeError('COMMAND_ANSWER');
  return sid;
}

/** Text that `icacls /save` has written: UTF-16 without a mark, or with one. */
const savedText = (bytes: Uint8Array): string =>
  bytes[0] === 0xff ? decodeText(bytes) : Buffer.from(bytes).toString('utf16le');

const limits: CommandLimits = { timeoutMs: 5000, maxBytes: 64 * 1024 };

/** What Windows lets others do with a file, and whose it is. */
export type FileAccess = { readonly user: string; readonly others: readonly string[] };

/**
 * Asks Windows who may read or change a file. Its list is written down in a form without names, because these differ by
 * language and code page.
 * @throws ProbeError, or the system's error, where it cannot be told
 */
export async function readFileAccess(
  path: string,
  system: { readonly run: RunCommand; readonly environment: NodeJS.ProcessEnv },
): Promise<FileAccess> {
  const { run, environment } = system;
  const who = ['/user', '/fo', 'csv', '/nh'];
  const user = userOf(asciiText(await run(systemCommand(environment, 'whoami.exe'), who, limits)));
  const saved = temporaryPath(dirname(dirname(path)));
  try {
    await run(systemCommand(environment, 'icacls.exe'), [path, '/save', saved, '/q'], limits);
    return { user, others: othersWithAccess(savedText(await readFile(saved)), user) };
  } finally {
    await rm(saved, { force: true });
  }
}
