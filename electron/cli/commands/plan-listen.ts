import { viewListening } from '../../../shared/run/view-listening.ts';
import type { CliContext } from '../context.ts';
import { chooseListening } from '../listen-choice.ts';
import type { PlanOptions } from '../options/plan-options.ts';
import { listenPlanTable } from '../printers/listen-plan.ts';
import type { PlanTexts } from './plan.ts';

/** What `netready listen` would open. */
export async function listeningTexts(options: PlanOptions, context: CliContext): Promise<PlanTexts> {
  const { machine, listening, addresses } = await chooseListening(options, context);
  const view = viewListening(machine.hostname, listening.targets, addresses);
  return { json: view, table: listenPlanTable(view, context.output) };
}
