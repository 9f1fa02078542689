import { runText } from '../../../text/en/run.ts';
import type { RunView } from '../../run-progress.ts';

/** How many checks of a run have failed so far. */
export const failedCount = ({ groups }: Pick<RunView, 'groups'>): number =>
  groups.reduce((sum, { failed }) => sum + failed, 0);

/** The last quarter of the run that is complete, in percent; null before the run is planned. */
export function milestoneOf({ done, total }: Pick<RunView, 'done' | 'total'>): number | null {
  if (total === null) return null;
  return total === 0 ? 100 : Math.floor((done / total) * 4) * 25;
}

/**
 * What readers of the screen are told when a run reaches a milestone. A run speaks at its start, at each quarter and
 * at its end, so that it does not talk over everything else.
 */
export function milestoneText(view: RunView): string {
  const percent = milestoneOf(view);
  const total = view.total ?? 0;
  if (percent === null) return '';
  if (percent === 0) return runText.announce.started(total);
  return percent < 100
    ? runText.announce.quarter(percent, view.done, total, failedCount(view))
    : runText.announce.ended(total, failedCount(view));
}
