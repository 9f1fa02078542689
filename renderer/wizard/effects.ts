import type { Bridge, Call } from '../../shared/contract/bridge.ts';
import type { OperationInput, OperationOutput } from '../../shared/contract/dispatch.ts';
import { type OperationName, operationNames, type PageSize } from '../../shared/contract/operations.ts';
import { type Failure, type Reply, toFailure } from '../../shared/contract/reply.ts';
import type { Step } from '../../shared/contract/session.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { decidingKey } from '../../shared/profile/labels.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { formatCode, parseCode } from '../../shared/rehearsal/code.ts';
import type { ReportFormat } from '../../shared/report/report-formats.ts';
import type { RunProgress } from '../../shared/run/progress.ts';
import type { RunResult } from '../../shared/run/result.ts';
import type { DeskPage } from '../desk/desk-page.ts';
import { startText } from '../text/en/start.ts';
import type { Answers } from './answers.ts';
import { checkAnswers } from './check-answers.ts';
import { type ChosenFile, readChosen } from './chosen-file.ts';
import { furthestStep } from './flow.ts';
import { createSessionKeeper } from './keep-session.ts';
import { asAnswered, type ListenAs } from './listening.ts';
import { isSamePage, moveTo, type Place, placeOf } from './place.ts';
import type { Question } from './questions.ts';
import { isBusy, profileToRelabel, reduce } from './reducer.ts';
import type { Started } from './start-up.ts';
import type {
  Keeping,
  Knowing,
  LinkId,
  Merging,
  RunSummary,
  Saved,
  SavedReport,
  Signing,
  VerifyFile,
} from './steps/props.ts';
import type { Surroundings } from './surroundings.ts';
import { type HostWatch, watchHost } from './watch-host.ts';
import type { WizardEvent, WizardState } from './wizard-state.ts';

/** How this machine is to listen for others. */
export type ListenChoice = {
  /** Addresses of this machine. */
  readonly addresses: readonly string[];
  readonly minutes: number;
  /** The code of another server; null for a new one. */
  readonly code: string | null;
};

