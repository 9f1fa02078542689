import { Box } from '@mui/material';
import type { PlanView } from '../../../../shared/run/plan-view.ts';
import { Mono } from '../../../components/Mono.tsx';
import { reviewText } from '../../../text/en/review.ts';

function HostNames({ names, none }: { readonly names: readonly string[]; readonly none: string }) {
  if (names.length === 0) return <Box>{none}</Box>;
  return (
    <Box
      component="ul"
      sx={{
        listStyle: 'none',
        margin: 0,
        padding: 0,
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 3,
        rowGap: 0.5,
      }}
    >
      {names.map((name) => (
        <Box component="li" key={name} sx={{ minWidth: 0 }}>
          <Mono>{name}</Mono>
        </Box>
      ))}
    </Box>
  );
}

/** The names that are looked up, and who may be asked for them. */
export function PlanNames({ plan }: { readonly plan: PlanView }) {
  return (
    <>
      <HostNames names={plan.names} none={reviewText.noNames} />
      <Box component="h3" sx={{ typography: 'subtitle2', margin: 0, marginTop: 1.5 }}>
        {reviewText.nameServers}
      </Box>
      <HostNames names={plan.nameServers} none={reviewText.noNameServers} />
    </>
  );
}
