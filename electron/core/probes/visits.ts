import { factCommon, type Probe } from './probe.ts';

/** What the listener of this machine saw at a port: nobody is asked anything. */
export const visits: Probe<'visits'> = {
  observe: async ({ port }, { rehearsal, clock }) => {
    const heard = rehearsal?.heard(port) ?? null;
    const common = factCommon(heard === null ? 'unavailable' : 'read', {
      startedAt: clock.now(),
      durationMs: 0,
    });
    if (heard === null) return [{ kind: 'visits', ...common, port, visits: [] }];
    return [
      {
        kind: 'visits',
        ...common,
        port,
        state: heard.state,
        visits: heard.visits.map(({ at, durationMs, checker, listener }) => ({
          at: at.toISOString(),
          durationMs,
          checker,
          listener,
        })),
      },
    ];
  },
  unobserved: ({ port }, common) => ({ kind: 'visits', ...common, port, visits: [] }),
};
