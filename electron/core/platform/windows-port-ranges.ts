import type { PortRange, ReservedRange } from '../../../shared/probe/fact.ts';
import { ProbeError } from '../probes/probe-error.ts';

const isPort = (value: number): boolean => value >= 1 && value <= 65_535;

/**
 * The ranges that `netsh int ipv4 show excludedportrange` prints, in any language: below a ruled line, two numbers in a
 * row, and a star for a range that an administrator has set. One without a star is held by a service of Windows.
 * @throws ProbeError `COMMAND_ANSWER` when there is no such table
 */
export function excludedRanges(text: string): readonly ReservedRange[] {
  const lines = text.split(/\r?\n/);
  const rule = lines.findIndex((line) => /^\s*-{3,}\s+-{3,}\s*$/.test(line));
  if (rule < 0) throw new ProbeError('COMMAND_ANSWER');
  return lines.slice(rule + 1).flatMap((line) => {
    const numbers = /^\s*(\d{1,5})\s+(\d{1,5})\s*(\*?)\s*$/.exec(line);
    const from = Number(numbers?.[1]);
    const to = Number(numbers?.[2]);
    return isPort(from) && isPort(to) && from <= to
      ? [{ from, to, isAdministered: numbers?.[3] === '*' }]
      : [];
  });
}

/**
 * The range that `netsh int ipv4 show dynamicport tcp` prints, in any language: below a ruled line, the first port in one
 * row and how many there are in the next.
 * @throws ProbeError `COMMAND_ANSWER` when there is no such range
 */
export function dynamicRange(text: string): PortRange {
  const lines = text.split(/\r?\n/);
  const rule = lines.findIndex((line) => /^\s*-{3,}\s*$/.test(line));
  const [from = 0, count = 0] = lines
    .slice(rule + 1)
    .flatMap((line) => /(\d{1,5})\s*$/.exec(line)?.[1] ?? [])
    .map(Number);
  const to = from + count - 1;
  if (rule < 0 || count < 1 || !isPort(from) || !isPort(to)) throw new ProbeError('COMMAND_ANSWER');
  return { from, to };
}
