import { describe, expect, it } from 'vitest';
import { hostWatchMs, watchHost } from '../../../../renderer/wizard/watch-host.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import { fakeBridge } from '../../../support/fake-bridge.ts';
import { stage } from '../../../support/fake-surroundings.ts';

/** A watch whose host answers, or fails with a code, as the test says. */
function open(answers: (ErrorCode | 'here')[]) {
  const scene = stage();
  const told: string[] = [];
  const bridge = fakeBridge(
    {},
    {
      'session.revision': async () => {
        const code = answers.shift() ?? 'here';
        if (code !== 'here') throw new AppError(code, 'It did not work.');
        return { revision: 'r1' };
      },
    },
  );
  const { after, isVisible } = scene;
  const watch = watchHost({
    bridge,
    after,
    isVisible,
    onAnswer: (revision) => told.push(`here ${revision}`),
    onLost: () => told.push('lost'),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const elapse = async (ms: number): Promise<void> => {
    scene.elapse(ms);
    await settle();
  };
  return { scene, told, bridge, watch, elapse, settle };
}

describe('watching the host', () => {
  it('asks again and again, and tells what is kept', async () => {
    const { told, elapse, bridge } = open([]);
    expect(bridge.calls).toEqual([]);
    await elapse(hostWatchMs.between);
    await elapse(hostWatchMs.between);
    expect(told).toEqual(['here r1', 'here r1']);
  });

  it('takes a host for lost only when it does not answer twice, and hears when it is there again', async () => {
    const { told, elapse } = open(['host-lost', 'here', 'host-lost', 'host-lost', 'host-lost', 'here']);
    await elapse(hostWatchMs.between);
    expect(told).toEqual([]);
    await elapse(hostWatchMs.doubt);
    expect(told).toEqual(['here r1']);
    await elapse(hostWatchMs.between);
    await elapse(hostWatchMs.doubt);
    await elapse(hostWatchMs.doubt);
    await elapse(hostWatchMs.doubt);
    expect(told).toEqual(['here r1', 'lost', 'lost', 'here r1']);
  });

  it('takes another host in its place, which does not know the page, for its loss', async () => {
    const { told, elapse } = open(['operation-unknown', 'operation-unknown']);
    await elapse(hostWatchMs.between);
    await elapse(hostWatchMs.doubt);
    expect(told).toEqual(['lost']);
  });

  it('does not take a failure of the host for its loss', async () => {
    const { told, elapse } = open(['file-unreadable', 'internal', 'here']);
    for (let times = 0; times < 3; times += 1) await elapse(hostWatchMs.between);
    expect(told).toEqual(['here r1']);
  });

  it('asks nothing while nobody looks', async () => {
    const { scene, bridge, elapse } = open([]);
    scene.show(false);
    await elapse(hostWatchMs.between);
    await elapse(hostWatchMs.between);
    expect(bridge.calls).toEqual([]);
  });

  it('asks at once when it is told to, one question at a time', async () => {
    const { bridge, watch, settle } = open([]);
    watch.ask();
    watch.ask();
    await settle();
    expect(bridge.calls).toHaveLength(1);
  });

  it('asks nothing after its end', async () => {
    const { bridge, watch, elapse } = open([]);
    watch.end();
    watch.ask();
    await elapse(hostWatchMs.between);
    expect(bridge.calls).toEqual([]);
  });
});
