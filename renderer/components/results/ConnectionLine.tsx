import { Box } from '@mui/material';
import type { CheckText, EndText } from '../../../shared/report/check-texts.ts';
import type { CheckResult } from '../../../shared/run/result.ts';
import { resultsText } from '../../text/en/results.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { Icon } from '../icons/Icon.tsx';
import { Mono } from '../Mono.tsx';

type EndProps = { readonly label: string; readonly end: EndText };

function End({ label, end }: EndProps) {
  return (
    <Box component="span" sx={{ minInlineSize: 0, overflowWrap: 'anywhere' }}>
      <Box component="span" sx={hiddenFromSight}>
        {`${label} `}
      </Box>
      {end.address === null ? null : <Mono>{end.address}</Mono>}{' '}
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {end.address === null ? end.place : `(${end.place})`}
      </Box>
    </Box>
  );
}

/** Where a check looks: from one end to the other, or at this machine alone. Long names wrap. */
export function ConnectionLine({ text }: { readonly text: Pick<CheckText, 'from' | 'to'> }) {
  const { from, to } = text;
  if (from === null && to === null)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {resultsText.card.onThisMachine}
      </Box>
    );
  return (
    <Box
      component="span"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        columnGap: 1,
        rowGap: 0.25,
        minInlineSize: 0,
      }}
    >
      {from === null ? null : <End label={resultsText.card.from} end={from} />}
      {to === null ? null : (
        <Box component="span" sx={{ display: 'flex', gap: 1, minInlineSize: 0 }}>
          {from === null ? null : (
            <Box component="span" sx={{ color: 'text.secondary', paddingBlockStart: '0.15em' }}>
              <Icon name="arrow-right" />
            </Box>
          )}
          <End label={resultsText.card.to} end={to} />
        </Box>
      )}
    </Box>
  );
}

type OtherEndProps = {
  readonly text: Pick<CheckText, 'from' | 'to'>;
  readonly direction: CheckResult['direction'];
};

/** The end of a connection that is not this machine, in one line where it fits: for lists in which every line counts. */
export function OtherEnd({ text: { from, to }, direction }: OtherEndProps) {
  const end = direction === 'inbound' ? from : to;
  if (end === null)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {resultsText.card.onThisMachine}
      </Box>
    );
  return (
    <Box component="span" sx={{ display: 'flex', gap: 1, minInlineSize: 0 }}>
      {direction === 'local' ? null : (
        <Box component="span" sx={{ color: 'text.secondary', paddingBlockStart: '0.05em' }}>
          <Icon name={direction === 'inbound' ? 'arrow-left' : 'arrow-right'} size={14} />
        </Box>
      )}
      <End label={direction === 'inbound' ? resultsText.card.from : resultsText.card.to} end={end} />
    </Box>
  );
}
