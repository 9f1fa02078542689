import { Box, Link } from '@mui/material';
import type { ReactNode } from 'react';
import { commonText } from '../../text/en/common.ts';
import { frameText } from '../../text/en/frame.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { pageHeadingId } from '../page-heading-id.ts';
import { Header, type HeaderProps, headerBar } from './Header.tsx';
import { StepRail, type StepRailProps } from './StepRail.tsx';
import { wholeScrolls } from './whole-scrolls.ts';

type FrameProps = {
  /** This machine and the steps; null for a page that is not about this machine. */
  readonly machine: { readonly header: HeaderProps; readonly rail: StepRailProps } | null;
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

/** What stands above a page that is not about this machine: whose it is. */
function ProductBar() {
  return (
    <Box component="header" sx={{ ...headerBar, paddingBlock: { xs: 0.5, md: 1.5 }, typography: 'h2' }}>
      {commonText.product}
    </Box>
  );
}

/** Where header, steps and page stand: the steps on the left, or a menu beside the header in a narrow window, or nowhere. */
const places = {
  withSteps: {
    gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', md: '240px minmax(0, 1fr)' },
    gridTemplateRows: 'auto minmax(0, 1fr)',
    gridTemplateAreas: { xs: '"rail header" "page page"', md: '"rail header" "rail page"' },
  },
  alone: {
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'auto minmax(0, 1fr)',
    gridTemplateAreas: '"header" "page"',
  },
} as const;

/**
 * What stands around every page: the steps, and the header with this machine, its roles and the phase. Only the page
 * itself scrolls; on paper everything is as long as it is.
 */
export function Frame({ machine, notice, children }: FrameProps) {
  return (
    <Box
      sx={{
        height: '100%',
        [wholeScrolls]: { height: 'auto', minHeight: '100%' },
        display: 'grid',
        ...(machine === null ? places.alone : places.withSteps),
        '@media print': { display: 'block', height: 'auto' },
      }}
    >
      <SkipLink />
      {machine === null ? null : <StepRail {...machine.rail} />}
      {machine === null ? <ProductBar /> : <Header {...machine.header} />}
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
