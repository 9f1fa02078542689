import { Box, Button } from '@mui/material';
import { editions } from '../../../../shared/catalogue/editions.ts';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
import { editionFor } from '../../../../shared/catalogue/proposals.ts';
import { editionIds } from '../../../../shared/profile/edition-ids.ts';
import type { Part } from '../../../../shared/profile/questions.ts';
import { phases } from '../../../../shared/words/verdict.ts';
import { ChoiceCard } from '../../../components/form/ChoiceCard.tsx';
import { ProblemSummary } from '../../../components/form/ProblemSummary.tsx';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { useFields } from '../../../components/form/use-fields.ts';
import { YesNo } from '../../../components/form/YesNo.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { commonText } from '../../../text/en/common.ts';
import { frameText } from '../../../text/en/frame.ts';
import { questionTexts } from '../../../text/en/questions.ts';
import { scopeText } from '../../../text/en/scope.ts';
import type { Answers } from '../../answers.ts';
import { proposalsOf } from '../../proposals.ts';
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

/** What the answers leave off and their version of the platform has, each with one way to choose it. */
function Proposals({
  answers,
  onAnswer,
  about,
  field,
}: Pick<PartProps, 'answers' | 'onAnswer'> & {
  readonly about: 'edition' | 'overlays';
  readonly field: (value: string) => Partial<Answers>;
}) {
  const proposals = proposalsOf(answers).filter(({ field: path }) => path === about);
  return proposals.map(({ value, reason }) => (
    <InlineMessage
      key={value}
      kind="note"
      actions={
        <Button size="small" variant="outlined" onClick={() => onAnswer(field(value))}>
          {scopeText.choose(about === 'edition' ? value : (titleOf(value) ?? value))}
        </Button>
      }
    >
      {reason}
    </InlineMessage>
  ));
}

const titleOf = (overlay: string): string | undefined => overlays.find(({ id }) => id === overlay)?.title;

/**
 * Which text of the requirements is checked. It stands before the questions that follow from it; the one that fits the
 * version is proposed and never chosen by itself.
 */
function EditionPart(props: PartProps) {
  const { answers, onAnswer } = props;
  const { reference } = editions[answers.edition];
  return (
    <QuestionGroup legend={scopeText.requirements} hint={scopeText.requirementsHint}>
      <Answer {...props} question="edition" />
      <Box sx={{ color: 'text.secondary' }}>{reference}</Box>
      {answers.platformVersion.trim() === '' ? (
        <Box sx={{ color: 'text.secondary' }}>{editionFor(undefined).reason}</Box>
      ) : null}
      <Proposals
        answers={answers}
        onAnswer={onAnswer}
        about="edition"
        field={(value) => ({ edition: editionIds.find((id) => id === value) ?? answers.edition })}
      />
    </QuestionGroup>
  );
}

function Overlays({ answers, onAnswer }: Pick<PartProps, 'answers' | 'onAnswer'>) {
  const own = editions[answers.edition].overlays;
  const shown = overlays.filter(({ id }) => !own.includes(id));
  const { label, hint } = questionTexts.overlays;
  const withOverlay = (id: string): string[] => [...answers.overlays.filter((other) => other !== id), id];
  return (
    <QuestionGroup id={questionId('overlays')} legend={label} hint={hint}>
      {own.length === 0 ? null : (
        <Box sx={{ color: 'text.secondary' }}>
          {scopeText.ofEdition(
            answers.edition,
            own.map((id) => titleOf(id) ?? id),
          )}
        </Box>
      )}
      <Proposals
        answers={answers}
        onAnswer={onAnswer}
        about="overlays"
        field={(value) => ({ overlays: withOverlay(value) })}
      />
      {shown.map(({ id, title, when }) => (
        <YesNo
          key={id}
          label={title}
          hint={when}
          checked={answers.overlays.includes(id)}
          onChange={(checked) =>
            onAnswer({
              overlays: checked ? withOverlay(id) : answers.overlays.filter((other) => other !== id),
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
      <EditionPart {...part} />
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
