import { ProblemSummary } from '../../../components/form/ProblemSummary.tsx';
import { QuestionGroup } from '../../../components/form/QuestionGroup.tsx';
import { useFields } from '../../../components/form/use-fields.ts';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { commonText } from '../../../text/en/common.ts';
import { environmentText } from '../../../text/en/environment.ts';
import { askedTopics } from '../../asked.ts';
import type { AnswerStepProps } from '../answer-step-props.ts';
import { General } from './GeneralPart.tsx';
import { Ports, ProxyPart, TimestampPart } from './NetworkParts.tsx';
import { HostListAnswer, type PartProps } from './parts.tsx';
import { Cache, Databases, Lifetime, Servers } from './ServerParts.tsx';

/** Asks where everything stands: only what the chosen roles need. */
export function EnvironmentStep({
  about,
  answers,
  problems,
  attempts,
  onAnswer,
  onSubmit,
  onBack,
}: AnswerStepProps) {
  const field = useFields(problems, attempts);
  const topics = askedTopics(answers);
  const part: PartProps = { about, answers, onAnswer, field, topics };
  return (
    <StepPage
      heading={environmentText.heading}
      intro={environmentText.intro}
      onBack={onBack}
      primary={{ label: commonText.next, onPress: onSubmit }}
    >
      <ProblemSummary problems={problems} attempts={attempts} databases={answers.databases} />
      <Servers {...part} />
      <Databases {...part} />
      <Cache {...part} />
      <Lifetime {...part} />
      {topics.has('container-runtimes') ? (
        <QuestionGroup legend={environmentText.containers}>
          <HostListAnswer {...part} name="containerRuntimes" hint={environmentText.containersHint} />
        </QuestionGroup>
      ) : null}
      <General {...part} />
      <Ports {...part} />
      <ProxyPart {...part} />
      <TimestampPart {...part} />
    </StepPage>
  );
}
