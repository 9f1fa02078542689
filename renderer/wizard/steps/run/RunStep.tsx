import { Box, Button, Paper, Typography } from '@mui/material';
import { useState } from 'react';
import { groupWords } from '../../../../shared/catalogue/check.ts';
import type { Failure } from '../../../../shared/contract/reply.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { StepPage } from '../../../components/frame/StepPage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { runText } from '../../../text/en/run.ts';
import { hiddenFromSight } from '../../../theme/hidden.ts';
import type { RunStepProps } from '../props.ts';
import { LatestResults } from './LatestResults.tsx';
import { failedCount, milestoneText } from './milestones.ts';
import { ProgressBar } from './ProgressBar.tsx';
import { useMilestone } from './use-milestone.ts';
import { useNow } from './use-now.ts';
import { WaitingLine } from './WaitingLine.tsx';

/** How often the elapsed time is counted, in ms. */
const tickMs = 500;

function Timing({
  startedAt,
  longestMs,
  longest,
}: Pick<RunStepProps, 'startedAt' | 'longestMs'> & Pick<RunStepProps['view'], 'longest'>) {
  const now = useNow(tickMs);
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'max-content minmax(0, 1fr)',
        columnGap: 2,
        rowGap: 0.5,
        margin: 0,
        '& dt': { color: 'text.secondary' },
        '& dd': { margin: 0 },
      }}
    >
      <dt>{runText.elapsed}</dt>
      <dd className="tabular">{runText.duration(now - startedAt)}</dd>
      {longestMs === null ? null : (
        <>
          <dt>{runText.longest}</dt>
          <dd>{runText.atMost(longestMs)}</dd>
        </>
      )}
      <dt>{runText.waiting}</dt>
      <Box component="dd" sx={{ minBlockSize: { xs: '3em', md: '1.5em' } }}>
        <WaitingLine longest={longest} />
      </Box>
    </Box>
  );
}

function GroupBars({ groups }: Pick<RunStepProps['view'], 'groups'>) {
  return (
    <Box component="section" aria-labelledby="run-groups">
      <Typography component="h2" variant="h3" id="run-groups" sx={{ marginBottom: 1.5 }}>
        {runText.groups}
      </Typography>
      <Box component="ul" sx={{ display: 'grid', gap: 1.5, margin: 0, padding: 0, listStyle: 'none' }}>
        {groups.map(({ group, done, total, failed }) => (
          <li key={group}>
            <ProgressBar label={groupWords[group]} done={done} total={total} failed={failed} />
          </li>
        ))}
      </Box>
    </Box>
  );
}

type NoResultProps = Pick<RunStepProps, 'onBack' | 'onTryAgain' | 'onWatch'> & {
  readonly failure: Failure;
};

/** Why a run gave no result. Where another one goes on, it can be watched instead. */
function NoResult({ failure, onBack, onTryAgain, onWatch }: NoResultProps) {
  const isBusy = failure.code === 'busy';
  const again = { label: runText.tryAgain, onPress: onTryAgain, icon: <Icon name="refresh" /> };
  return (
    <StepPage
      heading={isBusy ? runText.busy.heading : runText.failedHeading}
      onBack={onBack}
      primary={isBusy ? { label: runText.busy.watch, onPress: onWatch } : again}
      secondary={isBusy ? <Button onClick={onTryAgain}>{runText.tryAgain}</Button> : null}
    >
      {isBusy ? (
        <InlineMessage kind="note" title={runText.busy.title} announce>
          {runText.busy.text}
        </InlineMessage>
      ) : (
        <FailureMessage failure={failure} />
      )}
    </StepPage>
  );
}

/** Offers a notice at the end, where the browser can be asked for one. What came of it is given to the page. */
function NoticeOffer({
  notice,
  onAnswer,
}: Pick<RunStepProps, 'notice'> & { onAnswer: (said: string) => void }) {
  const [isOffered, setOffered] = useState(notice.canAsk);
  if (!isOffered) return null;
  return (
    <Button
      onClick={async () => {
        const isAllowed = await notice.ask();
        setOffered(false);
        onAnswer(isAllowed ? runText.notice.allowed : runText.notice.refused);
      }}
    >
      {runText.notice.ask}
    </Button>
  );
}

/** A run under way: how far it is in all and by group, what it waits for, and what it has found, newest first. */
export function RunStep(props: RunStepProps) {
  const { view, cancelling, failure, stays, notice, onCancel, onBack } = props;
  const [answer, setAnswer] = useState<string>();
  const said = useMilestone(milestoneText(view), view);
  if (failure !== null) return <NoResult {...props} failure={failure} />;
  const note = cancelling ? runText.cancellingNote : stays ? runText.staysNote : answer;
  return (
    <StepPage
      heading={runText.heading}
      intro={runText.intro}
      onBack={onBack}
      wide
      status={note}
      secondary={<NoticeOffer notice={notice} onAnswer={setAnswer} />}
      primary={{
        label: cancelling ? runText.cancelling : runText.cancel,
        onPress: onCancel,
        disabled: cancelling,
        icon: <Icon name="stop" />,
      }}
    >
      <Box sx={{ display: 'grid', gap: 3 }}>
        <Paper sx={{ padding: 2, display: 'grid', gap: 2 }}>
          <ProgressBar
            main
            label={view.total === null ? runText.preparing : runText.total}
            done={view.done}
            total={view.total}
            failed={failedCount(view)}
          />
          <Timing {...props} longest={view.longest} />
        </Paper>
        {view.total === null ? null : (
          <Box
            sx={{
              display: 'grid',
              gap: 3,
              alignItems: 'start',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(16rem, 2fr) minmax(0, 3fr)' },
            }}
          >
            <GroupBars groups={view.groups} />
            <LatestResults checks={view.checks} />
          </Box>
        )}
      </Box>
      <Box role="status" sx={hiddenFromSight}>
        {note ?? said}
      </Box>
    </StepPage>
  );
}
