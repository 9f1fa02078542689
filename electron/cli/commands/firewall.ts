import { firewallCommands, hostRules } from '../../../shared/report/firewall-commands.ts';
import { firewallCsv } from '../../../shared/report/firewall-csv.ts';
import { type FirewallRow, firewallRequestOfPlan } from '../../../shared/report/firewall-request.ts';
import { prepareRun } from '../../core/engine/run-check.ts';
import type { CliContext } from '../context.ts';
import { giveText } from '../give-text.ts';
import type { FirewallOptions } from '../options.ts';
import { selectProfile } from './select-profile.ts';

const shownDirections: Readonly<Record<FirewallOptions['direction'], readonly FirewallRow['direction'][]>> = {
  in: ['inbound'],
  out: ['outbound'],
  both: ['inbound', 'outbound'],
};

/**
 * `netready firewall`: the rules that this machine needs, from the plan alone, as a table for the network team or as
 * commands for its own firewall. Contacts nothing and changes nothing. A script for PowerShell begins with a byte order
 * mark, without which Windows PowerShell reads a file in the code page of the system.
 */
export async function runFirewallCommand(options: FirewallOptions, context: CliContext): Promise<void> {
  const profile = await selectProfile(options);
  const { plan } = prepareRun(profile, await context.world.platform.machine());
  const rows = firewallRequestOfPlan(plan).filter(({ direction }) =>
    shownDirections[options.direction].includes(direction),
  );
  const text =
    options.format === 'csv'
      ? firewallCsv(rows, { redacted: false })
      : firewallCommands(hostRules(rows), options.format);
  const isScript = options.format === 'powershell' && options.out !== undefined;
  await giveText(isScript ? `\uFEFF${text}` : text, options.out, context);
}
