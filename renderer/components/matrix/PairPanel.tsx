import { Box, Button, Paper, Typography } from '@mui/material';
import { useEffect, useRef } from 'react';
import type { PairView, WayView } from '../../../shared/environment/environment-view.ts';
import { mergeText } from '../../text/en/merge.ts';
import { Mono } from '../Mono.tsx';
import { VerdictMark } from '../VerdictMark.tsx';

type PairPanelProps = { readonly pair: PairView; readonly onClose: () => void };

const { pair: texts } = mergeText;

/** One way: what each end says of it, and what follows. */
function Way({ way }: { readonly way: WayView }) {
  const { from, to, port, requirements, verdict, source, destination, so, cause } = way;
  const rows = [
    { term: texts.says(from), said: source ?? texts.noReport },
    { term: texts.says(to), said: destination ?? texts.nothing },
    { term: texts.so, said: [so, ...(cause === null ? [] : [texts.cause(cause)])].join(', ') },
  ];
  return (
    <Box component="li" sx={{ display: 'grid', gap: 0.25 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <VerdictMark verdict={verdict} />
        <Mono>{`${from} → ${to}${port === null ? '' : `:${port}`}`}</Mono>
        <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
          {requirements.join(', ')}
        </Box>
      </Box>
      <Box
        component="dl"
        sx={{
          margin: 0,
          marginInlineStart: 3,
          display: 'grid',
          gridTemplateColumns: 'max-content minmax(0, 1fr)',
          columnGap: 1.5,
          '& dt': { color: 'text.secondary' },
          '& dd': { margin: 0, overflowWrap: 'anywhere' },
        }}
      >
        {rows.map(({ term, said }) => (
          <Box key={term} sx={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{said}</dd>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

type DirectionProps = { readonly heading: string; readonly direction: PairView['there'] };

function Direction({ heading, direction: { ways, count } }: DirectionProps) {
  const left = count - ways.length;
  return (
    <Box sx={{ display: 'grid', gap: 1, alignContent: 'start' }}>
      <Typography component="h4" variant="h4">
        {heading}
      </Typography>
      {count === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{texts.none}</Box>
      ) : (
        <Box component="ul" sx={{ display: 'grid', gap: 1, margin: 0, padding: 0, listStyle: 'none' }}>
          {ways.map((way) => (
            <Way key={`${way.from} ${way.to} ${way.port} ${way.requirements.join()}`} way={way} />
          ))}
        </Box>
      )}
      {left <= 0 ? null : <Box sx={{ color: 'text.secondary' }}>{texts.more(left)}</Box>}
    </Box>
  );
}

/** A pair of machines, or of groups: both directions, each with what both ends say of it. */
export function PairPanel({ pair: { from, to, there, back }, onClose }: PairPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const title = texts.heading(from, to);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another pair is another title
  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [title]);
  return (
    <Paper
      component="section"
      aria-labelledby="matrix-pair"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      sx={{ padding: 2, display: 'grid', gap: 1.5 }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <Typography component="h3" variant="h3" id="matrix-pair" ref={heading} sx={{ flex: 1 }}>
          {title}
        </Typography>
        <Button size="small" onClick={onClose}>
          {texts.close}
        </Button>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
        }}
      >
        <Direction heading={title} direction={there} />
        <Direction heading={texts.back(to, from)} direction={back} />
      </Box>
    </Paper>
  );
}
