import { useState } from 'react';
import type { RunView } from '../../run-progress.ts';
import { milestoneOf } from './milestones.ts';

/**
 * The text that belongs to the last milestone. It stays as it was when the milestone was reached, so that a live
 * region that shows it speaks only then.
 */
export function useMilestone(text: string, view: RunView): string {
  const milestone = milestoneOf(view);
  const [said, setSaid] = useState({ milestone, text });
  if (said.milestone === milestone) return said.text;
  setSaid({ milestone, text });
  return text;
}
