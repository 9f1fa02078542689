import type { OperationInput, OperationOutput } from '../../../shared/contract/dispatch.ts';
import type { PageSize } from '../../../shared/contract/operations.ts';
import type { Failure, Reply } from '../../../shared/contract/reply.ts';
import type { ReportFormat } from '../../../shared/report/report-formats.ts';
import type { CheckResult, RunResult } from '../../../shared/run/result.ts';
import type { GivenFiles } from '../../desk/given-files.ts';
import type { Loadable } from '../loadable.ts';
import type { Question } from '../questions.ts';
import type { RunView } from '../run-progress.ts';
import type { Renamed } from '../wizard-state.ts';

/** What saving files gave: their names, and where they are. A download has already been started by the effects. */
export type Saved = OperationOutput<'profile.save'>;
/** The same of a report, with where this installation keeps the list of its aliases; null where it has none. */
export type SavedReport = OperationOutput<'report.save'>;
export type ReportPreview = OperationOutput<'report.preview'>;
/** What a redacted report says in place of names and addresses. */
export type Redaction = OperationOutput<'report.redaction'>;
export type LinkId = OperationInput<'link.open'>['link'];
export type Identity = OperationOutput<'identity.show'>;
export type VerifyFile = OperationInput<'verify.reports'>['files'][number];

/** The run that is going on, as a page hears of it that has not started it. */
export type RunElsewhere = Extract<OperationOutput<'run.current'>, { kind: 'running' }>;
export type RunSummary = OperationOutput<'run.list'>['runs'][number];

/** What every step offers at its bottom bar's left. Null where there is nowhere to go back to. */
type Navigable = { readonly onBack: (() => void) | null };

/** A run that has been started and has not given its result. */
/** A notice of the system that a run has ended, for whoever looks at another window meanwhile. */
export type EndNotice = {
  /** Whether the browser would ask the person; it asks once for each address. */
  readonly canAsk: () => boolean;
  /** Asks. Called while a click is handled. Gives whether notices are allowed. */
  readonly ask: () => Promise<boolean>;
};

export type RunStepProps = Navigable & {
  readonly notice: EndNotice;
  readonly view: RunView;
  /** When it was started, in ms since 1970. */
  readonly startedAt: number;
  /** How long it takes when nothing answers, in ms (`longestRunMs`); null when that is not known. */
  readonly longestMs: number | null;
  /** The person asked it to stop; it still answers. */
  readonly cancelling: boolean;
  /** Why it gave no result; null while it runs. */
  readonly failure: Failure | null;
  /** The person wanted to leave the page while it runs. */
  readonly stays: boolean;
  readonly onCancel: () => void;
  readonly onTryAgain: () => void;
  /** Shows the run that keeps this one from starting. */
  readonly onWatch: () => void;
};

/** Some checks of a result that are being run again. */
export type Rerun = {
  readonly checks: readonly string[];
  readonly view: RunView;
  readonly cancelling: boolean;
};

/** What a page asks of the program to merge reports. */
export type Merging = {
  readonly add: (input: OperationInput<'merge.add'>) => Promise<Reply<OperationOutput<'merge.add'>>>;
  readonly result: (input: OperationInput<'merge.result'>) => Promise<Reply<OperationOutput<'merge.result'>>>;
  readonly save: (input: OperationInput<'merge.save'>) => Promise<Reply<OperationOutput<'merge.save'>>>;
  /** Lets go of the files of a merge. */
  readonly clear: (merge: string) => void;
};

/** What a page asks of the program about the runs that are kept, beside reading them. */
export type Keeping = {
  readonly save: (input: OperationInput<'report.save'>) => Promise<Reply<SavedReport>>;
  readonly remove: (id: string) => Promise<Reply<OperationOutput<'run.remove'>>>;
};

/** What a page asks of the program about the program itself. */
export type Knowing = {
  readonly about: () => Promise<Reply<OperationOutput<'app.about'>>>;
  readonly licences: () => Promise<Reply<OperationOutput<'app.licences'>>>;
  /** @param withMachine whether the names and addresses of this machine are in it */
  readonly showDiagnostics: (withMachine: boolean) => Promise<Reply<OperationOutput<'diagnostics.show'>>>;
  readonly saveDiagnostics: (withMachine: boolean) => Promise<Reply<Saved>>;
};

