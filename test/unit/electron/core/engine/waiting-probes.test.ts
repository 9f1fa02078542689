import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import type { Network } from '../../../../../electron/core/base/world.ts';
import { runPlan } from '../../../../../electron/core/engine/run-plan.ts';
import { systemClock } from '../../../../../electron/core/engine/system-clock.ts';
import { createPlatform } from '../../../../../electron/core/platform/platform.ts';
import { boundedWait } from '../../../../../electron/core/probes/bounded-wait.ts';
import type { ProbeRequest } from '../../../../../shared/probe/probe-request.ts';
import { networkWith } from '../probe-world.ts';
import { planOf } from './test-plan.ts';

const count = 1000;

/** What a probe may hold while it waits for its connection, in bytes, without the socket. */
const most = 9500;

/** How much of the heap is alive, in bytes. */
function aliveBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  collect();
  return process.memoryUsage().heapUsed;
}

it('thousands of probes that wait for connections hold little', async () => {
  const requests = Array.from(
    { length: count },
    (_, index): ProbeRequest => ({ kind: 'tcp', host: `10.20.${index >> 8}.${index & 255}`, port: 81 }),
  );
  const plan = planOf(requests, { connectionsPerSecond: 100_000 });
  const stop = new AbortController();
  let waiting = 0;
  const network: Network = {
    ...networkWith({}),
    connect: async (_target, wait) => {
      waiting += 1;
      return await boundedWait<never>(wait, () => () => undefined);
    },
  };
  const world = { clock: systemClock, network, platform: createPlatform() };
  const before = aliveBytes();
  const run = runPlan(plan, world, { signal: stop.signal });
  await expect.poll(() => waiting).toBe(count);
  expect((aliveBytes() - before) / count).toBeLessThan(most);
  stop.abort();
  expect((await run).facts.size).toBe(count);
});