/** What a page can ask for. Everything that leaves the page goes through here. */
export type Commands = {
  readonly begin: () => void;
  readonly continueEarlier: () => void;
  /** Goes on with the check that was begun, where it got to. */
  readonly goOn: () => void;
  /** Takes the answers of files that were chosen or dropped: of one; more are not read. */
  readonly openFiles: (files: readonly ChosenFile[]) => Promise<void>;
  readonly answer: (change: Partial<Answers>) => void;
  readonly submit: () => void;
  readonly back: () => void;
  readonly open: (step: Step) => void;
  /** Goes to the question that a sentence about the profile is about. */
  readonly openQuestion: (question: Question) => void;
  /** Opens a page of the support desk, and of it what it has given a name, with the evidence of a check of that. */
  readonly openDesk: (page: DeskPage, item?: string | null, evidence?: string | null) => void;
  /** Leaves the support desk for the page from which it was opened. */
  readonly leaveDesk: () => void;
  readonly planAgain: () => void;
  readonly saveProfile: () => Promise<Reply<Saved>>;
  /** Runs all checks. @param code the code of a rehearsal; null for a run without one. It is forgotten with the run. */
  readonly run: (code: string | null) => void;
  /** Runs all checks again after a run that could not be made, with the code that it was given. */
  readonly tryRunAgain: () => void;
  /** Opens the page on which this machine listens for others. */
  readonly openListen: () => void;
  /** Asks again what would be listened at. */
  readonly listenPlanAgain: () => void;
  /** Chooses what others find here, and asks what would be listened at for that. */
  readonly listenAs: (as: ListenAs) => void;
  /** Lets listening end so many minutes later, or as late as it may. */
  readonly listenLonger: (minutes: number) => void;
  readonly listen: (choice: ListenChoice) => void;
  readonly stopListening: () => void;
  /** The person has taken note of what came of listening. */
  readonly noteListened: () => void;
  readonly rerun: (checks: readonly string[]) => void;
  readonly cancelRun: () => void;
  readonly waive: (checks: readonly string[], reason: string | null) => Promise<Failure | null>;
  readonly listRuns: () => Promise<Reply<OperationOutput<'run.list'>>>;
  readonly readRun: (id: string) => Promise<Reply<RunResult>>;
  /** Shows a kept run. Gives why it could not be, or null. */
  readonly openRun: (run: Pick<RunSummary, 'id' | 'brokenOff'>) => Promise<Failure | null>;
  /** Has the host tell that a run has ended, to whoever looks at another window. */
  readonly announceRun: (id: string) => void;
  /** Puts the answers that the shown run was made with in place of the ones that are here. */
  readonly takeRunAnswers: () => void;
  /** Shows the run that is going on, or the result of the one that has ended since. Gives why not, or null. */
  readonly watchRun: () => Promise<Failure | null>;
  /** Remembers which cards are open, by their keys and checks. */
  readonly openCards: (cards: readonly string[]) => void;
  /** Opens the evidence of a check beside the results; null closes it. */
  readonly openEvidence: (check: string | null) => void;
  readonly previewAgain: () => void;
  /** Replaces names and addresses in the report, or shows them again. */
  readonly redact: (redact: boolean) => void;
  /** Keeps a text that may say anything where names are replaced, or removes it again. */
  readonly keepText: (text: string, isKept: boolean) => void;
  readonly choosePageSize: (pageSize: PageSize) => void;
  readonly saveReport: (formats: readonly ReportFormat[]) => Promise<Reply<SavedReport>>;
  readonly reveal: () => Promise<Reply<OperationOutput<'report.reveal'>>>;
  /** Gets the host ready to verify files. */
  readonly prepareToVerify: () => void;
  /** @param pages whether their pages are compared with their data as well */
  readonly verify: (files: readonly VerifyFile[], pages: boolean) => Call<'verify.reports'>;
  /** Verifies a file, and gives what is inside. */
  readonly openReport: (file: VerifyFile) => Call<'verify.open'>;
  readonly signing: Signing;
  /** Saves a list of reports. */
  readonly saveList: (input: OperationInput<'verify.save-list'>) => Promise<Reply<Saved>>;
  readonly merging: Merging;
  /** Writes the answer to whoever sent a report. @param pdf the report in Base64 */
  readonly writeTicket: (pdf: string) => Promise<Reply<OperationOutput<'ticket.write'>>>;
  /** Says what lines of logs and dialogs mean. @param run the kept run whose checks they lead to, if any */
  readonly explain: (text: string, run: string | null) => Promise<Reply<OperationOutput<'symptoms.explain'>>>;
  readonly keeping: Keeping;
  readonly knowing: Knowing;
  readonly openLink: (link: LinkId) => void;
  readonly startOver: () => void;
  readonly quit: () => Promise<void>;
  /** Goes on with this window's version of the check; the other window's is given up. */
  readonly keepMine: () => void;
  /** Goes on with the other window's version of the check; this one's is given up. */
  readonly takeOther: () => void;
  /** Goes on with a version of the check that another window has left. */
  readonly openAside: (window: string) => void;
  /** The person has taken note that another tab is open. */
  readonly noteTab: () => void;
  /** Asks once more whether the host is there. */
  readonly askHost: () => void;
  /** Keeps the answers now, because the page is about to go away. */
  readonly flush: () => void;
};

/** The wizard as a page uses it: a state that can be watched, and what can be asked for. */
export type Wizard = {
  readonly state: () => WizardState;
  /** Calls back after every change. Gives what ends that. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly commands: Commands;
  /** Begins to follow the history, the other tabs and the host. Gives what ends that. */
  readonly attach: () => () => void;
  /** Whether something was answered that could not be kept yet. */
  readonly hasUnsaved: () => boolean;
};

/** The profile that the answers give, without what belongs to this machine alone, for the next server. */
function profileToSave(profile: Profile): Profile {
  const { name: _, ...machine } = profile.machine;
  return { ...profile, machine };
}

/** A bridge that tells of every call by which the host seems to be gone. */
function tellingOfLoss(bridge: Bridge, onLoss: () => void): Bridge {
  const telling = operationNames.map((name) => {
    const plain = bridge[name] as (input: unknown, onEvent: unknown) => Call<OperationName>;
    const start = (input: unknown, onEvent?: unknown) => {
      const call = plain(input, onEvent);
      void call.reply.then((reply) => {
        if (!reply.ok && reply.error.code === 'host-lost') onLoss();
      });
      return call;
    };
    return [name, start];
  });
  return Object.fromEntries(telling) as unknown as Bridge;
}

