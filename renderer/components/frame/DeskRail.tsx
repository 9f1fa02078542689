import { Box, ButtonBase } from '@mui/material';
import { useEffect, useId, useRef, useState } from 'react';
import { commonText } from '../../text/en/common.ts';
import { deskText } from '../../text/en/desk.ts';
import { frameText } from '../../text/en/frame.ts';
import { Icon } from '../icons/Icon.tsx';
import type { IconName } from '../icons/icon-paths.ts';

/** A page that can be gone to. */
export type DeskRailItem = {
  readonly label: string;
  readonly icon: IconName;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
};

export type DeskRailProps = {
  readonly items: readonly DeskRailItem[];
  /** Goes back to the check of this machine. */
  readonly onLeave: () => void;
  readonly onHelp: () => void;
};

const line = {
  inlineSize: '100%',
  justifyContent: 'flex-start',
  gap: 1.5,
  paddingInline: 1.5,
  paddingBlock: 1,
  borderRadius: 1,
  textAlign: 'start',
  typography: 'body2',
  color: 'text.primary',
  '&:hover': { backgroundColor: 'accentTint' },
} as const;

const current = {
  backgroundColor: 'accentTint',
  fontWeight: 'fontWeightBold',
  color: 'primary.main',
  '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
} as const;

function Line({ label, icon, isCurrent, onOpen }: DeskRailItem) {
  return (
    <ButtonBase
      onClick={onOpen}
      aria-current={isCurrent ? 'page' : undefined}
      sx={{ ...line, ...(isCurrent ? current : {}) }}
    >
      <Icon name={icon} size={20} />
      {label}
    </ButtonBase>
  );
}

/** Every page, then what is no page of the support desk. */
function Lines({ items, onLeave, onHelp }: DeskRailProps) {
  return (
    <>
      <Box
        component="ul"
        sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 0.5, alignContent: 'start' }}
      >
        {items.map((item) => (
          <li key={item.label}>
            <Line {...item} />
          </li>
        ))}
      </Box>
      <Box sx={{ display: 'grid', gap: 0.5, marginBlockStart: 'auto', paddingBlockStart: 2 }}>
        <ButtonBase onClick={onHelp} aria-haspopup="dialog" sx={line}>
          <Icon name="help" size={20} />
          {frameText.help}
        </ButtonBase>
        <ButtonBase onClick={onLeave} sx={line}>
          <Icon name="arrow-left" size={20} />
          {deskText.leave}
        </ButtonBase>
      </Box>
    </>
  );
}

const surface = {
  backgroundColor: 'background.paper',
  borderColor: 'divider',
  borderStyle: 'solid',
} as const;

/** The pages in a window with room for them. */
function WideRail(props: DeskRailProps) {
  return (
    <Box
      component="nav"
      aria-label={deskText.heading}
      sx={{
        ...surface,
        gridArea: 'rail',
        display: { xs: 'none', md: 'flex' },
        flexDirection: 'column',
        gap: 1,
        paddingInline: 1,
        paddingBlock: 2,
        overflow: 'auto',
        borderWidth: 0,
        borderInlineEndWidth: 1,
        '@media print': { display: 'none' },
      }}
    >
      <Box sx={{ paddingInline: 1.5, paddingBlockEnd: 1 }}>
        <Box component="p" sx={{ margin: 0, typography: 'h2' }}>
          {commonText.product}
        </Box>
        <Box component="p" sx={{ margin: 0, typography: 'caption', color: 'text.secondary' }}>
          {deskText.heading}
        </Box>
      </Box>
      <Lines {...props} />
    </Box>
  );
}

/** Closes a menu with Escape, and with whatever takes the focus or the pointer elsewhere. */
function useClosing(isOpen: boolean, close: () => void) {
  const menu = useRef<HTMLElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const stop = new AbortController();
    const leave = ({ target }: Event): void => {
      if (target instanceof Node && menu.current?.contains(target) === false) close();
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape') return;
      close();
      opener.current?.focus();
    };
    for (const kind of ['pointerdown', 'focusin'] as const)
      document.addEventListener(kind, leave, { signal: stop.signal });
    document.addEventListener('keydown', onKey, { signal: stop.signal });
    return () => stop.abort();
  }, [isOpen, close]);
  return { menu, opener };
}

/** The pages as a menu, in a window without room for them. */
function NarrowRail({ items, onLeave, onHelp }: DeskRailProps) {
  const [isOpen, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  const { menu, opener } = useClosing(isOpen, close);
  const id = useId();
  const closing =
    (work: () => void): (() => void) =>
    () => {
      close();
      work();
    };
  return (
    <Box
      component="nav"
      ref={menu}
      aria-label={deskText.heading}
      sx={{
        ...surface,
        gridArea: 'rail',
        display: { xs: 'flex', md: 'none' },
        position: 'relative',
        alignItems: 'center',
        justifyContent: 'space-between',
        paddingInline: 2,
        paddingBlock: 0.5,
        borderWidth: 0,
        borderBlockEndWidth: 1,
        '@media print': { display: 'none' },
      }}
    >
      <Box component="p" sx={{ margin: 0, typography: 'subtitle2' }}>
        {commonText.product}
      </Box>
      <ButtonBase
        ref={opener}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        sx={{ ...line, inlineSize: 'auto', gap: 1, paddingBlock: 0.75 }}
      >
        <Icon name="list" size={20} />
        {deskText.menu}
      </ButtonBase>
      {isOpen ? (
        <Box
          id={id}
          sx={{
            ...surface,
            position: 'absolute',
            insetBlockStart: '100%',
            insetInline: 0,
            zIndex: 'appBar',
            maxBlockSize: '80vh',
            overflow: 'auto',
            padding: 1,
            borderWidth: 0,
            borderBlockEndWidth: 1,
            boxShadow: 4,
          }}
        >
          <Lines
            items={items.map((item) => ({ ...item, onOpen: closing(item.onOpen) }))}
            onLeave={closing(onLeave)}
            onHelp={closing(onHelp)}
          />
        </Box>
      ) : null}
    </Box>
  );
}

/** The pages of the support desk: beside the page, or a menu above it where a window is narrow. */
export function DeskRail(props: DeskRailProps) {
  return (
    <>
      <WideRail {...props} />
      <NarrowRail {...props} />
    </>
  );
}
