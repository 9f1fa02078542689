import { Box, Button } from '@mui/material';
import {
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Command, CommandSource } from '../../shared/contract/commands.ts';
import { effectiveRoles } from '../../shared/profile/roles.ts';
import { verdictSentence } from '../../shared/report/verdict-sentence.ts';
import { Busy } from '../components/Busy.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { Frame, type Surround } from '../components/frame/Frame.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { pageHeadingId } from '../components/page-heading-id.ts';
import { createDeskMemory, type DeskMemory } from '../desk/desk-memory.ts';
import { deskPages, isDeskPage } from '../desk/desk-page.ts';
import { type DeskPageProps, deskRows } from '../desk/desk-rows.tsx';
import { givenFiles } from '../desk/given-files.ts';
import { Help } from '../help/Help.tsx';
import { clockTime } from '../listen/clock-time.ts';
import { ListenedMessage } from '../listen/ListenedMessage.tsx';
import { commonText } from '../text/en/common.ts';
import { deskText } from '../text/en/desk.ts';
import { listenText } from '../text/en/listen.ts';
import { runText } from '../text/en/run.ts';
import { windowsText } from '../text/en/windows.ts';
import { checkAnswers } from '../wizard/check-answers.ts';
import type { Commands, Wizard } from '../wizard/effects.ts';
import { problemsOfStep, railSteps } from '../wizard/flow.ts';
import { questionsMissing, questionsOf } from '../wizard/questions.ts';
import { isBusy, isPlanStale, isResultStale } from '../wizard/reducer.ts';
import type { RunStepProps } from '../wizard/steps/props.ts';
import { StartStep } from '../wizard/steps/start/StartStep.tsx';
import type { StateOf, WizardState } from '../wizard/wizard-state.ts';
import { focusQuestion } from './focus-question.ts';
import { HostGone } from './HostGone.tsx';
import { listenForBack } from './listen-for-back.ts';
import { listenForLeaving } from './listen-for-leaving.ts';
import { OtherVersionMessage } from './OtherVersionMessage.tsx';
import { titleOf } from './page-title.ts';
import {
  EnvironmentStep,
  ListenPage,
  loadPages,
  MachineStep,
  ReportStep,
  ResultsStep,
  ReviewStep,
  RunStep,
  ScopeStep,
} from './pages/index.ts';
import { type RunNotice, runNotice } from './run-notice.ts';

type StepProps<S extends WizardState = WizardState> = { readonly state: S; readonly commands: Commands };

function Start({ state, commands, memory }: StepProps<StateOf<'start'>> & { readonly memory: DeskMemory }) {
  const { about, begun, opening } = state;
  const handOver = (page: 'verify' | 'merge', files: readonly File[]): void => {
    memory.of(givenFiles).put(page, files);
    commands.openDesk(page);
  };
  return (
    <StartStep
      about={about}
      offers={state}
      begun={begun}
      opening={opening}
      onBegin={commands.begin}
      onOpenFiles={commands.openFiles}
      onContinue={begun ? commands.goOn : commands.continueEarlier}
      onOpenAside={commands.openAside}
      onWatchRun={commands.watchRun}
      onListRuns={commands.listRuns}
      onOpenRun={commands.openRun}
      onVerify={(files) => handOver('verify', files)}
      onMerge={(files) => handOver('merge', files)}
      onRequirements={() => commands.openLink('requirements')}
    />
  );
}

function Asking({ state, commands }: StepProps<StateOf<'machine' | 'environment' | 'scope'>>) {
  const { about, answers, attempts } = state;
  const props = {
    about,
    answers,
    attempts,
    problems: problemsOfStep(checkAnswers(answers).problems, state.step),
    onAnswer: commands.answer,
    onSubmit: commands.submit,
    onBack: commands.back,
    onOpenQuestion: commands.openQuestion,
  };
  switch (state.step) {
    case 'machine':
      return <MachineStep {...props} notes={state.notes} />;
    case 'environment':
      return <EnvironmentStep {...props} />;
    case 'scope':
      return <ScopeStep {...props} />;
  }
}

