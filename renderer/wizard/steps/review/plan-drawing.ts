import type { Profile } from '../../../../shared/profile/profile.ts';
import { placeWords } from '../../../../shared/profile/roles.ts';
import {
  type EnvironmentDrawing,
  environmentDrawing,
} from '../../../../shared/report/environment-drawing.ts';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { listed } from '../../../../shared/words/phrases.ts';
import { reviewText } from '../../../text/en/review.ts';

/** The picture of a plan, and what it says in words: connections without verdicts, because nothing was tried. */
export function planDrawing(
  plan: PlanView,
  profile: Profile,
): { readonly drawing: EnvironmentDrawing; readonly description: string } {
  const checks = plan.checks.map(({ source, destination, direction }) => ({
    source,
    destination,
    direction,
    verdict: 'not-yet' as const,
  }));
  const drawing = environmentDrawing({ machine: plan.machine, profile, checks });
  const labelOf = (key: string): string => drawing.nodes.find((node) => node.key === key)?.label ?? key;
  const connections = drawing.edges.map(({ from, to, ports }) =>
    reviewText.connection(
      labelOf(from),
      labelOf(to),
      ports.length === 0 ? '' : reviewText.ports(ports.map(String)),
    ),
  );
  const roles = listed(plan.machine.roles.map((role) => placeWords[role]));
  const said = connections.length === 0 ? reviewText.noConnections : `${connections.join('; ')}.`;
  return {
    drawing,
    description: reviewText.drawingDescription(profile.machine.name ?? plan.machine.hostname, roles, said),
  };
}
