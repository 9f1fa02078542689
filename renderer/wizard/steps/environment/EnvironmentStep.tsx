import { ProblemSummary } from '../../../components/form/ProblemSummary.tsx';
import { useFields } from '../../../components/form/use-fields.ts';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { commonText } from '../../../text/en/common.ts';
import { environmentText } from '../../../text/en/environment.ts';
import type { PartProps } from '../Answer.tsx';
import type { AnswerStepProps } from '../answer-step-props.ts';
import { General } from './GeneralPart.tsx';
import { Ports, ProxyPart, TimestampPart } from './NetworkParts.tsx';
import { Cache, Containers, Databases, Lifetime, Servers } from './ServerParts.tsx';

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
  const part: PartProps = { about, answers, onAnswer, field };
  return (
    <StepPage
      heading={environmentText.heading}
      intro={environmentText.intro}
      onBack={onBack}
      primary={{ label: commonText.next, onPress: onSubmit }}
    >
      <ProblemSummary problems={problems} attempts={attempts} databases={answers.databases} />
      <General {...part} />
      <Containers {...part} />
      <Servers {...part} />
      <Databases {...part} />
      <Cache {...part} />
      <Lifetime {...part} />
      <Ports {...part} />
      <ProxyPart {...part} />
      <TimestampPart {...part} />
    </StepPage>
  );
}
