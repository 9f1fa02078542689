import { Box, Button, Paper } from '@mui/material';
import { useEffect, useState } from 'react';
import { verdictSentence } from '../../../../shared/report/verdict-sentence.ts';
import { isRehearsed } from '../../../../shared/run/is-rehearsed.ts';
import { isLeftOut, isOutOfTime, isUntested } from '../../../../shared/run/untested.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { resultsText } from '../../../text/en/results.ts';
import { hiddenFromSight } from '../../../theme/hidden.ts';
import type { Rerun, ResultsStepProps } from '../props.ts';
import { failedCount } from '../run/milestones.ts';
import { ProgressBar } from '../run/ProgressBar.tsx';
import { WaitingLine } from '../run/WaitingLine.tsx';
import { isUnanswered } from './is-unanswered.ts';

function RerunPanel({ rerun: { checks, view } }: { readonly rerun: Rerun }) {
  const { rerun: texts } = resultsText;
  return (
    <Paper
      component="section"
      aria-label={texts.heading(checks.length)}
      sx={{ padding: 2, display: 'grid', gap: 1.5 }}
    >
      <ProgressBar
        main
        label={texts.heading(checks.length)}
        done={view.done}
        total={view.total ?? checks.length}
        failed={failedCount(view)}
      />
      <Box sx={{ color: 'text.secondary' }}>
        {view.longest === null ? texts.note : <WaitingLine longest={view.longest} />}
      </Box>
    </Paper>
  );
}

/** The verdict for readers of the screen: told once when the page opens and whenever another result takes its place. */
function Announcement({ result }: Pick<ResultsStepProps, 'result'>) {
  const sentence = resultsText.band.announce(verdictSentence(result));
  const [said, setSaid] = useState('');
  useEffect(() => setSaid(sentence), [sentence]);
  return (
    <Box role="status" sx={hiddenFromSight}>
      {said}
    </Box>
  );
}

/** What somebody must know before trusting the results: what is missing, what is old, what is under way. */
export function ResultNotices(props: ResultsStepProps) {
  const { result, stale, isBrokenOff, renamed, rerun, rerunFailure, onRerun, onRunAll } = props;
  const untestedChecks = result.cancelled ? result.checks.filter(isUntested) : [];
  const untested = untestedChecks.map(({ id }) => id);
  const early = untestedChecks.every(isOutOfTime) ? resultsText.outOfTime : resultsText.cancelled;
  const words = isBrokenOff ? resultsText.brokenOff : { ...early, action: resultsText.cancelled.action };
  const leftOut = result.checks.filter(isLeftOut).map(({ id }) => id);
  const disabled = rerun !== null;
  const again = (checks: readonly string[], label: string) => (
    <Button size="small" disabled={disabled} onClick={() => onRerun(checks)} startIcon={<Icon name="play" />}>
      {label}
    </Button>
  );
  return (
    <>
      <Announcement result={result} />
      {rerun === null ? null : <RerunPanel rerun={rerun} />}
      {rerunFailure === null ? null : <FailureMessage failure={rerunFailure} />}
      {stale ? (
        <InlineMessage
          kind="caution"
          title={resultsText.stale.title}
          actions={
            <>
              <Button size="small" disabled={disabled} onClick={onRunAll} startIcon={<Icon name="refresh" />}>
                {resultsText.runAll}
              </Button>
              <Button size="small" disabled={disabled} onClick={props.onTakeAnswers}>
                {resultsText.stale.takeAnswers}
              </Button>
            </>
          }
        >
          {resultsText.stale.text}
        </InlineMessage>
      ) : null}
      {renamed === null ? null : (
        <InlineMessage kind="note" title={resultsText.renamed.title(renamed)} announce>
          {resultsText.renamed.text}
        </InlineMessage>
      )}
      {untested.length === 0 ? null : (
        <InlineMessage
          kind="caution"
          title={words.title}
          actions={again(untested, words.action(untested.length))}
        >
          {words.text(untested.length)}
        </InlineMessage>
      )}
      {leftOut.length === 0 ? null : (
        <InlineMessage
          kind="note"
          title={resultsText.leftOut.title}
          actions={again(leftOut, resultsText.leftOut.action(leftOut.length))}
        >
          {resultsText.leftOut.text(leftOut.length)}
        </InlineMessage>
      )}
      {result.rehearsal === undefined ? null : (
        <InlineMessage kind="note" title={resultsText.rehearsal.title(result.rehearsal.tag)}>
          {resultsText.rehearsal.text(result.checks.filter(isRehearsed).length)}
        </InlineMessage>
      )}
      {isUnanswered(result.checks) ? (
        <InlineMessage kind="note" title={resultsText.unanswered.title}>
          {resultsText.unanswered.text}
        </InlineMessage>
      ) : null}
    </>
  );
}
