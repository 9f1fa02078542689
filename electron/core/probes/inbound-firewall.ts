import { longest, most } from '../../../shared/words/lengths.ts';
import { attempt } from './attempt.ts';
import { isCancelCode } from './outcome-of-error.ts';
import { plainText } from './plain-text.ts';
import { factCommon, type Probe } from './probe.ts';

/** What the firewall of this machine does with connections to a local port, where the system tells. Changes nothing. */
export const inboundFirewall: Probe<'inbound-firewall'> = {
  observe: async ({ port, listener, senders }, { clock, platform }) => {
    const found = await attempt(clock, () => platform.inboundFirewall(port, listener, senders));
    if (!found.ok) {
      const outcome = isCancelCode(found.code) ? 'cancelled' : 'unavailable';
      return [{ kind: 'inbound-firewall', ...factCommon(outcome, found, found.code), port, networks: [] }];
    }
    const networks = found.value.map(({ rules, ...network }) => ({
      ...network,
      rules: rules
        .slice(0, most.rules)
        .map(({ ruleName, origin }) => ({ ruleName: plainText(ruleName, longest.name), origin })),
    }));
    return [{ kind: 'inbound-firewall', ...factCommon('read', found), port, networks }];
  },
  unobserved: ({ port }, common) => ({ kind: 'inbound-firewall', ...common, port, networks: [] }),
};
