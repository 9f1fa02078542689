import { hostAndPort } from '../../../shared/profile/host.ts';
import { isHostPlace } from '../../../shared/profile/host-places.ts';
import { viewPlan } from '../../../shared/run/view-plan.ts';
import { prepareRun } from '../../core/engine/prepare-run.ts';
import type { CliContext } from '../context.ts';
import { giveText } from '../give-text.ts';
import type { PlanOptions } from '../options/plan-options.ts';
import { planTable } from '../printers/plan-table.ts';
import { jsonText } from '../terminal/json-text.ts';
import { selectProfile } from './select-profile.ts';

/** A plan as data and as lines. */
export type PlanTexts = { readonly json: unknown; readonly table: readonly string[] };

/** What `netready check` would contact. */
async function contactTexts(options: PlanOptions, context: CliContext): Promise<PlanTexts> {
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
  const { json, table } = options.listen
    ? await (await import('./plan-listen.ts')).listeningTexts(options, context)
    : await contactTexts(options, context);
  const text =
    options.format === 'json'
      ? jsonText(json, options.out === undefined ? context.output : { asciiJson: false })
      : `${table.join('\n')}\n`;
  await giveText(text, options.out, context);
}
