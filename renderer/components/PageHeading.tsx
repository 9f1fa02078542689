import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { pageHeadingId } from './page-heading-id.ts';

type PageHeadingProps = {
  readonly children: string;
  /** One or two sentences: what this page is for. */
  readonly intro?: ReactNode;
  /** What belongs beside the heading, for example a copy button. */
  readonly aside?: ReactNode;
};

/** A window in which every line counts: a small screen, or a large zoom. */
const lowWindow = '@media (max-height: 480px)';

/** The one heading of a page. It takes the keyboard's focus when the page opens, so that reading starts there. */
export function PageHeading({ children, intro, aside }: PageHeadingProps) {
  return (
    <Box
      component="header"
      sx={{ display: 'grid', gap: 1, marginBottom: 3, [lowWindow]: { gap: 0.5, marginBottom: 2 } }}
    >
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          justifyContent: 'space-between',
          gap: 2,
        }}
      >
        <Typography
          component="h1"
          variant="h1"
          id={pageHeadingId}
          tabIndex={-1}
          sx={{
            overflowWrap: 'anywhere',
            '&:focus': { outline: 'none' },
            [lowWindow]: { fontSize: '1.25rem' },
          }}
        >
          {children}
        </Typography>
        {aside}
      </Box>
      {intro === undefined ? null : (
        <Typography
          component="div"
          variant="subtitle1"
          sx={{ color: 'text.secondary', maxWidth: '68ch', [lowWindow]: { fontSize: '0.875rem' } }}
        >
          {intro}
        </Typography>
      )}
    </Box>
  );
}
