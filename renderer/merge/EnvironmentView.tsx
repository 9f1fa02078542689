import { Box, Paper, Typography, useMediaQuery } from '@mui/material';
import { useMemo, useState } from 'react';
import { matrixDrawing } from '../../shared/environment/environment-model.ts';
import type { EnvironmentResult } from '../../shared/environment/environment-result.ts';
import {
  bandTexts,
  type EnvironmentCauseText,
  environmentCauseTexts,
  inputRemark,
} from '../../shared/environment/environment-sentences.ts';
import { matrixOf } from '../../shared/environment/matrix.ts';
import { groupsByKey } from '../../shared/words/groups-by-key.ts';
import { OneOf } from '../components/form/OneOf.tsx';
import { MatrixLegend } from '../components/matrix/MatrixLegend.tsx';
import { MatrixList } from '../components/matrix/MatrixList.tsx';
import { type CellPlace, MatrixTable } from '../components/matrix/MatrixTable.tsx';
import { type OpenPair, PairPanel } from '../components/matrix/PairPanel.tsx';
import { VerdictMark } from '../components/VerdictMark.tsx';
import { mergeText } from '../text/en/merge.ts';

/** How many columns of single servers a window has room for beside the steps. */
const screenColumns = 24;

function CauseRow({ cause }: { readonly cause: EnvironmentCauseText }) {
  const { causes: texts } = mergeText;
  const parts = [
    { term: texts.why, said: cause.why.join(' ') },
    { term: texts.todo, said: cause.remedy ?? '' },
    { term: texts.wrong, said: cause.counterproof ?? '' },
  ].filter(({ said }) => said !== '');
  return (
    <Paper component="li" sx={{ padding: 1.5 }}>
      <Box component="details">
        <Box
          component="summary"
          sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline', cursor: 'pointer', flexWrap: 'wrap' }}
        >
          <Box
            component="span"
            className="tabular"
            sx={{
              minInlineSize: 24,
              textAlign: 'center',
              borderRadius: 1,
              border: 2,
              borderColor: 'hues.red.mark',
              fontWeight: 'fontWeightBold',
              color: cause.isExplained ? 'background.paper' : 'hues.red.ink',
              backgroundColor: cause.isExplained ? 'hues.red.mark' : 'transparent',
            }}
          >
            {cause.number}
          </Box>
          <Box component="span" sx={{ flex: '1 1 16rem', typography: 'subtitle2', overflowWrap: 'anywhere' }}>
            {cause.what}
          </Box>
          <Box component="span" className="tabular" sx={{ color: 'text.secondary' }}>
            {cause.share}
          </Box>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {cause.isExplained ? cause.owner : mergeText.causes.notExplained}
          </Box>
        </Box>
        <Box
          component="dl"
          sx={{ margin: 0, marginBlockStart: 1, display: 'grid', gap: 0.5, '& dd': { margin: 0 } }}
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
    </Paper>
  );
}

/** The remarks on reports, those with something to say. */
function Remarks({ result }: { readonly result: EnvironmentResult }) {
  const noted = result.inputs
    .map((input) => ({ host: input.hostname, text: inputRemark(input, result) }))
    .filter(({ text }) => text !== '');
  const remarks = [...groupsByKey(noted, ({ text }) => text)].map(([text, own]) => ({
    text,
    who: mergeText.remarks.who(
      own.map(({ host }) => host),
      result.inputs.length,
    ),
  }));
  if (remarks.length === 0) return null;
  return (
    <Box component="section" aria-labelledby="merge-remarks">
      <Typography component="h2" variant="h2" id="merge-remarks" sx={{ marginBlockEnd: 1 }}>
        {mergeText.remarks.heading}
      </Typography>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.5 }}>
        {remarks.map(({ who, text }) => (
          <Box component="li" key={text} sx={{ overflowWrap: 'anywhere' }}>
            {who}: {text}
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const views = ['table', 'list'] as const;

/** What the reports of an environment come to: the verdict, its causes, who reaches whom, and what is to be known of reports. */
export function EnvironmentView({ result }: { readonly result: EnvironmentResult }) {
  const isNarrow = useMediaQuery('(max-width: 899.95px)');
  const [chosen, setChosen] = useState<(typeof views)[number] | null>(null);
  const [open, setOpen] = useState<CellPlace | null>(null);
  const matrix = useMemo(() => matrixOf(result, { mostColumns: screenColumns }), [result]);
  const drawing = useMemo(() => matrixDrawing(matrix, result), [matrix, result]);
  const causes = useMemo(() => environmentCauseTexts(result), [result]);
  const band = bandTexts(result);
  const view = chosen ?? (isNarrow ? 'list' : 'table');
  const lines = matrix.rows.flat();
  const pairOf = ({ row, column }: CellPlace): OpenPair | null => {
    const cell = matrix.cells[row]?.[column];
    const [from, to] = [lines[row], matrix.columns[column]];
    if (cell === undefined || cell === null || cell === 'itself') return null;
    return from === undefined || to === undefined ? null : { from, to, cell };
  };
  const pair = open === null ? null : pairOf(open);
  const close = (): void => {
    setOpen(null);
    document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]')?.focus();
  };
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Paper
        component="section"
        aria-label={result.environment.name}
        sx={{ padding: 2, display: 'grid', gap: 0.5 }}
      >
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
          <VerdictMark verdict={result.verdict} size={24} />
          <Typography component="h2" variant="h2" sx={{ overflowWrap: 'anywhere' }}>
            {band.sentence}
          </Typography>
        </Box>
        <Box sx={{ color: 'text.secondary' }}>{band.detail}</Box>
      </Paper>
      {causes.length === 0 ? null : (
        <Box component="section" aria-labelledby="merge-causes">
          <Typography component="h2" variant="h2" id="merge-causes" sx={{ marginBlockEnd: 1 }}>
            {mergeText.causes.heading}
          </Typography>
          <Box component="ol" sx={{ display: 'grid', gap: 1, margin: 0, padding: 0, listStyle: 'none' }}>
            {causes.map((cause) => (
              <CauseRow key={cause.number} cause={cause} />
            ))}
          </Box>
        </Box>
      )}
      <Box component="section" aria-labelledby="merge-matrix" sx={{ display: 'grid', gap: 1.5 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2 }}>
          <Typography component="h2" variant="h2" id="merge-matrix" sx={{ flex: 1 }}>
            {mergeText.matrix.heading}
          </Typography>
          <OneOf
            label={mergeText.matrix.view}
            value={view}
            options={[
              { value: 'table', label: mergeText.matrix.asTable },
              { value: 'list', label: mergeText.matrix.asList },
            ]}
            onChange={setChosen}
          />
        </Box>
        {view === 'table' ? (
          <MatrixTable drawing={drawing} open={open} onOpen={setOpen} />
        ) : (
          <MatrixList drawing={drawing} onOpen={setOpen} />
        )}
        {pair === null ? null : <PairPanel result={result} pair={pair} onClose={close} />}
        <MatrixLegend drawing={drawing} />
      </Box>
      <Remarks result={result} />
    </Box>
  );
}
