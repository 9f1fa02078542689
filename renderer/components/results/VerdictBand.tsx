import { Box, ButtonBase, Typography } from '@mui/material';
import { verdictSentence } from '../../../shared/report/verdict-sentence.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { isLeftOut } from '../../../shared/run/untested.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { type Verdict, worstFirst } from '../../../shared/words/verdict.ts';
import { resultsText } from '../../text/en/results.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { VerdictMark } from '../VerdictMark.tsx';

type VerdictBandProps = {
  readonly result: RunResult;
  /** The verdict that the table is narrowed to. */
  readonly chosen: Verdict | null;
  readonly onChoose: (verdict: Verdict) => void;
};

type CountProps = {
  readonly verdict: Verdict;
  readonly count: number;
  readonly chosen: boolean;
  readonly onChoose: (verdict: Verdict) => void;
};

function Count({ verdict, count, chosen, onChoose }: CountProps) {
  return (
    <ButtonBase
      onClick={() => onChoose(verdict)}
      aria-pressed={chosen}
      sx={{
        gap: 0.75,
        minHeight: 32,
        paddingInline: 0.75,
        borderRadius: 1,
        border: 1,
        borderColor: chosen ? 'primary.main' : 'border',
        backgroundColor: chosen ? 'accentTint' : 'background.paper',
        typography: 'body2',
        '&:hover': { borderColor: 'primary.main', backgroundColor: 'accentTint' },
      }}
    >
      <VerdictMark verdict={verdict} word />
      <Box component="span" className="tabular">
        {count}
      </Box>
      <Box component="span" sx={hiddenFromSight}>
        {resultsText.band.showInTable}
      </Box>
    </ButtonBase>
  );
}

/** The mark of the band. A run that left checks out never looks as if everything had passed. */
const shownVerdict = ({ verdict, checks }: RunResult): Verdict =>
  verdict === 'pass' && checks.some(isLeftOut) ? 'skipped' : verdict;

/** The run in one sentence and in figures. Each figure narrows the table to its checks. */
export function VerdictBand({ result, chosen, onChoose }: VerdictBandProps) {
  const shown = shownVerdict(result);
  const { hue } = verdictLooks[shown];
  return (
    <Box
      component="section"
      aria-label={resultsText.band.label}
      sx={{
        display: 'grid',
        gap: 1.5,
        padding: 1.5,
        borderRadius: 1,
        border: 1,
        borderColor: `hues.${hue}.mark`,
        backgroundColor: `hues.${hue}.tint`,
      }}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start' }}>
        <Box component="span" sx={{ paddingBlockStart: '2px' }}>
          <VerdictMark verdict={shown} size={28} />
        </Box>
        <Box sx={{ minInlineSize: 0 }}>
          <Typography component="p" variant="h2" sx={{ textWrap: 'balance' }}>
            {resultsText.band.sentence(verdictSentence(result))}
          </Typography>
          <Typography variant="caption" component="p" sx={{ marginBlockStart: 0.5 }}>
            {resultsText.band.facts(result)}
          </Typography>
        </Box>
      </Box>
      <Box
        role="group"
        aria-label={resultsText.band.counts}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}
      >
        {worstFirst
          .filter((verdict) => result.counts[verdict] > 0)
          .map((verdict) => (
            <Count
              key={verdict}
              verdict={verdict}
              count={result.counts[verdict]}
              chosen={verdict === chosen}
              onChoose={onChoose}
            />
          ))}
      </Box>
    </Box>
  );
}
