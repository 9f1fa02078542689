import { randomBytes } from 'node:crypto';
import type { OperationInput } from '../../../shared/contract/dispatch.ts';
import { maxListenMinutes } from '../../../shared/contract/operations.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { peersThatCame } from '../../../shared/plan/expected-peers.ts';
import type { ListenTarget } from '../../../shared/plan/rehearse-plan.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { codeBytes, codeProblemText, formatCode, parseCode } from '../../../shared/rehearsal/code.ts';
import { differencesOf } from '../../../shared/rehearsal/differences.ts';
import type { ListenEvent } from '../../../shared/run/listen-view.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { viewListening } from '../../../shared/run/view-listening.ts';
import { endingIn } from '../base/until-end.ts';
import type { PortOwner, World } from '../base/world.ts';
import { type OpenListening, openListening } from '../engine/listening.ts';
import { planListening } from '../engine/plan-listening.ts';
import type { PreparedRun } from '../engine/prepare-run.ts';
import type { RunOptions } from '../engine/run-check.ts';
import type { Visit } from '../probes/rehearsal-party.ts';
import { rehearsalKeys } from '../rehearsal/keys.ts';
import { isForServiceAlone, type OpenedPort } from '../rehearsal/open-rehearsal.ts';
import { type OwnListeners, seeingThrough } from '../rehearsal/own-listeners.ts';
import { rehearsalParty } from '../rehearsal/party.ts';
import type { HandlersOf, OperationDeps } from './deps.ts';
import type { KeptRuns } from './kept-runs.ts';

type Listen = OperationInput<'rehearsal.listen'>;

/** The part that this program has in a rehearsal, for the operations and for runs beside them. */
export type RehearsalDesk = {
  readonly operations: HandlersOf<
    'rehearsal.plan' | 'rehearsal.code' | 'rehearsal.listen' | 'rehearsal.put-off' | 'rehearsal.stop'
  >;
  /** Whether a run with this code can tell who came to the own listeners. */
  readonly listensWith: (code: string) => boolean;
  /** What makes the part of a run in the rehearsal of a code. @throws AppError `input-invalid` for what is no code */
  readonly party: (
    code: string,
    profile: Profile,
  ) => (prepared: PreparedRun) => Promise<Pick<RunOptions, 'rehearse'>>;
  /** A world in which the own listeners are not there. */
  readonly withoutListeners: (world: World) => World;
};

/** @throws AppError `input-invalid`, saying what is wrong and repeating at most one character */
function bytesOf(code: string): Uint8Array {
  const parsed = parseCode(code);
  if (!parsed.ok) throw new AppError('input-invalid', codeProblemText(parsed.problem));
  return parsed.bytes;
}

const ownerText = ({ process, pid }: PortOwner): string =>
  `${process ?? 'program not known'}${pid === undefined ? '' : ` (process ${pid})`}`;

function portTold({ target, state, isForServiceAlone: isLimited }: OpenedPort) {
  return {
    port: target.port,
    state: state.kind,
    addresses: state.kind === 'rehearsed' ? [...state.addresses] : [],
    owners: state.kind === 'in-use' ? state.owners.map(ownerText) : [],
    code: state.kind === 'not-opened' ? state.code : null,
    isForServiceAlone: isLimited,
  };
}

const visitTold = (
  { at, port, checker, listener }: Visit,
  targets: readonly ListenTarget[],
): ListenEvent => ({
  kind: 'visit',
  at: at.toISOString(),
  port,
  name: checker.view.name,
  roles: [...checker.view.roles],
  from: listener.view.peer.address,
  as: [...peersThatCame(checker.view, port, targets)],
  run: checker.view.run,
  changes: [...new Set(differencesOf(checker.view, listener.view).map(({ kind }) => kind))],
});

/**
 * Who came without the code. Whoever has it asks the same ports in the words of the real service too: addresses that
 * somebody with the code came from are left out.
 */
function strangersTold({ listener, ports }: OpenListening): Extract<ListenEvent, { kind: 'strangers' }> {
  const known = new Set(
    ports.flatMap(({ target }) =>
      listener.visits(target.port).map((visit) => visit.listener.view.peer.address),
    ),
  );
  const counts = [...listener.strangers()].flatMap(([address, count]) => (known.has(address) ? [] : [count]));
  const connections = counts.reduce((sum, count) => sum + count, 0);
  return { kind: 'strangers', connections, addresses: counts.length };
}

/** How often it is told how many strangers came, in ms, where that has changed. */
const strangersEveryMs = 1000;

/** Tells how many strangers came, whenever that has changed. Gives what ends it. */
function tellStrangers(opened: OpenListening, emit: (event: ListenEvent) => void): () => void {
  let told = 0;
  const tell = (): void => {
    const strangers = strangersTold(opened);
    if (strangers.connections === told) return;
    told = strangers.connections;
    emit(strangers);
  };
  const timer = setInterval(tell, strangersEveryMs);
  return () => {
    clearInterval(timer);
    tell();
  };
}

