import type { Fact, FactOf } from '../../../shared/probe/fact.ts';
import type { Outcome } from '../../../shared/probe/outcome.ts';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';
import type { ConnectTarget } from '../base/world.ts';
import { connectToFirst, type Tried, targetsOf } from './addresses.ts';
import { localEnd } from './attempt.ts';
import { isCancelCode, outcomeOfError } from './outcome-of-error.ts';
import { connectWait, ends, factCommon, fixedPort, type Probe, type ProbeContext } from './probe.ts';

/** One sample: the time that a connection took in ms, or null and the code of its failure, and how long it was tried. */
type Sample = { readonly ms: number | null; readonly code: string | null; readonly triedMs: number };

function toSample({ attempt }: Tried): Sample {
  const triedMs = attempt.durationMs;
  if (!attempt.ok) return { ms: null, code: attempt.code, triedMs };
  attempt.value.destroy();
  return { ms: Math.round(triedMs * 1000) / 1000, code: null, triedMs };
}

const isStopped = ({ code }: Sample): boolean => code !== null && isCancelCode(code);

async function sampleAgain(
  first: Sample,
  target: ConnectTarget,
  samples: number,
  context: ProbeContext,
): Promise<readonly Sample[]> {
  const taken = [first];
  while (taken.length < samples && !taken.some(isStopped)) {
    taken.push(toSample({ target, attempt: await context.network.connect(target, connectWait(context)) }));
  }
  return taken;
}

/** Why samples did not come about, each outcome once, in the order in which they came. */
function failuresOf(taken: readonly Sample[]): Pick<FactOf<'latency'>, 'failures'> {
  const counts = new Map<Outcome, number>();
  for (const { code } of taken) {
    if (code === null) continue;
    const outcome = outcomeOfError(code, 'connect');
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts.size === 0 ? {} : { failures: [...counts].map(([outcome, count]) => ({ outcome, count })) };
}

async function measure(request: RequestOf<'latency'>, context: ProbeContext): Promise<readonly Fact[]> {
  const { host, samples } = request;
  const tried = await connectToFirst(await targetsOf(request, context), context);
  if (tried === null) return [];
  const { target, attempt: connected } = tried;
  const local = connected.ok ? localEnd(connected.value) : connected.local;
  const first = toSample(tried);
  const taken = connected.ok ? await sampleAgain(first, target, samples, context) : [first];
  const failure = connected.ok ? taken.find(isStopped) : first;
  const code = failure?.code ?? null;
  const outcome = code === null ? 'measured' : outcomeOfError(code, 'connect');
  const durationMs = taken.reduce((sum, { triedMs }) => sum + triedMs, 0);
  const common = factCommon(outcome, { startedAt: connected.startedAt, durationMs }, code);
  const whole = taken.filter((sample) => !isStopped(sample));
  const samplesMs = whole.map(({ ms }) => ms);
  return [{ kind: 'latency', ...common, ...ends(local, target), host, samplesMs, ...failuresOf(whole) }];
}

/**
 * Several connections, one after the other, to the first address that accepts. Where several do, each is measured by itself. A lost one stays in the list as null;
 * when already the first fails on every address, there is nothing to measure.
 */
export const latency: Probe<'latency'> = {
  observe: measure,
  unobserved: ({ host, port }, common) => ({
    kind: 'latency',
    ...common,
    ...fixedPort(port),
    host,
    samplesMs: [],
  }),
};
