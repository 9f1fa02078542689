import { Box } from '@mui/material';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
import { phases } from '../../../../shared/words/verdict.ts';
import { ChoiceCard } from '../../../components/form/ChoiceCard.tsx';
import { OneOf } from '../../../components/form/OneOf.tsx';
import { ProblemSummary } from '../../../components/form/ProblemSummary.tsx';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { TextAnswer } from '../../../components/form/TextAnswer.tsx';
import { useFields } from '../../../components/form/use-fields.ts';
import { YesNo } from '../../../components/form/YesNo.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { commonText } from '../../../text/en/common.ts';
import { fieldLabel } from '../../../text/en/fields.ts';
import { frameText } from '../../../text/en/frame.ts';
import { scopeText } from '../../../text/en/scope.ts';
import type { Answer } from '../../answers.ts';
import { askedTopics } from '../../asked.ts';
import { questionId } from '../../questions.ts';
import type { AnswerStepProps } from '../answer-step-props.ts';

const answerOptions: readonly { readonly value: Answer; readonly label: string }[] = [
  { value: 'yes', label: commonText.yes },
  { value: 'no', label: commonText.no },
  { value: 'unknown', label: commonText.notKnown },
];

const phaseDetails = {
  'before-install': scopeText.beforeDetail,
  'after-install': scopeText.afterDetail,
} as const;

type PartProps = Pick<AnswerStepProps, 'answers' | 'onAnswer'>;

function Features({ answers, onAnswer }: PartProps) {
  const topics = askedTopics(answers);
  const mobile = topics.has('mobile-apps');
  const dashboard = topics.has('architecture-dashboard');
  if (!mobile && !dashboard) return null;
  return (
    <QuestionGroup legend={scopeText.features}>
      {mobile ? (
        <YesNo
          label={scopeText.mobileApps}
          hint={scopeText.mobileAppsHint}
          checked={answers.mobileApps}
          onChange={(mobileApps) => onAnswer({ mobileApps })}
        />
      ) : null}
      {dashboard ? (
        <YesNo
          label={scopeText.architectureDashboard}
          hint={scopeText.architectureDashboardHint}
          checked={answers.architectureDashboard}
          onChange={(architectureDashboard) => onAnswer({ architectureDashboard })}
        />
      ) : null}
    </QuestionGroup>
  );
}

function Statements({ answers, onAnswer }: PartProps) {
  const topics = askedTopics(answers);
  if (!topics.has('one-provider')) return null;
  return (
    <QuestionGroup legend={scopeText.statements} hint={scopeText.statementsHint}>
      <OneOf
        id={questionId('oneProvider')}
        label={scopeText.oneProvider}
        options={answerOptions}
        value={answers.oneProvider}
        onChange={(oneProvider) => onAnswer({ oneProvider })}
      />
      {topics.has('vpn') ? (
        <OneOf
          id={questionId('vpn')}
          label={scopeText.vpn}
          options={answerOptions}
          value={answers.vpn}
          onChange={(vpn) => onAnswer({ vpn })}
        />
      ) : null}
      {topics.has('ssl-offloading') ? (
        <>
          <OneOf
            id={questionId('sslOffloading')}
            label={scopeText.sslOffloading}
            options={answerOptions}
            value={answers.sslOffloading}
            onChange={(sslOffloading) => onAnswer({ sslOffloading })}
          />
          <OneOf
            id={questionId('parameterRecordAdded')}
            label={scopeText.parameterRecordAdded}
            hint={scopeText.parameterHint}
            options={answerOptions}
            value={answers.parameterRecordAdded}
            onChange={(parameterRecordAdded) => onAnswer({ parameterRecordAdded })}
          />
        </>
      ) : null}
    </QuestionGroup>
  );
}

function Overlays({ answers, onAnswer }: PartProps) {
  if (overlays.length === 0) return null;
  return (
    <QuestionGroup legend={scopeText.overlays}>
      {overlays.map(({ id, title, reference }) => (
        <YesNo
          key={id}
          label={title}
          hint={reference}
          checked={answers.overlays.includes(id)}
          onChange={(checked) =>
            onAnswer({
              overlays: checked ? [...answers.overlays, id] : answers.overlays.filter((own) => own !== id),
            })
          }
        />
      ))}
    </QuestionGroup>
  );
}

/** Asks when the check is made, what will be used, and what no connection can show. */
export function ScopeStep({ answers, problems, attempts, onAnswer, onSubmit, onBack }: AnswerStepProps) {
  const field = useFields(problems, attempts);
  return (
    <StepPage
      heading={scopeText.heading}
      intro={scopeText.intro}
      onBack={onBack}
      primary={{ label: commonText.next, onPress: onSubmit }}
    >
      <ProblemSummary problems={problems} attempts={attempts} />
      <QuestionGroup legend={scopeText.phase}>
        <Box
          sx={{
            display: 'grid',
            gap: 1.5,
            gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
          }}
        >
          {phases.map((phase) => (
            <ChoiceCard
              key={phase}
              kind="one"
              name="phase"
              title={frameText.phaseWords[phase]}
              detail={phaseDetails[phase]}
              checked={answers.phase === phase}
              onChange={() => onAnswer({ phase })}
            />
          ))}
        </Box>
      </QuestionGroup>
      <Features answers={answers} onAnswer={onAnswer} />
      <Statements answers={answers} onAnswer={onAnswer} />
      <Overlays answers={answers} onAnswer={onAnswer} />
      <QuestionGroup legend={scopeText.limits}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
          }}
        >
          <TextAnswer
            {...field('connectTimeoutMs')}
            label={fieldLabel('connectTimeoutMs')}
            hint={scopeText.connectHint}
            value={answers.connectTimeoutMs}
            onChange={(connectTimeoutMs) => onAnswer({ connectTimeoutMs })}
            placeholder="5000"
            optional
            typed
            numeric
          />
          <TextAnswer
            {...field('latencyMs')}
            label={fieldLabel('latencyMs')}
            hint={scopeText.latencyHint}
            value={answers.latencyMs}
            onChange={(latencyMs) => onAnswer({ latencyMs })}
            optional
            typed
            numeric
          />
        </Box>
      </QuestionGroup>
    </StepPage>
  );
}