/** Whether an event goes back to where one was, rather than on. */
const isReturn = ({ kind }: WizardEvent): boolean =>
  kind === 'went-back' || kind === 'desk-left' || kind === 'evidence-closed';

/** The longest name of a file that an operation takes, in characters. */
const longestFileName = 255;

type RedactionChoice = { readonly redact: boolean; readonly keep: string[] };

/** Starts the wizard on a bridge. The reducer decides; this carries out what a change calls for. */
export function createWizard(host: Bridge, started: Started, surroundings: Surroundings): Wizard {
  const { history, tabs, window } = surroundings;
  const bridge = tellingOfLoss(host, () => watch?.ask());
  let current = started.state;
  let running: { readonly call: number; readonly cancel: () => void } | null = null;
  let watch: HostWatch | null = null;
  let endListening: (() => void) | null = null;
  /** The code that the run under way was given; forgotten as soon as its page is left. */
  let runCode: string | null = null;
  const listeners = new Set<() => void>();
  const keeper = createSessionKeeper({
    bridge,
    window,
    base: started.base,
    adopted: started.adopted,
    state: () => current,
    dispatch,
    after: surroundings.after,
    onKept: () => tabs.tell('kept'),
  });

  const askForPlan = async (profile: Profile): Promise<void> => {
    const key = decidingKey(profile);
    dispatch({ kind: 'plan-asked', profileKey: key });
    const reply = await bridge['plan.preview']({ profile }).reply;
    dispatch({ kind: 'plan-answered', profileKey: key, reply });
  };

  const askForListenPlan = async (profile: Profile): Promise<void> => {
    if (current.step !== 'listen') return;
    const { as } = current;
    const { hasRoles, places } = as;
    const reply = await bridge['rehearsal.plan']({ profile, hasRoles, places: [...places] }).reply;
    dispatch({ kind: 'listen-plan-answered', as, reply });
  };

  const listen = async ({ addresses, minutes, code: given }: ListenChoice): Promise<void> => {
    const { profile } = checkAnswers(current.answers);
    if (profile === null || current.listening !== null) return;
    const { hasRoles, places } = current.step === 'listen' ? current.as : asAnswered;
    const made = given === null ? await bridge['rehearsal.code']({}).reply : null;
    const before = current.calls;
    const parsed = parseCode(given ?? (made?.ok === true ? made.value.code : ''));
    const code = parsed.ok ? formatCode(parsed.bytes) : '';
    dispatch({ kind: 'listen-started', code });
    const call = current.calls;
    if (call === before) return;
    if (made?.ok === false) {
      dispatch({ kind: 'listen-answered', call, reply: made });
      return;
    }
    const handle = bridge['rehearsal.listen'](
      { profile, hasRoles, places: [...places], addresses: [...addresses], minutes, code },
      (event) => dispatch({ kind: 'listen-told', call, event }),
    );
    endListening = handle.cancel;
    const reply = await handle.reply;
    endListening = null;
    dispatch({ kind: 'listen-answered', call, reply });
    if (current.step === 'listen') void askForListenPlan(profile);
  };

  /** How the report is made for others, as it is chosen now. */
  const redactionChoice = (): RedactionChoice =>
    current.step === 'report' && current.redact
      ? { redact: true, keep: [...current.keep] }
      : { redact: false, keep: [] };

  const askForReport = async (call: number, id: string, choice: RedactionChoice): Promise<void> => {
    const reply = await bridge['report.preview']({ id, ...choice, pageSize: current.pageSize }).reply;
    dispatch({ kind: 'preview-answered', call, reply });
  };

  const askForRedaction = async (call: number, id: string): Promise<void> => {
    const reply = await bridge['report.redaction']({ id }).reply;
    dispatch({ kind: 'redaction-answered', call, reply });
  };

  /** Takes corrected names over into the result that is shown. Gives whether there was anything to take over. */
  const relabel = async (): Promise<boolean> => {
    const profile = profileToRelabel(current);
    if (profile === null || current.result === null) return false;
    const reply = await bridge['run.relabel']({ id: current.result.id, profile }).reply;
    if (reply.ok) dispatch({ kind: 'relabelled', result: reply.value });
    return reply.ok;
  };

  /** Makes the report that the page waits for, under the names that hold. */
  const prepareReport = async (call: number, id: string, choice: RedactionChoice): Promise<void> => {
    if (await relabel()) return;
    void askForReport(call, id, choice);
    if (choice.redact) void askForRedaction(call, id);
  };

  /** What a page needs that has just opened. */
  const prepare = (): void => {
    if (current.step === 'review') {
      const { profile } = checkAnswers(current.answers);
      const key = profile === null ? null : decidingKey(profile);
      if (profile !== null && (current.plan?.profileKey !== key || current.plan?.view.kind !== 'ready'))
        void askForPlan(profile);
    }
    if (current.step === 'listen') {
      const { profile } = checkAnswers(current.answers);
      if (profile !== null) void askForListenPlan(profile);
    }
    if (current.step === 'results') void relabel();
    if (current.step === 'report' && current.result !== null)
      void prepareReport(current.call, current.result.id, redactionChoice());
  };

  /** What a change calls for: keeping the answers, and what a page needs that has just opened. */
  const follow = (before: WizardState): void => {
    if (before.step === 'run' && current.step !== 'run') runCode = null;
    if (current.step !== before.step || current.result !== before.result) keeper.save();
    else if (current.answers !== before.answers) keeper.saveSoon();
    const isNewReport = current.step === 'report' && before.step === 'report' && current.call !== before.call;
    if (current.step !== before.step || current.version !== before.version || isNewReport) prepare();
  };

  function dispatch(event: WizardEvent): void {
    const before = current;
    current = reduce(current, event);
    if (current === before) return;
    for (const listener of listeners) listener();
    if (event.kind !== 'popped') {
      const next = placeOf(current, window);
      const move = moveTo(placeOf(before, window), next, history.before(), isReturn(event));
      if (move !== 'none') history.move(move, next);
    }
    follow(before);
  }

  /** Goes where the person has gone back or forward to; where that cannot be, the entry becomes what is shown. */
  const pop = (place: Place | null): void => {
    if (place !== null) dispatch({ kind: 'popped', place });
    const shown = placeOf(current, window);
    const isKeptBack = place !== null && !isSamePage(place, shown) && isBusy(current);
    history.move(isKeptBack ? 'push' : 'replace', shown);
  };

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
    const code = only === null ? runCode : null;
    const handle = bridge['run.start']({ profile, base, code }, progressOf(call));
    running = { call, cancel: handle.cancel };
    const reply: Reply<RunResult> = await handle.reply;
    running = null;
    dispatch({ kind: 'run-answered', call, reply });
  };

  const noRun = toFailure(new AppError('not-found', startText.noRun));

  /** Hears the run that was joined, which another page or this one before it was loaded again has started. */
  const hearRun = async (call: number): Promise<void> => {
    const handle = bridge['run.watch']({}, progressOf(call));
    running = { call, cancel: () => void bridge['run.cancel']({}) };
    const reply: Reply<RunResult> = await handle.reply;
    running = null;
    dispatch({ kind: 'run-answered', call, reply });
  };

  const openRun: Commands['openRun'] = async ({ id, brokenOff }) => {
    const reply = await bridge['run.read']({ id }).reply;
    if (reply.ok) dispatch({ kind: 'run-opened', result: reply.value, brokenOff });
    return reply.ok ? null : reply.error;
  };

  const watchRun = async (): Promise<Failure | null> => {
    const reply = await bridge['run.current']({}).reply;
    if (!reply.ok) return reply.error;
    switch (reply.value.kind) {
      case 'none':
        return noRun;
      case 'ended':
        return openRun({ id: reply.value.id, brokenOff: false });
      case 'running': {
        const before = current.calls;
        dispatch({ kind: 'run-joined', run: reply.value });
        if (current.calls !== before) void hearRun(current.calls);
        return null;
      }
    }
  };

  /** The host is there again: what was not kept is kept, and a run that was lost sight of is watched. */
  const findHost = (): void => {
    dispatch({ kind: 'host-changed', host: 'here' });
    keeper.save();
    if (current.step === 'run' && current.failure?.code === 'host-lost') void watchRun();
  };

  const endHere = (): void => {
    watch?.end();
    dispatch({ kind: 'host-changed', host: 'ended' });
  };

  const withDownloads = async <S extends Saved>(reply: Promise<Reply<S>>): Promise<Reply<S>> => {
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

  const openFiles = async (files: readonly ChosenFile[]): Promise<void> => {
    const [file, ...others] = files;
    if (file === undefined) return;
    if (others.length > 0) {
      dispatch({ kind: 'several-chosen', names: files.map(({ name }) => name) });
      return;
    }
    dispatch({ kind: 'file-chosen', name: file.name });
    const name = file.name.slice(0, longestFileName);
    const read = await readChosen(file);
    switch (read.kind) {
      case 'refused':
        dispatch({ kind: 'file-read', reply: { ok: false, error: read.failure } });
        break;
      case 'text':
        dispatch({
          kind: 'file-read',
          reply: await bridge['profile.import']({ name, text: read.text }).reply,
        });
        break;
      case 'report':
        dispatch({
          kind: 'report-read',
          reply: await bridge['profile.of-report']({ name, pdf: read.pdf }).reply,
        });
        break;
    }
  };

  const commands: Commands = {
    begin: () => dispatch({ kind: 'begun' }),
    continueEarlier: () => dispatch({ kind: 'continued' }),
    goOn: () => dispatch({ kind: 'opened', step: furthestStep(current) }),
    openFiles,
    answer: (change) => dispatch({ kind: 'answered', change }),
    submit: () => dispatch({ kind: 'submitted' }),
    back: () => dispatch({ kind: 'went-back' }),
    open: (step) => dispatch({ kind: 'opened', step }),
    openQuestion: (question) => dispatch({ kind: 'question-opened', question }),
    openDesk: (page, item = null, evidence = null) => dispatch({ kind: 'desk-opened', page, item, evidence }),
    leaveDesk: () => dispatch({ kind: 'desk-left' }),
    planAgain: () => {
      const { profile } = checkAnswers(current.answers);
      if (profile !== null) void askForPlan(profile);
    },
    saveProfile: async () => {
      const { profile } = checkAnswers(current.answers);
      if (profile === null) return gone;
      return withDownloads(bridge['profile.save']({ profile: profileToSave(profile) }).reply);
    },
    run: (code) => {
      runCode = code;
      void start(null);
    },
    tryRunAgain: () => void start(null),
    openListen: () => dispatch({ kind: 'listen-page-opened' }),
    listenPlanAgain: () => {
      const { profile } = checkAnswers(current.answers);
      dispatch({ kind: 'listen-plan-asked' });
      if (profile !== null) void askForListenPlan(profile);
    },
    listenAs: (as) => {
      dispatch({ kind: 'listen-as-chosen', as });
      const { profile } = checkAnswers(current.answers);
      if (profile !== null) void askForListenPlan(profile);
    },
    listenLonger: (minutes) => void bridge['rehearsal.put-off']({ minutes }).reply,
    listen: (choice) => void listen(choice),
    stopListening: () => {
      dispatch({ kind: 'listen-stopping' });
      endListening?.();
    },
    noteListened: () => dispatch({ kind: 'listened-noted' }),
    rerun: (checks) => void start(checks),
    cancelRun: () => {
      if (running === null) return;
      dispatch({ kind: 'run-cancelling', call: running.call });
      running.cancel();
    },
    waive: async (checks, reason) => {
      const id = resultId();
      if (id === null) return gone.error;
      const reply = await bridge['run.waive']({ id, checks: [...checks], reason }).reply;
      if (!reply.ok) return reply.error;
      dispatch({ kind: 'waived', result: reply.value });
      return null;
    },
    listRuns: () => bridge['run.list']({}).reply,
    readRun: (id) => bridge['run.read']({ id }).reply,
    openRun,
    announceRun: (id) => void bridge['run.announce']({ id }),
    takeRunAnswers: () => dispatch({ kind: 'run-answers-taken' }),
    watchRun,
    openCards: (cards) => dispatch({ kind: 'cards-opened', cards }),
    openEvidence: (check) =>
      dispatch(check === null ? { kind: 'evidence-closed' } : { kind: 'evidence-opened', check }),
    previewAgain: () => dispatch({ kind: 'preview-asked' }),
    redact: (redact) => dispatch({ kind: 'redact-chosen', redact }),
    keepText: (text, isKept) => dispatch({ kind: 'text-kept', text, isKept }),
    choosePageSize: (pageSize) => dispatch({ kind: 'page-size-chosen', pageSize }),
    saveReport: async (formats) => {
      const id = resultId();
      const { pageSize } = current;
      return id === null
        ? gone
        : withDownloads(
            bridge['report.save']({ id, formats: [...formats], ...redactionChoice(), pageSize }).reply,
          );
    },
    reveal: () => bridge['report.reveal']({}).reply,
    prepareToVerify: () => void bridge['verify.prepare']({}).reply,
    verify: (files, pages) => bridge['verify.reports']({ files: [...files], pages }),
    openReport: (file) => bridge['verify.open'](file),
    signing: {
      list: () => bridge['signers.list']({}).reply,
      add: (input) => bridge['signers.add'](input).reply,
      remove: (fingerprint) => bridge['signers.remove']({ fingerprint }).reply,
      take: (input) => bridge['signers.import'](input).reply,
      save: () => withDownloads(bridge['signers.export']({}).reply),
    },
    saveList: (input) => withDownloads(bridge['verify.save-list'](input).reply),
    merging: {
      add: (input) => bridge['merge.add'](input).reply,
      result: (input) => bridge['merge.result'](input).reply,
      save: (input) => withDownloads(bridge['merge.save'](input).reply),
      clear: (merge) => void bridge['merge.clear']({ merge }),
    },
    writeTicket: (pdf) => bridge['ticket.write']({ pdf }).reply,
    explain: (text, run) => bridge['symptoms.explain']({ text, run }).reply,
    keeping: {
      save: (input) => withDownloads(bridge['report.save'](input).reply),
      remove: (id) => bridge['run.remove']({ id }).reply,
    },
    knowing: {
      about: () => bridge['app.about']({}).reply,
      licences: () => bridge['app.licences']({}).reply,
      showDiagnostics: (withMachine) => bridge['diagnostics.show']({ withMachine }).reply,
      saveDiagnostics: (withMachine) => withDownloads(bridge['diagnostics.save']({ withMachine }).reply),
    },
    openLink: (link) => void bridge['link.open']({ link }),
    startOver: () => {
      dispatch({ kind: 'begun' });
      keeper.clear();
    },
    quit: async () => {
      keeper.save();
      await keeper.settled();
      const reply = await host['app.quit']({}).reply;
      if (!reply.ok && reply.error.code !== 'host-lost') return;
      tabs.tell('ended');
      endHere();
    },
    keepMine: keeper.keepMine,
    takeOther: keeper.takeOther,
    openAside: keeper.openAside,
    noteTab: () => dispatch({ kind: 'tab-noted', isOpen: false }),
    askHost: () => watch?.ask(),
    flush: () => {
      keeper.leave();
      const unsaved = keeper.unsaved();
      if (unsaved !== null) history.leave(unsaved);
    },
  };

  const attach = (): (() => void) => {
    const kept = watchHost({
      bridge: host,
      after: surroundings.after,
      isVisible: surroundings.isVisible,
      onAnswer: (revision) => {
        if (current.host === 'lost') findHost();
        keeper.hear(revision);
      },
      onLost: () => dispatch({ kind: 'host-changed', host: 'lost' }),
    });
    watch = kept;
    const ends = [
      kept.end,
      history.follow(placeOf(current, window), pop),
      surroundings.onVisible(kept.ask),
      tabs.listen(
        (news) => (news === 'ended' ? endHere() : kept.ask()),
        () => dispatch({ kind: 'tab-noted', isOpen: true }),
      ),
    ];
    if (current === started.state) prepare();
    keeper.save();
    const isJoined = current.step === 'run' || (current.step === 'results' && current.rerun !== null);
    if (isJoined && running === null) void hearRun(current.calls);
    return () => {
      for (const end of ends) end();
    };
  };

  return {
    state: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    commands,
    attach,
    hasUnsaved: () => keeper.unsaved() !== null,
  };
}
