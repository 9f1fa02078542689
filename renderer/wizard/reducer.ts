import type { Reply } from '../../shared/contract/reply.ts';
import { type Step, steps } from '../../shared/contract/session.ts';
import { decidingKey, labelsKey } from '../../shared/profile/labels.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { placeWords } from '../../shared/profile/roles.ts';
import type { RunResult } from '../../shared/run/result.ts';
import { listed } from '../../shared/words/phrases.ts';
import { type DeskPage, isDeskPage } from '../desk/desk-page.ts';
import { machineText } from '../text/en/machine.ts';
import { type Answers, answersOf, emptyAnswers } from './answers.ts';
import { checkAnswers } from './check-answers.ts';
import { stepOfQuestion } from './fields.ts';
import { canOpen, furthestStep } from './flow.ts';
import { addListenEvent, asAnswered, type Listening, listenedOf, newListening } from './listening.ts';
import { loaded } from './loadable.ts';
import { type About, namesLocalhost, rolesInProfile, withOwnHost } from './own-name.ts';
import type { Place } from './place.ts';
import type { Question } from './questions.ts';
import { addProgress, emptyRun } from './run-progress.ts';
import type { RunElsewhere } from './steps/props.ts';
import type { OtherVersion } from './versions.ts';
import {
  type Common,
  common,
  type Earlier,
  type Renamed,
  type RunUnderWay,
  type StateOf,
  type WizardEvent,
  type WizardState,
} from './wizard-state.ts';

const later = (left: Step, right: Step): Step => (steps.indexOf(left) > steps.indexOf(right) ? left : right);

/** Shows a step with nothing in it yet. A run cannot be gone to: it is started. */
function show(state: Common, step: Exclude<Step, 'run'>): WizardState {
  switch (step) {
    case 'start':
      return { ...state, step, opening: { kind: 'none' } };
    case 'machine':
      return { ...state, step, attempts: 0, at: null, notes: [] };
    case 'environment':
    case 'scope':
      return { ...state, step, attempts: 0, at: null };
    case 'review':
      return { ...state, step };
    case 'results':
      return showResults(state, null);
    case 'report':
      return showReport(state, named);
  }
}

/** The page of the results, with the checks that are run again; null while none are. */
const showResults = (state: Common, rerun: RunUnderWay | null): StateOf<'results'> => ({
  ...state,
  step: 'results',
  rerun,
  failure: null,
  evidence: null,
  renamed: null,
});

/** Shows a step where it can be gone to, else the last one that can. */
function showNearest(state: Common, wanted: Step): WizardState {
  const nearest = wanted === 'run' || !canOpen(state, wanted) ? furthestStep(state) : wanted;
  return show(state, nearest);
}

/** How the report is made for others. */
type ForOthers = Pick<StateOf<'report'>, 'redact' | 'keep'>;

const named: ForOthers = { redact: false, keep: [] };

/** The page of the report, with a report that is being made. */
function showReport(state: Common, { redact, keep }: ForOthers): StateOf<'report'> {
  const call = state.calls + 1;
  const redaction = redact ? ({ kind: 'loading' } as const) : null;
  return {
    ...state,
    step: 'report',
    call,
    calls: call,
    preview: { kind: 'loading' },
    redact,
    redaction,
    keep,
  };
}

/** A text that may say anything is kept, or removed again: the report is made anew, and what changes stays in sight. */
function keepText(state: StateOf<'report'>, text: string, isKept: boolean): WizardState {
  const others = state.keep.filter((entry) => entry !== text);
  const { redact, redaction } = state;
  return { ...showReport(common(state), { redact, keep: isKept ? [...others, text] : others }), redaction };
}

/** Whether a page of the support desk is shown. */
const isAtDesk = (state: WizardState): state is StateOf<DeskPage> => isDeskPage(state.step);

/** What is shown of the support desk. */
const deskOf = ({ step, from, item, evidence }: StateOf<DeskPage>) => ({ step, from, item, evidence });

