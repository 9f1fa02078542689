import { counted, instantText, listed } from '../../../shared/words/phrases.ts';
import type { Answers } from '../../wizard/answers.ts';
import { visibleControls } from '../visible-controls.ts';
import { textOfQuestion } from './questions.ts';

/** What an answer is called in a list of what differs. */
const answerWords = (answer: keyof Answers): string =>
  answer === 'kept'
    ? 'the waivers, or what an opened file says beside the questions'
    : textOfQuestion(answer).words;

/** How many differing answers are named. */
const named = 2;

/** The longest answer that is quoted, in characters. */
const longestQuoted = 60;

/** What an answer was changed to, where it is a short text; empty for any other. */
function quoted(value: Answers[keyof Answers]): string {
  const isShort = typeof value === 'string' && value.trim() !== '' && value.length <= longestQuoted;
  return isShort && !value.includes('\n') ? ` to ${visibleControls(value)}` : '';
}

function differenceText(answers: readonly (keyof Answers)[], theirs: Answers): string {
  const [first] = answers;
  if (first !== undefined && answers.length === 1) return `${answerWords(first)}${quoted(theirs[first])}`;
  const words = answers.slice(0, named).map(answerWords);
  const more = answers.length - words.length;
  return listed([...words, ...(more === 0 ? [] : [counted(more, 'other answer')])]);
}

/** What is said where several windows show one check. */
export const windowsText = {
  other: {
    changed: (answers: readonly (keyof Answers)[], theirs: Answers): string =>
      `Another window has changed ${differenceText(answers, theirs)}`,
    ran: 'The checks were run in another window',
    unreadable: 'Another version of Netready has changed this check',
    /** Where the other version can be loaded, and where it cannot. */
    choose: (changedAt: string): string =>
      `Last changed there ${instantText(changedAt)}. Both versions are kept until you choose.`,
    foreign: (changedAt: string): string =>
      `Last changed there ${instantText(changedAt)}. It cannot be shown here; it is kept until you go on with this one.`,
    busy: 'You can choose as soon as the run has ended.',
    keepMine: 'Keep this version',
    takeOther: 'Load the other one',
  },
  tab: {
    title: 'Netready is open in another tab too',
    text: 'Both show the same answers and runs. What one changes, the other is told.',
    note: 'Understood',
  },
  aside: {
    title: 'Another version of the last check',
    detail: (environment: string, step: string, changedAt: string): string =>
      `${environment}, at the step "${step}", left in another window ${instantText(changedAt)}. You choose between both when you have looked at it.`,
    open: 'Look at it',
  },
  running: {
    title: 'A run is going on',
    detail: (environment: string, startedAt: string): string =>
      `${environment}, started ${instantText(startedAt)} in another window.`,
    watch: 'Watch it',
  },
} as const;