const minuteMs = 60_000;

/** Listeners, and runs that speak to those of others. One machine listens once at a time. */
export function rehearsalDesk(
  { world, openIdentity, newId }: Pick<OperationDeps, 'world' | 'openIdentity' | 'newId'>,
  kept: Pick<KeptRuns, 'keep'>,
): RehearsalDesk {
  let isBusy = false;
  let current: OpenListening | null = null;
  let putOff: ((minutes: number) => string) | null = null;
  let stop = new AbortController();

  const choose = async ({ profile, places, hasRoles, addresses }: Omit<Listen, 'code' | 'minutes'>) => {
    const machine = await world.platform.machine();
    try {
      return planListening(profile, machine, { places, hasRoles }, addresses);
    } catch (error) {
      if (error instanceof AppError && error.code === 'usage')
        throw new AppError('input-invalid', error.message, { cause: error });
      throw error;
    }
  };

  async function listen(
    input: Listen,
    emit: (event: ListenEvent) => void,
    signal: AbortSignal,
  ): Promise<RunResult> {
    const code = bytesOf(input.code);
    const chosen = await choose(input);
    const { fingerprint } = await openIdentity();
    stop = new AbortController();
    const either = AbortSignal.any([signal, stop.signal]);
    const early: ListenEvent[] = [];
    let tell = (event: ListenEvent): void => void early.push(event);
    const opened = await openListening({
      ...chosen,
      code,
      reportKey: fingerprint,
      world,
      randomBytes,
      newId,
      signal: either,
      onVisit: (visit) => tell(visitTold(visit, chosen.listening.targets)),
    });
    const endStrangers = tellStrangers(opened, emit);
    try {
      const begun = world.clock.now().getTime();
      const latest = begun + maxListenMinutes * minuteMs;
      const ending = endingIn(input.minutes * minuteMs, either);
      let until = begun + input.minutes * minuteMs;
      emit({
        kind: 'opened',
        tag: opened.tag,
        until: new Date(until).toISOString(),
        latest: new Date(latest).toISOString(),
        expected: viewListening('', chosen.listening.targets, []).expected,
        ports: opened.ports.map(portTold),
      });
      putOff = (minutes) => {
        until = Math.min(latest, until + minutes * minuteMs);
        ending.endIn(until - world.clock.now().getTime());
        const told = new Date(until).toISOString();
        emit({ kind: 'put-off', until: told });
        return told;
      };
      for (const event of early) emit(event);
      tell = emit;
      current = opened;
      if (opened.isOpen) await ending.ended;
    } finally {
      stop.abort();
      current = null;
      putOff = null;
      await opened.close();
      endStrangers();
    }
    const result = await opened.result();
    await kept.keep(result);
    return result;
  }

  const held = async (target: ListenTarget) => {
    const owners = await world.platform.portOwners(target.port).catch(() => []);
    return {
      port: target.port,
      owners: owners.map(ownerText),
      isForServiceAlone: await isForServiceAlone(target, world),
    };
  };

  const own = (): OwnListeners => ({
    pids: new Set([process.pid]),
    ports: new Set(
      current?.ports.flatMap(({ target, state }) => (state.kind === 'rehearsed' ? [target.port] : [])) ?? [],
    ),
  });
  const listensWith = (code: string): boolean =>
    current !== null && current.tag === rehearsalKeys(bytesOf(code)).tag;

  return {
    operations: {
      'rehearsal.plan': async (input) => {
        const { machine, listening, addresses } = await choose(input);
        const view = viewListening(machine.hostname, listening.targets, addresses);
        return { ...view, held: await Promise.all(listening.targets.map(held)) };
      },
      'rehearsal.code': async () => ({ code: formatCode(randomBytes(codeBytes)) }),
      'rehearsal.listen': async (input, { emit, signal }) => {
        if (isBusy) throw new AppError('busy', 'This program is listening already.');
        isBusy = true;
        try {
          return await listen(input, emit, signal);
        } finally {
          isBusy = false;
        }
      },
      'rehearsal.put-off': async ({ minutes }) => {
        if (putOff === null)
          throw new AppError('input-invalid', 'Nothing listens here that could end later.');
        return { until: putOff(minutes) };
      },
      'rehearsal.stop': async () => {
        stop.abort();
        return {};
      },
    },
    listensWith,
    party: (code, profile) => {
      const keys = rehearsalKeys(bytesOf(code));
      return async ({ plan }) => {
        const { fingerprint } = await openIdentity();
        const name = profile.machine.name ?? plan.machine.hostname;
        const about = { reportKey: fingerprint, name, roles: plan.roles, profile };
        const listening = current !== null && listensWith(code) ? current : null;
        const party = { keys, about, randomBytes, ...(listening === null ? {} : { listening }) };
        return { rehearse: (run) => rehearsalParty(party, run) };
      };
    },
    withoutListeners: (whole) => seeingThrough(whole, own()),
  };
}
