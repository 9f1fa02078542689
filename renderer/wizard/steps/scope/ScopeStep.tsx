import { Box, Button } from '@mui/material';
import { editions } from '../../../../shared/catalogue/editions.ts';
import { overlays } from '../../../../shared/catalogue/overlays.ts';
import type { Proposal } from '../../../../shared/catalogue/proposals.ts';
import { editionIds } from '../../../../shared/profile/edition-ids.ts';
import type { Part } from '../../../../shared/profile/questions.ts';
import { phases } from '../../../../shared/words/verdict.ts';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { ChoiceCard } from '../../../components/form/ChoiceCard.tsx';
import { ProblemSummary } from '../../../components/form/ProblemSummary.tsx';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { useFields } from '../../../components/form/use-fields.ts';
import { YesNo } from '../../../components/form/YesNo.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { QuestionLinks } from '../../../components/QuestionLinks.tsx';
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

const titleOf = (overlay: string): string => overlays.find(({ id }) => id === overlay)?.title ?? overlay;

const withOverlay = (chosen: readonly string[], id: string): string[] => [
  ...chosen.filter((other) => other !== id),
  id,
];

/** The answers with what is proposed. */
function withProposal({ edition, overlays: chosen }: Answers, { field, value }: Proposal): Partial<Answers> {
  switch (field) {
    case 'edition':
      return { edition: editionIds.find((id) => id === value) ?? edition };
    case 'overlays':
      return { overlays: withOverlay(chosen, value) };
  }
}

/** What a proposal is called. */
function proposalTitle({ field, value }: Proposal): string {
  switch (field) {
    case 'edition':
      return Object.values(editions).find(({ id }) => id === value)?.title ?? value;
    case 'overlays':
      return titleOf(value);
  }
}

/** What the answers leave off and their version of the platform has, each with its reason and one way to choose it. */
function Proposals({ answers, onAnswer }: Pick<PartProps, 'answers' | 'onAnswer'>) {
  return proposalsOf(answers).map((proposal) => (
    <InlineMessage
      key={proposal.value}
      kind="note"
      isBar
      title={scopeText.proposal(proposalTitle(proposal))}
      actions={
        <Button size="small" onClick={() => onAnswer(withProposal(answers, proposal))}>
          {scopeText.choose(proposal.field === 'edition' ? proposal.value : titleOf(proposal.value))}
        </Button>
      }
    >
      {proposal.why}
    </InlineMessage>
  ));
}

/**
 * Which text of the requirements is checked. It stands before the questions that follow from it; what fits the version is
 * proposed and never chosen by itself.
 */
function EditionPart({ onOpenQuestion, ...props }: PartProps & Pick<AnswerStepProps, 'onOpenQuestion'>) {
  const { answers } = props;
  const { reference } = editions[answers.edition];
  return (
    <QuestionGroup legend={scopeText.requirements} hint={scopeText.requirementsHint}>
      <Answer {...props} question="edition" />
      <Box sx={{ color: 'text.secondary' }}>{reference}</Box>
      {answers.platformVersion.trim() === '' ? (
        <Box>
          <Box sx={{ color: 'text.secondary' }}>{scopeText.noVersion}</Box>
          <QuestionLinks questions={['platformVersion']} disabled={false} onOpen={onOpenQuestion} />
        </Box>
      ) : null}
      <Proposals {...props} />
    </QuestionGroup>
  );
}

/** What can be added to the edition: one line until it is opened, because most people need no more than what is proposed. */
function Overlays({ answers, onAnswer }: Pick<PartProps, 'answers' | 'onAnswer'>) {
  const own = editions[answers.edition].overlays;
  const shown = overlays.filter(({ id }) => !own.includes(id));
  const chosen = shown.filter(({ id }) => answers.overlays.includes(id));
  const { label, hint } = questionTexts.overlays;
  return (
    <Box sx={{ marginBottom: 4 }}>
      <Disclosure title={label} summary={scopeText.overlaysChosen(chosen.length)}>
        <Box id={questionId('overlays')} role="group" aria-label={label} sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ color: 'text.secondary' }}>{hint}</Box>
          {own.length === 0 ? null : (
            <Box sx={{ color: 'text.secondary' }}>
              {scopeText.ofEdition(answers.edition, own.map(titleOf))}
            </Box>
          )}
          {shown.map(({ id, title, when }) => (
            <YesNo
              key={id}
              label={title}
              hint={when}
              checked={answers.overlays.includes(id)}
              onChange={(checked) =>
                onAnswer({
                  overlays: checked
                    ? withOverlay(answers.overlays, id)
                    : answers.overlays.filter((other) => other !== id),
                })
              }
            />
          ))}
        </Box>
      </Disclosure>
    </Box>
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
  onOpenQuestion,
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
      <EditionPart {...part} onOpenQuestion={onOpenQuestion} />
      <Overlays answers={answers} onAnswer={onAnswer} />
      <Group {...part} part="features" legend={scopeText.features} />
      <Group {...part} part="statements" legend={scopeText.statements} hint={scopeText.statementsHint} />
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
