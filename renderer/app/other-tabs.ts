import { z } from 'zod';
import type { OtherTabs } from '../wizard/surroundings.ts';

/** What tabs say to each other. Whoever can speak here is a page of this very host; it is checked all the same. */
const messageSchema = z.strictObject({ kind: z.enum(['asks', 'is-here', 'kept', 'ended']), from: z.uuid() });
type Message = Readonly<z.infer<typeof messageSchema>>;

type OnMessage = (event: { readonly data: unknown }) => void;

/** What is used of a `BroadcastChannel`. */
export type TabChannel = {
  readonly postMessage: (message: unknown) => void;
  readonly addEventListener: (type: 'message', listener: OnMessage) => void;
  readonly removeEventListener: (type: 'message', listener: OnMessage) => void;
};

/** The name of the channel on which the tabs of one host talk. */
export const tabChannelName = 'netready-tabs';

/**
 * The other tabs of this browser that show the same host. A tab that opens asks who is there; those that were there
 * answer.
 * @param self the id of this showing of the page
 */
export function otherTabs(channel: TabChannel, self: string): OtherTabs {
  const say = (kind: Message['kind']): void => channel.postMessage({ kind, from: self } satisfies Message);
  return {
    tell: say,
    listen: (onNews, onOlder) => {
      const hear: OnMessage = ({ data }) => {
        const parsed = messageSchema.safeParse(data);
        if (!parsed.success || parsed.data.from === self) return;
        const { kind } = parsed.data;
        if (kind === 'asks') say('is-here');
        else if (kind === 'is-here') onOlder();
        else onNews(kind);
      };
      channel.addEventListener('message', hear);
      say('asks');
      return () => channel.removeEventListener('message', hear);
    },
  };
}
