import { counted } from '../../../shared/words/phrases.ts';

const failedPart = (failed: number): string => (failed === 0 ? '' : `, ${failed} failed`);

/** A length of time in whole seconds, as it counts up or down: `48 s`, `2 min 05 s`. */
const secondsText = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const rest = String(seconds % 60).padStart(2, '0');
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${rest} s`;
};

/** Texts of a run under way, on its own page and inside the results. */
export const runText = {
  heading: 'Running the checks',
  intro: 'Nothing on this machine is changed, and only the addresses of the plan are contacted.',
  failedHeading: 'The run gave no result',
  preparing: 'Preparing the run',
  total: 'All checks',
  groups: 'By group',
  figures: (done: number, total: number): string => `${done} of ${total}`,
  /** The figures for readers of the screen. */
  progress: (done: number, total: number, failed: number): string =>
    `${done} of ${counted(total, 'check')} done${failedPart(failed)}`,
  failed: (count: number): string => `${count} failed`,
  elapsed: 'Elapsed',
  duration: secondsText,
  longest: 'Expected',
  /** No promise: the longest is what it takes when no address answers. */
  atMost: (ms: number): string => `mostly seconds; about ${secondsText(ms)} if nothing answers`,
  waiting: 'Waiting',
  waitingFor: 'for',
  waited: (ms: number, limitMs: number): string =>
    `${Math.floor(Math.max(0, ms) / 1000)} s of ${Number((limitMs / 1000).toFixed(1))} s`,
  waitingForNothing: 'for nothing at the moment',
  latest: 'Latest results',
  latestEmpty: 'Results appear here as they arrive.',
  earlier: (count: number): string =>
    `${counted(count, 'earlier result')} ${count === 1 ? 'stands' : 'stand'} in the results afterwards.`,
  notice: {
    ask: 'Tell me when it ends',
    allowed: 'A notice of this system will say when it ends.',
    refused: 'The browser shows no notices of this page; its title says how far the run is.',
    title: 'Netready: the run has ended',
  },
  cancel: 'Cancel the run',
  cancelling: 'Cancelling',
  cancellingNote: 'Stopping now. What is known is kept; the rest is listed as not tested.',
  /** When somebody wants to leave the page while the run goes on. */
  staysNote: 'The run goes on. Cancel it to leave this page.',
  tryAgain: 'Try again',
  busy: {
    heading: 'Another run is going on',
    title: 'Your run was not started',
    text: 'Two runs at once would measure each other. Watch the one that is going on, or try again when it has ended.',
    watch: 'Watch that run',
  },
  announce: {
    started: (total: number): string => `The run has started: ${counted(total, 'check')}.`,
    quarter: (percent: number, done: number, total: number, failed: number): string =>
      `${percent} percent: ${done} of ${counted(total, 'check')} done${failedPart(failed)}.`,
    ended: (total: number, failed: number): string =>
      `The run has ended: ${counted(total, 'check')} done${failedPart(failed)}.`,
  },
} as const;
