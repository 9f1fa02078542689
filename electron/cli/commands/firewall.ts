import { proposalLines } from '../../../shared/catalogue/proposals.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { isLoopback } from '../../../shared/profile/host.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { placeWords } from '../../../shared/profile/roles.ts';
import { firewallRequestOfEnvironment, serversOf } from '../../../shared/report/environment-firewall.ts';
import { firewallCommands, hostRules } from '../../../shared/report/firewall-commands.ts';
import { connectionsCsv, firewallCsv } from '../../../shared/report/firewall-csv.ts';
import { type FirewallRow, firewallRequestOfPlan } from '../../../shared/report/firewall-request.ts';
import { firewallRules } from '../../../shared/report/firewall-rules.ts';
import { listed } from '../../../shared/words/phrases.ts';
import { prepareRun } from '../../core/engine/prepare-run.ts';
import type { CliContext } from '../context.ts';
import { giveText } from '../give-text.ts';
import type { FirewallOptions } from '../options/firewall-options.ts';
import { selectProfile } from './select-profile.ts';

const shownDirections: Readonly<Record<FirewallOptions['direction'], readonly FirewallRow['direction'][]>> = {
  in: ['inbound'],
  out: ['outbound'],
  both: ['inbound', 'outbound'],
};

/** @throws AppError `usage` where a server has no name that other machines could use */
function refuseUnnamed(profile: Profile): void {
  const unnamed = serversOf(profile).find(({ host }) => host === 'localhost' || isLoopback(host));
  if (unnamed === undefined) return;
  const roles = listed(unnamed.roles.map((role) => placeWords[role].toLowerCase()));
  throw new AppError(
    'usage',
    `--environment: the profile calls the ${roles} ${unnamed.host}, which is another machine on each server. Allowed: a name or address that the others use.`,
  );
}

/** The connections that this machine needs, or its whole environment. */
async function requestedRows(
  profile: Profile,
  { environment, direction }: FirewallOptions,
  context: CliContext,
): Promise<readonly FirewallRow[]> {
  if (environment) {
    refuseUnnamed(profile);
    return firewallRequestOfEnvironment(profile);
  }
  const { plan } = prepareRun(profile, await context.world.platform.machine());
  return firewallRequestOfPlan(plan).filter((row) => shownDirections[direction].includes(row.direction));
}

function textOf(rows: readonly FirewallRow[], format: FirewallOptions['format']): string {
  switch (format) {
    case 'csv':
      return firewallCsv(firewallRules(rows), { redacted: false });
    case 'connections':
      return connectionsCsv(rows, { redacted: false });
    case 'netsh':
    case 'powershell':
    case 'nft':
      return firewallCommands(hostRules(rows), format);
  }
}

/**
 * `netready firewall`: the rules that this machine needs, or the environment of its profile, from the plan alone, as a
 * table for the network team or as commands for a server's own firewall. Contacts nothing and changes nothing. A script
 * for PowerShell begins with a byte order mark, without which Windows PowerShell reads a file in the code page of the
 * system.
 */
export async function runFirewallCommand(options: FirewallOptions, context: CliContext): Promise<void> {
  const profile = await selectProfile(options);
  const text = textOf(await requestedRows(profile, options, context), options.format);
  for (const line of proposalLines(profile)) context.explain(`${line}\n`);
  const isScript = options.format === 'powershell' && options.out !== undefined;
  await giveText(isScript ? `\uFEFF${text}` : text, options.out, context);
}
