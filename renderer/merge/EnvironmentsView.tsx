import { Box, Button, ButtonBase, Paper, Typography, useMediaQuery } from '@mui/material';
import { useState } from 'react';
import type { MatrixDrawing } from '../../shared/environment/environment-model.ts';
import type { EnvironmentCauseText } from '../../shared/environment/environment-sentences.ts';
import type { EnvironmentView } from '../../shared/environment/environment-view.ts';
import type { Ladder } from '../../shared/environment/ladder.ts';
import { verdictLooks } from '../../shared/theme/verdicts.ts';
import { OneOf } from '../components/form/OneOf.tsx';
import { LadderView } from '../components/matrix/LadderView.tsx';
import { type Explained, MatrixLegend } from '../components/matrix/MatrixLegend.tsx';
import { MatrixList } from '../components/matrix/MatrixList.tsx';
import { type CellPlace, MatrixTable } from '../components/matrix/MatrixTable.tsx';
import { PairPanel } from '../components/matrix/PairPanel.tsx';
import { VerdictMark } from '../components/VerdictMark.tsx';
import { mergeText } from '../text/en/merge.ts';

/** The number of a cause as its cells have it: filled where it explains several failures, outlined where it does not. */
function CauseNumber({ cause: { number, isExplained } }: { readonly cause: EnvironmentCauseText }) {
  return (
    <Box
      component="span"
      className="tabular"
      sx={{
        minInlineSize: 22,
        textAlign: 'center',
        borderRadius: 0.5,
        border: 1,
        borderColor: 'hues.red.mark',
        typography: 'caption',
        fontWeight: 'fontWeightBold',
        color: isExplained ? 'background.paper' : 'hues.red.ink',
        backgroundColor: isExplained ? 'hues.red.mark' : 'transparent',
      }}
    >
      {number}
    </Box>
  );
}

function CauseRow({ cause }: { readonly cause: EnvironmentCauseText }) {
  const { causes: texts } = mergeText;
  const parts = [
    { term: texts.why, said: cause.why.join(' ') },
    { term: texts.todo, said: cause.remedy ?? '' },
    { term: texts.wrong, said: cause.counterproof ?? '' },
  ].filter(({ said }) => said !== '');
  return (
    <Box component="li" sx={{ borderTop: 1, borderColor: 'divider' }}>
      <Box component="details">
        <Box
          component="summary"
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', md: 'auto minmax(0, 1fr) 7rem 12rem' },
            columnGap: 1.5,
            alignItems: 'baseline',
            cursor: 'pointer',
            paddingInline: 1.5,
            paddingBlock: 0.25,
            minBlockSize: 24,
            listStyle: 'none',
            '&::-webkit-details-marker': { display: 'none' },
            '&:hover': { backgroundColor: 'action.hover' },
          }}
        >
          <CauseNumber cause={cause} />
          <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
            {cause.what}
          </Box>
          <Box
            component="span"
            className="tabular"
            sx={{ gridColumn: { xs: 2, md: 'auto' }, textAlign: { md: 'end' }, fontWeight: 'fontWeightBold' }}
          >
            {cause.share}
          </Box>
          <Box
            component="span"
            sx={{ gridColumn: { xs: 2, md: 'auto' }, textAlign: { md: 'end' }, color: 'text.secondary' }}
          >
            {cause.isExplained ? cause.owner : mergeText.causes.notExplained}
          </Box>
        </Box>
        <Box
          component="dl"
          sx={{
            margin: 0,
            paddingInlineStart: 6,
            paddingInlineEnd: 1.5,
            paddingBlockEnd: 1,
            display: 'grid',
            gap: 0.5,
            '& dd': { margin: 0 },
          }}
        >
          {parts.map(({ term, said }) => (
            <Box key={term}>
              <Box component="dt" sx={{ color: 'text.secondary' }}>
                {term}
              </Box>
              <Box component="dd" sx={{ overflowWrap: 'anywhere' }}>
                {said}
              </Box>
            </Box>
          ))}
        </Box>
      </Box>
    </Box>
  );
}

