import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { monoFont } from '../theme/theme.ts';

type MonoProps = {
  readonly children: ReactNode;
  /** Keeps the text on one line; unless set, a long name breaks anywhere rather than widen the page. */
  readonly keepTogether?: boolean;
};

/** What is typed or compared: addresses, ports, fingerprints, ids. Set in isolation, so that a name cannot turn the text around it. */
export function Mono({ children, keepTogether = false }: MonoProps) {
  return (
    <Box
      component="bdi"
      sx={{
        fontFamily: monoFont,
        fontSize: '0.9375em',
        fontVariantLigatures: 'none',
        ...(keepTogether ? { whiteSpace: 'nowrap' } : { overflowWrap: 'anywhere' }),
      }}
    >
      {children}
    </Box>
  );
}
