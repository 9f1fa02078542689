import { Box } from '@mui/material';
import { pageLimitText } from '../../../../shared/report/page-limits.ts';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { reviewText } from '../../../text/en/review.ts';
import { inboundRows, localChecks, missingChecks } from './plan-rows.ts';

/** How many checks do what; together they are all that will run. Beneath them, how many of them the report's pages will show. */
export function PlanTotals({ plan }: { readonly plan: PlanView }) {
  const { totals } = reviewText;
  const destinations = new Set(plan.contacts.map(({ host }) => host)).size;
  const local = localChecks(plan).length;
  const inbound = inboundRows(plan).length;
  const missing = missingChecks(plan).length;
  const outbound = plan.checks.length - local - inbound - missing;
  const facts = [
    { count: outbound, detail: totals.outbound(outbound, destinations) },
    { count: local, detail: totals.local(local) },
    { count: inbound, detail: totals.inbound(inbound) },
    { count: missing, detail: totals.missing(missing) },
  ].filter(({ count }) => count > 0);
  const limit = pageLimitText(plan.checks);
  return (
    <Box sx={{ marginBottom: 3 }}>
      <Box
        component="ul"
        sx={{
          listStyle: 'none',
          margin: 0,
          padding: 0,
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 4,
          rowGap: 1,
        }}
      >
        {facts.map(({ count, detail }) => (
          <li key={detail}>
            <Box component="span" className="tabular" sx={{ typography: 'h2' }}>
              {reviewText.checkCount(count)}
            </Box>{' '}
            <Box component="span" sx={{ color: 'text.secondary' }}>
              {detail}
            </Box>
          </li>
        ))}
      </Box>
      {limit === null ? null : <Box sx={{ color: 'text.secondary', marginTop: 1 }}>{limit}</Box>}
    </Box>
  );
}
