import { Box } from '@mui/material';
import { Mono } from '../../../components/Mono.tsx';
import { runText } from '../../../text/en/run.ts';
import type { LongestWait } from '../../run-progress.ts';
import { useNow } from './use-now.ts';

/** How often the seconds of a wait are counted, in ms. */
const tickMs = 250;

/** What the run has been waiting for longest, and how long of how much. Takes the same room when it waits for nothing. */
export function WaitingLine({ longest }: { readonly longest: LongestWait }) {
  const now = useNow(longest === null ? null : tickMs);
  if (longest === null) return runText.waitingForNothing;
  return (
    <Box component="span" sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline', minInlineSize: 0 }}>
      <Box component="span" sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
        {runText.waitingFor} <Mono>{longest.what}</Mono>
      </Box>
      <Box component="span" className="tabular" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {runText.waited(now - Date.parse(longest.since), longest.limitMs)}
      </Box>
    </Box>
  );
}
