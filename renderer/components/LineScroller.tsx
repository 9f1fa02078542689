import { Box } from '@mui/material';
import type { ReactNode, RefObject } from 'react';

/** The frame around a table of lines of which only the visible ones exist; what is narrow is measured by it. */
export const lineFrame = {
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.paper',
  containerType: 'inline-size',
  overflow: 'hidden',
} as const;

type LineScrollerProps = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** A length of CSS. */
  readonly tallest: string;
  /** The height of all lines, in CSS pixels. */
  readonly height: number;
  readonly onScrolled?: (top: number) => void;
  /** The visible lines, each of which stands where it belongs by itself. */
  readonly children: ReactNode;
};

/** What scrolls below the head of such a table: as high as all lines, however few of them are drawn. */
export function LineScroller({ scroller, tallest, height, onScrolled, children }: LineScrollerProps) {
  return (
    <Box
      role="rowgroup"
      ref={scroller}
      onScroll={(event) => onScrolled?.(event.currentTarget.scrollTop)}
      sx={{
        overflowY: 'auto',
        scrollbarGutter: 'stable',
        overscrollBehavior: 'contain',
        maxBlockSize: tallest,
      }}
    >
      <Box role="presentation" sx={{ position: 'relative' }} style={{ blockSize: height }}>
        {children}
      </Box>
    </Box>
  );
}
