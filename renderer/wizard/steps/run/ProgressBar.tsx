import { Box, LinearProgress } from '@mui/material';
import { runText } from '../../../text/en/run.ts';

type ProgressBarProps = {
  readonly label: string;
  readonly done: number;
  /** Null before it is known: then there are no figures yet. */
  readonly total: number | null;
  readonly failed: number;
  /** The bar for everything is taller, and the only one that readers of the screen can move to. */
  readonly main?: boolean;
};

/** One bar with its figures. The figures keep their width, so that nothing moves while they count. */
export function ProgressBar({ label, done, total, failed, main = false }: ProgressBarProps) {
  const percent = total === null || total === 0 ? 0 : Math.min(100, (done / total) * 100);
  const digits = String(total).length;
  const spoken = total === null ? label : runText.progress(done, total, failed);
  const semantics = main ? { 'aria-label': label, 'aria-valuetext': spoken } : { 'aria-hidden': true };
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
        columnGap: 2,
        rowGap: 0.5,
        alignItems: 'baseline',
      }}
    >
      <Box component="span" sx={{ typography: main ? 'h3' : 'body2' }}>
        {label}
      </Box>
      <Box
        className="tabular"
        component="span"
        sx={{ typography: main ? 'h3' : 'body2', whiteSpace: 'nowrap' }}
      >
        <Box component="span" sx={{ color: 'hues.red.ink', marginInlineEnd: 1.5 }}>
          {failed === 0 ? '' : runText.failed(failed)}
        </Box>
        <Box
          component="span"
          sx={{ display: 'inline-block', minInlineSize: `${2 * digits + 4}ch`, textAlign: 'end' }}
        >
          {total === null ? '' : runText.figures(done, total)}
        </Box>
      </Box>
      <LinearProgress
        variant="determinate"
        value={percent}
        {...semantics}
        sx={{ gridColumn: '1 / -1', blockSize: main ? 12 : 6 }}
      />
    </Box>
  );
}
