import { hostAndPort } from '../../../shared/profile/host.ts';
import { viewPlan } from '../../../shared/run/plan-view.ts';
import { prepareRun } from '../../core/engine/run-check.ts';
import type { CliContext } from '../context.ts';
import { giveText } from '../give-text.ts';
import type { PlanOptions } from '../options.ts';
import { planTable } from '../printers/plan-table.ts';
import { jsonText } from '../terminal/json-text.ts';
import { selectProfile } from './select-profile.ts';

/** `netready plan`: every check and every address that a run may contact. Sends nothing. */
export async function runPlanCommand(options: PlanOptions, context: CliContext): Promise<void> {
  const profile = await selectProfile(options);
  const { plan } = prepareRun(profile, await context.world.platform.machine());
  const nameServers = context.world.network
    .dnsServers()
    .map(({ address, port }) => hostAndPort(address, port));
  const view = viewPlan(plan, nameServers);
  const text =
    options.format === 'json'
      ? jsonText(view, options.out === undefined ? context.output : { asciiJson: false })
      : `${planTable(view, context.output).join('\n')}\n`;
  await giveText(text, options.out, context);
}
