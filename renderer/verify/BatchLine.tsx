import { Box, Button, LinearProgress } from '@mui/material';
import { verifyText } from '../text/en/verify.ts';
import { hasPagesLeft, tally, type VerifyState } from './verify-state.ts';

const { list: texts } = verifyText;

type BatchLineProps = {
  readonly state: VerifyState;
  /** How many files are as they were signed, with a known key. */
  readonly good: number;
  readonly onStop: () => void;
  readonly onGoOn: () => void;
};

/** How far the files are, what was decided and what is still compared, and the way to stop that. */
export function BatchLine({ state, good, onStop, onGoOn }: BatchLineProps) {
  const counts = tally(state);
  const { done, total, compared, left, incomparable } = counts;
  const { isStopped, since, settledAt } = state;
  const isDone = done === total;
  const isAtWork =
    !isDone ||
    state.files.some(
      (file) => hasPagesLeft(file) || (file.status.kind === 'checked' && file.status.pages === 'comparing'),
    );
  const time =
    since === null || settledAt === null
      ? texts.progress(done, total)
      : texts.checkedIn(total, settledAt - since);
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2,
        rowGap: 0.5,
        alignItems: 'center',
        minBlockSize: 30,
      }}
    >
      <Box role="status" className="tabular">
        {isDone ? `${time} ${texts.good(good)}` : texts.progress(done, total)}
      </Box>
      {compared + left + incomparable === 0 ? null : (
        <Box className="tabular" sx={{ color: 'text.secondary' }} title={texts.pagesWhy}>
          {texts.pages(counts)}
        </Box>
      )}
      {isDone ? null : (
        <LinearProgress
          variant="determinate"
          value={(done / total) * 100}
          aria-label={texts.progress(done, total)}
          sx={{ flex: '1 1 8rem' }}
        />
      )}
      {state.passedOver === 0 ? null : (
        <Box sx={{ color: 'text.secondary' }}>{texts.passedOver(state.passedOver)}</Box>
      )}
      {isAtWork ? (
        <Button size="small" variant="text" onClick={isStopped ? onGoOn : onStop}>
          {isStopped ? texts.goOn : texts.stop}
        </Button>
      ) : null}
    </Box>
  );
}
