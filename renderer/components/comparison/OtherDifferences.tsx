import { Box, Typography } from '@mui/material';
import type { Difference, DifferenceGroup } from '../../../shared/report/comparison.ts';
import { comparisonText as texts } from '../../text/en/comparison.ts';

function Values({ values, isOld }: { readonly values: readonly string[]; readonly isOld: boolean }) {
  if (values.length === 0)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {texts.notTold}
      </Box>
    );
  return (
    <>
      {[...new Set(values)].map((value) => (
        <Box key={value} sx={{ color: isOld ? 'text.secondary' : 'text.primary', overflowWrap: 'anywhere' }}>
          {value}
        </Box>
      ))}
    </>
  );
}

function Row({ label, old, next }: Difference) {
  return (
    <Box component="tr" sx={{ borderTop: 1, borderColor: 'divider', '& > *': { paddingBlock: 0.75 } }}>
      <Box component="th" scope="row" sx={{ fontWeight: 'inherit', textAlign: 'start' }}>
        {label}
      </Box>
      <td>
        <Values values={old} isOld />
      </td>
      <td>
        <Values values={next} isOld={false} />
      </td>
    </Box>
  );
}

/** What is not the same besides the checks: machine, answers, requirements, and what the checks saw of settings. */
export function OtherDifferences({ groups }: { readonly groups: readonly DifferenceGroup[] }) {
  if (groups.length === 0) return null;
  const { what, before, now } = texts.columns;
  return (
    <Box component="section" aria-label={texts.others} sx={{ display: 'grid', gap: 1 }}>
      <Box>
        <Typography component="h3" variant="h4">
          {texts.others}
        </Typography>
        <Typography sx={{ color: 'text.secondary' }}>{texts.othersWhy}</Typography>
      </Box>
      {groups.map(({ title, rows }) => (
        <Box
          key={title}
          component="table"
          sx={{
            inlineSize: '100%',
            tableLayout: 'fixed',
            borderCollapse: 'collapse',
            '& th, & td': { verticalAlign: 'top', textAlign: 'start', paddingInlineEnd: 2 },
            '& caption': { textAlign: 'start', typography: 'body1', fontWeight: 600, paddingBlock: 0.5 },
            '& thead th': { color: 'text.secondary', typography: 'caption', paddingBlock: 0.5 },
          }}
        >
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{what}</th>
              <th scope="col">{before}</th>
              <th scope="col">{now}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.label} {...row} />
            ))}
          </tbody>
        </Box>
      ))}
    </Box>
  );
}