/** Whether a run is under way: until it answers, its page is not left. */
export const isBusy = (state: WizardState): boolean =>
  (state.step === 'run' && state.failure === null) || (state.step === 'results' && state.rerun !== null);

function open(state: WizardState, step: Step): WizardState {
  if (isBusy(state) || !canOpen(state, step) || step === 'run' || step === state.step) return state;
  return show(common(state), step);
}

function openQuestion(state: WizardState, question: Question): WizardState {
  const opened = open(state, stepOfQuestion(question));
  return opened !== state && 'at' in opened ? { ...opened, at: question } : opened;
}

const before: Readonly<Record<Exclude<Step, 'start'>, Exclude<Step, 'run'>>> = {
  machine: 'start',
  environment: 'machine',
  scope: 'environment',
  review: 'scope',
  run: 'review',
  results: 'review',
  report: 'results',
};

function goBack(state: WizardState): WizardState {
  if (isBusy(state) || state.step === 'start') return state;
  if (isAtDesk(state) && state.item !== null) return { ...state, item: null, evidence: null };
  if (!('from' in state)) return show(common(state), before[state.step]);
  return canOpen(state, state.from) && state.from !== 'run'
    ? show(common(state), state.from)
    : show(common(state), 'start');
}

const after = { machine: 'environment', environment: 'scope', scope: 'review', results: 'report' } as const;

function submit(state: WizardState): WizardState {
  if (isAtDesk(state)) return state;
  switch (state.step) {
    case 'machine':
    case 'environment':
    case 'scope': {
      const answers = state.step === 'machine' ? withOwnHost(state.answers, state.about) : state.answers;
      const next = after[state.step];
      const gone = { ...common(state), answers, reached: later(state.reached, next) };
      return canOpen(gone, next) ? show(gone, next) : { ...state, attempts: state.attempts + 1 };
    }
    case 'results':
      return open(state, after.results);
    case 'start':
    case 'review':
    case 'run':
    case 'report':
    case 'listen':
      return state;
  }
}

function begin(state: WizardState, answers: Answers, notes: readonly string[]): WizardState {
  const fresh: Common = {
    ...common(state),
    begun: true,
    answers,
    reached: 'machine',
    plan: null,
    result: null,
    openCards: null,
  };
  return { ...fresh, step: 'machine', attempts: 0, at: null, notes };
}

/** The answers of an opened file on this machine: its roles where the file names it, and never another one's name. */
function answersHere(profile: Profile, about: About): Answers {
  const roles = rolesInProfile(profile, about);
  return { ...answersOf(profile), machineName: '', ...(roles.length === 0 ? {} : { roles: [...roles] }) };
}

/** What a file means on this machine and did not on the one where it was saved. */
function notesHere(profile: Profile, about: About): readonly string[] {
  const roles = rolesInProfile(profile, about);
  return [
    ...(roles.length === 0 ? [] : [machineText.recognised(listed(roles.map((role) => placeWords[role])))]),
    ...(namesLocalhost(profile) ? [machineText.localhost] : []),
  ];
}

function readFile(
  state: WizardState,
  reply: Extract<WizardEvent, { kind: 'file-read' }>['reply'],
): WizardState {
  if (state.step !== 'start' || state.opening.kind !== 'reading') return state;
  if (!reply.ok) {
    const { name } = state.opening;
    return { ...state, opening: { kind: 'failed', name, failure: reply.error } };
  }
  const { profile, notes } = reply.value;
  return begin(state, answersHere(profile, state.about), [...notes, ...notesHere(profile, state.about)]);
}

/**
 * The answers inside a verified report, with what verification said of it. Waivers are reasons of one machine: those of
 * another one are left out.
 */
