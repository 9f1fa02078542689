import { Box, Link } from '@mui/material';
import type { ReactNode } from 'react';
import { frameText } from '../../text/en/frame.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { pageHeadingId } from '../page-heading-id.ts';
import { Header, type HeaderProps } from './Header.tsx';
import { StepRail, type StepRailProps } from './StepRail.tsx';
import { wholeScrolls } from './whole-scrolls.ts';

type FrameProps = {
  readonly header: HeaderProps;
  readonly rail: StepRailProps;
  /** What has to be said on every page, above it; draws nothing when there is nothing. */
  readonly notice: ReactNode;
  readonly children: ReactNode;
};

/** The first stop of the keyboard: passes over the steps. In sight only while it has the focus. */
function SkipLink() {
  return (
    <Link
      href={`#${pageHeadingId}`}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(pageHeadingId)?.focus();
      }}
      sx={{
        ...hiddenFromSight,
        '&:focus': {
          position: 'absolute',
          inlineSize: 'auto',
          blockSize: 'auto',
          margin: 1,
          padding: 1,
          clipPath: 'none',
          zIndex: 'tooltip',
          backgroundColor: 'background.paper',
        },
      }}
    >
      {frameText.skip}
    </Link>
  );
}

/**
 * What stands around every page: the steps on the left, or on top in a narrow window, and the header with this
 * machine, its roles and the phase. Only the page itself scrolls.
 */
export function Frame({ header, rail, notice, children }: FrameProps) {
  return (
    <Box
      sx={{
        height: '100%',
        [wholeScrolls]: { height: 'auto', minHeight: '100%' },
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '240px minmax(0, 1fr)' },
        gridTemplateRows: { xs: 'auto auto minmax(0, 1fr)', md: 'auto minmax(0, 1fr)' },
        gridTemplateAreas: { xs: '"header" "rail" "page"', md: '"rail header" "rail page"' },
      }}
    >
      <SkipLink />
      <Header {...header} />
      <StepRail {...rail} />
      <Box sx={{ gridArea: 'page', display: 'flex', flexDirection: 'column', minHeight: 0, minWidth: 0 }}>
        <Box
          sx={{
            paddingInline: { xs: 2, md: 4 },
            paddingTop: { xs: 1, md: 2 },
            '&:empty': { display: 'none' },
          }}
        >
          {notice}
        </Box>
        {children}
      </Box>
    </Box>
  );
}