function Review({ state, commands }: StepProps<StateOf<'review'>>) {
  const { profile } = checkAnswers(state.answers);
  if (profile === null) return null;
  const plan = state.plan === null || isPlanStale(state) ? ({ kind: 'loading' } as const) : state.plan.view;
  return (
    <ReviewStep
      profile={profile}
      plan={plan}
      onPlanAgain={commands.planAgain}
      onSaveProfile={commands.saveProfile}
      missing={plan.kind === 'ready' ? questionsMissing(plan.value, state.answers) : []}
      onOpenQuestion={commands.openQuestion}
      onListen={commands.openListen}
      onRun={commands.run}
      onBack={commands.back}
    />
  );
}

/** How long a run takes when nothing answers, from the plan that it was started with. */
function longestOf(state: WizardState): RunStepProps['longestMs'] {
  const { profile } = checkAnswers(state.answers);
  if (profile === null || state.plan?.view.kind !== 'ready' || isPlanStale(state)) return null;
  return state.plan.view.value.longestMs;
}

function Run({ state, commands, notice }: StepProps<StateOf<'run'>> & { readonly notice: RunNotice }) {
  const { run, failure } = state;
  return (
    <RunStep
      view={run.view}
      startedAt={run.startedAt}
      longestMs={longestOf(state)}
      cancelling={run.cancelling}
      failure={failure}
      stays={state.stays}
      notice={notice}
      onCancel={commands.cancelRun}
      onTryAgain={commands.tryRunAgain}
      onWatch={() => void commands.watchRun()}
      onBack={failure === null ? null : commands.back}
    />
  );
}

function Results({ state, commands }: StepProps<StateOf<'results'>>) {
  const { result, rerun, failure } = state;
  if (result === null) return null;
  return (
    <ResultsStep
      result={result}
      stale={isResultStale(state)}
      isBrokenOff={state.brokenOff === result.id}
      renamed={state.renamed}
      openCards={state.openCards}
      onOpenCards={commands.openCards}
      evidence={state.evidence}
      onEvidence={commands.openEvidence}
      rerun={
        rerun === null ? null : { checks: rerun.only ?? [], view: rerun.view, cancelling: rerun.cancelling }
      }
      rerunFailure={failure}
      questionsOf={(check) => questionsOf(check, state.answers)}
      onOpenQuestion={commands.openQuestion}
      onRerun={commands.rerun}
      onCancelRerun={commands.cancelRun}
      onWaive={commands.waive}
      onRunAll={() => commands.run(null)}
      onListen={commands.openListen}
      onTakeAnswers={commands.takeRunAnswers}
      onHistory={() => commands.open('start')}
      onListRuns={commands.listRuns}
      onReadRun={commands.readRun}
      onOpenLink={commands.openLink}
      onContinue={commands.submit}
      onBack={rerun === null ? commands.back : null}
    />
  );
}

function Report({ state, commands }: StepProps<StateOf<'report'>>) {
  const { result, preview, redact, redaction, keep, about, pageSize } = state;
  if (result === null) return null;
  return (
    <ReportStep
      result={result}
      stale={isResultStale(state)}
      preview={preview}
      onPreviewAgain={commands.previewAgain}
      redact={redact}
      onRedact={commands.redact}
      redaction={redaction}
      keep={keep}
      onKeep={commands.keepText}
      pageSize={pageSize}
      onPageSize={commands.choosePageSize}
      onSave={commands.saveReport}
      onReveal={commands.reveal}
      canReveal={about.host === 'desktop'}
      onVerify={() => commands.openDesk('verify')}
      onStartOver={commands.startOver}
      onQuit={() => void commands.quit()}
      onBack={commands.back}
    />
  );
}

function Listen({ state, commands }: StepProps<StateOf<'listen'>>) {
  return (
    <ListenPage
      ports={state.ports}
      listening={state.listening}
      listened={state.listened}
      as={state.as}
      roles={checkAnswers(state.answers).profile?.machine.roles ?? []}
      onAs={commands.listenAs}
      onLonger={commands.listenLonger}
      onPlanAgain={commands.listenPlanAgain}
      onListen={commands.listen}
      onStop={commands.stopListening}
      onOpenResult={(id) => void commands.openRun({ id, brokenOff: false })}
      onNote={commands.noteListened}
      onBack={commands.back}
    />
  );
}

/** A page of the support desk. */
function Desk(props: DeskPageProps): ReactNode {
  return deskRows[props.state.step].draw(props);
}

