import { isDeskPage } from '../desk/desk-page.ts';
import { commonText } from '../text/en/common.ts';
import { deskText } from '../text/en/desk.ts';
import { frameText } from '../text/en/frame.ts';
import { listenText } from '../text/en/listen.ts';
import type { RunView } from '../wizard/run-progress.ts';
import type { WizardState } from '../wizard/wizard-state.ts';

function pageName(step: WizardState['step']): string {
  if (isDeskPage(step)) return deskText.pages[step];
  return step === 'listen' ? listenText.heading : frameText.stepWords[step];
}

/** The run that the page shows while it goes on; null where none does. */
function runOf(state: WizardState): RunView | null {
  if (state.step === 'run') return state.failure === null ? state.run.view : null;
  return state.step === 'results' ? (state.rerun?.view ?? null) : null;
}

/** The title of the window: the page, and how far the run on it is, which is seen when another window is in front. */
export function titleOf(state: WizardState): string {
  const name = pageName(state.step);
  const run = runOf(state);
  if (run === null || run.total === null || run.total === 0) return commonText.pageTitle(name);
  return commonText.pageTitle(commonText.progress(Math.floor((run.done / run.total) * 100), name));
}
