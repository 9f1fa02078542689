import type { Bridge } from '../../shared/contract/bridge.ts';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import type { Session } from '../../shared/contract/session.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { startText } from '../text/en/start.ts';
import { readAnswers } from './session.ts';
import type { OtherVersion } from './versions.ts';
import type { Earlier, Offers } from './wizard-state.ts';

type Restored = { readonly earlier: Earlier | null; readonly problem: string | null };
type LoadedSession = OperationOutput<'session.load'>;

/** Brings a kept session back. A run that is not kept any more is said, never passed over. */
export async function restore(bridge: Bridge, session: Session): Promise<Restored> {
  const answers = readAnswers(session.answers);
  if (answers === null) return { earlier: null, problem: startText.earlierDamaged };
  const read = session.lastRun === null ? null : await bridge['run.read']({ id: session.lastRun }).reply;
  const result: RunResult | null = read?.ok === true ? read.value : null;
  const problem = read?.ok === false ? startText.earlierRunGone(read.error.description) : null;
  const { step, reached } = session;
  return { earlier: { step, reached, answers, result }, problem };
}

/**
 * The kept session as the other version of a check; null where none is kept.
 * @param origin the session that both versions come from; null where it is not known
 */
export function otherVersionOf(
  { session, revision, changedAt }: LoadedSession,
  origin: Session | null,
): OtherVersion | null {
  if (session === null || changedAt === null) return null;
  const answers = readAnswers(session.answers);
  return { session, answers, origin: origin && readAnswers(origin.answers), revision, changedAt };
}

/** What can be gone on with, from what is kept. */
export async function offersOf(bridge: Bridge, loaded: LoadedSession): Promise<Offers> {
  const { session, problem, aside } = loaded;
  const current = await bridge['run.current']({}).reply;
  const restored = session === null ? { earlier: null, problem: null } : await restore(bridge, session);
  return {
    earlier: restored.earlier,
    earlierProblem: problem ?? restored.problem,
    aside: aside.filter((entry) => readAnswers(entry.session.answers) !== null),
    running: current.ok && current.value.kind === 'running' ? current.value : null,
  };
}
