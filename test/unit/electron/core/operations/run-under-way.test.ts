import { describe, expect, it } from 'vitest';
import { watchedRuns } from '../../../../../electron/core/operations/run-under-way.ts';
import type { OperationInput } from '../../../../../shared/contract/dispatch.ts';
import { AppError } from '../../../../../shared/errors/app-error.ts';
import type { RunProgress } from '../../../../../shared/run/progress.ts';
import type { RunResult } from '../../../../../shared/run/result.ts';
import { cancelledResult, passedResult, sampleProfile } from '../../../../support/sample-results.ts';

const input: OperationInput<'run.start'> = {
  profile: sampleProfile({ environment: { name: 'Production' } }),
  base: null,
  code: null,
};
const clock = { now: () => new Date('2026-11-22T10:00:00.000Z') };
const planned: RunProgress = { kind: 'planned', total: 2, groups: [] };
const waitingFor = (what: string): RunProgress => ({
  kind: 'waiting',
  longest: { what, since: '2026-11-22T10:00:00.000Z', limitMs: 5000 },
});

/** A run that the test lets go on and end, with every page that could ask about it. */
function stage() {
  let tell: (event: RunProgress) => void = () => undefined;
  let end: (result: RunResult) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  let isBusy = false;
  const runs = watchedRuns((_input, { emit, signal }) => {
    if (isBusy) return Promise.reject(new AppError('busy', 'This program is running checks already.'));
    isBusy = true;
    tell = emit;
    const result = new Promise<RunResult>((resolve, reject) => {
      end = resolve;
      fail = reject;
      signal.addEventListener('abort', () => resolve(cancelledResult()));
    });
    return result.finally(() => {
      isBusy = false;
    });
  }, clock);
  const page = () => {
    const events: RunProgress[] = [];
    const controller = new AbortController();
    return {
      events,
      leave: () => controller.abort(),
      call: { emit: (event: RunProgress) => void events.push(event), signal: controller.signal },
    };
  };
  return {
    runs,
    page,
    current: () => runs['run.current']({}, page().call),
    tell: (event: RunProgress) => tell(event),
    end: (result: RunResult) => end(result),
    fail: (error: Error) => fail(error),
  };
}

describe('the run under way', () => {
  it('is none, then the one that was started, then the one that ended', async () => {
    const { runs, page, current, end } = stage();
    expect(await current()).toEqual({ kind: 'none' });
    const run = runs['run.start'](input, page().call);
    const startedAt = '2026-11-22T10:00:00.000Z';
    expect(await current()).toEqual({ kind: 'running', startedAt, environment: 'Production', base: null });
    end(passedResult());
    await run;
    expect(await current()).toEqual({ kind: 'ended', startedAt, id: passedResult().id });
  });

  it('tells a page that comes later everything, but only the last thing that is waited for', async () => {
    const { runs, page, tell, end } = stage();
    const first = page();
    const run = runs['run.start'](input, first.call);
    const early = [waitingFor('a'), planned, waitingFor('b')];
    for (const event of early) tell(event);
    const later = page();
    const watched = runs['run.watch']({}, later.call);
    tell(waitingFor('c'));
    end(passedResult());
    expect(await watched).toEqual(await run);
    expect(first.events).toEqual([...early, waitingFor('c')]);
    expect(later.events).toEqual([planned, waitingFor('b'), waitingFor('c')]);
  });

  it('goes on without a page that stops watching', async () => {
    const { runs, page, tell, end } = stage();
    const run = runs['run.start'](input, page().call);
    const other = page();
    const watched = runs['run.watch']({}, other.call);
    other.leave();
    await expect(watched).rejects.toMatchObject({ code: 'cancelled' });
    tell(planned);
    end(passedResult());
    expect(await run).toEqual(passedResult());
    expect(other.events).toEqual([]);
  });

  it('can be stopped by any page', async () => {
    const { runs, page } = stage();
    const run = runs['run.start'](input, page().call);
    await runs['run.cancel']({}, page().call);
    expect((await run).cancelled).toBe(true);
  });

  it('refuses a second one, and can be followed by another', async () => {
    const { runs, page, current, end, fail } = stage();
    const run = runs['run.start'](input, page().call);
    await expect(runs['run.start'](input, page().call)).rejects.toMatchObject({ code: 'busy' });
    expect(await current()).toMatchObject({ kind: 'running' });
    end(passedResult());
    await run;
    const next = runs['run.start'](input, page().call);
    fail(new AppError('profile-invalid', 'Nothing came of it.'));
    await expect(next).rejects.toMatchObject({ code: 'profile-invalid' });
    expect(await current()).toMatchObject({ kind: 'ended', id: passedResult().id });
  });

  it('that there is none of cannot be watched, and stopping it does nothing', async () => {
    const { runs, page } = stage();
    await expect(runs['run.watch']({}, page().call)).rejects.toMatchObject({
      code: 'not-found',
      message: 'No run is going on any more.',
    });
    expect(await runs['run.cancel']({}, page().call)).toEqual({});
  });
});
