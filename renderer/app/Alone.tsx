import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { commonText } from '../text/en/common.ts';

/** What stands alone in the window, because there is no wizard around it yet, or none any more. */
export function Alone({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      component="main"
      sx={{
        display: 'grid',
        alignContent: 'start',
        gap: 2,
        maxInlineSize: 720,
        marginInline: 'auto',
        paddingInline: 4,
        paddingBlockStart: '20vh',
      }}
    >
      <Typography component="h1" variant="h1">
        {commonText.product}
      </Typography>
      {children}
    </Box>
  );
}
