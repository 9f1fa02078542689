import { randomBytes, randomUUID } from 'node:crypto';
import { startQuickThread } from '../base/program-thread.ts';
import { createTroubleLog } from '../diagnostics/trouble-log.ts';
import { sweepDataFolder } from '../files/sweep-data-folder.ts';
import { createOpenJournal } from '../journal/run-journal.ts';
import { createDrawing } from '../report/drawing.ts';
import { createAliasLists } from '../runs/alias-lists.ts';
import { recoverRuns } from '../runs/recover-runs.ts';
import { createRunStore, runsFolder } from '../runs/run-store.ts';
import { createSessionStore } from '../session/session-store.ts';
import { networkConfirmTime } from '../timestamp/confirm-time.ts';
import { createTrustStore } from '../verify/trust-store.ts';
import { createVerifier, verifyLimits } from '../verify/verifier.ts';
import type { OperationDeps } from './deps.ts';

/** What a host has to give; the rest follows from the data folder. */
type Surroundings = Pick<
  OperationDeps,
  'world' | 'platform' | 'host' | 'openIdentity' | 'openUnnamedIdentity' | 'notice' | 'dataFolder'
>;

/** Everything that the operations need, for an installation whose data lies in a folder. */
export function createDeps({ dataFolder, ...surroundings }: Surroundings): OperationDeps {
  const { world, notice } = surroundings;
  const runs = createRunStore(dataFolder);
  const folder = runsFolder(dataFolder);
  return {
    ...surroundings,
    dataFolder,
    troubles: createTroubleLog(dataFolder),
    sessions: createSessionStore({ folder: dataFolder, clock: surroundings.world.clock }),
    runs,
    aliasLists: createAliasLists(dataFolder),
    openJournal: createOpenJournal(folder, world.clock, notice),
    recoverRuns: async () => {
      await sweepDataFolder(dataFolder, world.clock.now());
      return recoverRuns({ folder, runs, platform: world.platform, now: () => world.clock.now() });
    },
    confirmTime: networkConfirmTime(surroundings.world, (count) => randomBytes(count)),
    trust: createTrustStore(dataFolder, world.clock),
    draw: createDrawing().draw,
    verifier: createVerifier(),
    quickVerifier: createVerifier(verifyLimits, startQuickThread),
    newId: randomUUID,
  };
}
