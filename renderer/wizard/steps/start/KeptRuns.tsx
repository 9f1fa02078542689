import { Box, Button, Typography } from '@mui/material';
import { useId, useState } from 'react';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { Mono } from '../../../components/Mono.tsx';
import { VerdictMark } from '../../../components/VerdictMark.tsx';
import { keptRunsText as texts } from '../../../text/en/kept-runs.ts';
import { visibleControls } from '../../../text/visible-controls.ts';
import type { Loadable } from '../../loadable.ts';
import type { RunSummary } from '../props.ts';

type OpenRunProps = {
  readonly run: RunSummary;
  /** One is being opened. */
  readonly isOpening: boolean;
  readonly onOpen: (run: RunSummary) => void;
};

type KeptRunsProps = Pick<OpenRunProps, 'isOpening' | 'onOpen'> & {
  /** Newest first. */
  readonly runs: Loadable<readonly RunSummary[]>;
};

/** How many runs are listed at first. */
const listedAtFirst = 5;

/** The verdict of a run; one that ended with the program, and not by itself, has a sign of its own. */
function Sign({ verdict, brokenOff }: Pick<RunSummary, 'verdict' | 'brokenOff'>) {
  if (!brokenOff) return <VerdictMark verdict={verdict} />;
  return (
    <Box component="span" sx={{ color: 'hues.amber.ink' }}>
      <Icon name="alert" />
    </Box>
  );
}

function Row({ run, isOpening, onOpen }: OpenRunProps) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '16px minmax(0, 1fr) auto',
        columnGap: 1.5,
        alignItems: 'center',
        paddingInlineStart: 1.5,
        paddingInlineEnd: 0.5,
        paddingBlock: 1,
        '& + &': { borderTop: 1, borderColor: 'divider' },
      }}
    >
      <Box sx={{ alignSelf: 'start', paddingTop: '2px' }}>
        <Sign {...run} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {run.brokenOff ? (
          <Box component="span" sx={{ color: 'hues.amber.ink', fontWeight: 'fontWeightBold' }}>
            {texts.brokenOff(run)}
          </Box>
        ) : null}
        {texts.sentence(run)}
        <Box className="tabular" sx={{ typography: 'caption', color: 'text.secondary' }}>
          {texts.when(run)}
        </Box>
        <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
          {visibleControls(run.environment)}, <Mono>{visibleControls(run.hostname)}</Mono>
        </Box>
      </Box>
      <Button
        size="small"
        variant="text"
        disabled={isOpening}
        onClick={() => onOpen(run)}
        aria-label={texts.openOf(run)}
      >
        {texts.open}
      </Button>
    </Box>
  );
}

/** What is said when the newest run ended with the program: that it is there, and how to go on with it. */
export function BrokenOffOffer({ run, isOpening, onOpen }: OpenRunProps) {
  return (
    <InlineMessage
      kind="caution"
      title={texts.offer.title}
      actions={
        <Button size="small" disabled={isOpening} onClick={() => onOpen(run)}>
          {texts.offer.open}
        </Button>
      }
    >
      {texts.offer.text(run)}
    </InlineMessage>
  );
}

/** The runs that are kept on this machine, newest first, each with its verdict. */
export function KeptRuns({ runs, isOpening, onOpen }: KeptRunsProps) {
  const headingId = useId();
  const [showsAll, setShowsAll] = useState(false);
  if (runs.kind === 'failed') return <FailureMessage failure={runs.failure} />;
  if (runs.kind === 'loading' || runs.value.length === 0) return null;

  const all = runs.value;
  const shown = showsAll ? all : all.slice(0, listedAtFirst);
  return (
    <Box component="section" aria-labelledby={headingId} sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <Typography component="h2" variant="h3" id={headingId}>
        {texts.heading}
      </Typography>
      <Box
        component="ul"
        sx={{
          margin: 0,
          padding: 0,
          listStyle: 'none',
          border: 1,
          borderColor: 'divider',
          borderRadius: 2,
          backgroundColor: 'background.paper',
        }}
      >
        {shown.map((run) => (
          <Row key={run.id} run={run} isOpening={isOpening} onOpen={onOpen} />
        ))}
      </Box>
      {shown.length === all.length ? null : (
        <Box>
          <Button size="small" variant="text" onClick={() => setShowsAll(true)}>
            {texts.more(all.length - shown.length)}
          </Button>
        </Box>
      )}
    </Box>
  );
}
