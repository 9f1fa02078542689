import { most } from '../../../shared/words/lengths.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { factCommon, type Probe } from './probe.ts';

/** The ranges of ports of this system, as far as it tells: both, one of them, or neither. */
export const portRanges: Probe<'port-ranges'> = {
  observe: async (_request, { clock, platform }) => {
    const dynamic = await attempt(clock, () => platform.dynamicPortRange());
    const reserved = await attempt(clock, () => platform.reservedPorts());
    const code = dynamic.ok ? (reserved.ok ? null : reserved.code) : dynamic.code;
    const isTold = dynamic.ok || reserved.ok;
    const outcome = code !== null && isCancelCode(code) ? 'cancelled' : isTold ? 'read' : 'unavailable';
    const timing = { startedAt: dynamic.startedAt, durationMs: dynamic.durationMs + reserved.durationMs };
    return [
      {
        kind: 'port-ranges',
        ...factCommon(outcome, timing, code),
        reserved: reserved.ok ? [...reserved.value].slice(0, most.portRanges) : [],
        dynamic: dynamic.ok ? dynamic.value : null,
      },
    ];
  },
  unobserved: (_request, common) => ({ kind: 'port-ranges', ...common, reserved: [], dynamic: null }),
};
