import type { EndNotice } from '../wizard/steps/props.ts';

/** What the page does with the notice of the system that a run has ended. */
export type RunNotice = EndNotice & {
  /** Says something, where that is allowed and the page is not in sight. */
  readonly tell: (title: string, text: string) => void;
};

type Notice = {
  readonly addEventListener: (type: 'click', listener: () => void) => void;
  readonly close: () => void;
};

/** The part of a window that notices need (Notifications API). */
type NoticeView = {
  readonly Notification?: {
    readonly permission: string;
    readonly requestPermission: () => Promise<string>;
    new (title: string, options: { readonly body: string; readonly tag: string }): Notice;
  };
  readonly document: { readonly visibilityState: string };
  readonly focus: () => void;
};

/** The notices of the browser; a window that has none is never asked and says nothing. */
export function runNotice(view: NoticeView): RunNotice {
  const { Notification } = view;
  return {
    canAsk: () => Notification?.permission === 'default',
    ask: async () => (await Notification?.requestPermission()) === 'granted',
    tell: (title, text) => {
      if (Notification?.permission !== 'granted' || view.document.visibilityState === 'visible') return;
      const notice = new Notification(title, { body: text, tag: 'netready-run' });
      notice.addEventListener('click', () => {
        view.focus();
        notice.close();
      });
    },
  };
}
