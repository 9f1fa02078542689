import { join } from 'node:path';
import type { CliContext } from '../../electron/cli/context.ts';
import { openIdentity } from '../../electron/core/identity/identity-store.ts';
import { openUnnamedIdentity } from '../../electron/core/identity/unnamed-identity.ts';
import { identityWorld } from '../../electron/core/system/system-world.ts';
import { loopbackWorld } from './operation-deps.ts';
import { verifierHere } from './verifier-here.ts';

const terminal = { live: false, colour: false, unicode: false, asciiJson: false, columns: 100 };

/** What a command said and how it ended. */
export type CliLog = { printed: string; explained: string; exitCode: number };

/** The surroundings of a command without a terminal, with a data folder of its own below `home`. */
export function testContext(
  home: string,
  changes: Partial<CliContext> = {},
): { readonly context: CliContext; readonly log: CliLog } {
  const log: CliLog = { printed: '', explained: '', exitCode: 0 };
  const dataFolder = join(home, 'data');
  const context: CliContext = {
    print: (text) => {
      log.printed += text;
    },
    printed: async () => null,
    spareMemory: () => undefined,
    explain: (text) => {
      log.explained += text;
    },
    output: terminal,
    errorOutput: terminal,
    world: loopbackWorld(),
    dataFolder,
    openIdentity: () => openIdentity(dataFolder, identityWorld(process)),
    openUnnamedIdentity: () => openUnnamedIdentity(dataFolder, identityWorld(process)),
    identityWorld: identityWorld(process),
    openVerifier: async () => verifierHere,
    givenPassword: null,
    givenRehearsal: null,
    passwordAsker: () => null,
    readInput: async () => '',
    linesEntered: () => null,
    signal: new AbortController().signal,
    setExitCode: (code) => {
      log.exitCode = code;
    },
    ...changes,
  };
  return { context, log };
}
