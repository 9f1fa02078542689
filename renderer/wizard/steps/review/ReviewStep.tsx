import { Box, Button } from '@mui/material';
import { type ReactNode, useMemo, useState } from 'react';
import type { Reply } from '../../../../shared/contract/reply.ts';
import type { Profile } from '../../../../shared/profile/profile.ts';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { Busy } from '../../../components/Busy.tsx';
import { CopyButton } from '../../../components/CopyButton.tsx';
import { EnvironmentDrawing } from '../../../components/EnvironmentDrawing.tsx';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { codeProblem } from '../../../components/form/code-problem.ts';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { commonText } from '../../../text/en/common.ts';
import { reviewText } from '../../../text/en/review.ts';
import { runText } from '../../../text/en/run.ts';
import type { Loadable } from '../../loadable.ts';
import type { Question } from '../../questions.ts';
import type { Saved } from '../props.ts';
import { PlanContacts } from './PlanContacts.tsx';
import { PlanDetails } from './PlanDetails.tsx';
import { PlanGaps } from './PlanGaps.tsx';
import { PlanNames } from './PlanNames.tsx';
import { PlanTotals } from './PlanTotals.tsx';
import { planDrawing } from './plan-drawing.ts';
import { planText } from './plan-text.ts';
import { codeFieldId, Rehearsal } from './Rehearsal.tsx';
import { SaveProfile } from './SaveProfile.tsx';

type ReviewStepProps = {
  readonly profile: Profile;
  /** The plan for exactly these answers. */
  readonly plan: Loadable<PlanView>;
  readonly onPlanAgain: () => void;
  readonly onSaveProfile: () => Promise<Reply<Saved>>;
  /** The questions whose answers the plan lacks. */
  readonly missing: readonly Question[];
  readonly onOpenQuestion: (question: Question) => void;
  /** Opens the page on which this machine listens for others. */
  readonly onListen: () => void;
  /** @param code the code of a rehearsal; null for a run without one */
  readonly onRun: (code: string | null) => void;
  readonly onBack: () => void;
};

function Section({
  title,
  intro,
  aside,
  children,
}: {
  readonly title: string;
  readonly intro?: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Box component="section" aria-label={title} sx={{ marginBottom: 4 }}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 2 }}>
        <Box component="h2" sx={{ margin: 0, typography: 'h2' }}>
          {title}
        </Box>
        {aside}
      </Box>
      {intro === undefined ? null : (
        <Box sx={{ color: 'text.secondary', marginBottom: 1.5, maxWidth: '72ch' }}>{intro}</Box>
      )}
      {children}
    </Box>
  );
}

function PlanBody({
  plan,
  profile,
  missing,
  onOpenQuestion,
  onSaveProfile,
  rehearsal,
}: { readonly plan: PlanView; readonly rehearsal: ReactNode } & Pick<
  ReviewStepProps,
  'profile' | 'missing' | 'onOpenQuestion' | 'onSaveProfile'
>) {
  const draw = useMemo(() => planDrawing(plan, profile), [plan, profile]);
  return (
    <>
      <PlanTotals plan={plan} />
      <PlanGaps plan={plan} missing={missing} onOpenQuestion={onOpenQuestion} />
      {rehearsal}
      <Section title={reviewText.drawing}>
        <Box sx={{ marginTop: 1 }}>
          <EnvironmentDrawing draw={draw} verdicts={false} label={reviewText.drawing} />
        </Box>
      </Section>
      <Section title={reviewText.contacts} intro={reviewText.contactsIntro}>
        <PlanContacts plan={plan} />
      </Section>
      <Section title={reviewText.names} intro={reviewText.namesIntro}>
        <PlanNames plan={plan} />
      </Section>
      <PlanDetails plan={plan} />
      <Box sx={{ marginTop: 4 }}>
        <Section title={reviewText.saveTitle} intro={reviewText.saveIntro}>
          <SaveProfile onSaveProfile={onSaveProfile} />
        </Section>
      </Box>
    </>
  );
}

/** Shows everything that a run would do, as people read it, before anything is contacted. */
export function ReviewStep({
  profile,
  plan,
  onPlanAgain,
  onSaveProfile,
  missing,
  onOpenQuestion,
  onListen,
  onRun,
  onBack,
}: ReviewStepProps) {
  const [code, setCode] = useState('');
  const [isAsked, setAsked] = useState(false);
  const run = (): void => {
    const isGiven = code.trim() !== '';
    if (!isGiven || codeProblem(code, true) === null) onRun(isGiven ? code : null);
    else {
      setAsked(true);
      document.getElementById(codeFieldId)?.focus();
    }
  };
  const ready = plan.kind === 'ready' ? plan.value : null;
  return (
    <StepPage
      heading={reviewText.heading}
      intro={reviewText.intro}
      onBack={onBack}
      status={ready === null ? null : reviewText.longest(runText.atMost(ready.longestMs))}
      aside={
        ready === null ? null : (
          <CopyButton
            text={planText(ready, profile.machine.name ?? ready.machine.hostname)}
            what={reviewText.copyWhat}
          />
        )
      }
      primary={
        ready === null
          ? { label: reviewText.runLater, onPress: run, disabled: true }
          : {
              label: reviewText.run(ready.checks.length),
              onPress: run,
              icon: <Icon name="play" size={14} />,
            }
      }
    >
      {plan.kind === 'loading' ? <Busy>{reviewText.planning}</Busy> : null}
      {plan.kind === 'failed' ? (
        <FailureMessage
          failure={plan.failure}
          actions={<Button onClick={onPlanAgain}>{commonText.tryAgain}</Button>}
        />
      ) : null}
      {ready === null ? null : (
        <PlanBody
          plan={ready}
          profile={profile}
          missing={missing}
          onOpenQuestion={onOpenQuestion}
          onSaveProfile={onSaveProfile}
          rehearsal={<Rehearsal code={code} isAsked={isAsked} onCode={setCode} onListen={onListen} />}
        />
      )}
    </StepPage>
  );
}
