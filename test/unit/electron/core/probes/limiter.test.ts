import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Claim, createLimiter, type Release } from '../../../../../electron/core/probes/limiter.ts';

const claim = (key: string, capacity: number, amount = 1): Claim => ({ key, amount, capacity });
const never = new AbortController().signal;

/** A limiter whose grants are recorded by name. */
function recorded() {
  const limiter = createLimiter();
  const granted: string[] = [];
  const releases = new Map<string, Release>();
  return {
    granted,
    ask: (name: string, claims: readonly Claim[], signal = never) =>
      limiter.acquire(claims, signal).then((release) => {
        granted.push(name);
        releases.set(name, release);
      }),
    release: (name: string) => releases.get(name)?.(),
    turn: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('the limiter', () => {
  it('grants in order up to the capacity, and the next when one is given back', async () => {
    const { ask, granted, release, turn } = recorded();
    for (const name of ['a', 'b', 'c', 'd']) void ask(name, [claim('x', 2)]);
    await turn();
    expect(granted).toEqual(['a', 'b']);
    release('b');
    release('b');
    await turn();
    expect(granted).toEqual(['a', 'b', 'c']);
  });

  it('lets others pass that want nothing of what is lacking', async () => {
    const { ask, granted, turn } = recorded();
    void ask('first', [claim('all', 3), claim('slow', 1)]);
    void ask('waits', [claim('all', 3), claim('slow', 1)]);
    void ask('passes', [claim('all', 3), claim('fast', 1)]);
    await turn();
    expect(granted).toEqual(['first', 'passes']);
  });

  it('lets nobody overtake a request that wants more of the same', async () => {
    const { ask, granted, release, turn } = recorded();
    void ask('share', [claim('port', 4)]);
    void ask('alone', [claim('port', 4, 4)]);
    void ask('later', [claim('port', 4)]);
    await turn();
    expect(granted).toEqual(['share']);
    release('share');
    await turn();
    expect(granted).toEqual(['share', 'alone']);
    release('alone');
    await turn();
    expect(granted).toEqual(['share', 'alone', 'later']);
  });

  it('keeps nobody waiting behind a request that was stopped, or a queue that is over', async () => {
    const { ask, granted, release, turn } = recorded();
    const stop = new AbortController();
    void ask('share', [claim('port', 4)]);
    const alone = ask('alone', [claim('port', 4, 4)], stop.signal);
    void ask('behind', [claim('port', 4)]);
    await turn();
    expect(granted).toEqual(['share']);
    stop.abort();
    await expect(alone).rejects.toMatchObject({ code: 'CANCELLED' });
    await turn();
    expect(granted).toEqual(['share', 'behind']);
    release('share');
    release('behind');
    void ask('later', [claim('port', 4)]);
    await turn();
    expect(granted).toEqual(['share', 'behind', 'later']);
  });

  it('takes all of a request or nothing', async () => {
    const { ask, granted, turn } = recorded();
    void ask('holds b', [claim('b', 1)]);
    void ask('wants a and b', [claim('a', 1), claim('b', 1)]);
    void ask('wants a', [claim('a', 1)]);
    await turn();
    expect(granted).toEqual(['holds b', 'wants a']);
  });

  it('forgets a request that was stopped, and lets go of the signal', async () => {
    const { ask, granted, release, turn } = recorded();
    const stop = new AbortController();
    void ask('holds', [claim('x', 1)]);
    const stopped = ask('stopped', [claim('x', 1)], stop.signal);
    void ask('next', [claim('x', 1)]);
    await turn();
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
    release('holds');
    await turn();
    expect(granted).toEqual(['holds', 'next']);
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
  });

  it('refuses at once when the signal was aborted before', async () => {
    await expect(createLimiter().acquire([], AbortSignal.abort())).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});
