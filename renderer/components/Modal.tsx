import { Box, Button, Typography } from '@mui/material';
import { type ReactNode, useEffect, useId, useRef } from 'react';

type ModalProps = {
  readonly heading: string;
  /** What the button says that closes it. */
  readonly close: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Something over the page, without a place in its history. Escape closes it; the focus goes back. */
export function Modal({ heading, close, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <Box
      component="dialog"
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      sx={{
        inlineSize: 'min(44rem, calc(100vw - 32px))',
        maxBlockSize: 'calc(100vh - 32px)',
        padding: 0,
        border: 1,
        borderColor: 'border',
        borderRadius: 2,
        color: 'text.primary',
        backgroundColor: 'background.paper',
        typography: 'body2',
        '&::backdrop': { backgroundColor: 'rgb(0 0 0 / 0.5)' },
      }}
    >
      <Box
        sx={{
          position: 'sticky',
          insetBlockStart: 0,
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          paddingInline: 3,
          paddingBlock: 1.5,
          borderBottom: 1,
          borderColor: 'divider',
          backgroundColor: 'background.paper',
        }}
      >
        <Typography component="h2" variant="h2" id={id} sx={{ flex: 1 }}>
          {heading}
        </Typography>
        <Button size="small" onClick={onClose}>
          {close}
        </Button>
      </Box>
      {children}
    </Box>
  );
}
