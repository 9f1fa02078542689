import { Box, Button, Paper, Typography } from '@mui/material';
import { useEffect, useRef } from 'react';
import { findingWord } from '../../../shared/causes/cause-sentences.ts';
import { conclusion, destinationWords } from '../../../shared/environment/connection-words.ts';
import type { Connection, EnvironmentResult } from '../../../shared/environment/environment-result.ts';
import type { MatrixCell, MatrixLine } from '../../../shared/environment/matrix.ts';
import { shortNames } from '../../../shared/environment/matrix.ts';
import { mergeText } from '../../text/en/merge.ts';
import { Mono } from '../Mono.tsx';
import { VerdictMark } from '../VerdictMark.tsx';

/** A cell with the groups at its ends. */
export type OpenPair = {
  readonly from: MatrixLine;
  readonly to: MatrixLine;
  readonly cell: MatrixCell;
};

type PairPanelProps = {
  readonly result: EnvironmentResult;
  readonly pair: OpenPair;
  readonly onClose: () => void;
};

const { pair: texts } = mergeText;

/** How many connections of two groups are told one by one. */
const mostShown = 8;

const nameOf = ({ id, label }: MatrixLine): string => id ?? label;

type WayProps = { readonly connection: Connection; readonly names: readonly string[] };

/** One way: what each end says of it, and what follows. */
function Way({ connection, names }: WayProps) {
  const { from, to, port, requirements, verdict, source, destination, cause } = connection;
  const [here = '', there = ''] = [names[from], names[to]];
  const rows = [
    {
      term: texts.says(here),
      said: source === undefined ? texts.noReport : findingWord(source.finding),
    },
    {
      term: texts.says(there),
      said: destination === undefined ? texts.nothing : destinationWords[destination.says],
    },
    {
      term: texts.so,
      said: [conclusion(connection), ...(cause === undefined ? [] : [texts.cause(cause + 1)])].join(', '),
    },
  ];
  return (
    <Box component="li" sx={{ display: 'grid', gap: 0.25 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <VerdictMark verdict={verdict} />
        <Mono>{`${here} → ${there}${port === null ? '' : `:${port}`}`}</Mono>
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

type DirectionProps = {
  readonly heading: string;
  readonly connections: readonly Connection[];
  readonly names: readonly string[];
};

function Direction({ heading, connections, names }: DirectionProps) {
  const left = connections.length - mostShown;
  return (
    <Box sx={{ display: 'grid', gap: 1, alignContent: 'start' }}>
      <Typography component="h4" variant="h4">
        {heading}
      </Typography>
      {connections.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{texts.none}</Box>
      ) : (
        <Box component="ul" sx={{ display: 'grid', gap: 1, margin: 0, padding: 0, listStyle: 'none' }}>
          {connections.slice(0, mostShown).map((connection) => (
            <Way
              key={`${connection.from} ${connection.to} ${connection.port} ${connection.requirements.join()}`}
              connection={connection}
              names={names}
            />
          ))}
        </Box>
      )}
      {left <= 0 ? null : <Box sx={{ color: 'text.secondary' }}>{texts.more(left)}</Box>}
    </Box>
  );
}

/** A pair of machines, or of groups: both directions, each with what both ends say of it. */
export function PairPanel({ result, pair: { from, to, cell }, onClose }: PairPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const title = texts.heading(nameOf(from), nameOf(to));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another pair is another title
  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [title]);
  const names = shortNames(result.machines);
  const there = cell.connections.flatMap((index) => result.connections[index] ?? []);
  const back = result.connections.filter(
    (one) => to.group.machines.includes(one.from) && from.group.machines.includes(one.to),
  );
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
        <Direction heading={title} connections={there} names={names} />
        <Direction heading={texts.back(nameOf(to), nameOf(from))} connections={back} names={names} />
      </Box>
    </Paper>
  );
}
