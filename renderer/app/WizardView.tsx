import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Command, CommandSource } from '../../shared/contract/commands.ts';
import { effectiveRoles } from '../../shared/profile/roles.ts';
import { longestRunMs } from '../../shared/run/longest-run.ts';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { Frame } from '../components/frame/Frame.tsx';
import { pageHeadingId } from '../components/page-heading-id.ts';
import { commonText } from '../text/en/common.ts';
import { frameText } from '../text/en/frame.ts';
import { VerifyPage } from '../verify/VerifyPage.tsx';
import { checkAnswers } from '../wizard/check-answers.ts';
import type { Commands, Wizard } from '../wizard/effects.ts';
import { problemsOfStep, railSteps } from '../wizard/flow.ts';
import { isBusy, isPlanStale, isResultStale, type StateOf, type WizardState } from '../wizard/machine.ts';
import { questionsMissing, questionsOf } from '../wizard/questions.ts';
import { EnvironmentStep } from '../wizard/steps/environment/EnvironmentStep.tsx';
import { MachineStep } from '../wizard/steps/machine/MachineStep.tsx';
import type { RunStepProps } from '../wizard/steps/props.ts';
import { ReportStep } from '../wizard/steps/report/ReportStep.tsx';
import { ResultsStep } from '../wizard/steps/results/ResultsStep.tsx';
import { ReviewStep } from '../wizard/steps/review/ReviewStep.tsx';
import { RunStep } from '../wizard/steps/run/RunStep.tsx';
import { ScopeStep } from '../wizard/steps/scope/ScopeStep.tsx';
import { StartStep } from '../wizard/steps/start/StartStep.tsx';
import { focusQuestion } from './focus-question.ts';

type StepProps<S extends WizardState = WizardState> = { readonly state: S; readonly commands: Commands };

function Start({ state, commands }: StepProps<StateOf<'start'>>) {
  const { about, earlier, earlierProblem, begun, opening } = state;
  return (
    <StartStep
      about={about}
      earlier={earlier}
      earlierProblem={earlierProblem}
      begun={begun}
      opening={opening}
      onBegin={commands.begin}
      onOpenFile={(file) => void commands.openFile(file)}
      onContinue={begun ? commands.goOn : commands.continueEarlier}
      onVerify={commands.openVerify}
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
      onRun={commands.run}
      onBack={commands.back}
    />
  );
}

/** How long a run takes when nothing answers, from the plan that it was started with. */
function longestOf(state: WizardState): RunStepProps['longestMs'] {
  const { profile } = checkAnswers(state.answers);
  if (profile === null || state.plan?.view.kind !== 'ready' || isPlanStale(state)) return null;
  return longestRunMs(state.plan.view.value, profile.limits);
}

function Run({ state, commands }: StepProps<StateOf<'run'>>) {
  const { run, failure } = state;
  return (
    <RunStep
      view={run.view}
      startedAt={run.startedAt}
      longestMs={longestOf(state)}
      cancelling={run.cancelling}
      failure={failure}
      onCancel={commands.cancelRun}
      onTryAgain={commands.run}
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
      rerun={
        rerun === null ? null : { checks: rerun.only ?? [], view: rerun.view, cancelling: rerun.cancelling }
      }
      rerunFailure={failure}
      questionsOf={(check) => questionsOf(check, state.answers)}
      onOpenQuestion={commands.openQuestion}
      onRerun={commands.rerun}
      onCancelRerun={commands.cancelRun}
      onWaive={commands.waive}
      onRunAll={commands.run}
      onListRuns={commands.listRuns}
      onReadRun={commands.readRun}
      onOpenLink={commands.openLink}
      onContinue={commands.submit}
      onBack={rerun === null ? commands.back : null}
    />
  );
}

function Report({ state, commands }: StepProps<StateOf<'report'>>) {
  const { result, preview, redact, redaction, about, pageSize } = state;
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
      pageSize={pageSize}
      onPageSize={commands.choosePageSize}
      onSave={commands.saveReport}
      onReveal={commands.reveal}
      canReveal={about.host === 'desktop'}
      onVerify={commands.openVerify}
      onStartOver={commands.startOver}
      onQuit={commands.quit}
      onBack={commands.back}
    />
  );
}

function StepView({ state, commands }: StepProps): ReactNode {
  switch (state.step) {
    case 'start':
      return <Start state={state} commands={commands} />;
    case 'machine':
    case 'environment':
    case 'scope':
      return <Asking state={state} commands={commands} />;
    case 'review':
      return <Review state={state} commands={commands} />;
    case 'run':
      return <Run state={state} commands={commands} />;
    case 'results':
      return <Results state={state} commands={commands} />;
    case 'report':
      return <Report state={state} commands={commands} />;
    case 'verify':
      return <VerifyPage onBack={commands.back} onVerify={commands.verify} />;
  }
}

/**
 * Moves the focus when another page opens, not at the start: to the question that led there, else to the heading. Names
 * the page in the window's title.
 */
function useOpenedPage(state: WizardState): void {
  const { step } = state;
  const at = 'at' in state ? state.at : null;
  const shown = useRef(step);
  useEffect(() => {
    document.title = commonText.pageTitle(step === 'verify' ? frameText.verify : frameText.stepWords[step]);
    if (shown.current === step) return;
    shown.current = step;
    if (at === null || !focusQuestion(document, at)) document.getElementById(pageHeadingId)?.focus();
  }, [step, at]);
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

type WizardViewProps = {
  readonly wizard: Wizard;
  /** Where the host's menu is heard of; null where it has none. */
  readonly menu: CommandSource | null;
};

/** The whole wizard: the frame, and in it the page of the step that is shown. */
export function WizardView({ wizard, menu }: WizardViewProps) {
  const state = useSyncExternalStore(wizard.subscribe, wizard.state);
  const { commands } = wizard;
  useOpenedPage(state);
  useEffect(() => {
    addEventListener('pagehide', commands.flush);
    return () => removeEventListener('pagehide', commands.flush);
  }, [commands]);
  useEffect(() => menu?.onCommand((command) => obey(command, commands)), [menu, commands]);
  const { about, answers, saveFailure, step } = state;
  const busy = isBusy(state);
  const name = answers.machineName.trim() === '' ? about.machine.hostname : answers.machineName;
  return (
    <Frame
      header={{ machineName: name, roles: effectiveRoles(answers.roles), phase: answers.phase }}
      rail={{
        steps: railSteps(state, isResultStale(state), busy),
        current: step,
        onOpen: commands.open,
        onVerify: busy ? null : commands.openVerify,
      }}
      notice={saveFailure === null ? null : <FailureMessage failure={saveFailure} />}
    >
      <StepView key={step} state={state} commands={commands} />
    </Frame>
  );
}
