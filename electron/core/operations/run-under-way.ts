import type { Handler, OperationInput, OperationOutput } from '../../../shared/contract/dispatch.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { RunProgress } from '../../../shared/run/progress.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import type { Clock } from '../base/world.ts';
import type { HandlersOf } from './deps.ts';

type Listener = (event: RunProgress) => void;
type Start = OperationInput<'run.start'>;

/** A run that goes on, with what it has told so far. */
type UnderWay = {
  readonly about: Extract<OperationOutput<'run.current'>, { kind: 'running' }>;
  /** For a page that comes later: everything but what was waited for in between. */
  readonly told: () => readonly RunProgress[];
  readonly listeners: Set<Listener>;
  readonly controller: AbortController;
  readonly result: Promise<RunResult>;
};

type WatchedRun = 'run.start' | 'run.current' | 'run.watch' | 'run.cancel';

const aboutOf = ({ profile, base }: Start, startedAt: Date): UnderWay['about'] => ({
  kind: 'running',
  startedAt: startedAt.toISOString(),
  environment: profile.environment.name,
  base,
});

/**
 * Makes the run under way something that every page can see, watch and stop: a page that was loaded again, or another
 * window. The run itself stays with the operation that starts it, and with whoever called that.
 */
export function watchedRuns(
  start: Handler<'run.start', AbortSignal>,
  clock: Pick<Clock, 'now'>,
): HandlersOf<WatchedRun> {
  let current: UnderWay | null = null;
  let last: OperationOutput<'run.current'> = { kind: 'none' };

  const begin = (input: Start, signal: AbortSignal): UnderWay => {
    const controller = new AbortController();
    const listeners = new Set<Listener>();
    const done: RunProgress[] = [];
    let waiting: readonly RunProgress[] = [];
    const emit = (event: RunProgress): void => {
      if (event.kind === 'waiting') waiting = [event];
      else done.push(event);
      for (const listener of listeners) listener(event);
    };
    const about = aboutOf(input, clock.now());
    const either = AbortSignal.any([signal, controller.signal]);
    const result = start(input, { emit, signal: either });
    return { about, told: () => [...done, ...waiting], listeners, controller, result };
  };

  /** Waits for the result of a run; a listener that leaves stops hearing of it. */
  const follow = async ({ told, listeners, result }: UnderWay, listener: Listener): Promise<RunResult> => {
    for (const event of told()) listener(event);
    listeners.add(listener);
    return result.finally(() => listeners.delete(listener));
  };

  return {
    'run.start': async (input, { emit, signal }) => {
      if (current !== null) return start(input, { emit, signal });
      const run = begin(input, signal);
      current = run;
      try {
        const result = await follow(run, emit);
        last = { kind: 'ended', startedAt: run.about.startedAt, id: result.id };
        return result;
      } finally {
        current = null;
      }
    },
    'run.current': async () => current?.about ?? last,
    'run.watch': async (_, { emit, signal }) => {
      const run = current;
      if (run === null) throw new AppError('not-found', 'No run is going on any more.');
      const left = new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          run.listeners.delete(emit);
          reject(new AppError('cancelled', 'The run goes on without being watched.'));
        });
      });
      return Promise.race([follow(run, emit), left]);
    },
    'run.cancel': async () => {
      current?.controller.abort();
      return {};
    },
  };
}
