import { Box } from '@mui/material';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { QuestionLinks } from '../../../components/QuestionLinks.tsx';
import { reviewText } from '../../../text/en/review.ts';
import type { Question } from '../../questions.ts';
import { missingChecks } from './plan-rows.ts';

type PlanGapsProps = {
  readonly plan: PlanView;
  /** The questions whose answers are missing. */
  readonly missing: readonly Question[];
  readonly onOpenQuestion: (question: Question) => void;
};

/** The checks that lack an answer, with the way to give it; nothing when none does. */
export function PlanGaps({ plan, missing: questions, onOpenQuestion }: PlanGapsProps) {
  const checks = missingChecks(plan);
  if (checks.length === 0) return null;
  return (
    <Box sx={{ marginBottom: 4 }}>
      <InlineMessage
        kind="caution"
        title={reviewText.missing}
        actions={<QuestionLinks questions={questions} disabled={false} onOpen={onOpenQuestion} />}
      >
        {reviewText.missingIntro}
        <Box component="ul" sx={{ margin: 0, marginTop: 0.5, paddingInlineStart: 2.5 }}>
          {checks.map(({ id, title, missing }) => (
            <li key={id}>
              {title}: {missing?.reason}
            </li>
          ))}
        </Box>
      </InlineMessage>
    </Box>
  );
}