function readReport(
  state: WizardState,
  reply: Extract<WizardEvent, { kind: 'report-read' }>['reply'],
): WizardState {
  if (state.step !== 'start' || state.opening.kind !== 'reading') return state;
  const { name } = state.opening;
  if (!reply.ok) return { ...state, opening: { kind: 'failed', name, failure: reply.error } };
  if (reply.value.kind === 'environment')
    return { ...state, opening: { kind: 'environment', name, summary: reply.value.summary } };
  const { profile, hostname, finishedAt, message } = reply.value;
  const { about } = state;
  const isOwn = hostname.toLowerCase() === about.machine.hostname.toLowerCase();
  const taken: Profile = isOwn ? profile : { ...profile, waivers: [] };
  const leftOut = profile.waivers.length - taken.waivers.length;
  return begin(state, answersHere(taken, about), [
    machineText.fromReport(hostname, finishedAt),
    message,
    ...(leftOut === 0 ? [] : [machineText.waiversLeftOut(leftOut, hostname)]),
    ...notesHere(taken, about),
  ]);
}

/** The check of an earlier session in place of the one that was shown. */
function withCheckOf(state: WizardState, { step, reached, answers, result }: Earlier): Common {
  return {
    ...common(state),
    begun: true,
    answers,
    result,
    openCards: null,
    plan: null,
    reached: later(reached ?? step, 'machine'),
    other: null,
    version: state.version + 1,
  };
}

function continueEarlier(state: WizardState): WizardState {
  const { earlier } = state;
  if (earlier === null) return state;
  const restored = withCheckOf(state, earlier);
  return showNearest(restored, earlier.step === 'start' ? 'machine' : earlier.step);
}

/** Takes what another window has kept in place of what is here, and stays on the page where that is possible. */
function takeOther(state: WizardState, earlier: Earlier): WizardState {
  if (state.other === null || isBusy(state)) return state;
  const taken = withCheckOf(state, earlier);
  if (isAtDesk(state)) return { ...taken, ...deskOf(state) };
  return state.step === 'listen' ? showListen(taken, 'review') : showNearest(taken, state.step);
}

/** Goes on with the version of another window; the kept one stays where it is until the person has chosen. */
function openAside(state: WizardState, earlier: Earlier, other: OtherVersion | null): WizardState {
  if (isBusy(state)) return state;
  const restored = { ...withCheckOf(state, earlier), other };
  return showNearest(restored, earlier.step === 'start' ? 'machine' : earlier.step);
}

/** The check that a run is looked at with: the one that was begun, else the earlier one, else the run's own. */
function withCheckFor(state: WizardState, profile: Profile | null): Common {
  if (state.begun) return common(state);
  if (state.earlier !== null) return withCheckOf(state, state.earlier);
  const answers = profile === null ? emptyAnswers : answersOf(profile);
  return withCheckOf(state, { step: 'review', answers, result: null });
}

const newRun = (call: number, startedAt: number, only: readonly string[] | null): RunUnderWay => ({
  call,
  startedAt,
  only,
  view: emptyRun,
  cancelling: false,
});

function startRun(state: WizardState, only: readonly string[] | null, startedAt: number): WizardState {
  if (isBusy(state)) return state;
  const call = state.calls + 1;
  const run = newRun(call, startedAt, only);
  const shared = { ...common(state), calls: call, reached: later(state.reached, 'run') };
  if (only !== null) return state.step === 'results' ? showResults(shared, run) : state;
  return checkAnswers(state.answers).profile === null
    ? state
    : { ...shared, openCards: null, step: 'run', run, failure: null, stays: false };
}

/** Watches a run that this page has not started, or has lost: where its result is shown already, beside it. */
function joinRun(state: WizardState, { startedAt, base }: RunElsewhere): WizardState {
  if (isBusy(state)) return state;
  const call = state.calls + 1;
  const run = newRun(call, Date.parse(startedAt), base === null ? null : base.checks);
  const check = withCheckFor(state, null);
  const shared = { ...check, calls: call, running: null, reached: later(check.reached, 'run') };
  return base !== null && shared.result?.id === base.id
    ? showResults(shared, run)
    : { ...shared, step: 'run', run, failure: null, stays: false };
}

