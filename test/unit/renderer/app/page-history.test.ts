import { describe, expect, it } from 'vitest';
import { pageHistory } from '../../../../renderer/app/page-history.ts';
import type { Place } from '../../../../renderer/wizard/place.ts';
import { type FakeHistory, fakeHistory } from '../../../support/fake-history.ts';

const at = (step: Place['step'], more: Partial<Place> = {}): Place => ({
  step,
  evidence: null,
  openCards: null,
  item: null,
  isFresh: false,
  aside: null,
  ...more,
});
const session = { schemaVersion: 1, step: 'machine', answers: '{}', lastRun: null } as const;

/** A page at its first place, and where the person has gone since. */
function open(browser: FakeHistory = fakeHistory()) {
  const history = pageHistory(browser);
  const popped: (Place | null)[] = [];
  const end = history.follow(at('start'), (place) => popped.push(place));
  return { browser, history, popped, end };
}

const stepsOf = ({ entries }: FakeHistory) =>
  entries().states.map((state) => (state as { netready?: Place } | null)?.netready?.step ?? null);

describe('the history of a page', () => {
  it('remembers a place in each entry, with the one before it', async () => {
    const { browser, history, popped } = open();
    history.move('push', at('machine'));
    history.move('push', at('environment'));
    expect(stepsOf(browser)).toEqual(['start', 'machine', 'environment']);
    expect(history.before()).toEqual(at('machine'));
    await browser.go(-1);
    expect(popped).toEqual([at('machine')]);
    expect(history.before()).toEqual(at('start'));
    await browser.go(1);
    expect(popped).toEqual([at('machine'), at('environment')]);
  });

  it('goes back by itself without telling of it', async () => {
    const { browser, history, popped } = open();
    history.move('push', at('machine'));
    history.move('push', at('environment'));
    history.move('back', at('machine'));
    await browser.settled();
    expect(browser.entries().index).toBe(1);
    expect(popped).toEqual([]);
  });

  it('waits with what follows until it is back', async () => {
    const { browser, history, popped } = open();
    history.move('push', at('machine'));
    history.move('push', at('environment'));
    history.move('back', at('machine'));
    history.move('push', at('verify'));
    history.move('back', at('machine'));
    expect(stepsOf(browser)).toEqual(['start', 'machine', 'environment']);
    await browser.settled();
    expect(stepsOf(browser)).toEqual(['start', 'machine', 'verify']);
    expect(browser.entries().index).toBe(1);
    expect(popped).toEqual([]);
  });

  it('puts right what stands where it has gone back to', async () => {
    const { browser, history } = open();
    history.move('push', at('machine'));
    history.move('back', at('verify'));
    await browser.settled();
    expect(stepsOf(browser)).toEqual(['verify', 'machine']);
  });

  it('knows where the page was left when it is loaded again', async () => {
    const { browser, history } = open();
    history.move('push', at('machine'));
    const again = pageHistory(browser.reload());
    expect(again.first).toEqual(at('machine'));
    expect(again.before()).toEqual(at('start'));
    expect(again.unsaved).toBeNull();
  });

  it('brings what could not be kept over to the page that is loaded again, once', () => {
    const { browser, history } = open();
    history.leave({ session, base: 'r1' });
    const loaded = browser.reload();
    expect(pageHistory(loaded)).toMatchObject({ first: at('start'), unsaved: { session, base: 'r1' } });
    expect(pageHistory(loaded.reload())).toMatchObject({ first: at('start'), unsaved: null });
    expect(JSON.stringify(loaded.entries().states)).not.toContain('answers');
  });

  it('tells where the person went while nobody listened yet', async () => {
    const { browser, history } = open();
    history.move('push', at('machine'));
    const loaded = browser.reload();
    const again = pageHistory(loaded);
    await loaded.go(-1);
    const popped: (Place | null)[] = [];
    again.follow(at('machine'), (place) => popped.push(place));
    expect(popped).toEqual([at('start')]);
    expect(stepsOf(loaded)).toEqual(['start', 'machine']);
  });

  it.each([
    null,
    'text',
    { netready: at('start') },
    { netready: { ...at('start'), step: 'elsewhere' }, before: null },
    { netready: at('start'), before: null, unsaved: { session: { ...session, more: 1 }, base: null } },
    { netready: at('start'), before: null, more: 1 },
  ])('takes no entry for its own that it has not written: %j', async (state) => {
    const browser = fakeHistory([state]);
    const { history, popped } = open(browser);
    expect(history.first).toBeNull();
    expect(history.unsaved).toBeNull();
    history.move('push', at('machine'));
    const foreign = fakeHistory([state, ...browser.entries().states]);
    const other = open(foreign);
    await foreign.go(-2);
    expect(other.popped).toEqual([null]);
    expect(popped).toEqual([]);
  });

  it('tells nothing after its end', async () => {
    const { browser, history, popped, end } = open();
    history.move('push', at('machine'));
    end();
    await browser.go(-1);
    expect(popped).toEqual([]);
  });
});
