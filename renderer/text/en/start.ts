import { counted } from '../../../shared/words/phrases.ts';
import { visibleControls } from '../visible-controls.ts';

/** The first page, and what can go wrong with a file or an earlier session. */
export const startText = {
  heading: 'Check the network requirements of an OutSystems 11 server',
  intro:
    'Netready asks what this machine is for, shows what it will contact, checks every published network requirement that applies, and writes one signed report.',
  begin: 'Start a new check',
  beginDetail: 'Answer a few questions about this machine and its environment.',
  beginReplaces: 'Those given so far are replaced; runs stay.',
  open: 'Take the answers of another server',
  openDetail:
    'Drop its environment file or its signed report (PDF) here, or server.hsconf of an installed Platform Server. The file is only read.',
  openOver: 'Let go to read its answers',
  choose: 'Choose a file',
  environment: {
    title: (name: string): string => `${visibleControls(name)} tells of many machines`,
    text: (environment: string, reports: number): string =>
      `It is the environment report of ${visibleControls(environment)}, made of ${counted(reports, 'report')}: it has no answers of one server. It can be verified, or merged with newer reports.`,
    verify: 'Verify it',
    merge: 'Merge it',
  },
  several: {
    title: (count: number): string => `${counted(count, 'file')} at once`,
    text: 'Answers are taken from one file at a time. Several reports can be verified, or merged into one.',
    verify: 'Verify reports',
    merge: 'Merge reports',
  },
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
  reportTooLarge: (name: string): string => `${name} is larger than any report of Netready.`,
  notText: (name: string): string => `${name} is not a text file in UTF-8 or UTF-16.`,
  unreadable: (name: string): string => `${name} could not be read; it may have been moved or changed.`,
  noRun: 'No run is going on any more.',
  noResult: 'There is no result that this could be done with.',
} as const;
