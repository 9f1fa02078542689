import { Box, Typography } from '@mui/material';
import { checkText } from '../../../../shared/report/check-texts.ts';
import type { CheckResult } from '../../../../shared/run/result.ts';
import { Mono } from '../../../components/Mono.tsx';
import { VerdictMark } from '../../../components/VerdictMark.tsx';
import { runText } from '../../../text/en/run.ts';

/** How many results stand in the list; the others are in the results afterwards. */
const shownAtMost = 12;

function LatestResult({ check }: { readonly check: CheckResult }) {
  const text = checkText(check);
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr) auto',
        columnGap: 1.5,
        alignItems: 'baseline',
        paddingBlock: 0.75,
        borderBottom: 1,
        borderColor: 'divider',
      }}
    >
      <Box component="span" sx={{ alignSelf: 'start', paddingBlockStart: '2px' }}>
        <VerdictMark verdict={check.verdict} />
      </Box>
      <Box sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
        <Box>{text.headline}</Box>
        {text.to?.address == null ? null : (
          <Box sx={{ color: 'text.secondary', typography: 'caption' }}>
            <Mono>{text.to.address}</Mono>
          </Box>
        )}
      </Box>
      <Box
        component="span"
        className="tabular"
        sx={{ color: 'text.secondary', typography: 'caption', textAlign: 'end' }}
      >
        {text.observed}
      </Box>
    </Box>
  );
}

/** What a run has found, newest first and not more than fits. Not read aloud: a run tells only its milestones. */
export function LatestResults({ checks }: { readonly checks: readonly CheckResult[] }) {
  const latest = checks.slice(-shownAtMost).toReversed();
  const earlier = checks.length - latest.length;
  return (
    <Box component="section" aria-labelledby="run-latest">
      <Typography component="h2" variant="h3" id="run-latest" sx={{ marginBottom: 1 }}>
        {runText.latest}
      </Typography>
      {latest.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{runText.latestEmpty}</Typography>
      ) : (
        <Box component="ol" sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
          {latest.map((check) => (
            <LatestResult key={check.id} check={check} />
          ))}
        </Box>
      )}
      {earlier === 0 ? null : (
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', marginBlockStart: 1 }}>
          {runText.earlier(earlier)}
        </Typography>
      )}
    </Box>
  );
}
