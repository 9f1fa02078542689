/** The first page, and what can go wrong with a file or an earlier session. */
export const startText = {
  heading: 'Check the network requirements of an OutSystems 11 server',
  intro:
    'Netready asks what this machine is for, shows what it will contact, checks every published network requirement that applies, and writes one signed report.',
  begin: 'Start a new check',
  beginDetail: 'Answer a few questions about this machine and its environment.',
  beginReplaces: 'Those given so far are replaced; runs stay.',
  open: 'Open an environment file',
  openDetail:
    'A file that Netready saved on another server of the environment, or the configuration of an installed Platform Server (server.hsconf).',
  choose: 'Choose a file',
  reading: (name: string): string => `Reading ${name}`,
  continue: 'Continue the last check',
  continueCurrent: 'Go on with the current answers',
  continueDetail: (environment: string, step: string): string => `${environment}, at the step "${step}".`,
  continueWithRun: (finished: string): string => `The last run ended ${finished}.`,
  unnamed: 'An environment without a name',
  verify: 'Verify reports',
  verifyDetail: 'Check that reports are intact and whose key signed them.',
  quiet:
    'Nothing is contacted before you have seen the list and started the run. Nothing on this machine is changed.',
  about: (version: string, catalogue: string): string => `Netready ${version}, requirements ${catalogue}`,
  requirementsLink: 'Read the published requirements',
  earlierProblem: 'The last check could not be brought back whole',
  earlierDamaged: 'Its answers are damaged and were left aside.',
  earlierRunGone: (why: string): string => `Its answers are here, but its run is not: ${why}`,
  refused: (name: string): string => `${name} was not opened`,
  tooLarge: (name: string): string => `${name} is larger than 1 MiB, and no environment file is.`,
  notText: (name: string): string => `${name} is not a text file in UTF-8 or UTF-16.`,
  unreadable: (name: string): string => `${name} could not be read; it may have been moved or changed.`,
  noRun: 'No run is going on any more.',
  noResult: 'There is no result that this could be done with.',
} as const;
