import { Box, Button } from '@mui/material';
import type { PlanView } from '../../../../shared/plan/plan-view.ts';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { reviewText } from '../../../text/en/review.ts';
import { missingChecks } from './plan-rows.ts';

type PlanGapsProps = { readonly plan: PlanView; readonly onComplete: () => void };

/** The checks that lack an answer, with the way to give it; nothing when none does. */
export function PlanGaps({ plan, onComplete }: PlanGapsProps) {
  const checks = missingChecks(plan);
  if (checks.length === 0) return null;
  return (
    <Box sx={{ marginBottom: 4 }}>
      <InlineMessage
        kind="caution"
        title={reviewText.missing}
        actions={
          <Button size="small" onClick={onComplete}>
            {reviewText.complete}
          </Button>
        }
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
