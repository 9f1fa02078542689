/** Every failure that a person can meet, with a title and the next step. */
export const errorTexts = {
  usage: { title: 'The command was not understood', hint: 'Run netready --help.' },
  'profile-unreadable': {
    title: 'The profile could not be read',
    hint: 'Check the path and the permissions.',
  },
  'profile-invalid': {
    title: 'The profile is not valid',
    hint: 'Correct the fields named above; netready profile validate FILE checks the file again.',
  },
  'profile-not-json': {
    title: 'The profile is not valid',
    hint: 'Correct the file at that place; netready profile validate FILE checks it again.',
  },
  'profile-is-configuration': {
    title: 'The file is not a profile',
    hint: 'Make a profile of it: netready profile import FILE --out profile.json',
  },
  'profile-other-file': {
    title: 'The file is not a profile',
    hint: 'Name a profile, or give netready profile import the server.hsconf of a platform; netready profile new makes a profile to fill in.',
  },
  'configuration-invalid': {
    title: 'The configuration could not be read',
    hint: 'Take a fresh copy of server.hsconf from the installation folder of the platform; netready profile new makes a profile without one.',
  },
  'report-refused': {
    title: 'The report cannot be used',
    hint: 'Nothing was taken from it. Ask whoever sent it for the file again.',
  },
  'report-redacted': {
    title: 'The report names nobody',
    hint: 'Take the report that was not redacted, or the environment file of that server.',
  },
  'report-other-version': {
    title: 'The report has another form',
    hint: 'Take the environment file of that server, or the version of Netready that made the report.',
  },
  'output-unwritable': {
    title: 'Writing failed',
    hint: 'Make room or choose another folder. Nothing was left half-written.',
  },
  'file-exists': { title: 'The file exists already', hint: 'Nothing was overwritten. Choose another name.' },
  'file-unreadable': { title: 'The file could not be read', hint: 'Check the path and the permissions.' },
  'data-folder-unset': {
    title: 'Netready has no folder for its data',
    hint: 'Set NETREADY_HOME to an absolute path, or give this account a home folder.',
  },
  'identity-damaged': {
    title: 'The signing key cannot be used',
    hint: 'Move the identity folder away; a new key is made at the next run.',
  },
  'identity-exposed': {
    title: 'The signing key can be read by others',
    hint: 'Make the file readable by its owner alone.',
  },
  'key-file-invalid': {
    title: 'The key file cannot be used',
    hint: 'Nothing was changed. Check the file and its password.',
  },
  'trust-invalid': { title: 'The trust file is not valid', hint: 'Correct the fields named above.' },
  'fingerprint-differs': {
    title: 'These are not the last groups of this key',
    hint: 'Nothing was added. Have the fingerprint read out once more; where it stays another one, do not trust the report.',
  },
  'machine-has-key': {
    title: 'Another key is known for this machine',
    hint: 'Nothing was added. Say whether the key before stays on the list, once you know why there is a new one.',
  },
  'operation-unknown': {
    title: 'The request was refused',
    hint: 'Reload the window; if it happens again, report it.',
  },
  'input-invalid': { title: 'The request was refused', hint: 'Correct what is named above.' },
  'not-found': { title: 'It is not there any more', hint: 'Run the check again.' },
  busy: { title: 'A run is going on', hint: 'Wait until it ends, or cancel it.' },
  'session-changed': {
    title: 'This check was changed in another window',
    hint: 'Choose with which version to go on. Both are kept until then.',
  },
  'host-lost': {
    title: 'Netready does not answer',
    hint: 'Try again. If it stays so, start Netready again; in a browser, open the address that it then shows. Earlier answers and runs are kept.',
  },
  'not-admitted': {
    title: 'This page is not let in',
    hint: 'Open the address that Netready shows. Enter in its terminal shows a new one.',
  },
  cancelled: { title: 'Cancelled', hint: 'Run the command again.' },
  internal: { title: 'Netready itself failed', hint: 'Please report this with the text above.' },
} as const;

export type ErrorCode = keyof typeof errorTexts;
