import type { Fact } from '../../../shared/probe/fact.ts';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';
import type { ConnectTarget } from '../base/world.ts';
import { connectToFirst, type Tried, targetsOf } from './addresses.ts';
import { localEnd } from './attempt.ts';
import { isCancelCode, outcomeOfError } from './outcome-of-error.ts';
import { connectWait, ends, factCommon, fixedPort, type Probe, type ProbeContext } from './probe.ts';

/** One sample: the time that a connection took in ms, or null and the code of its failure. */
type Sample = { readonly ms: number | null; readonly code: string | null };

function toSample({ attempt }: Tried): Sample {
  if (!attempt.ok) return { ms: null, code: attempt.code };
  attempt.value.destroy();
  return { ms: Math.round(attempt.durationMs * 1000) / 1000, code: null };
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

async function measure(request: RequestOf<'latency'>, context: ProbeContext): Promise<readonly Fact[]> {
  const { host, samples } = request;
  const tried = await connectToFirst(await targetsOf(request, context), context);
  if (tried === null) return [];
  const { target, attempt: connected } = tried;
  const start = context.clock.monotonicMs() - connected.durationMs;
  const local = connected.ok ? localEnd(connected.value) : connected.local;
  const first = toSample(tried);
  const taken = connected.ok ? await sampleAgain(first, target, samples, context) : [first];
  const failure = connected.ok ? taken.find(isStopped) : first;
  const code = failure?.code ?? null;
  const outcome = code === null ? 'measured' : outcomeOfError(code, 'connect');
  const durationMs = Math.max(0, context.clock.monotonicMs() - start);
  const common = factCommon(outcome, { startedAt: connected.startedAt, durationMs }, code);
  const samplesMs = taken.filter((sample) => !isStopped(sample)).map(({ ms }) => ms);
  return [{ kind: 'latency', ...common, ...ends(local, target), host, samplesMs }];
}

/**
 * Several connections, one after the other, to the first address that accepts. A lost one stays in the list as null;
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