function openRun(state: WizardState, result: RunResult, isBrokenOff: boolean): WizardState {
  if (isBusy(state)) return state;
  const check = withCheckFor(state, result.profile);
  const brokenOff = isBrokenOff ? result.id : null;
  const reached = later(check.reached, 'results');
  return show({ ...check, result, openCards: null, brokenOff, reached }, 'results');
}

/** Puts the answers that a run was made with in place of the ones that are here. */
function takeRunAnswers(state: WizardState): WizardState {
  if (isBusy(state) || state.result === null) return state;
  const { result } = state;
  const taken = withCheckOf(state, { step: 'results', answers: answersOf(result.profile), result });
  return show({ ...taken, other: state.other }, 'results');
}

/** Changes the run under way, unless the event belongs to another run. */
function withRun(state: WizardState, call: number, change: (run: RunUnderWay) => RunUnderWay): WizardState {
  if (state.step === 'run' && state.run.call === call && state.failure === null)
    return { ...state, run: change(state.run) };
  if (state.step === 'results' && state.rerun?.call === call) return { ...state, rerun: change(state.rerun) };
  return state;
}

/** The check that an entry of the history belongs to, for a page that was loaded again and has not gone on with it yet. */
function withCheckAt(state: WizardState, { step, isFresh }: Place): WizardState {
  if (state.begun || step === 'start' || step === 'verify' || step === 'merge') return state;
  if (isFresh) return begin(state, emptyAnswers, []);
  return continueEarlier(state);
}

/** Follows the history to a place, as far as it can be gone to. A run under way stays in sight. */
function goTo(state: WizardState, place: Place): WizardState {
  if (isBusy(state)) return state.step === 'run' ? { ...state, stays: true } : state;
  const { step, evidence, item, openCards } = place;
  if (isDeskPage(step)) return openDesk(state, step, item, evidence);
  const begun = withCheckAt(state, place);
  if (step === 'listen') return openListen(begun);
  const arrived = step === begun.step ? begun : showNearest(common(begun), step);
  if (arrived.step !== 'results') return arrived;
  const known = arrived.result?.checks.some(({ id }) => id === evidence) === true;
  const shown = known && arrived.rerun === null ? evidence : null;
  return arrived.evidence === shown && arrived.openCards === openCards
    ? arrived
    : { ...arrived, evidence: shown, openCards };
}

/** The step that a page beside the steps was opened from. */
const stepBehind = (state: WizardState): Step => ('from' in state ? state.from : state.step);

/** A page of the support desk, and what of it is to be open. */
function openDesk(
  state: WizardState,
  step: DeskPage,
  item: string | null,
  evidence: string | null,
): WizardState {
  const isThere = isAtDesk(state) && state.step === step && state.item === item;
  if (isBusy(state) || (isThere && state.evidence === evidence)) return state;
  return { ...common(state), step, from: stepBehind(state), item, evidence };
}

/** The page on which this machine listens for others: its answers say at which ports, so they have to be whole. */
const showListen = (state: Common, from: Step): WizardState =>
  canOpen(state, 'review')
    ? { ...state, step: 'listen', from, as: asAnswered, ports: { kind: 'loading' } }
    : showNearest(state, 'review');

const openListen = (state: WizardState): WizardState =>
  isBusy(state) || state.step === 'listen' ? state : showListen(common(state), stepBehind(state));

function startListening(state: WizardState, code: string): WizardState {
  if (state.listening !== null || checkAnswers(state.answers).profile === null) return state;
  const call = state.calls + 1;
  return { ...state, calls: call, listening: newListening(call, code), listened: null };
}

/** Changes what is known of listening, unless the event belongs to another time. */
function withListening(
  state: WizardState,
  call: number,
  change: (listening: Listening) => Partial<Common>,
): WizardState {
  return state.listening?.call === call ? { ...state, ...change(state.listening) } : state;
}

