import { isHostPlace } from '../../../shared/catalogue/host-checks/index.ts';
import { hostAndPort } from '../../../shared/profile/host.ts';
import { viewListening } from '../../../shared/run/listen-view.ts';
import { viewPlan } from '../../../shared/run/plan-view.ts';
import { prepareRun } from '../../core/engine/run-check.ts';
import type { CliContext } from '../context.ts';
import { giveText } from '../give-text.ts';
import { chooseListening } from '../listen-choice.ts';
import type { PlanOptions } from '../options.ts';
import { listenPlanTable } from '../printers/listen-plan.ts';
import { planTable } from '../printers/plan-table.ts';
import { jsonText } from '../terminal/json-text.ts';
import { selectProfile } from './select-profile.ts';

type Texts = { readonly json: unknown; readonly table: readonly string[] };

/** What `netready listen` would open. */
async function listeningTexts(options: PlanOptions, context: CliContext): Promise<Texts> {
  const { machine, listening, addresses } = await chooseListening(options, context);
  const view = viewListening(machine.hostname, listening.targets, addresses);
  return { json: view, table: listenPlanTable(view, context.output) };
}

/** What `netready check` would contact. */
async function contactTexts(options: PlanOptions, context: CliContext): Promise<Texts> {
  const role = options.role.filter((place) => !isHostPlace(place));
  const profile = await selectProfile({ ...options, role });
  const { plan } = prepareRun(profile, await context.world.platform.machine());
  const nameServers = context.world.network
    .dnsServers()
    .map(({ address, port }) => hostAndPort(address, port));
  const view = viewPlan(plan, nameServers);
  return { json: view, table: planTable(view, context.output) };
}

/** `netready plan`: every check and every address that a run may contact, or every port to listen at. Sends nothing. */
export async function runPlanCommand(options: PlanOptions, context: CliContext): Promise<void> {
  const { json, table } = await (options.listen ? listeningTexts : contactTexts)(options, context);
  const text =
    options.format === 'json'
      ? jsonText(json, options.out === undefined ? context.output : { asciiJson: false })
      : `${table.join('\n')}\n`;
  await giveText(text, options.out, context);
}
