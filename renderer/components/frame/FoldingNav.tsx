import { Box, ButtonBase } from '@mui/material';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useRef,
  useState,
} from 'react';
import { Icon } from '../icons/Icon.tsx';

type FoldingNavProps = {
  /** What is gone through, for readers of the screen. */
  readonly label: string;
  /** The page that is shown: the menu closes when it is another one. */
  readonly at: string;
  /** What the button says that opens the menu: the page that is shown. */
  readonly current: ReactNode;
  readonly children: ReactNode;
};

const menuId = 'pages-menu';

/**
 * The ways to other pages: a column beside the page, and in a narrow window a menu behind one button. Whatever is chosen in
 * the menu closes it, and so do Escape and leaving it.
 */
export function FoldingNav({ label, at, current, children }: FoldingNavProps) {
  const [openAt, setOpenAt] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const isOpen = openAt === at;
  const close = (): void => {
    setOpenAt(null);
    opener.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isOpen || event.key !== 'Escape') return;
    event.stopPropagation();
    close();
  };
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (isOpen && !currentTarget.contains(relatedTarget)) setOpenAt(null);
  };
  /** What was chosen is gone with the menu: the focus goes back first, so that a dialog can give it back in turn. */
  const onChoose = ({ target }: MouseEvent): void => {
    if (isOpen && target instanceof Element && target.closest('button') !== null) close();
  };
  return (
    <Box
      component="nav"
      aria-label={label}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      sx={{
        gridArea: 'rail',
        display: 'flex',
        flexDirection: { xs: 'row', md: 'column' },
        minHeight: 0,
        position: { xs: 'relative', md: 'static' },
        '@media print': { display: 'none' },
        backgroundColor: 'background.paper',
        borderColor: 'divider',
        borderStyle: 'solid',
        borderWidth: 0,
        borderInlineEndWidth: { xs: 0, md: 1 },
        borderBlockEndWidth: { xs: 1, md: 0 },
      }}
    >
      <ButtonBase
        ref={opener}
        aria-expanded={isOpen}
        aria-controls={isOpen ? menuId : undefined}
        onClick={() => setOpenAt(isOpen ? null : at)}
        sx={{
          display: { xs: 'inline-flex', md: 'none' },
          gap: 1,
          minBlockSize: 40,
          paddingInlineStart: 2,
          paddingInlineEnd: 1,
          typography: 'subtitle2',
          color: 'primary.main',
          textAlign: 'start',
          '&:hover': { backgroundColor: 'accentTint' },
        }}
      >
        {current}
        <Icon name="chevron-down" size={14} />
      </ButtonBase>
      <Box
        id={menuId}
        tabIndex={-1}
        onClickCapture={onChoose}
        sx={{
          display: { xs: isOpen ? 'flex' : 'none', md: 'flex' },
          flexDirection: 'column',
          gap: 1,
          flex: 1,
          minHeight: 0,
          overflow: 'auto',
          paddingInline: 1,
          paddingBlock: { xs: 1, md: 2 },
          '&:focus': { outline: 'none' },
          position: { xs: 'absolute', md: 'static' },
          insetBlockStart: '100%',
          insetInlineStart: 0,
          zIndex: 'drawer',
          inlineSize: { xs: 'min(20rem, 100vw)', md: 'auto' },
          maxBlockSize: { xs: 'calc(100vh - 56px)', md: 'none' },
          backgroundColor: 'background.paper',
          border: { xs: 1, md: 0 },
          borderColor: { xs: 'border', md: 'divider' },
          boxShadow: { xs: 8, md: 'none' },
        }}
      >
        {children}
      </Box>
    </Box>
  );
}
