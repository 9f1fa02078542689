import { confirmedGroups } from '../../../shared/report/known-signers.ts';
import { counted, listed } from '../../../shared/words/phrases.ts';

/** Texts of the page of the signers that this user knows. */
export const signersText = {
  heading: 'Known signers',
  intro:
    'Whose reports you rely on. A key comes onto the list once somebody at its machine has read the fingerprint to you.',
  label: 'Known signers',
  columns: {
    name: 'Name',
    machine: 'Machine',
    fingerprint: 'Fingerprint',
    added: 'Added',
    actions: 'Take off the list',
  },
  none: {
    title: 'Nobody is known yet',
    text: 'Choose a report, ring up the administrator of its machine, and have the fingerprint read out.',
  },
  where: (path: string): string => `The list is ${path}.`,
  authorities: (count: number): string =>
    `It names ${counted(count, 'authority', 'authorities')} besides, which only the file itself shows.`,
  choose: 'Add from a report',
  take: 'Take over a list',
  save: 'Save the list',
  saved: (names: string): string => `Saved: ${names}.`,
  taken: (added: number, known: number): string =>
    `${counted(added, 'signer')} taken over, ${known} ${known === 1 ? 'was' : 'were'} known already.`,
  differing: (names: readonly string[]): string =>
    `Left out, because another key of the same machine is known: ${listed(names)}. Add these one by one, after their fingerprints were read out.`,
  takeHint:
    'Of a list that somebody sends you every signer counts as known: take it over only where you know who sent it.',
  remove: 'Remove',
  removeOf: (name: string): string => `Remove ${name}`,
  removeSure: (name: string): string => `Really remove ${name}`,
  removeNote: 'Reports with this key are then of an unknown signer.',
  keep: 'Keep',
  removed: (name: string): string => `${name} is off the list.`,
  added: (name: string): string => `${name} is on the list.`,
  unread: (name: string): string =>
    `${name} has no signature that could be checked, so there is no key to add.`,
  tooLarge: (name: string): string => `${name} is larger than any list of signers.`,
  add: {
    heading: 'Add a signer',
    intro:
      'Ring up the administrator of the machine, and have the fingerprint read out from its screen or its report.',
    fingerprint: 'Fingerprint of the report',
    hidden: 'The last groups are not shown: they come from the telephone.',
    typed: `The last ${confirmedGroups} groups, as they are read out`,
    typedHint: 'Letters and digits; spaces do not matter.',
    name: 'Name',
    nameHint: 'How the signer is called in your lists.',
    customer: 'Customer',
    machine: 'Machine',
    machineHint: 'Another key of this machine is then told as a changed one.',
    note: 'Note',
    former: 'The list has another key for this machine',
    formerHint: 'A key changes when Netready is installed anew. Ask why before you choose.',
    keep: 'Both keys count',
    replace: 'The key before is taken off the list',
    confirm: 'Add to the known signers',
    adding: 'Adding',
    cancel: 'Cancel',
    gone: 'Choose the report again; its key is not there any more.',
  },
} as const;
