import { Box } from '@mui/material';
import type { ReactNode } from 'react';

type LabelledValueProps = { readonly label: string; readonly children: ReactNode };

/** A term and what is said of it, in a description list of two columns. */
export function LabelledValue({ label, children }: LabelledValueProps) {
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0, minInlineSize: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </>
  );
}
