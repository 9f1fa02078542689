import type { ReportFormat } from '../../../shared/report/report-formats.ts';
import { counted, instantText } from '../../../shared/words/phrases.ts';
import { visibleControls } from '../visible-controls.ts';

type Run = {
  readonly finishedAt: string;
  readonly environment: string;
  readonly hostname: string;
  readonly sentence: string;
};

const formatWords: Readonly<Record<ReportFormat, string>> = {
  pdf: 'signed report (PDF)',
  json: 'data (JSON)',
  csv: 'firewall request (CSV)',
};

const runName = ({ finishedAt, hostname }: Run): string =>
  `${visibleControls(hostname)}, ${instantText(finishedAt)}`;

/** Texts of the page of the runs that this installation keeps. */
export const historyText = {
  heading: 'Earlier runs',
  intro:
    'Every run of this installation is kept, so that its report can be written again and compared with a later one.',
  loading: 'Looking for earlier runs',
  none: {
    title: 'No run is kept yet',
    text: 'A run is kept as soon as it has ended, whether or not its report was saved.',
  },
  list: 'Runs, newest first',
  kept: (kept: number, most: number, megabytes: number): string =>
    `${counted(kept, 'run')} kept, at most ${most} and ${megabytes} MB; the oldest go first.`,
  folder: 'They lie in',
  brokenOff: 'Broken off',
  open: 'Open',
  openOf: (run: Run): string => `Open the run of ${runName(run)}`,
  compare: 'Compare',
  compareOf: (run: Run): string => `Compare the run of ${runName(run)}`,
  save: 'Save again',
  saveOf: (run: Run): string => `Save again the files of the run of ${runName(run)}`,
  saving: 'Saving',
  remove: 'Delete',
  removeOf: (run: Run): string => `Delete the run of ${runName(run)}`,
  confirm: {
    title: (run: Run): string => `Delete the run of ${runName(run)}?`,
    text: 'Its results are gone then. Reports that were saved from it stay as they are.',
    yes: 'Delete it',
    no: 'Keep it',
  },
  removed: (run: Run): string => `The run of ${runName(run)} was deleted.`,
  formats: {
    heading: 'What to save',
    word: (format: ReportFormat): string => formatWords[format],
    redact: 'Replace names and addresses',
  },
  saved: (names: readonly string[]): string => `Saved: ${names.join(', ')}`,
  aliases: (path: string): string => `The list of what each alias stands for stays here: ${path}`,
  comparison: {
    heading: 'What differs',
    pick: 'Choose another run to compare with.',
    between: (earlier: Run, later: Run): string => `From ${runName(earlier)} to ${runName(later)}`,
    close: 'Close the comparison',
    loading: 'Reading both runs',
  },
} as const;
