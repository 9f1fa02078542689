import type { Bridge, Call } from '../../shared/contract/bridge.ts';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import { maxProfileTextBytes, type PageSize } from '../../shared/contract/operations.ts';
import { type Failure, type Reply, toFailure } from '../../shared/contract/reply.ts';
import type { Step } from '../../shared/contract/session.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { RunProgress } from '../../shared/run/progress.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { startText } from '../text/en/start.ts';
import type { Answers } from './answers.ts';
import { checkAnswers } from './check-answers.ts';
import { furthestStep } from './flow.ts';
import { profileKey, reduce, type WizardEvent, type WizardState } from './machine.ts';
import type { Question } from './questions.ts';
import { sessionOf } from './session.ts';
import type { LinkId, ReportFormat, Saved, VerifyFile } from './steps/props.ts';

/** What the effects need of the page beyond the bridge; a test gives its own. */
export type Surroundings = {
  /** The clock, in ms since 1970. */
  readonly now: () => number;
  /** Does something after a number of milliseconds unless it is called off. Gives what calls it off. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** Does something when the page is drawn next. */
  readonly nextFrame: (work: () => void) => void;
  /** Lets the browser save a file that the host offers once, by its path on the host. Gives why not, where it failed. */
  readonly download: (path: string, name: string) => Promise<Failure | null>;
};

/** A file that was chosen in the page: what the effects need of a DOM `File`. */
export type ChosenFile = {
  readonly name: string;
  readonly size: number;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
};

/** What a page can ask for. Everything that leaves the page goes through here. */
export type Commands = {
  readonly begin: () => void;
  readonly continueEarlier: () => void;
  /** Goes on with the check that was begun, where it got to. */
  readonly goOn: () => void;
  readonly openFile: (file: ChosenFile) => Promise<void>;
  readonly answer: (change: Partial<Answers>) => void;
  readonly submit: () => void;
  readonly back: () => void;
  readonly open: (step: Step) => void;
  /** Goes to the question that a sentence about the profile is about. */
  readonly openQuestion: (question: Question) => void;
  readonly openVerify: () => void;
  readonly planAgain: () => void;
  readonly saveProfile: () => Promise<Reply<Saved>>;
  readonly run: () => void;
  readonly rerun: (checks: readonly string[]) => void;
  readonly cancelRun: () => void;
  readonly waive: (check: string, reason: string | null) => Promise<Failure | null>;
  readonly listRuns: () => Promise<Reply<OperationOutput<'run.list'>>>;
  readonly readRun: (id: string) => Promise<Reply<RunResult>>;
  readonly previewAgain: () => void;
  /** Replaces names and addresses in the report, or shows them again. */
  readonly redact: (redact: boolean) => void;
  readonly choosePageSize: (pageSize: PageSize) => void;
  readonly saveReport: (formats: readonly ReportFormat[]) => Promise<Reply<Saved>>;
  readonly reveal: () => Promise<Reply<OperationOutput<'report.reveal'>>>;
  readonly verify: (files: readonly VerifyFile[]) => Call<'verify.reports'>;
  readonly openLink: (link: LinkId) => void;
  readonly startOver: () => void;
  readonly quit: () => void;
  /** Keeps the answers now, because the page is about to go away. */
  readonly flush: () => void;
};

