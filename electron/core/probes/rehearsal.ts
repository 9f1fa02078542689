import { isOverTls } from '../../../shared/probe/carriers.ts';
import type { FactOf } from '../../../shared/probe/fact.ts';
import { maxAskedAddresses } from '../../../shared/probe/limits.ts';
import type { RequestOf } from '../../../shared/probe/probe-request.ts';
import { isRelayed, mayShowAnother } from '../../../shared/rehearsal/differences.ts';
import { groupsByKey } from '../../../shared/words/groups-by-key.ts';
import type { ConnectTarget } from '../base/world.ts';
import { targetsOf } from './addresses.ts';
import { connectionOf, type OpenConnection } from './open-connection.ts';
import { outcomeOfError } from './outcome-of-error.ts';
import { connectWait, ends, type FactCommon, factCommon, type Probe, type ProbeContext } from './probe.ts';
import { type OwnCode, ProbeError } from './probe-error.ts';
import type { RehearsalAnswer, RehearsalLine, RehearsalParty } from './rehearsal-party.ts';
import { withSecondAttempt } from './retried.ts';

type Request = RequestOf<'rehearsal'>;

const noCode: OwnCode = 'NO_CODE';

/** The tag of a run that has no code, and so rehearses nothing. */
const noTag = '----';

const lineOf = ({ socket, durationMs, ends }: OpenConnection): RehearsalLine => ({
  socket,
  connectMs: durationMs,
  dialled: { address: ends.remoteAddress ?? '', port: ends.remotePort ?? 0 },
});

async function connectAgain(target: ConnectTarget, context: ProbeContext): Promise<RehearsalLine> {
  const attempt = await context.network.connect(target, connectWait(context));
  if (!attempt.ok) throw new ProbeError(attempt.code);
  return lineOf(connectionOf(target, attempt));
}

/** The issuer of a certificate that is not the one which the listener says that it showed. */
function issuerOf({ certificate, checker, listener }: RehearsalAnswer): { readonly issuer?: string } {
  const isListeners = checker !== null && checker.view.tls?.certificate === listener?.view.tls?.certificate;
  return certificate === null || isListeners ? {} : { issuer: certificate.issuer };
}

const shown = (answer: RehearsalAnswer) => ({
  reached: answer.reached,
  ...(answer.answerMs === null ? {} : { answerMs: answer.answerMs }),
  ...(answer.checker === null ? {} : { checker: answer.checker }),
  ...(answer.listener === null ? {} : { listener: answer.listener }),
  ...issuerOf(answer),
});

async function converse(
  party: RehearsalParty,
  { host, port, carrier }: Request,
  target: ConnectTarget,
  connection: OpenConnection,
  context: ProbeContext,
): Promise<FactOf<'rehearsal'>> {
  const { clock } = context;
  const start = clock.monotonicMs();
  const answer = await party.dial(
    lineOf(connection),
    { host, port, carrier, reconnect: () => connectAgain(target, context) },
    context,
  );
  const durationMs = connection.durationMs + Math.max(0, clock.monotonicMs() - start);
  const activity = isOverTls(carrier) && answer.code !== null ? 'tls' : 'service';
  const outcome = answer.code === null ? 'open' : outcomeOfError(answer.code, activity);
  return {
    kind: 'rehearsal',
    ...factCommon(outcome, { startedAt: connection.startedAt, durationMs }, answer.code),
    ...connection.ends,
    host,
    carrier,
    tag: party.tag,
    connectMs: connection.durationMs,
    ...shown(answer),
  };
}

const unreached = ({ host, carrier }: Request, tag: string, common: FactCommon): FactOf<'rehearsal'> => ({
  kind: 'rehearsal',
  ...common,
  host,
  carrier,
  tag,
  reached: 'nothing',
});

/** How often a conversation is held whose answers took so much longer than its connection that a device seems to stand between. */
const timesRelayed = 3;

/**
 * What several conversations with one end show: of each machine that answered the quickest, because a device is as slow each
 * time and a machine that is busy is not; and each that nobody answered.
 */
function telling(held: readonly FactOf<'rehearsal'>[]): readonly FactOf<'rehearsal'>[] {
  const byMachine = groupsByKey(held, (fact) => fact.listener?.view.run ?? null);
  return [...byMachine].flatMap(([machine, facts]) =>
    machine === null ? facts : facts.toSorted((left, right) => slowness(left) - slowness(right)).slice(0, 1),
  );
}

const slowness = ({ answerMs = 0 }: FactOf<'rehearsal'>): number => answerMs;

/**
 * Conversations with one end until it has shown what it can: a second one where nobody answered, or where the end took a
 * connection of this run and now takes none; more where several machines may stand behind it.
 */
async function atTarget(
  request: Request,
  target: ConnectTarget,
  party: RehearsalParty,
  context: ProbeContext,
): Promise<readonly FactOf<'rehearsal'>[]> {
  const once = async (): Promise<FactOf<'rehearsal'>> => {
    const attempt = await context.network.connect(target, connectWait(context));
    if (attempt.ok) return await converse(party, request, target, connectionOf(target, attempt), context);
    const common = factCommon(outcomeOfError(attempt.code, 'connect'), attempt, attempt.code);
    return unreached(request, party.tag, { ...common, ...ends(attempt.local, target) });
  };
  const attempts = await withSecondAttempt(async () => [await once()], context, 'tcp');
  const isAtTimes = attempts.at(-1)?.reached === 'nothing' && !context.isSilent(target);
  const further = isAtTimes && !context.signal.aborted ? [await once()] : [];
  const held = [...attempts.slice(-1), ...further];
  if (held.at(-1)?.reached !== 'answer') return attempts;
  const isSlow = (): boolean => held.length < timesRelayed && held.every(isRelayed);
  while (!context.signal.aborted && (isSlow() || mayShowAnother(held))) held.push(await once());
  return [...attempts.slice(0, -1), ...telling(held)];
}

/**
 * The addresses at which a listener is looked for: as many that take connections as a service is asked at, and those that
 * are known to take none, which are not connected to again. A port that nobody has named as a listener's is left alone.
 */
async function targetsFor(
  request: Request,
  party: RehearsalParty,
  context: ProbeContext,
): Promise<readonly ConnectTarget[]> {
  const found = await targetsOf(request, context);
  const targets = found.filter((target) => request.isListedOnly !== true || party.isListed(target));
  const open = targets.filter((target) => !context.isSilent(target)).slice(0, maxAskedAddresses);
  return targets.filter((target) => open.includes(target) || context.isSilent(target));
}

/** Conversations with the listener at each address of a host that accepts connections; each address is proven by itself. */
export const rehearsal: Probe<'rehearsal'> = {
  observe: async (request, context) => {
    const { rehearsal: party } = context;
    if (party === null) throw new ProbeError(noCode);
    const targets = await targetsFor(request, party, context);
    const places = await Promise.all(targets.map((target) => atTarget(request, target, party, context)));
    return places.flat();
  },
  unobserved: (request, common) => unreached(request, noTag, { ...common, remotePort: request.port }),
};
