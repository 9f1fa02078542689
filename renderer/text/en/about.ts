import { counted } from '../../../shared/words/phrases.ts';

/** Texts of the page about this installation. */
export const aboutText = {
  heading: 'About Netready',
  intro: 'What this installation is made of, where its data lie, and what it knows of its own failures.',
  loading: 'Looking',
  program: {
    heading: 'Program',
    version: 'Version',
    catalogue: 'Catalogue of checks',
    hash: 'Fingerprint of the catalogue',
    editions: 'Editions of the requirements',
    host: 'Runs as',
    hosts: {
      desktop: 'a program with a window of its own',
      browser: 'a page served to this browser by this machine',
    },
  },
  data: {
    heading: 'Data of this account',
    folder: 'Folder',
    what: 'The signing key, the list of known signers, the answers of the last check and the kept runs lie there. No other account may read them.',
    runs: 'Kept runs',
    kept: (kept: number, most: number): string => `${counted(kept, 'run')} of at most ${most}`,
  },
  network: {
    heading: 'Network',
    text: 'Netready contacts only what a plan lists. It looks for no updates, sends no statistics and has no account anywhere.',
  },
  licences: {
    heading: 'Licences',
    text: 'Netready is free software under the MIT licence. The libraries and fonts inside it have licences of their own.',
    show: 'Licences of what is inside',
    loading: 'Reading the licences',
    beside: 'They are in the file THIRD-PARTY-LICENSES.txt beside the program.',
  },
  diagnostics: {
    heading: 'Diagnostics',
    text: 'Where Netready itself fails, it notes when, in which of its parts and with which code: no texts, no names, no addresses. To report a failure, save this and send it. Nothing is sent by itself.',
    machine: 'Add the names and addresses of this machine',
    show: 'Show what would be saved',
    save: 'Save diagnostics',
    saving: 'Saving',
    loading: 'Gathering what is known',
    saved: (names: string): string => `Saved: ${names}`,
    what: 'the diagnostics',
  },
} as const;
