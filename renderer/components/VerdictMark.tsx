import { Box } from '@mui/material';
import { markBox, shapePaths, verdictLooks } from '../../shared/theme/verdicts.ts';
import type { Verdict } from '../../shared/words/verdict.ts';

type VerdictMarkProps = {
  readonly verdict: Verdict;
  /** CSS pixels; 16 unless given. */
  readonly size?: number;
  /** Whether the verdict's word stands beside the shape. Without it the word is still read aloud. */
  readonly word?: boolean;
};

/** A verdict as shape, colour and word: the same mark as in the terminal and on paper, never the colour alone. */
export function VerdictMark({ verdict, size = markBox, word = false }: VerdictMarkProps) {
  const look = verdictLooks[verdict];
  const label = word ? { 'aria-hidden': true } : { role: 'img', 'aria-label': look.word };
  return (
    <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 1, whiteSpace: 'nowrap' }}>
      <Box
        component="svg"
        viewBox={`0 0 ${markBox} ${markBox}`}
        focusable="false"
        {...label}
        sx={{ inlineSize: size, blockSize: size, flexShrink: 0, color: `hues.${look.hue}.mark` }}
      >
        <path d={shapePaths[look.shape]} fill="currentColor" fillRule="evenodd" />
      </Box>
      {word ? (
        <Box component="span" sx={{ color: `hues.${look.hue}.ink`, fontWeight: 'fontWeightBold' }}>
          {look.word}
        </Box>
      ) : null}
    </Box>
  );
}