/** How many causes are listed at first. */
const causesShown = 8;

/** The causes of what failed, in the frame of the verdict. */
function Causes({ causes }: { readonly causes: readonly EnvironmentCauseText[] }) {
  const [isWhole, setWhole] = useState(false);
  if (causes.length === 0) return null;
  const shown = isWhole ? causes : causes.slice(0, causesShown);
  const left = causes.length - shown.length;
  const isAlone = causes.every(({ isExplained }) => !isExplained);
  return (
    <Box component="section" aria-labelledby="merge-causes">
      <Typography
        component="h2"
        variant="caption"
        id="merge-causes"
        sx={{
          display: 'block',
          paddingInline: 1.5,
          paddingBlock: 0.5,
          fontWeight: 'fontWeightBold',
          color: 'text.secondary',
        }}
      >
        {isAlone ? mergeText.causes.alone : mergeText.causes.heading}
      </Typography>
      <Box component="ol" sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
        {shown.map((cause) => (
          <CauseRow key={cause.number} cause={cause} />
        ))}
      </Box>
      {left <= 0 ? null : (
        <Button size="small" variant="text" onClick={() => setWhole(true)}>
          {mergeText.causes.more(left)}
        </Button>
      )}
    </Box>
  );
}

/** The remarks on reports, those with something to say. */
function Remarks({ remarks, reports }: Pick<EnvironmentView, 'remarks' | 'reports'>) {
  if (remarks.length === 0) return null;
  return (
    <Box component="section" aria-labelledby="merge-remarks">
      <Typography component="h2" variant="h2" id="merge-remarks" sx={{ marginBlockEnd: 1 }}>
        {mergeText.remarks.heading}
      </Typography>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.5 }}>
        {remarks.map(({ hosts, text }) => (
          <Box component="li" key={text} sx={{ overflowWrap: 'anywhere' }}>
            {mergeText.remarks.who(hosts, reports)}: {text}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

type View = 'ladder' | 'table' | 'list';

/** What of a ladder is to be explained: its marks, and what works as a whole. */
const explainedIn = ({ legend }: Ladder, { lines }: MatrixDrawing): Explained => ({
  legend,
  blank: null,
  islands: null,
  lines,
  notes: [],
});

type ShownProps = {
  readonly view: View;
  readonly ladder: Ladder | null;
  readonly drawing: MatrixDrawing;
  readonly open: CellPlace | null;
  readonly onOpen: (place: CellPlace) => void;
};

/** The connections in the form that was chosen. */
function Shown({ view, ladder, drawing, open, onOpen }: ShownProps) {
  switch (view) {
    case 'ladder':
      return ladder === null ? null : <LadderView ladder={ladder} />;
    case 'table':
      return <MatrixTable drawing={drawing} open={open} onOpen={onOpen} />;
    case 'list':
      return <MatrixList drawing={drawing} onOpen={onOpen} />;
  }
}

/** Several environments under one LifeTime beside each other, each with its verdict: one of them is shown below. */
function Beside({
  all,
  shown,
  onShow,
}: {
  readonly all: readonly EnvironmentView[];
  readonly shown: number;
  readonly onShow: (index: number) => void;
}) {
  const { beside: texts } = mergeText;
  return (
    <Box component="section" aria-labelledby="merge-beside">
      <Typography component="h2" variant="h2" id="merge-beside" sx={{ marginBlockEnd: 0.5 }}>
        {texts.heading(all.length)}
      </Typography>
      <Box sx={{ color: 'text.secondary', marginBlockEnd: 1 }}>{texts.text}</Box>
      <Box component="ul" sx={{ display: 'grid', gap: 1, margin: 0, padding: 0, listStyle: 'none' }}>
        {all.map((one, index) => (
          <Paper component="li" key={one.name}>
            <ButtonBase
              aria-pressed={index === shown}
              onClick={() => onShow(index)}
              sx={{
                inlineSize: '100%',
                justifyContent: 'flex-start',
                textAlign: 'start',
                gap: 1.5,
                padding: 1.5,
                typography: 'body1',
                ...(index === shown ? { backgroundColor: 'accentTint' } : {}),
              }}
            >
              <VerdictMark verdict={one.verdict} size={20} />
              <Box component="span" sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
                <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
                  {texts.name(one.name)}
                </Box>{' '}
                {one.sentence}
              </Box>
            </ButtonBase>
          </Paper>
        ))}
      </Box>
    </Box>
  );
}

/** What reports come to: one environment, or several under one LifeTime, of which one is shown at a time. */
export function EnvironmentsView({ environments }: { readonly environments: readonly EnvironmentView[] }) {
  const [shown, setShown] = useState(0);
  const one = environments[shown] ?? environments[0];
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {environments.length < 2 ? null : <Beside all={environments} shown={shown} onShow={setShown} />}
      {one === undefined ? null : <OneEnvironmentView key={shown} view={one} />}
    </Box>
  );
}

/** What the reports of an environment come to: the verdict, its causes, who reaches whom, and what is to be known of reports. */
function OneEnvironmentView({ view: shown }: { readonly view: EnvironmentView }) {
  const { name, verdict, sentence, detail, causes, matrix: drawing, ladder, pairs } = shown;
  const isNarrow = useMediaQuery('(max-width: 899.95px)');
  const [chosen, setChosen] = useState<View | null>(null);
  const [open, setOpen] = useState<CellPlace | null>(null);
  const { hue } = verdictLooks[verdict];
  const view = chosen ?? (ladder !== null ? 'ladder' : isNarrow ? 'list' : 'table');
  const pair = open === null ? null : (pairs[open.row]?.[open.column] ?? null);
  const close = (): void => {
    setOpen(null);
    document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus();
  };
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Paper
        component="section"
        aria-label={name}
        sx={{ borderColor: `hues.${hue}.mark`, overflow: 'hidden' }}
      >
        <Box sx={{ padding: 1.5, display: 'grid', gap: 0.5, backgroundColor: `hues.${hue}.tint` }}>
          <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
            <VerdictMark verdict={verdict} size={24} />
            <Typography component="h2" variant="h2" sx={{ overflowWrap: 'anywhere' }}>
              {sentence}
            </Typography>
          </Box>
          <Box sx={{ paddingInlineStart: { md: 4.5 } }}>{detail}</Box>
        </Box>
        <Causes causes={causes} />
      </Paper>
      <Box component="section" aria-labelledby="merge-matrix" sx={{ display: 'grid', gap: 1.5 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
          <Typography component="h2" variant="h2" id="merge-matrix" sx={{ flex: '1 1 12rem' }}>
            {view === 'ladder' && ladder !== null ? ladder.heading : mergeText.matrix.heading}
          </Typography>
          <OneOf
            label={mergeText.matrix.view}
            value={view}
            options={[
              ...(ladder === null ? [] : [{ value: 'ladder' as const, label: mergeText.matrix.asLadder }]),
              { value: 'table', label: mergeText.matrix.asTable },
              { value: 'list', label: mergeText.matrix.asList },
            ]}
            onChange={setChosen}
          />
        </Box>
        <Shown view={view} ladder={ladder} drawing={drawing} open={open} onOpen={setOpen} />
        {pair === null ? null : <PairPanel pair={pair} onClose={close} />}
        <MatrixLegend
          drawing={view === 'ladder' && ladder !== null ? explainedIn(ladder, drawing) : drawing}
        />
      </Box>
      <Remarks remarks={shown.remarks} reports={shown.reports} />
    </Box>
  );
}
