import { Box, Button } from '@mui/material';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { commonText } from '../../text/en/common.ts';
import { frameText } from '../../text/en/frame.ts';
import { PageHeading } from '../PageHeading.tsx';
import { wholeScrolls } from './whole-scrolls.ts';

/** The one thing that a page leads to. */
export type PrimaryAction = {
  /** A verb and what it is about, for example `Run 34 checks`. */
  readonly label: string;
  readonly onPress: () => void;
  /** Nothing happens when it is pressed, and the label says why, for example while something is written. */
  readonly disabled?: boolean;
  /** What was pressed goes on: nothing happens meanwhile, and the keyboard's focus stays. */
  readonly isBusy?: boolean;
  readonly icon?: ReactNode;
};

type StepPageProps = {
  /** Null where the page's one heading stands in its content. */
  readonly heading: string | null;
  readonly intro?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly onBack: (() => void) | null;
  readonly primary: PrimaryAction | null;
  /** A lesser action, left of the primary one. */
  readonly secondary?: ReactNode;
  /** What stands in the bar between both ends, for example what is still missing. Short. */
  readonly status?: ReactNode;
  /** The content may use the full width (results); 880 pixels unless set. */
  readonly wide?: boolean;
};

/** The widest that one column of text and fields gets, in CSS pixels. */
const columnWidth = 880;

/** Looks as a button does that cannot be pressed. */
const busy = {
  '&, &:hover': { color: 'text.secondary', backgroundColor: 'divider', cursor: 'default' },
} as const;

/**
 * Keeps from a page the second click of a double click whose first one opened it: the primary actions of two pages stand
 * in the same place, so that it would cancel a run just started, or pass over a page.
 */
function useOwnClicks(): (event: MouseEvent) => void {
  const isClicked = useRef(false);
  return (event) => {
    if (event.detail > 1 && !isClicked.current) {
      event.preventDefault();
      event.stopPropagation();
    } else isClicked.current = true;
  };
}

/**
 * One step: its heading, its content, and the bottom bar, which never leaves the window; none where nothing would stand in it. Enter in a field does what
 * the primary button does.
 */
export function StepPage({
  heading,
  intro,
  aside,
  children,
  onBack,
  primary,
  secondary,
  status,
  wide = false,
}: StepPageProps) {
  const onClickCapture = useOwnClicks();
  const hasBar = [onBack, primary, secondary ?? null, status ?? null].some((part) => part !== null);
  return (
    <Box
      component="form"
      noValidate
      onClickCapture={onClickCapture}
      onSubmit={(event) => {
        event.preventDefault();
        if (primary !== null && primary.disabled !== true && primary.isBusy !== true) primary.onPress();
      }}
      sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}
    >
      <Box
        component="main"
        sx={{
          [wholeScrolls]: { overflowY: 'visible', flex: 'none' },
          '@media print': { overflowY: 'visible', flex: 'none' },
          // What is hidden from sight is placed absolutely: it must not make the page itself taller.
          position: 'relative',
          flex: 1,
          minHeight: 0,
          overflowY: 'auto',
          scrollbarGutter: 'stable',
          scrollPaddingBlock: '16px',
        }}
      >
        <Box
          sx={{
            paddingInline: { xs: 2, md: 4 },
            paddingBlock: { xs: 2, md: 3 },
            ...(wide ? {} : { maxWidth: columnWidth + 64 }),
          }}
        >
          <Box component="p" sx={{ display: 'none', '@media print': { display: 'block', marginBlock: 0 } }}>
            {frameText.printed}
          </Box>
          {heading === null ? null : (
            <PageHeading intro={intro} aside={aside}>
              {heading}
            </PageHeading>
          )}
          {children}
        </Box>
      </Box>
      {hasBar ? (
        <Box
          component="footer"
          sx={{
            '@media print': { display: 'none' },
            borderTop: 1,
            borderColor: 'divider',
            backgroundColor: 'background.paper',
          }}
        >
          <Box
            sx={{
              display: 'flex',
              flexWrap: { xs: 'wrap', sm: 'nowrap' },
              alignItems: 'center',
              columnGap: 2,
              rowGap: 0.5,
              paddingInline: { xs: 2, md: 4 },
              paddingBlock: 1.5,
              '@media (max-height: 480px)': { paddingBlock: 0.75 },
              ...(wide ? {} : { maxWidth: columnWidth + 64 }),
            }}
          >
            {onBack === null ? null : <Button onClick={onBack}>{commonText.back}</Button>}
            <Box
              sx={{
                flex: { xs: '1 0 100%', sm: '1' },
                order: { xs: -1, sm: 0 },
                minWidth: 0,
                color: 'text.secondary',
                typography: 'caption',
              }}
            >
              {status}
            </Box>
            <Box
              sx={{ display: 'flex', alignItems: 'center', gap: { xs: 1, sm: 2 }, marginInlineStart: 'auto' }}
            >
              {secondary}
              {primary === null ? null : (
                <Button
                  type="submit"
                  variant="contained"
                  disabled={primary.disabled ?? false}
                  aria-disabled={primary.isBusy === true ? true : undefined}
                  sx={primary.isBusy === true ? busy : {}}
                  startIcon={primary.icon}
                >
                  {primary.label}
                </Button>
              )}
            </Box>
          </Box>
        </Box>
      ) : null}
    </Box>
  );
}
