import { placeWords, type Role } from '../../../shared/profile/roles.ts';
import type { PagesReason } from '../../../shared/report/verify-outcome.ts';
import { capitalised, counted, instantText, listed } from '../../../shared/report/words.ts';
import type { Phase } from '../../../shared/run/verdict.ts';
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
    hint: 'PDF files, as many as you like, up to 20 MiB each. They are only read.',
    over: 'Let go to verify them',
  },
  /** What stands in place of the list while there is no file. */
  asked: {
    heading: 'What is answered for each file',
    intact: 'Whether every byte is as it was signed. A change, a note or a second save shows.',
    key: 'Whether the key is on your list of known installations. Its fingerprint can be compared by telephone.',
    time: 'Whether an authority has confirmed that the signature was there by then.',
    pages:
      'Whether the pages say what the results inside say: the report is made again from them and compared.',
  },
  list: 'Verified files',
  progress: (done: number, total: number): string => `${done} of ${counted(total, 'file')} verified`,
  waiting: 'Waiting',
  checking: 'Verifying',
  remove: (name: string): string => `Remove ${name} from the list`,
  clear: 'Clear the list',
  summary: (known: number, unknown: number, refused: number): string => {
    const parts = [
      ...(known === 0 ? [] : [`${known} intact with a known key`]),
      ...(unknown === 0 ? [] : [`${unknown} intact with an unknown key`]),
      ...(refused === 0 ? [] : [`${refused} not accepted`]),
    ];
    return `${counted(known + unknown + refused, 'file')} verified: ${listed(parts)}.`;
  },
  notAccepted: (failed: number): string => `${counted(failed, 'file')} could not be read.`,
  unreadable: (name: string): string =>
    `${name} could not be read; it may be a folder, or it may have been moved.`,
  intact: {
    question: 'Is it intact?',
    yes: 'Yes, every byte is as it was signed.',
    changed: 'No, it was changed after signing.',
    resaved: 'No, another program has saved it again.',
    none: 'Cannot be said: there is no signature of a report to check.',
    damaged: 'Cannot be said: the file is damaged.',
  },
  key: {
    question: 'Whose key is it?',
    known: (name: string): string => `A known one: ${name}.`,
    unknown: 'Not known here. Compare the fingerprint with the one that the administrator reads out.',
    refused: 'Of a listed authority, but its certificate does not count.',
    notDecided: 'It is signed with the key below.',
    none: 'Cannot be said, because the signature does not count.',
    says: (name: string): string => `The certificate calls itself ${name}. Anyone can choose such a name.`,
  },
  pages: {
    question: 'Do the pages fit?',
    match: 'Yes, they say what the results inside say.',
    differ: 'No, they do not say what the results inside say.',
    'not-asked': 'Not compared, as asked.',
    'not-intact': 'Not compared, because the file is not an intact report.',
    'other-version':
      'Not compared: another version of Netready made the report, and only that version draws the same pages.',
    'too-large': 'Not compared, because the results are too large for it.',
    'not-readable': 'Not compared, because this version cannot read the results to the end.',
  } as const satisfies Readonly<Record<'question' | 'match' | 'differ' | PagesReason, string>>,
  time: {
    question: 'Whose time is it?',
    /** @param text as `timeAnswer` gives it, without a capital and a full stop */
    answer: (text: string): string => `${capitalised(visibleControls(text))}.`,
  },
  fingerprint: 'Fingerprint',
  fingerprintWhat: 'the fingerprint',
  report: {
    heading: 'What the report says',
    machine: 'Machine',
    roles: 'Roles',
    phase: 'Phase',
    finished: 'Finished',
    verdict: 'Verdict',
    failed: 'Failed',
    more: (count: number): string => `${count} more in the report`,
    id: 'Report',
    roleList: (roles: readonly Role[]): string => roles.map((role) => placeWords[role]).join(', '),
    phaseWord: (phase: Phase): string => phaseWords[phase],
    instant: instantText,
  },
} as const;
