import type { Bridge } from '../../shared/contract/bridge.ts';
import type { PageSize } from '../../shared/contract/operations.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import type { Session } from '../../shared/contract/session.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { startText } from '../text/en/start.ts';
import { type Earlier, initialState, type WizardState } from './machine.ts';
import { readAnswers } from './session.ts';

type Restored = { readonly earlier: Earlier | null; readonly problem: string | null };

/** Brings a kept session back. A run that is not kept any more is said, never passed over. */
async function restore(bridge: Bridge, session: Session): Promise<Restored> {
  const answers = readAnswers(session.answers);
  if (answers === null) return { earlier: null, problem: startText.earlierDamaged };
  const read = session.lastRun === null ? null : await bridge['run.read']({ id: session.lastRun }).reply;
  const result: RunResult | null = read?.ok === true ? read.value : null;
  const problem = read?.ok === false ? startText.earlierRunGone(read.error.description) : null;
  return { earlier: { step: session.step, answers, result }, problem };
}

/**
 * Everything that is asked before the first page is shown. Only a host that cannot say who it is keeps it from starting.
 * @param pageSize the usual paper where the person is
 */
export async function startUp(bridge: Bridge, pageSize: PageSize): Promise<Reply<WizardState>> {
  const about = await bridge['app.describe']({}).reply;
  if (!about.ok) return about;
  const loaded = await bridge['session.load']({}).reply;
  if (!loaded.ok)
    return { ok: true, value: initialState(about.value, null, loaded.error.description, pageSize) };
  const { session, problem } = loaded.value;
  const restored: Restored =
    session === null ? { earlier: null, problem: null } : await restore(bridge, session);
  return {
    ok: true,
    value: initialState(about.value, restored.earlier, problem ?? restored.problem, pageSize),
  };
}
