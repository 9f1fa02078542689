import { Box, ButtonBase, Typography, useMediaQuery } from '@mui/material';
import { type ReactNode, useState } from 'react';
import { causesSentence, causeTexts } from '../../../shared/report/cause-texts.ts';
import { severityCounts } from '../../../shared/report/severity-split.ts';
import { verdictWords } from '../../../shared/report/verdict-sentence.ts';
import type { RunResult } from '../../../shared/run/result.ts';
import { isLeftOut } from '../../../shared/run/untested.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { capitalised } from '../../../shared/words/phrases.ts';
import { type Severity, type Verdict, worstFirst } from '../../../shared/words/verdict.ts';
import { resultsText } from '../../text/en/results.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { pageHeadingId } from '../page-heading-id.ts';
import { VerdictMark } from '../VerdictMark.tsx';
import type { CheckFilter } from './check-rows.ts';

/** What a figure of the band narrows the table to. */
export type Narrowed = Pick<CheckFilter, 'verdict' | 'severity'>;

type VerdictBandProps = {
  readonly result: RunResult;
  /** What the table is narrowed to. */
  readonly chosen: Narrowed;
  readonly onChoose: (narrowed: Narrowed) => void;
  /** What stands below the figures: when the run was, and the ways to others. */
  readonly children: ReactNode;
};

const { band: texts } = resultsText;