/** What a page asks of the program about the signers that this user knows. */
export type Signing = {
  readonly list: () => Promise<Reply<OperationOutput<'signers.list'>>>;
  readonly add: (input: OperationInput<'signers.add'>) => Promise<Reply<OperationOutput<'signers.add'>>>;
  readonly remove: (fingerprint: string) => Promise<Reply<OperationOutput<'signers.remove'>>>;
  /** Takes over the signers of a file. */
  readonly take: (
    input: OperationInput<'signers.import'>,
  ) => Promise<Reply<OperationOutput<'signers.import'>>>;
  readonly save: () => Promise<Reply<Saved>>;
};

export type MergePageProps = Navigable & {
  readonly merging: Merging;
  readonly pageSize: PageSize;
  /** Files that another page hands over. */
  readonly given: GivenFiles;
};

export type ResultsStepProps = Navigable & {
  readonly result: RunResult;
  /** The answers are others than those of this run: it does not describe them. */
  readonly stale: boolean;
  /** The program ended before the run did. */
  readonly isBrokenOff: boolean;
  /** The names that were taken over into the result just now; null where none were. */
  readonly renamed: Renamed | null;
  /** The cards that are open, by their keys and checks; null until one was touched. */
  readonly openCards: readonly string[] | null;
  readonly onOpenCards: (cards: readonly string[]) => void;
  /** The check whose evidence is open; null where the panel is closed. */
  readonly evidence: string | null;
  readonly onEvidence: (check: string | null) => void;
  readonly rerun: Rerun | null;
  /** Why checks could not be run again; null when they were, or none was asked for. */
  readonly rerunFailure: Failure | null;
  /** The questions of the wizard that the remedy of a check is about. */
  readonly questionsOf: (check: CheckResult) => readonly Question[];
  readonly onOpenQuestion: (question: Question) => void;
  /** Runs some checks again and keeps the others. */
  readonly onRerun: (checks: readonly string[]) => void;
  readonly onCancelRerun: () => void;
  /** Waives checks with a reason of 3 to 500 characters, or takes their waivers back (null). Gives why not, or null. */
  readonly onWaive: (checks: readonly string[], reason: string | null) => Promise<Failure | null>;
  /** Opens the page that lists the kept runs. */
  readonly onHistory: () => void;
  readonly onRunAll: () => void;
  /** Opens the page on which this machine listens for others. */
  readonly onListen: () => void;
  /** Takes the answers that the run was made with. */
  readonly onTakeAnswers: () => void;
  /** Runs that this installation keeps, newest first, this one included. */
  readonly onListRuns: () => Promise<Reply<OperationOutput<'run.list'>>>;
  readonly onReadRun: (id: string) => Promise<Reply<RunResult>>;
  readonly onOpenLink: (link: LinkId) => void;
  readonly onContinue: () => void;
};

export type ReportStepProps = Navigable & {
  readonly result: RunResult;
  readonly stale: boolean;
  /** The signed report as it will be saved. */
  readonly preview: Loadable<ReportPreview>;
  readonly onPreviewAgain: () => void;
  /** Whether names and addresses are replaced in the report. */
  readonly redact: boolean;
  readonly onRedact: (redact: boolean) => void;
  /** What is replaced by what; null while nothing is. */
  readonly redaction: Loadable<Redaction> | null;
  /** Texts that may say anything and are kept in the report, as they stand in the run. */
  readonly keep: readonly string[];
  readonly onKeep: (text: string, isKept: boolean) => void;
  readonly pageSize: PageSize;
  readonly onPageSize: (pageSize: PageSize) => void;
  readonly onSave: (formats: readonly ReportFormat[]) => Promise<Reply<SavedReport>>;
  readonly onReveal: () => Promise<Reply<OperationOutput<'report.reveal'>>>;
  /** False where the host cannot show a folder, as in a browser. */
  readonly canReveal: boolean;
  readonly onVerify: () => void;
  /** Begins again with empty answers; the kept run stays in the list. */
  readonly onStartOver: () => void;
  readonly onQuit: () => void;
};
