import { Box, Link } from '@mui/material';
import type { ReactNode } from 'react';
import { frameText } from '../../text/en/frame.ts';
import { hiddenFromSight } from '../../theme/hidden.ts';
import { pageHeadingId } from '../page-heading-id.ts';
import { DeskRail, type DeskRailProps } from './DeskRail.tsx';
import { Header, type HeaderProps } from './Header.tsx';
import { StepRail, type StepRailProps } from './StepRail.tsx';
import { wholeScrolls } from './whole-scrolls.ts';

/** What stands around a page: this machine and its steps, or the pages of the support desk. */
export type Surround =
  | { readonly kind: 'machine'; readonly header: HeaderProps; readonly rail: StepRailProps }
  | { readonly kind: 'desk'; readonly rail: DeskRailProps };

type FrameProps = {
  readonly around: Surround;
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

/** Where header, rail and page stand: the rail on the left, or a menu beside or above the page in a narrow window. */
const places = {
  machine: {
    gridTemplateColumns: { xs: 'auto minmax(0, 1fr)', md: '240px minmax(0, 1fr)' },
    gridTemplateRows: 'auto minmax(0, 1fr)',
    gridTemplateAreas: { xs: '"rail header" "page page"', md: '"rail header" "rail page"' },
  },
  desk: {
    gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '240px minmax(0, 1fr)' },
    gridTemplateRows: { xs: 'auto minmax(0, 1fr)', md: 'minmax(0, 1fr)' },
    gridTemplateAreas: { xs: '"rail" "page"', md: '"rail page"' },
  },
} as const;

/** The rail, and the header where the page is about this machine. */
function Around({ around }: { readonly around: Surround }) {
  switch (around.kind) {
    case 'machine':
      return (
        <>
          <StepRail {...around.rail} />
          <Header {...around.header} />
        </>
      );
    case 'desk':
      return <DeskRail {...around.rail} />;
  }
}

/**
 * What stands around every page: the steps, and the header with this machine, its roles and the phase; or the pages of the
 * support desk. Only the page itself scrolls; on paper everything is as long as it is.
 */
export function Frame({ around, notice, children }: FrameProps) {
  return (
    <Box
      sx={{
        height: '100%',
        [wholeScrolls]: { height: 'auto', minHeight: '100%' },
        display: 'grid',
        ...places[around.kind],
        '@media print': { display: 'block', height: 'auto' },
      }}
    >
      <SkipLink />
      <Around around={around} />
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
