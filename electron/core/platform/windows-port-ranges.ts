import { z } from 'zod';
import type { PortRange } from '../../../shared/probe/fact.ts';
import { ProbeError } from '../probes/probe-error.ts';
import { listOf } from './windows-powershell.ts';

const isPort = (value: number): boolean => value >= 1 && value <= 65_535;

/**
 * The ranges that `netsh int ipv4 show excludedportrange` prints, in any language: below a ruled line, two numbers in a
 * row, and a star for a range that an administrator has set.
 * @throws ProbeError `COMMAND_ANSWER` when there is no such table
 */
export function excludedRanges(text: string): readonly PortRange[] {
  const lines = text.split(/\r?\n/);
  const rule = lines.findIndex((line) => /^\s*-{3,}\s+-{3,}\s*$/.test(line));
  if (rule < 0) throw new ProbeError('COMMAND_ANSWER');
  return lines.slice(rule + 1).flatMap((line) => {
    const numbers = /^\s*(\d{1,5})\s+(\d{1,5})\s*\*?\s*$/.exec(line);
    const from = Number(numbers?.[1]);
    const to = Number(numbers?.[2]);
    return isPort(from) && isPort(to) && from <= to ? [{ from, to }] : [];
  });
}

/** The range of each profile of TCP settings, as `Get-NetTCPSetting` gives it; all are the same, and `Automatic` has none. */
export const dynamicRangeSchema = listOf(
  z.object({
    DynamicPortRangeStartPort: z.int().min(0).max(65_535).nullable(),
    DynamicPortRangeNumberOfPorts: z.int().min(0).max(65_535).nullable(),
  }),
);

/**
 * The range of the first profile that has one.
 * @throws ProbeError `COMMAND_ANSWER` when none has
 */
export function dynamicRange(profiles: z.output<typeof dynamicRangeSchema>): PortRange {
  for (const { DynamicPortRangeStartPort: from, DynamicPortRangeNumberOfPorts: count } of profiles) {
    if (from !== null && count !== null && isPort(from) && isPort(from + count - 1) && count > 0)
      return { from, to: from + count - 1 };
  }
  throw new ProbeError('COMMAND_ANSWER');
}
