import { describe, expect, it } from 'vitest';
import { runNotice } from '../../../../renderer/app/run-notice.ts';

/** A window with the notices of a browser whose person answers as told; what was shown, in order. */
function browser(permission: string, answer: string, visibilityState: string) {
  const shown: (readonly [title: string, text: string])[] = [];
  const state = { permission };
  class Notification {
    static get permission() {
      return state.permission;
    }
    static async requestPermission() {
      state.permission = answer;
      return answer;
    }
    addEventListener = () => undefined;
    close = () => undefined;
    constructor(title: string, { body }: { readonly body: string }) {
      shown.push([title, body]);
    }
  }
  const view = { Notification, document: { visibilityState }, focus: () => undefined };
  return { shown, notice: runNotice(view) };
}

describe('the notice that a run has ended', () => {
  it('is asked for once, and shown to whoever looks elsewhere', async () => {
    const { shown, notice } = browser('default', 'granted', 'hidden');
    expect(notice.canAsk()).toBe(true);
    notice.tell('Ended', 'Too early.');
    expect(await notice.ask()).toBe(true);
    expect(notice.canAsk()).toBe(false);
    notice.tell('Ended', 'Not ready.');
    expect(shown).toEqual([['Ended', 'Not ready.']]);
  });

  it('is not shown to whoever sees the page', () => {
    const { shown, notice } = browser('granted', 'granted', 'visible');
    notice.tell('Ended', 'Not ready.');
    expect(shown).toEqual([]);
  });

  it('is not shown, and not asked for again, where it was refused', async () => {
    const { shown, notice } = browser('default', 'denied', 'hidden');
    expect(await notice.ask()).toBe(false);
    expect(notice.canAsk()).toBe(false);
    notice.tell('Ended', 'Not ready.');
    expect(shown).toEqual([]);
  });

  it('is not offered by a window that has none', async () => {
    const notice = runNotice({ document: { visibilityState: 'hidden' }, focus: () => undefined });
    expect(notice.canAsk()).toBe(false);
    expect(await notice.ask()).toBe(false);
    notice.tell('Ended', 'Not ready.');
  });
});
