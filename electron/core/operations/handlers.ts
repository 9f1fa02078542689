import type { Handlers } from '../../../shared/contract/dispatch.ts';
import { aboutOperations } from './about-operations.ts';
import { appOperations } from './app-operations.ts';
import type { OperationDeps } from './deps.ts';
import { createKeptRuns } from './kept-runs.ts';
import { labelOperations } from './label-operations.ts';
import { mergeOperations } from './merge-operations.ts';
import { noticeOperations } from './notice-operations.ts';
import { profileOperations } from './profile-operations.ts';
import { rehearsalDesk } from './rehearsal-operations.ts';
import { rememberTroubles } from './remember-troubles.ts';
import { reportOperations } from './report-operations.ts';
import { runOperations } from './run-operations.ts';
import { watchedRuns } from './run-under-way.ts';
import { sessionOperations } from './session-operations.ts';
import { signerOperations } from './signer-operations.ts';
import { symptomOperations } from './symptom-operations.ts';
import { ticketOperations } from './ticket-operations.ts';
import { verifyOperations } from './verify-operations.ts';

/** What carries out the operations of the contract, for every host of the wizard. */
export function createHandlers(deps: OperationDeps): Handlers<AbortSignal> {
  const kept = createKeptRuns(deps.runs, deps.notice);
  const recovered = deps.recoverRuns().then((sentences) => sentences.forEach(deps.notice));
  const desk = rehearsalDesk(deps, kept);
  const runs = runOperations(deps, kept, recovered, desk);
  const handlers: Handlers<AbortSignal> = {
    ...appOperations(deps),
    ...aboutOperations(deps),
    ...sessionOperations(deps),
    ...profileOperations(deps),
    ...runs,
    ...desk.operations,
    ...watchedRuns(runs['run.start'], deps.world.clock),
    ...labelOperations(deps, kept),
    ...noticeOperations(deps, kept),
    ...reportOperations(deps, kept),
    ...verifyOperations(deps),
    ...signerOperations(deps),
    ...mergeOperations(deps),
    ...symptomOperations(kept),
    ...ticketOperations(deps),
  };
  return rememberTroubles(handlers, deps);
}
