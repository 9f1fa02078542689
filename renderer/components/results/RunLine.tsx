import { Box, Link } from '@mui/material';
import type { RefObject } from 'react';
import type { RunResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import type { EarlierRun } from './use-earlier-run.ts';

type RunLineProps = {
  readonly result: RunResult;
  /** The run before this one, where it is known. */
  readonly earlier: EarlierRun | null;
  readonly isComparing: boolean;
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly onCompare: () => void;
  readonly onHistory: () => void;
};

const { band: texts, compare } = resultsText;

function Since({
  earlier: { finishedAt, better, worse },
  now,
}: {
  readonly earlier: EarlierRun;
  readonly now: string;
}) {
  return (
    <Box component="span">
      {texts.since(finishedAt, now)}{' '}
      {better === 0 ? null : (
        <Box component="span" sx={{ color: 'hues.green.ink', fontWeight: 'fontWeightBold' }}>
          {texts.repaired(better)}
        </Box>
      )}
      {better === 0 || worse === 0 ? null : ', '}
      {worse === 0 ? null : (
        <Box component="span" sx={{ color: 'hues.red.ink', fontWeight: 'fontWeightBold' }}>
          {texts.worse(worse)}
        </Box>
      )}
      {better + worse === 0 ? texts.unchanged : null}
    </Box>
  );
}

/** When the run was, what has changed since the one before, and the ways to the comparison and to all kept runs. */
export function RunLine({ result, earlier, isComparing, opener, onCompare, onHistory }: RunLineProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2,
        rowGap: 0.25,
        alignItems: 'center',
        minBlockSize: 24,
        typography: 'caption',
      }}
    >
      <Box
        component="span"
        sx={{ color: 'text.secondary', '@media (max-height: 480px)': { display: 'none' } }}
      >
        {texts.facts(result)}
      </Box>
      {earlier === null ? null : <Since earlier={earlier} now={result.finishedAt} />}
      <Box
        component="span"
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, marginInlineStart: { xs: 0, md: 'auto' } }}
      >
        <Link
          component="button"
          type="button"
          variant="caption"
          ref={opener}
          aria-expanded={isComparing}
          onClick={onCompare}
          sx={{ minBlockSize: 24 }}
        >
          {isComparing ? compare.close : compare.open}
        </Link>
        <Link
          component="button"
          type="button"
          variant="caption"
          onClick={onHistory}
          sx={{ minBlockSize: 24 }}
        >
          {texts.history}
        </Link>
      </Box>
    </Box>
  );
}
