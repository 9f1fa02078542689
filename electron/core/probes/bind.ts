import { outcomeOfBindError } from './outcome-of-error.ts';
import { connectWait, factCommon, type Probe } from './probe.ts';

/** Whether this machine can listen on a local port. The port is given back at once. */
export const bind: Probe<'bind'> = {
  observe: async ({ address, port }, context) => {
    const bound = await context.network.bind({ address, port }, connectWait(context));
    if (bound.ok) return [{ kind: 'bind', ...factCommon('free', bound), address, port }];
    const isPrivilegedPort = port < (await context.platform.firstUnprivilegedPort());
    const outcome = outcomeOfBindError(bound.code, isPrivilegedPort);
    return [{ kind: 'bind', ...factCommon(outcome, bound, bound.code), address, port }];
  },
  unobserved: ({ address, port }, common) => ({ kind: 'bind', ...common, address, port }),
};
