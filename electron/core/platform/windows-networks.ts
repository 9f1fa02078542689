import { z } from 'zod';
import type { NetworkKind } from '../../../shared/probe/network-kinds.ts';
import { listOf } from './windows-powershell.ts';

/**
 * The kinds of the networks that this machine is in: the one fact that only PowerShell tells in numbers. `netsh` tells it
 * in the words of its language, the registry only which networks this machine was ever in.
 */
export const networksScript =
  'ConvertTo-Json -Compress -InputObject @(Get-NetConnectionProfile|ForEach-Object{[int]$_.NetworkCategory})';

/** What `networksScript` prints. */
export const networksSchema = listOf(z.int());

/** NetworkCategory (MSFT_NetConnectionProfile): what Windows takes the network of an interface for. */
const networkCategories: readonly NetworkKind[] = ['public', 'private', 'domain'];

/** The kinds of the networks that this machine is in; null where none is known. */
export function activeNetworks(categories: readonly number[]): readonly NetworkKind[] | null {
  const known = categories.flatMap((category) => networkCategories[category] ?? []);
  return known.length === 0 ? null : [...new Set(known)];
}
