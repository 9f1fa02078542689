import type { Profile } from '../../../../shared/profile/profile.ts';
import {
  type DrawingForm,
  type EnvironmentDrawing,
  environmentDrawing,
} from '../../../../shared/report/environment-drawing.ts';
import type { PlanView } from '../../../../shared/run/plan-view.ts';

/** Draws a plan in a form: connections without verdicts, because nothing was tried. */
export function planDrawing(plan: PlanView, profile: Profile): (form: DrawingForm) => EnvironmentDrawing {
  const checks = plan.checks.map(({ source, destination, direction }) => ({
    source,
    destination,
    direction,
    verdict: 'not-yet' as const,
  }));
  return (form) => environmentDrawing({ machine: plan.machine, profile, checks }, form);
}
