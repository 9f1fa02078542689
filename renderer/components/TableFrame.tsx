import { Box } from '@mui/material';
import type { ReactNode } from 'react';

/** The frame of a table that stands on the page by itself. */
export function TableFrame({ children }: { readonly children: ReactNode }) {
  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        overflow: 'hidden',
        backgroundColor: 'background.paper',
      }}
    >
      {children}
    </Box>
  );
}