function endRun(state: WizardState, call: number, reply: Reply<RunResult>): WizardState {
  const isRun = state.step === 'run' && state.run.call === call && state.failure === null;
  const isRerun = state.step === 'results' && state.rerun?.call === call;
  if (!isRun && !isRerun) return state;
  if (reply.ok) {
    const isAnswered = state.answers !== emptyAnswers;
    const answers = isAnswered ? state.answers : answersOf(reply.value.profile);
    const reached = later(state.reached, 'results');
    return show({ ...common(state), answers, result: reply.value, reached }, 'results');
  }
  if (isRun) return { ...state, failure: reply.error };
  return isRerun ? { ...state, rerun: null, failure: reply.error } : state;
}

function renamedIn(before: RunResult, after: RunResult): Renamed {
  const [was, is] = [before.profile, after.profile];
  const own = is.machine.name ?? after.machine.hostname;
  return {
    environment: is.environment.name === was.environment.name ? null : is.environment.name,
    machine: own === (was.machine.name ?? before.machine.hostname) ? null : own,
  };
}

/** Takes the same result under the names of the answers; a report is made anew. */
function relabel(state: WizardState, result: RunResult): WizardState {
  if (state.result?.id !== result.id) return state;
  if (state.step === 'report') return showReport({ ...common(state), result }, state);
  const renamed = renamedIn(state.result, result);
  return state.step === 'results' ? { ...state, result, renamed } : { ...state, result };
}

/** Takes the result with a waiver set or taken back, also on a page that was gone to meanwhile; a report is made anew. */
function waive(state: WizardState, result: RunResult): WizardState {
  if (state.result?.id !== result.id) return state;
  const waivers = result.profile.waivers.map((waiver) => ({ ...waiver }));
  const answers = { ...state.answers, kept: { ...state.answers.kept, waivers } };
  const waived = { ...state, result, answers };
  return waived.step === 'report' ? showReport({ ...common(state), result, answers }, waived) : waived;
}

/**
 * The next state of the wizard. Pure. An event that does not belong to the step that is shown, or to the call that is
 * under way, changes nothing.
 */
