import { randomBytes, randomUUID } from 'node:crypto';
import { createRunStore } from '../runs/run-store.ts';
import { createSessionStore } from '../session/session-store.ts';
import { networkConfirmTime } from '../timestamp/confirm-time.ts';
import { readOwnTrust } from '../verify/trust.ts';
import { createVerifier } from '../verify/verifier.ts';
import type { OperationDeps } from './deps.ts';

/** What a host has to give; the rest follows from the data folder. */
type Surroundings = Pick<
  OperationDeps,
  'ports' | 'platform' | 'host' | 'openIdentity' | 'openUnnamedIdentity' | 'notice'
> & {
  /** The folder of this user's key, trust file, session and runs. */
  readonly dataFolder: string;
};

/** Everything that the operations need, for an installation whose data lies in a folder. */
export function createDeps({ dataFolder, ...surroundings }: Surroundings): OperationDeps {
  return {
    ...surroundings,
    sessions: createSessionStore({ folder: dataFolder, clock: surroundings.ports.clock }),
    runs: createRunStore(dataFolder),
    confirmTime: networkConfirmTime(surroundings.ports, (count) => randomBytes(count)),
    readTrust: () => readOwnTrust(dataFolder),
    verifier: createVerifier(),
    newId: randomUUID,
  };
}
