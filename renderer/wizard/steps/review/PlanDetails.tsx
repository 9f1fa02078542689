import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { requirementOf } from '../../../../shared/catalogue/requirements.ts';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { Mono } from '../../../components/Mono.tsx';
import { reviewText } from '../../../text/en/review.ts';
import { Keys } from './Keys.tsx';
import { inboundRows, localChecks } from './plan-rows.ts';

function Local({ plan }: { readonly plan: PlanView }) {
  const checks = localChecks(plan);
  if (checks.length === 0) return null;
  return (
    <Disclosure title={reviewText.local} summary={reviewText.checkCount(checks.length)}>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
        {checks.map(({ id, title, requirements: keys }) => (
          <li key={id}>
            {title} <Keys keys={keys} />
          </li>
        ))}
      </Box>
    </Disclosure>
  );
}

function Inbound({ plan }: { readonly plan: PlanView }) {
  const rows = inboundRows(plan);
  if (rows.length === 0) return null;
  return (
    <Disclosure title={reviewText.inbound} summary={reviewText.checkCount(rows.length)}>
      <Box sx={{ color: 'text.secondary', marginBottom: 1 }}>{reviewText.inboundIntro}</Box>
      <Table size="small">
        <TableHead>
          <TableRow>
            <TableCell>{reviewText.source}</TableCell>
            <TableCell>{reviewText.port}</TableCell>
            <TableCell>{reviewText.why}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ id, from, port, protocol, requirements: keys, reason }) => (
            <TableRow key={id}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{from}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <Mono>{port ?? ''}</Mono>
                <Box sx={{ color: 'text.secondary', typography: 'caption' }}>{protocol}</Box>
              </TableCell>
              <TableCell>
                {reason} <Keys keys={keys} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Disclosure>
  );
}

function NotApplicable({ plan }: { readonly plan: PlanView }) {
  if (plan.notApplicable.length === 0) return null;
  return (
    <Disclosure
      title={reviewText.notApplicable}
      summary={reviewText.requirementCount(plan.notApplicable.length)}
    >
      <Box
        component="dl"
        sx={{
          margin: 0,
          display: 'grid',
          gridTemplateColumns: 'max-content minmax(0, 1fr)',
          columnGap: 2,
          rowGap: 1,
        }}
      >
        {plan.notApplicable.map(({ requirement, reason }) => (
          <Box key={requirement} sx={{ display: 'contents' }}>
            <dt>
              <Mono keepTogether>{requirement}</Mono>
            </dt>
            <Box component="dd" sx={{ margin: 0 }}>
              {requirementOf(requirement).text}
              <Box sx={{ color: 'text.secondary' }}>{reason}</Box>
            </Box>
          </Box>
        ))}
      </Box>
    </Disclosure>
  );
}

/** What a run does besides contacting hosts, and what it does not do; each part opens when it is asked for. */
export function PlanDetails({ plan }: { readonly plan: PlanView }) {
  return (
    <>
      <Local plan={plan} />
      <Inbound plan={plan} />
      <NotApplicable plan={plan} />
    </>
  );
}
