import { z } from 'zod';
import type { NetworkKind, WindowsService } from '../../../shared/probe/fact.ts';
import { platformServices } from '../../../shared/profile/services.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { dynamicRangeSchema } from './windows-port-ranges.ts';
import { listOf } from './windows-powershell.ts';

/** A part of what `settingsScript` tells; each can fail without the others. */
type Part = 'ranges' | 'services' | 'networks';

const tryPart = (part: Part, command: string): string =>
  `$${part}=@();try{$${part}=@(${command})}catch{$failed+='${part}'}`;

/** Which services of Windows are the platform's: those that carry its name, and those of others that it needs. */
const platformFilter = [
  "Name LIKE 'OutSystems%'",
  ...Object.values(platformServices)
    .map(({ windowsService }) => windowsService)
    .filter((name) => !name.startsWith('OutSystems'))
    .map((name) => `Name='${name}'`),
].join(' OR ');

/**
 * Reads the ranges of ports, the services of the platform and the kinds of the networks that this machine is in: one
 * start of PowerShell for all of them.
 */
export const settingsScript = [
  '$failed=@()',
  tryPart(
    'ranges',
    'Get-NetTCPSetting|Select-Object DynamicPortRangeStartPort,DynamicPortRangeNumberOfPorts',
  ),
  tryPart(
    'services',
    `Get-CimInstance Win32_Service -Filter "${platformFilter}"|Select-Object Name,State,StartMode`,
  ),
  tryPart('networks', 'Get-NetConnectionProfile|ForEach-Object{[int]$_.NetworkCategory}'),
  'ConvertTo-Json -Compress -Depth 3 -InputObject @{ranges=$ranges;services=$services;networks=$networks;failed=$failed}',
].join(';');

const part = z.enum(['ranges', 'services', 'networks'] satisfies readonly Part[]);

/** What `settingsScript` prints. */
export const settingsSchema = z.object({
  ranges: dynamicRangeSchema,
  services: listOf(
    z.object({ Name: z.string().max(300), State: z.string().max(50), StartMode: z.string().max(50) }),
  ),
  networks: listOf(z.int()),
  failed: listOf(part),
});
export type Settings = z.output<typeof settingsSchema>;

/** @throws ProbeError `COMMAND_ANSWER` when a part could not be read */
export function partOf<P extends Part>(settings: Settings, name: P): Settings[P] {
  if (settings.failed.includes(name)) throw new ProbeError('COMMAND_ANSWER');
  return settings[name];
}

/** The services of the platform, in the words of every system. */
export const platformServicesOf = (services: Settings['services']): readonly WindowsService[] =>
  services.map(({ Name, State, StartMode }) => ({ service: Name, state: State, startMode: StartMode }));

/** NetworkCategory (MSFT_NetConnectionProfile): what Windows takes the network of an interface for. */
const networkCategories: readonly NetworkKind[] = ['public', 'private', 'domain'];

/** The kinds of the networks that this machine is in; null where none is known. */
export function activeNetworks(categories: Settings['networks']): readonly NetworkKind[] | null {
  const known = categories.flatMap((category) => networkCategories[category] ?? []);
  return known.length === 0 ? null : [...new Set(known)];
}
