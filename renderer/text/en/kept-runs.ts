import { counted, instantText } from '../../../shared/words/phrases.ts';

type Run = { readonly finishedAt: string; readonly environment: string; readonly sentence: string };

/** The runs that are kept on this machine, on the first page. */
export const keptRunsText = {
  heading: 'Runs kept on this machine',
  open: 'Open',
  openOf: ({ finishedAt }: Run): string => `Open the run of ${instantText(finishedAt)}`,
  /** What a line says of a run: the verdict, without what qualifies it. */
  sentence: ({ sentence }: Run): string => sentence.split(';', 1).join(''),
  when: ({ finishedAt }: Run): string => instantText(finishedAt),
  more: (count: number): string => `Show ${counted(count, 'earlier run')}`,
  /** Before what is said of a run that does not begin with it anyway. */
  brokenOff: ({ sentence }: Run): string => (sentence.startsWith('Broken off') ? '' : 'Broken off. '),
  offer: {
    title: 'The last run was broken off',
    text: ({ finishedAt, environment }: Run): string =>
      `Netready or the machine stopped while it went on. What it had found in ${environment} until ${instantText(finishedAt)} is kept; only the rest has to be run.`,
    open: 'Open what is kept',
  },
} as const;