type FigureProps = {
  readonly label: ReactNode;
  readonly count: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

/** A figure, which stands alone or in a row with others. */
function Figure({ label, count, isChosen, onChoose }: FigureProps) {
  return (
    <ButtonBase
      onClick={onChoose}
      aria-pressed={isChosen}
      sx={{
        gap: 0.75,
        minHeight: 26,
        paddingInline: 0.625,
        border: 1,
        borderColor: isChosen ? 'primary.main' : 'border',
        backgroundColor: isChosen ? 'accentTint' : 'background.paper',
        typography: 'body2',
        fontSize: '0.8125rem',
        '&:hover, &.Mui-focusVisible': { zIndex: 1 },
        '&:hover': { borderColor: 'primary.main', backgroundColor: 'accentTint' },
        '&:first-of-type': { borderStartStartRadius: 3, borderEndStartRadius: 3 },
        '&:last-of-type': { borderStartEndRadius: 3, borderEndEndRadius: 3 },
        '& + &': { marginInlineStart: '-1px' },
      }}
    >
      {label}
      <Box component="span" className="tabular" sx={{ fontWeight: 'fontWeightBold' }}>
        {count}
      </Box>
      <Box component="span" sx={hiddenFromSight}>
        {texts.showInTable}
      </Box>
    </ButtonBase>
  );
}

type CountProps = Pick<VerdictBandProps, 'result' | 'chosen' | 'onChoose'> & { readonly verdict: Verdict };

/** How many checks have a verdict; of those that failed also how many weigh how much, where they are not alike. */
function Count({ verdict, result: { counts, checks }, chosen, onChoose }: CountProps) {
  const parts = severityCounts(checks.filter((check) => check.verdict === verdict));
  const choose = (severity: Severity | null): void => onChoose({ verdict, severity });
  const isSplit = verdict === 'fail' && parts.length > 1;
  return (
    <Box component="span" sx={{ display: 'inline-flex' }}>
      <Figure
        label={<VerdictMark verdict={verdict} word />}
        count={counts[verdict]}
        isChosen={chosen.verdict === verdict && chosen.severity === null}
        onChoose={() => choose(null)}
      />
      {isSplit
        ? parts.map(({ severity, count }) => (
            <Figure
              key={severity}
              label={severity}
              count={count}
              isChosen={chosen.verdict === verdict && chosen.severity === severity}
              onChoose={() => choose(severity)}
            />
          ))
        : null}
    </Box>
  );
}

/** How many kinds of figures stand in a window without much room; one press shows the others. */
const figuresAtFirst = 3;

/** The first kinds of figures: the worst, what passed, and what is worst of the others. */
const mostImportant = (present: readonly Verdict[]): readonly Verdict[] => {
  const first = [...present.filter((verdict) => verdict === 'fail' || verdict === 'pass'), ...present];
  const kept = new Set([...new Set(first)].slice(0, figuresAtFirst));
  return present.filter((verdict) => kept.has(verdict));
};

function Counts({ result, chosen, onChoose }: Pick<VerdictBandProps, 'result' | 'chosen' | 'onChoose'>) {
  const hasLittleRoom = useMediaQuery('(max-width: 899.95px), (max-height: 480px)');
  const [isWhole, setIsWhole] = useState(false);
  const present = worstFirst.filter((verdict) => result.counts[verdict] > 0);
  const shown =
    isWhole || !hasLittleRoom || present.length <= figuresAtFirst + 1 ? present : mostImportant(present);
  const left = present.filter((verdict) => !shown.includes(verdict));
  return (
    <Box
      role="group"
      aria-label={texts.counts}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center' }}
    >
      {shown.map((verdict) => (
        <Count key={verdict} verdict={verdict} result={result} chosen={chosen} onChoose={onChoose} />
      ))}
      {left.length === 0 ? null : (
        <ButtonBase
          onClick={() => setIsWhole(true)}
          sx={{
            minHeight: 26,
            paddingInline: 0.75,
            border: 1,
            borderColor: 'border',
            borderRadius: '3px',
            typography: 'body2',
            fontSize: '0.8125rem',
          }}
        >
          {texts.more(left.reduce((sum, verdict) => sum + result.counts[verdict], 0))}
        </ButtonBase>
      )}
    </Box>
  );
}

/** The mark of the band. A run that left checks out never looks as if everything had passed. */
const shownVerdict = ({ verdict, checks }: RunResult): Verdict =>
  verdict === 'pass' && checks.some(isLeftOut) ? 'skipped' : verdict;

/** What is said under the sentence: how far causes explain what failed, and what else is to be known. */
function addedText(result: RunResult): string {
  const { added } = verdictWords(result);
  const causes = causeTexts(result);
  const parts = [
    causes.length === 1 && causes[0]?.checks.length === 1
      ? null
      : causesSentence(causes, { isSplitSaid: true }),
    added,
  ];
  const told = parts.flatMap((part) => (part === null || part === '' ? [] : [part]));
  return told.length === 0 ? '' : `${capitalised(told.join(' · '))}.`;
}

/** The run in one sentence, which is the heading of the page, and in figures that add up to it. */
export function VerdictBand({ result, chosen, onChoose, children }: VerdictBandProps) {
  const shown = shownVerdict(result);
  const { hue } = verdictLooks[shown];
  const row = { paddingInline: { xs: 1.5, sm: 2 }, paddingBlock: 0.75, borderTop: 1, borderColor: 'divider' };
  const added = addedText(result);
  return (
    <Box
      component="section"
      aria-label={texts.label}
      sx={{
        overflow: 'hidden',
        borderRadius: 1,
        border: 1,
        borderColor: `hues.${hue}.mark`,
        backgroundColor: 'background.paper',
      }}
    >
      <Box
        sx={{
          display: 'flex',
          gap: 1.5,
          alignItems: 'center',
          paddingInline: { xs: 1.5, sm: 2 },
          paddingBlock: 1,
          minBlockSize: 62,
          backgroundColor: `hues.${hue}.tint`,
          '@media (max-height: 480px)': { minBlockSize: 0, paddingBlock: 0.75 },
        }}
      >
        <VerdictMark verdict={shown} size={24} />
        <Box sx={{ minInlineSize: 0 }}>
          <Typography
            component="h1"
            variant="h2"
            id={pageHeadingId}
            tabIndex={-1}
            sx={{
              fontSize: { xs: '1rem', sm: '1.25rem' },
              lineHeight: 1.3,
              textWrap: 'balance',
              overflowWrap: 'anywhere',
              '&:focus': { outline: 'none' },
              '@media (max-height: 480px)': { fontSize: '1rem' },
            }}
          >
            {texts.sentence(verdictWords(result).sentence)}
          </Typography>
          {added === '' ? null : (
            <Typography variant="caption" component="p">
              {added}
            </Typography>
          )}
        </Box>
      </Box>
      <Box sx={row}>
        <Counts result={result} chosen={chosen} onChoose={onChoose} />
      </Box>
      <Box sx={{ ...row, paddingBlock: 0.5 }}>{children}</Box>
    </Box>
  );
}
