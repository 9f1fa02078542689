import type { RunResult } from '../../../shared/run/result.ts';
import { instantText } from '../../../shared/words/phrases.ts';
import type { Phase } from '../../../shared/words/verdict.ts';

const phaseWords: Readonly<Record<Phase, string>> = {
  'before-install': 'before the installation',
  'after-install': 'after the installation',
};

/** Texts of the page that compares two reports. */
export const compareText = {
  heading: 'Compare two reports',
  intro:
    'Before and after a change, or two servers of the same role. Only what is as it was signed is compared.',
  choose: 'Choose two reports',
  chooseOne: { before: 'Choose the report before', after: 'Choose the report after' },
  slots: { before: 'Before', after: 'After' },
  empty: 'No report yet',
  reading: 'Reading the report',
  about: ({ machine, finishedAt, phase }: RunResult): string =>
    `${machine.hostname}, ${instantText(finishedAt)}, ${phaseWords[phase]}`,
  unknownKey: 'The key of its signer is not known.',
  changedKey: 'It is signed with another key than the one that is known for this machine.',
  refused: 'It is not as it was signed, so nothing is drawn from it.',
  environment: 'It is the report of a whole environment. Compare two reports of machines.',
  otherVersion: 'Another version of Netready made it, which this one cannot read.',
  swap: 'Swap',
  again: 'Start again',
  needed: 'Choose both reports; the comparison then stands here.',
} as const;
