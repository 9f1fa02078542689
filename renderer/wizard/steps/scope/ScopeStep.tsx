import { Box } from '@mui/material';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
import type { Part } from '../../../../shared/profile/questions.ts';
import { phases } from '../../../../shared/words/verdict.ts';
import { ChoiceCard } from '../../../components/form/ChoiceCard.tsx';
import { ProblemSummary } from '../../../components/form/ProblemSummary.tsx';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { useFields } from '../../../components/form/use-fields.ts';
import { YesNo } from '../../../components/form/YesNo.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { commonText } from '../../../text/en/common.ts';
import { frameText } from '../../../text/en/frame.ts';
import { questionTexts } from '../../../text/en/questions.ts';
import { scopeText } from '../../../text/en/scope.ts';
import { questionId } from '../../questions.ts';
import { Answer, askedIn, type PartProps } from '../Answer.tsx';
import type { AnswerStepProps } from '../answer-step-props.ts';

const phaseDetails = {
  'before-install': scopeText.beforeDetail,
  'after-install': scopeText.afterDetail,
} as const;

/** Questions of a part under one heading; nothing where none of them is asked. */
function Group({
  part,
  legend,
  hint,
  ...props
}: PartProps & { readonly part: Part; readonly legend: string; readonly hint?: string }) {
  const asked = askedIn(part, props.answers);
  if (asked.length === 0) return null;
  return (
    <QuestionGroup legend={legend} hint={hint}>
      {asked.map((id) => (
        <Answer key={id} {...props} question={id} />
      ))}
    </QuestionGroup>
  );
}

function Overlays({ answers, onAnswer }: Pick<PartProps, 'answers' | 'onAnswer'>) {
  if (overlays.length === 0) return null;
  return (
    <QuestionGroup id={questionId('overlays')} legend={questionTexts.overlays.label}>
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
export function ScopeStep({
  about,
  answers,
  problems,
  attempts,
  onAnswer,
  onSubmit,
  onBack,
}: AnswerStepProps) {
  const field = useFields(problems, attempts);
  const part: PartProps = { about, answers, onAnswer, field };
  return (
    <StepPage
      heading={scopeText.heading}
      intro={scopeText.intro}
      onBack={onBack}
      primary={{ label: commonText.next, onPress: onSubmit }}
    >
      <ProblemSummary problems={problems} attempts={attempts} />
      <QuestionGroup id={questionId('phase')} legend={questionTexts.phase.label}>
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
      <Group {...part} part="features" legend={scopeText.features} />
      <Group {...part} part="statements" legend={scopeText.statements} hint={scopeText.statementsHint} />
      <Overlays answers={answers} onAnswer={onAnswer} />
      <QuestionGroup legend={scopeText.limits}>
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
          }}
        >
          {askedIn('limits', answers).map((id) => (
            <Answer key={id} {...part} question={id} />
          ))}
        </Box>
      </QuestionGroup>
    </StepPage>
  );
}
