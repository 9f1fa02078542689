import { placeWords, type Role } from '../../../shared/profile/roles.ts';
import { capitalised, counted, instantText } from '../../../shared/words/phrases.ts';
import type { Phase } from '../../../shared/words/verdict.ts';
import { type ListFilter, type ListSummary, oldAfterDays, type SortKey } from '../../verify/list-view.ts';
import type { Tally } from '../../verify/verify-state.ts';
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
  chooseFolder: 'Choose a folder',
  drop: {
    title: 'Drop reports here',
    titleWithFolder: 'Drop reports or a folder here',
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
  waiting: 'Waiting',
  checking: 'Verifying',
  /** The page while it has a list of files. */
  list: {
    /** What the files are, in one line: the heading of the page. */
    heading: ({ total, refused, changed, unknown, failed }: ListSummary): string => {
      const parts = [
        ...(refused === 0 ? [] : [`${refused} refused`]),
        ...(changed === 0 ? [] : [`${changed} ${changed === 1 ? 'key has' : 'keys have'} changed`]),
        ...(unknown === 0 ? [] : [`${counted(unknown, 'signer')} not known`]),
        ...(failed === 0 ? [] : [`${failed} not read`]),
      ];
      return `${counted(total, 'file')}: ${parts.length === 0 ? 'each as it was signed, with a known key' : parts.join(', ')}`;
    },
    verifying: (total: number): string => `Verifying ${counted(total, 'file')}`,
    good: (good: number): string => `${good} ${good === 1 ? 'is' : 'are'} as signed, with a known key.`,
    label: 'Reports',
    keys: 'Arrow keys move, Enter opens, Space selects.',
    columns: {
      standing: 'Intact?',
      key: 'Whose key?',
      about: 'Machine',
      roles: 'Roles',
      phase: 'Phase',
      at: 'Age',
      verdict: 'Result',
      failed: 'Failed',
    } as const satisfies Readonly<Record<Exclude<SortKey, 'importance'>, string>>,
    select: 'Selected',
    selectOf: (name: string): string => `Select ${name}`,
    filters: {
      all: 'All',
      refused: 'Refused',
      'key-changed': 'Key changed',
      'key-unknown': 'Key not known',
      'not-ready': 'Not ready',
      old: `Older than ${oldAfterDays} d`,
      unread: 'Not read',
    } as const satisfies Readonly<Record<ListFilter, string>>,
    filter: 'Show only',
    search: 'Machine, role, file, key',
    none: 'No file fits. Show all again with the first button above.',
    /** How old a report is, as short as a column. */
    age: (ms: number): string => {
      const minutes = Math.max(0, Math.floor(ms / 60_000));
      if (minutes < 60) return `${minutes} min`;
      const hours = Math.floor(minutes / 60);
      return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
    },
    notRead: 'not read',
    phases: { 'before-install': 'Before', 'after-install': 'After' } as const satisfies Readonly<
      Record<Phase, string>
    >,
    unknownKey: 'not known',
    notAccepted: 'not accepted',
    changedKey: 'Other key than before',
    progress: (done: number, total: number): string => `${done} of ${counted(total, 'file')} verified.`,
    checkedIn: (total: number, ms: number): string =>
      `${counted(total, 'file')} verified in ${(ms / 1000).toFixed(1)} s.`,
    pages: ({ compared, left, incomparable }: Pick<Tally, 'compared' | 'left' | 'incomparable'>): string =>
      [
        `Pages compared: ${compared} of ${compared + left + incomparable}`,
        ...(incomparable === 0 ? [] : [`${incomparable} of another version`]),
      ].join(', '),
    pagesWhy: 'Signature and data decide. Whether the pages show the same data is compared meanwhile.',
    passedOver: (count: number): string =>
      `${counted(count, 'file')} of the folder ${count === 1 ? 'is' : 'are'} no PDF and ${count === 1 ? 'was' : 'were'} passed over.`,
    stop: 'Stop',
    goOn: 'Go on',
    add: 'Add files',
    addFolder: 'Add a folder',
    clear: 'Clear the list',
    remove: (count: number): string => `Remove ${count} from the list`,
    merge: (count: number): string => `Merge ${count} into one environment`,
    compare: 'Compare the two',
    selected: (count: number): string => `${count} selected.`,
    leftOut: 'Merging leaves out what is refused and changed keys.',
    save: 'Save the list',
    saveAs: { csv: 'Save as a table (CSV)', md: 'Save for a ticket (Markdown)' } as const,
    copyWhat: 'the list for a ticket',
    saved: (names: string): string => `Saved: ${names}.`,
  },
  /** A report that was opened from the list. */
  opened: {
    reading: 'Reading the report',
    refused: 'Nothing is shown of this file',
    refusedText: 'It is not as it was signed, so nothing is drawn from it.',
    otherVersion: 'This version cannot show it',
    otherVersionText:
      'Another version of Netready made the report. What it says of itself stands below; open it with that version to see more.',
    gone: 'The file is not there any more. Add it to the list again.',
    answers: 'What was verified',
    comparing: 'Its pages are being compared with its data.',
    changedKey: 'Another key than the one that is known for this machine',
    changedKeyText:
      'Netready may have been installed anew, or somebody else signs in its name. Ring the administrator up and compare the fingerprint before you rely on it.',
    addSigner: 'Add to the known signers',
    unknownKey: 'The key is not on the list of known signers',
    unknownKeyText: 'Compare the fingerprint with the one that the administrator reads out, then add it.',
  },
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