/** The wizard as a page uses it: a state that can be watched, and what can be asked for. */
export type Wizard = {
  readonly state: () => WizardState;
  /** Calls back after every change. Gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly commands: Commands;
};

/** How long typing has to pause before the answers are kept, in milliseconds. */
export const saveAfterMs = 800;

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark, as Windows' editors write it. */
function decodeText(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

async function readText(file: ChosenFile): Promise<Reply<string>> {
  const unreadable = (sentence: string): Reply<string> => ({
    ok: false,
    error: toFailure(new AppError('profile-unreadable', sentence)),
  });
  if (file.size > maxProfileTextBytes) return unreadable(startText.tooLarge(file.name));
  try {
    return { ok: true, value: decodeText(await file.arrayBuffer()) };
  } catch (error) {
    return unreadable(
      error instanceof TypeError ? startText.notText(file.name) : startText.unreadable(file.name),
    );
  }
}

/** The profile that the answers give, without what belongs to this machine alone, for the next server. */
function profileToSave(profile: Profile): Profile {
  const { name: _, ...machine } = profile.machine;
  return { ...profile, machine };
}

/** Starts the wizard on a bridge. The reducer decides; this carries out what a change calls for. */
export function createWizard(bridge: Bridge, initial: WizardState, surroundings: Surroundings): Wizard {
  let current = initial;
  let running: { readonly call: number; readonly handle: Call<'run.start'> } | null = null;
  let callOffSave: (() => void) | null = null;
  let saving: Promise<void> = Promise.resolve();
  let savedText = '';
  const listeners = new Set<() => void>();

  const save = (): void => {
    callOffSave?.();
    callOffSave = null;
    saving = saving.then(async () => {
      const session = sessionOf(current);
      const text = JSON.stringify(session);
      if (session === null || text === savedText) return;
      const reply = await bridge['session.save']({ session }).reply;
      if (reply.ok) savedText = text;
      const failure = reply.ok ? null : reply.error;
      if (failure?.description !== current.saveFailure?.description)
        dispatch({ kind: 'session-saved', failure });
    });
  };

  const askForPlan = async (profile: Profile): Promise<void> => {
    const key = profileKey(profile);
    dispatch({ kind: 'plan-asked', profileKey: key });
    const reply = await bridge['plan.preview']({ profile }).reply;
    dispatch({ kind: 'plan-answered', profileKey: key, reply });
  };

  const askForReport = async (call: number, id: string, redact: boolean): Promise<void> => {
    const reply = await bridge['report.preview']({ id, redact, pageSize: current.pageSize }).reply;
    dispatch({ kind: 'preview-answered', call, reply });
  };

  const askForRedaction = async (call: number, id: string): Promise<void> => {
    const reply = await bridge['report.redaction']({ id }).reply;
    dispatch({ kind: 'redaction-answered', call, reply });
  };

  /** What a change calls for: keeping the answers, and what a page needs that has just opened. */
  const follow = (before: WizardState): void => {
    if (current.step !== before.step || current.result !== before.result) save();
    else if (current.answers !== before.answers) {
      callOffSave?.();
      callOffSave = surroundings.after(saveAfterMs, save);
    }
    if (current.step === 'review' && before.step !== 'review') {
      const { profile } = checkAnswers(current.answers);
      const key = profile === null ? null : profileKey(profile);
      if (profile !== null && (current.plan?.profileKey !== key || current.plan?.view.kind !== 'ready'))
        void askForPlan(profile);
    }
    const isNewPreview =
      current.step === 'report' && (before.step !== 'report' || before.call !== current.call);
    if (current.step === 'report' && isNewPreview && current.result !== null) {
      void askForReport(current.call, current.result.id, current.redact);
      if (current.redact) void askForRedaction(current.call, current.result.id);
    }
  };

  function dispatch(event: WizardEvent): void {
    const before = current;
    current = reduce(current, event);
    if (current === before) return;
    for (const listener of listeners) listener();
    follow(before);
  }

  /** Gathers the events of a run, so that a page is drawn once for all that came since. */
  const progressOf = (call: number): ((event: RunProgress) => void) => {
    let waiting: RunProgress[] = [];
    const deliver = (): void => {
      const events = waiting;
      waiting = [];
      dispatch({ kind: 'run-progressed', call, events });
    };
    return (event) => {
      if (waiting.length === 0) surroundings.nextFrame(deliver);
      waiting.push(event);
    };
  };

  const start = async (only: readonly string[] | null): Promise<void> => {
    const { result } = current;
    const before = current.calls;
    dispatch({ kind: 'run-started', only, at: surroundings.now() });
    const call = current.calls;
    const profile = only === null ? checkAnswers(current.answers).profile : (result?.profile ?? null);
    if (call === before || profile === null) return;
    const base = only === null || result === null ? null : { id: result.id, checks: [...only] };
    const handle = bridge['run.start']({ profile, base }, progressOf(call));
    running = { call, handle };
    const reply: Reply<RunResult> = await handle.reply;
    running = null;
    dispatch({ kind: 'run-answered', call, reply });
  };

  const withDownloads = async (reply: Promise<Reply<Saved>>): Promise<Reply<Saved>> => {
    const answer = await reply;
    if (!answer.ok) return answer;
    const offered = answer.value.files.map(({ name, download }) =>
      download === null ? null : surroundings.download(download, name),
    );
    const failure = (await Promise.all(offered)).find((outcome) => outcome !== null);
    return failure === undefined ? answer : { ok: false, error: failure };
  };

  const resultId = (): string | null => current.result?.id ?? null;

  const gone: Reply<never> = { ok: false, error: toFailure(new AppError('not-found', startText.noResult)) };

  const commands: Commands = {
    begin: () => dispatch({ kind: 'begun' }),
    continueEarlier: () => dispatch({ kind: 'continued' }),
    goOn: () => dispatch({ kind: 'opened', step: furthestStep(current) }),
    openFile: async (file) => {
      dispatch({ kind: 'file-chosen', name: file.name });
      const text = await readText(file);
      const reply = text.ok
        ? await bridge['profile.import']({ name: file.name, text: text.value }).reply
        : text;
      dispatch({ kind: 'file-read', reply });
    },
    answer: (change) => dispatch({ kind: 'answered', change }),
    submit: () => dispatch({ kind: 'submitted' }),
    back: () => dispatch({ kind: 'went-back' }),
    open: (step) => dispatch({ kind: 'opened', step }),
    openQuestion: (question) => dispatch({ kind: 'question-opened', question }),
    openVerify: () => dispatch({ kind: 'verify-opened' }),
    planAgain: () => {
      const { profile } = checkAnswers(current.answers);
      if (profile !== null) void askForPlan(profile);
    },
    saveProfile: async () => {
      const { profile } = checkAnswers(current.answers);
      if (profile === null) return gone;
      return withDownloads(bridge['profile.save']({ profile: profileToSave(profile) }).reply);
    },
    run: () => void start(null),
    rerun: (checks) => void start(checks),
    cancelRun: () => {
      if (running === null) return;
      dispatch({ kind: 'run-cancelling', call: running.call });
      running.handle.cancel();
    },
    waive: async (check, reason) => {
      const id = resultId();
      if (id === null) return gone.error;
      const reply = await bridge['run.waive']({ id, check, reason }).reply;
      if (!reply.ok) return reply.error;
      dispatch({ kind: 'waived', result: reply.value });
      return null;
    },
    listRuns: () => bridge['run.list']({}).reply,
    readRun: (id) => bridge['run.read']({ id }).reply,
    previewAgain: () => dispatch({ kind: 'preview-asked' }),
    redact: (redact) => dispatch({ kind: 'redact-chosen', redact }),
    choosePageSize: (pageSize) => dispatch({ kind: 'page-size-chosen', pageSize }),
    saveReport: async (formats) => {
      const id = resultId();
      const { pageSize } = current;
      const redact = current.step === 'report' && current.redact;
      return id === null
        ? gone
        : withDownloads(bridge['report.save']({ id, formats: [...formats], redact, pageSize }).reply);
    },
    reveal: () => bridge['report.reveal']({}).reply,
    verify: (files) => bridge['verify.reports']({ files: [...files] }),
    openLink: (link) => void bridge['link.open']({ link }),
    startOver: () => {
      dispatch({ kind: 'begun' });
      saving = saving.then(async () => {
        await bridge['session.clear']({}).reply;
        savedText = '';
      });
    },
    quit: () => void bridge['app.quit']({}),
    flush: save,
  };

  return {
    state: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    commands,
  };
}