export function reduce(state: WizardState, event: WizardEvent): WizardState {
  switch (event.kind) {
    case 'begun':
      return begin(state, emptyAnswers, []);
    case 'continued':
      return continueEarlier(state);
    case 'file-chosen':
      return state.step === 'start' ? { ...state, opening: { kind: 'reading', name: event.name } } : state;
    case 'file-read':
      return readFile(state, event.reply);
    case 'report-read':
      return readReport(state, event.reply);
    case 'several-chosen':
      return state.step === 'start' ? { ...state, opening: { kind: 'several', names: event.names } } : state;
    case 'answered':
      return { ...state, answers: { ...state.answers, ...event.change } };
    case 'submitted':
      return submit(state);
    case 'went-back':
      return goBack(state);
    case 'opened':
      return open(state, event.step);
    case 'question-opened':
      return openQuestion(state, event.question);
    case 'desk-opened':
      return openDesk(state, event.page, event.item, event.evidence);
    case 'desk-left':
      return isAtDesk(state) ? goBack({ ...state, item: null }) : state;
    case 'listen-page-opened':
      return openListen(state);
    case 'listen-plan-asked':
      return state.step === 'listen' ? { ...state, ports: { kind: 'loading' } } : state;
    case 'listen-as-chosen':
      return state.step === 'listen' && state.listening === null
        ? { ...state, as: event.as, ports: { kind: 'loading' } }
        : state;
    case 'listen-plan-answered':
      return state.step === 'listen' && state.as === event.as
        ? { ...state, ports: loaded(event.reply) }
        : state;
    case 'listen-started':
      return startListening(state, event.code);
    case 'listen-told':
      return withListening(state, event.call, (listening) => ({
        listening: addListenEvent(listening, event.event),
      }));
    case 'listen-stopping':
      return state.listening === null
        ? state
        : { ...state, listening: { ...state.listening, isStopping: true } };
    case 'listen-answered':
      return withListening(state, event.call, (listening) => ({
        listening: null,
        listened: listenedOf(listening, event.reply),
      }));
    case 'listened-noted':
      return state.listened === null ? state : { ...state, listened: null };
    case 'plan-asked':
      return { ...state, plan: { profileKey: event.profileKey, view: { kind: 'loading' } } };
    case 'plan-answered':
      return state.plan?.profileKey === event.profileKey
        ? { ...state, plan: { profileKey: event.profileKey, view: loaded(event.reply) } }
        : state;
    case 'run-started':
      return startRun(state, event.only, event.at);
    case 'run-progressed':
      return withRun(state, event.call, (run) => ({ ...run, view: addProgress(run.view, event.events) }));
    case 'run-cancelling':
      return withRun(state, event.call, (run) => ({ ...run, cancelling: true }));
    case 'run-answered':
      return endRun(state, event.call, event.reply);
    case 'run-joined':
      return joinRun(state, event.run);
    case 'run-opened':
      return openRun(state, event.result, event.brokenOff);
    case 'run-answers-taken':
      return takeRunAnswers(state);
    case 'relabelled':
      return relabel(state, event.result);
    case 'waived':
      return waive(state, event.result);
    case 'cards-opened':
      return state.step === 'results' ? { ...state, openCards: event.cards } : state;
    case 'evidence-opened':
      return 'evidence' in state ? { ...state, evidence: event.check } : state;
    case 'evidence-closed':
      return 'evidence' in state ? { ...state, evidence: null } : state;
    case 'preview-asked':
      return state.step === 'report' ? showReport(common(state), state) : state;
    case 'redact-chosen':
      return state.step === 'report' ? showReport(common(state), { ...state, redact: event.redact }) : state;
    case 'text-kept':
      return state.step === 'report' ? keepText(state, event.text, event.isKept) : state;
    case 'page-size-chosen':
      return state.step === 'report'
        ? showReport({ ...common(state), pageSize: event.pageSize }, state)
        : state;
    case 'preview-answered':
      return state.step === 'report' && state.call === event.call
        ? { ...state, preview: loaded(event.reply) }
        : state;
    case 'redaction-answered':
      return state.step === 'report' && state.call === event.call
        ? { ...state, redaction: loaded(event.reply) }
        : state;
    case 'session-saved':
      return { ...state, saveFailure: event.failure };
    case 'popped':
      return goTo(state, event.place);
    case 'other-kept':
      return state.other === event.other ? state : { ...state, other: event.other };
    case 'other-taken':
      return takeOther(state, event.earlier);
    case 'aside-opened':
      return openAside(state, event.earlier, event.other);
    case 'offers-found':
      return state.begun ? state : { ...state, ...event.offers };
    case 'tab-noted':
      return state.hasOtherTab === event.isOpen ? state : { ...state, hasOtherTab: event.isOpen };
    case 'host-changed':
      return state.host === event.host ? state : { ...state, host: event.host };
  }
}

/** Whether the plan that is shown was made for other answers. */
export function isPlanStale(state: WizardState): boolean {
  const { profile } = checkAnswers(state.answers);
  return state.plan !== null && (profile === null || decidingKey(profile) !== state.plan.profileKey);
}

/** Whether the result that is shown is about other answers: names that were corrected since do not count. */
export function isResultStale(state: Pick<WizardState, 'answers' | 'result'>): boolean {
  if (state.result === null) return false;
  const { profile } = checkAnswers(state.answers);
  return profile === null || decidingKey(profile) !== decidingKey(state.result.profile);
}

/** The answers whose names a result does not have yet; null where it has them, or is about other answers. */
export function profileToRelabel(state: Pick<WizardState, 'answers' | 'result'>): Profile | null {
  const { profile } = checkAnswers(state.answers);
  if (state.result === null || profile === null || isResultStale(state)) return null;
  return labelsKey(profile) === labelsKey(state.result.profile) ? null : profile;
}
