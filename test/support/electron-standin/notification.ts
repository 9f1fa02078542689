import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';

/** A notice as the person sees it. */
export type ShownNotice = {
  readonly title: string;
  readonly body: string;
  /** The person presses it. */
  readonly click: () => void;
};

/** What the system would do to notices. */
export type NoticeControl = {
  /** Those that were shown and not closed since, oldest first. */
  readonly shown: () => readonly ShownNotice[];
  /** Whether the system has notices. */
  readonly setSupported: (isSupported: boolean) => void;
};

type Options = { readonly title?: string; readonly body?: string };

/** Stands in for `Notification`: nothing is shown before `show`, and there are none before the app is ready. */
export function createNotices(isReady: () => boolean): {
  readonly Notification: object;
  readonly control: NoticeControl;
} {
  let supported = true;
  const open = new Set<Notification>();

  class Notification extends EventEmitter {
    readonly title: string;
    readonly body: string;

    constructor({ title = '', body = '', ...rest }: Options) {
      super();
      const [stranger] = Object.keys(rest);
      if (stranger !== undefined)
        throw new Error(`The option ${stranger} of a notice is not covered by the stand-in.`);
      if (!isReady()) throw new Error('Notices exist only after the app is ready.');
      this.title = title;
      this.body = body;
      // biome-ignore lint/correctness/noConstructorReturn: the strict proxy takes the place of the instance
      return strict('notification', this);
    }

    static isSupported(): boolean {
      return supported;
    }

    show(): void {
      if (supported) open.add(this);
    }

    close(): void {
      open.delete(this);
    }
  }

  return {
    Notification: strict('Notification', Notification),
    control: {
      shown: () =>
        [...open].map((notice) => ({
          title: notice.title,
          body: notice.body,
          click: () => void notice.emit('click'),
        })),
      setSupported: (isSupported) => {
        supported = isSupported;
      },
    },
  };
}
