import { placeWords, type Role } from '../../../shared/profile/roles.ts';
import { capitalised, counted, instantText } from '../../../shared/words/phrases.ts';
import type { Phase } from '../../../shared/words/verdict.ts';
import { visibleControls } from '../visible-controls.ts';

const phaseWords: Readonly<Record<Phase, string>> = {
  'before-install': 'Before the installation',
  'after-install': 'After the installation',
};

/** Texts of the page that checks reports. */
export const verifyText = {
  heading: 'Verify reports',
  intro: 'Each question gets an answer of its own, because none answers another. No network is needed.',
  choose: 'Choose reports',
  drop: {
    title: 'Drop reports here',
    hint: 'PDF files, as many as you like, up to 20 MiB each, environment reports 200 MiB. They are only read.',
    over: 'Let go to verify them',
  },
  /** What stands in place of the list while there is no file. */
  asked: {
    heading: 'What is answered for each file',
    file: 'Whether every byte is as it was signed. A change, a note or a second save shows.',
    key: 'Whether the key is on your list of known installations. Its fingerprint can be compared by telephone.',
    time: 'Whether an authority has confirmed that the signature was there by then.',
    pages:
      'Whether the pages say what the data inside says: the report is made again from it and compared, down to the last byte.',
  },
  list: 'Verified files',
  progress: (done: number, total: number): string => `${done} of ${counted(total, 'file')} verified`,
  waiting: 'Waiting',
  checking: 'Verifying',
  remove: (name: string): string => `Remove ${name} from the list`,
  clear: 'Clear the list',
  notAccepted: (failed: number): string => `${counted(failed, 'file')} could not be read.`,
  tooLarge: (name: string): string => `${name} is larger than any report of Netready.`,
  unreadable: (name: string): string =>
    `${name} could not be read; it may be a folder, or it may have been moved.`,
  questions: {
    file: 'Is it as it was signed?',
    pages: 'Do the pages fit?',
    key: 'Whose key is it?',
    time: 'Whose time is it?',
  },
  /** @param text as `verifyAnswers` and `timeAnswer` give it, without a capital and a full stop */
  sentence: (text: string): string => `${capitalised(visibleControls(text))}.`,
  fingerprint: 'Fingerprint',
  fingerprintWhat: 'the fingerprint',
  report: {
    heading: 'What the data inside says',
    machine: 'Machine',
    roles: 'Roles',
    phase: 'Phase',
    finished: 'Finished',
    verdict: 'Verdict',
    failed: 'Failed',
    more: (count: number): string => `${count} more in the report`,
    id: 'Report',
    environment: 'Environment',
    inside: 'Inside',
    merged: 'Merged',
    failedInAll: (count: number): string => `${count} in all; the report names them`,
    roleList: (roles: readonly Role[]): string => roles.map((role) => placeWords[role]).join(', '),
    phaseWord: (phase: Phase): string => phaseWords[phase],
    instant: instantText,
  },
} as const;
