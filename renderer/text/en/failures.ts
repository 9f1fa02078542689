import type { Failure } from '../../../shared/contract/reply.ts';
import type { ErrorCode } from '../../../shared/errors/codes.ts';

/** Next steps in the wizard, where those of the command line would name a command or a path that nobody typed. */
const ownHints: Partial<Readonly<Record<ErrorCode, string>>> = {
  usage: 'Go back and try again.',
  'profile-unreadable': 'Choose the file again, or another one.',
  'profile-invalid':
    'Correct the file and choose it again, or start a new check and answer the questions here.',
  'profile-not-json': 'Correct the file at that place and choose it again.',
  'profile-is-configuration': 'Choose it here as it is: a profile is made of it.',
  'profile-other-file': 'Choose a profile, or the server.hsconf of a platform.',
  'configuration-invalid':
    'Take a fresh copy of server.hsconf from the installation folder of the platform and choose it, or start a new check.',
  'file-unreadable': 'Choose the file again; it must be readable for you.',
  'identity-damaged':
    'Move the folder of that file away and try again; Netready then makes a new key, with another fingerprint.',
  'not-found': 'Run the checks again.',
  cancelled: 'Start it again when you want to.',
};

/** The next step after a failure, for somebody who has the wizard before them. */
export const hintOf = ({ code, hint }: Pick<Failure, 'code' | 'hint'>): string => ownHints[code] ?? hint;
