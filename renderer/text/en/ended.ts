import { instantText } from '../../../shared/words/phrases.ts';

/** What stands in place of the wizard when the program behind the page is gone. */
export const endedText = {
  ended: 'Netready has ended',
  lost: 'Netready has ended, or cannot be reached',
  kept: (hostname: string): string => `Your answers and the finished runs are kept on ${hostname}.`,
  lostWhy:
    'Somebody stopped it, it has ended by itself because nobody used it, or the way to it is interrupted.',
  unsaved:
    'What was typed last is not kept yet. Leave this page open: if Netready can be reached again, it goes on here.',
  waiting: 'If Netready can be reached again, this page goes on by itself.',
  again: {
    browser:
      'To go on, start Netready there again as before, and open the address that it prints. For example:',
    command: 'npx netready serve',
    desktop: 'To go on, start Netready again.',
  },
  close: 'You can close this page.',
  ask: 'Try again',
  noAnswer: (askedAt: string): string => `No answer at ${instantText(askedAt)}.`,
} as const;