type StepViewProps = StepProps & { readonly notice: RunNotice; readonly memory: DeskMemory };

function StepView({ state, commands, notice, memory }: StepViewProps): ReactNode {
  if ('item' in state) return <Desk state={state} commands={commands} memory={memory} />;
  switch (state.step) {
    case 'start':
      return <Start state={state} commands={commands} memory={memory} />;
    case 'machine':
    case 'environment':
    case 'scope':
      return <Asking state={state} commands={commands} />;
    case 'review':
      return <Review state={state} commands={commands} />;
    case 'run':
      return <Run state={state} commands={commands} notice={notice} />;
    case 'results':
      return <Results state={state} commands={commands} />;
    case 'report':
      return <Report state={state} commands={commands} />;
    case 'listen':
      return <Listen state={state} commands={commands} />;
  }
}

/**
 * Moves the focus when another page opens, not at the start: to the question that led there, else to the heading. Names
 * the page in the window's title. When the page was drawn anew with other answers, or what had the focus is gone because
 * the person has chosen between two versions, reading goes on at the heading too. It stands beside the page, so that it
 * comes with it where the page has to be loaded first.
 */
function OpenedPage({ state }: { readonly state: WizardState }): null {
  const { step, version, other, host } = state;
  const at = 'at' in state ? state.at : null;
  const item = 'item' in state ? state.item : null;
  const shown = useRef({ step, version, item });
  useEffect(() => {
    if (host !== 'here') return;
    const before = shown.current;
    const isSame = before.step === step && before.version === version;
    if (isSame && before.item === item) return;
    shown.current = { step, version, item };
    // A page that closes what it had opened knows where in it reading goes on.
    if (isSame && item === null) return;
    if (at === null || !focusQuestion(document, at)) document.getElementById(pageHeadingId)?.focus();
  }, [step, version, item, at, host]);
  const title = titleOf(state);
  useEffect(() => {
    if (host === 'here') document.title = title;
  }, [title, host]);
  const hadOther = useRef(other !== null);
  useEffect(() => {
    const isChosen = hadOther.current && other === null;
    hadOther.current = other !== null;
    if (isChosen && document.activeElement === document.body)
      document.getElementById(pageHeadingId)?.focus({ preventScroll: true });
  }, [other]);
  return null;
}

/** Says that a run has ended, when its results are shown in place of it: the desktop's host does, or the browser. */
function useEndNotice({ step, result, about }: WizardState, notice: RunNotice, commands: Commands): void {
  const before = useRef(step);
  const { host } = about;
  useEffect(() => {
    if (before.current === 'run' && step === 'results' && result !== null) {
      if (host === 'desktop') commands.announceRun(result.id);
      else notice.tell(runText.notice.title, `${verdictSentence(result)}.`);
    }
    before.current = step;
  }, [step, result, host, notice, commands]);
}

/** What a command of the menu means: where the person can do it. Nothing is begun, replaced or written by a menu alone. */
function obey(command: Command, commands: Commands): void {
  switch (command) {
    case 'new-check':
    case 'open-environment':
      commands.open('start');
      break;
    case 'save-report':
      commands.open('report');
      break;
  }
}

/** That listening goes on behind the page that is shown, with the ways to it and to its end; what came of it afterwards. */
function ListeningNotice({ state, commands }: StepProps): ReactNode {
  const { listening, listened } = state;
  const opened = listening?.opened ?? null;
  if (listening === null || opened === null)
    return listened === null ? null : (
      <ListenedMessage
        listened={listened}
        onOpenResult={(id) => void commands.openRun({ id, brokenOff: false })}
        onNote={commands.noteListened}
      />
    );
  return (
    <InlineMessage
      kind="caution"
      title={listenText.until(clockTime(opened.until))}
      isBar
      announce
      actions={
        <>
          <Button size="small" onClick={commands.openListen}>
            {listenText.elsewhere.show}
          </Button>
          <Button size="small" onClick={commands.stopListening} disabled={listening.isStopping}>
            {listening.isStopping ? listenText.stopping : listenText.stop}
          </Button>
        </>
      }
    >
      {listenText.elsewhere.text}
    </InlineMessage>
  );
}

type NoticesProps = StepProps & { readonly isBusy: boolean };

