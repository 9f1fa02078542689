import type { PlannedCheck } from './plan.ts';

/** What is said of a planned check wherever it is told: in the view of its plan, and in the result of its run. */
export const checkHead = (check: PlannedCheck) => ({
  id: check.id,
  requirements: [...check.requirements],
  title: check.title,
  why: check.why,
  group: check.group,
  severity: check.severity,
  direction: check.direction,
  source: check.source,
  destination: check.destination,
});
