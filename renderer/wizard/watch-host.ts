import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Revision } from '../../shared/contract/session.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';

/** How often a page in sight asks whether its host is there, and how soon again when it did not answer; in ms. */
export const hostWatchMs = { between: 5000, doubt: 1000 } as const;

/** Failures by which a host shows that it is gone, or that another one has taken its place. */
const signsOfLoss: readonly ErrorCode[] = ['host-lost', 'operation-unknown'];

/** What watching the host needs. */
export type HostWatchSetting = {
  readonly bridge: Bridge;
  readonly after: (ms: number, work: () => void) => () => void;
  readonly isVisible: () => boolean;
  /** Called with each answer: which session is kept now. */
  readonly onAnswer: (revision: Revision) => void;
  /** Called when two questions after one another were not answered. */
  readonly onLost: () => void;
};

/** A watch that is kept. */
export type HostWatch = {
  /** Asks at once, because there is a doubt or the page has come back into sight. */
  readonly ask: () => void;
  readonly end: () => void;
};

/**
 * Asks the host again and again whether it is there, so that a page says by itself when it is not. Only a page that is
 * in sight asks, and its questions do not keep a host going that nobody uses.
 */
export function watchHost({ bridge, after, isVisible, onAnswer, onLost }: HostWatchSetting): HostWatch {
  let callOff: (() => void) | null = null;
  let isAsking = false;
  let isEnded = false;
  let doubts = 0;

  const plan = (ms: number): void => {
    callOff?.();
    callOff = isEnded ? null : after(ms, () => void ask());
  };

  const ask = async (): Promise<void> => {
    if (isAsking || isEnded) return;
    if (!isVisible()) {
      plan(hostWatchMs.between);
      return;
    }
    isAsking = true;
    const reply = await bridge['session.revision']({}).reply;
    isAsking = false;
    if (isEnded) return;
    const isLost = !reply.ok && signsOfLoss.includes(reply.error.code);
    doubts = isLost ? doubts + 1 : 0;
    if (reply.ok) onAnswer(reply.value.revision);
    if (doubts > 1) onLost();
    plan(isLost ? hostWatchMs.doubt : hostWatchMs.between);
  };

  plan(hostWatchMs.between);
  return {
    ask: () => void ask(),
    end: () => {
      isEnded = true;
      callOff?.();
    },
  };
}
