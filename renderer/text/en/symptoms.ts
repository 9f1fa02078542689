import { counted, instantText } from '../../../shared/words/phrases.ts';

/** Texts of the page that explains lines of logs and dialogs. */
export const symptomsText = {
  heading: 'What does this line mean?',
  intro:
    'Paste lines from an OutSystems log, Service Center, the Configuration Tool, LifeTime or the Windows Event Viewer. They are explained here, on this machine: nothing is sent, and nothing of them is kept.',
  field: 'Lines of a log or a dialog',
  placeholder: 'No connection could be made because the target machine actively refused it 10.0.0.5:12000',
  run: 'Lead to the checks of',
  noRun: 'no run: only name the checks',
  runOf: ({ finishedAt, hostname }: { readonly finishedAt: string; readonly hostname: string }): string =>
    `${hostname}, ${instantText(finishedAt)}`,
  explain: 'Explain',
  explaining: 'Reading the lines',
  clear: 'Clear',
  answers: 'Answers',
  lineOf: (line: number): string => `Line ${line}`,
  reasons: 'Probably',
  steps: 'What to do',
  places: 'Named in the line',
  requirements: 'Requirements',
  known: 'Your checks',
  checks: 'Checks that show it',
  command: (id: string): string => `netready check --only ${id}`,
  commandWhat: 'the command',
  samePlace: 'named in the line',
  planned: 'not run yet',
  openRun: 'Open that run',
  source: 'Seen before at',
  unknown: {
    title: (count: number): string => `${counted(count, 'line')} not known`,
    text: 'These lines look like errors, and Netready does not know them. That does not mean that nothing is wrong.',
    nearest: (titles: string): string => `Nearest, but another line: ${titles}.`,
    none: 'It is like no line that Netready knows.',
    more: (count: number): string => `And ${counted(count, 'more line')}.`,
  },
} as const;
