import type { World } from '../core/base/world.ts';
import type { Identity, IdentityWorld } from '../core/identity/identity-store.ts';
import type { Verifier } from '../core/verify/verifier.ts';
import type { OnEnter } from './terminal/entered-lines.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Asks at the terminal without showing what is typed. Null when cancelled. */
export type AskPassword = (prompt: string) => Promise<string | null>;

/** What a command may use of its surroundings. Everything that a test wants to watch or replace goes through here. */
export type CliContext = {
  /** Writes to standard output: results only. */
  readonly print: (text: string) => void;
  /** Waits until standard output has taken what was printed, so that a long text need not lie in the memory as a whole. */
  readonly printed: () => Promise<unknown>;
  /** Has this process take less memory from now on, for some more of its time. */
  readonly spareMemory: () => void;
  /** Writes to standard error: progress, hints and errors. */
  readonly explain: (text: string) => void;
  readonly output: Terminal;
  readonly errorOutput: Terminal;
  readonly world: World;
  /** The folder of this user's signing key, trust file and runs. @throws AppError `data-folder-unset` when looked at */
  readonly dataFolder: string;
  /** This installation's key; made at the first call. */
  readonly openIdentity: () => Promise<Identity>;
  /** The key that signs redacted reports; made at the first call. */
  readonly openUnnamedIdentity: () => Promise<Identity>;
  readonly identityWorld: IdentityWorld;
  /** Makes what verifies reports, with their pages or without; whoever asks for it closes it. */
  readonly openVerifier: (comparePages: boolean) => Promise<Verifier>;
  /** The password of a key file that the environment gave, and holds no more; null where it gave none. */
  readonly givenPassword: string | null;
  /** The code of a rehearsal that the environment gave, and holds no more; null where it gave none. */
  readonly givenRehearsal: string | null;
  /** Who asks at the terminal; null where nobody can be asked. Only whoever calls it looks at standard input. */
  readonly passwordAsker: () => AskPassword | null;
  /** Reads standard input to its end, or up to so many bytes. */
  readonly readInput: (mostBytes: number) => Promise<string>;
  /** What hears of the lines that somebody enters; null where nobody can. Looks at standard input as well. */
  readonly linesEntered: () => OnEnter | null;
  /** Aborted when the person at the terminal cancels. */
  readonly signal: AbortSignal;
  readonly setExitCode: (code: number) => void;
};
