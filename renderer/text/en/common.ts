import { counted } from '../../../shared/words/phrases.ts';

/** Words that stand on more than one page. */
export const commonText = {
  product: 'Netready',
  back: 'Back',
  next: 'Continue',
  copy: 'Copy',
  copied: 'Copied',
  /** For readers of the screen, when the system refused the clipboard. */
  copyFailed: 'Copying was refused; select the text and copy it by hand.',
  copyOf: (what: string): string => `Copy ${what}`,
  loading: 'One moment',
  /** Beside the label of a question that may be left open. */
  optionalMark: '(optional)',
  yes: 'Yes',
  no: 'No',
  notKnown: 'Not known yet',
  tryAgain: 'Try again',
  problems: (count: number): string =>
    `${counted(count, 'answer')} ${count === 1 ? 'needs' : 'need'} a correction`,
  progress: (percent: number, page: string): string => `${percent} % – ${page}`,
  pageTitle: (page: string): string => `${page} – Netready`,
} as const;
