import { Box } from '@mui/material';
import { Fragment, type ReactNode } from 'react';
import { monoFont } from '../theme/theme.ts';

type MonoProps = {
  readonly children: ReactNode;
  /** Keeps the text on one line; unless set, a long name breaks anywhere rather than widen the page. */
  readonly keepTogether?: boolean;
};

/** Where a long name or path is best broken: after what parts it. Hyphens break by themselves. */
const seams = /(?<=[./\\:@_])(?=[^./\\:@_])/;

/** A name with the places where a line may end in it; nothing is added to what is read or copied. */
function withBreaks(name: string): ReactNode {
  return name.split(seams).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}

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
      {typeof children === 'string' && !keepTogether ? withBreaks(children) : children}
    </Box>
  );
}
