import { Box } from '@mui/material';
import { resultsText } from '../../text/en/results.ts';

/** That listeners of Netready gave evidence of a check, in the place of services. */
export function RehearsedMark() {
  return (
    <Box component="span" sx={{ typography: 'caption', color: 'text.secondary', marginInlineStart: 1 }}>
      {resultsText.rehearsal.mark}
    </Box>
  );
}
