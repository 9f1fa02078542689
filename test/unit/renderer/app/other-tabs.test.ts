import { describe, expect, it } from 'vitest';
import { otherTabs } from '../../../../renderer/app/other-tabs.ts';
import type { TabNews } from '../../../../renderer/wizard/surroundings.ts';
import { fakeChannels } from '../../../support/fake-surroundings.ts';

const ids = ['6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a01', '6b0f3c1e-5b0e-4c58-9d36-0d2a1d4f7a02'] as const;

/** A tab that has just opened, and what it has heard. */
function open(channel: ReturnType<ReturnType<typeof fakeChannels>>, id: string) {
  const heard: (TabNews | 'older')[] = [];
  const tabs = otherTabs(channel, id);
  const end = tabs.listen(
    (news) => heard.push(news),
    () => heard.push('older'),
  );
  return { heard, end, ...tabs };
}

describe('tabs of one browser', () => {
  it('know of each other: the one that opens later is told', () => {
    const channels = fakeChannels();
    const first = open(channels(), ids[0]);
    const second = open(channels(), ids[1]);
    expect([first.heard, second.heard]).toEqual([[], ['older']]);
  });

  it('tell the others what they have kept, and that they have ended Netready', () => {
    const channels = fakeChannels();
    const first = open(channels(), ids[0]);
    const second = open(channels(), ids[1]);
    second.tell('kept');
    first.tell('ended');
    expect([first.heard, second.heard]).toEqual([['kept'], ['older', 'ended']]);
  });

  it('hear nothing of a tab that is gone, and tell it nothing', () => {
    const channels = fakeChannels();
    const first = open(channels(), ids[0]);
    first.end();
    const second = open(channels(), ids[1]);
    second.tell('kept');
    expect([first.heard, second.heard]).toEqual([[], []]);
  });

  it.each([
    null,
    'ended',
    { kind: 'ended' },
    { kind: 'ended', from: 'nobody' },
    { kind: 'erase', from: ids[0] },
    { kind: 'ended', from: ids[0], more: 1 },
    { kind: 'ended', from: ids[1] },
  ])('do not listen to %j', (message) => {
    const channels = fakeChannels();
    const tab = open(channels(), ids[1]);
    channels().postMessage(message);
    expect(tab.heard).toEqual([]);
  });
});