/** What has to be said on every page, above it; null when there is nothing. */
function Notices({ state, commands, isBusy: isRunning }: NoticesProps): ReactNode {
  const { saveFailure, other, hasOtherTab, answers } = state;
  const hasListening = state.step !== 'listen' && (state.listening !== null || state.listened !== null);
  if (saveFailure === null && other === null && !hasOtherTab && !hasListening) return null;
  const { tab } = windowsText;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {saveFailure === null ? null : <FailureMessage failure={saveFailure} />}
      {hasListening ? <ListeningNotice state={state} commands={commands} /> : null}
      {other === null ? null : (
        <OtherVersionMessage
          other={other}
          answers={answers}
          isBusy={isRunning}
          onKeepMine={commands.keepMine}
          onTakeOther={commands.takeOther}
        />
      )}
      {hasOtherTab && other === null ? (
        <InlineMessage
          kind="note"
          title={tab.title}
          isBar
          announce
          actions={
            <Button size="small" onClick={commands.noteTab}>
              {tab.note}
            </Button>
          }
        >
          {tab.text}
        </InlineMessage>
      ) : null}
    </Box>
  );
}

/** What stands around the page that is shown. */
function surround(state: WizardState, commands: Commands, onHelp: () => void): Surround {
  const { about, answers, step } = state;
  if (isDeskPage(step)) {
    const items = deskPages.map((page) => ({
      label: deskText.pages[page],
      icon: deskRows[page].icon,
      isCurrent: page === step,
      onOpen: () => commands.openDesk(page),
    }));
    return { kind: 'desk', rail: { items, onLeave: commands.leaveDesk, onHelp } };
  }
  const isFree = !isBusy(state);
  const machineName = answers.machineName.trim() === '' ? about.machine.hostname : answers.machineName;
  return {
    kind: 'machine',
    header: { machineName, roles: effectiveRoles(answers.roles), phase: answers.phase },
    rail: {
      steps: railSteps(state, isResultStale(state), !isFree),
      current: step,
      onOpen: commands.open,
      onVerify: isFree ? () => commands.openDesk('verify') : null,
      onMerge: isFree ? () => commands.openDesk('merge') : null,
      onHelp,
    },
  };
}

type WizardViewProps = {
  readonly wizard: Wizard;
  /** Where the host's menu is heard of; null where it has none. */
  readonly menu: CommandSource | null;
};

/**
 * The whole wizard: the frame, and in it the page of the step that is shown. While the host does not answer it stays as
 * it is behind what is said about that, because it may go on.
 */
export function WizardView({ wizard, menu }: WizardViewProps) {
  const state = useSyncExternalStore(wizard.subscribe, wizard.state);
  const { commands } = wizard;
  useEffect(() => void loadPages(), []);
  useLayoutEffect(() => wizard.attach(), [wizard]);
  useEffect(() => listenForLeaving(window, commands.flush), [commands]);
  useEffect(() => menu?.onCommand((command) => obey(command, commands)), [menu, commands]);
  const { about, host, step, version } = state;
  useEffect(() => (about.host === 'desktop' ? listenForBack(window) : undefined), [about.host]);
  const [notice] = useState(() => runNotice(window));
  useEndNotice(state, notice, commands);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const openHelp = useCallback(() => setHelpOpen(true), []);
  const closeHelp = useCallback(() => setHelpOpen(false), []);
  const [memory] = useState(() => createDeskMemory(commands));
  const busy = isBusy(state);
  return (
    <>
      {host === 'here' ? null : (
        <HostGone
          about={about}
          isEnded={host === 'ended'}
          hasUnsaved={wizard.hasUnsaved()}
          onAsk={commands.askHost}
        />
      )}
      {host === 'ended' ? null : (
        <Box sx={{ height: '100%', display: host === 'here' ? 'contents' : 'none' }}>
          <Frame
            around={surround(state, commands, openHelp)}
            notice={<Notices state={state} commands={commands} isBusy={busy} />}
          >
            <Suspense fallback={<Busy>{commonText.loading}</Busy>}>
              <StepView
                key={`${step} ${version}`}
                state={state}
                commands={commands}
                notice={notice}
                memory={memory}
              />
              <OpenedPage state={state} />
            </Suspense>
          </Frame>
          <Help isOpen={isHelpOpen} onOpen={openHelp} onClose={closeHelp} />
        </Box>
      )}
    </>
  );
}
