import { Box, Button } from '@mui/material';
import { useEffect, useState } from 'react';
import type { OperationOutput } from '../../shared/contract/dispatch.ts';
import type { Reply } from '../../shared/contract/reply.ts';
import { type TicketFormat, ticketFormats } from '../../shared/ticket/ticket-text.ts';
import { Busy } from '../components/Busy.tsx';
import { CopyButton } from '../components/CopyButton.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Modal } from '../components/Modal.tsx';
import { ticketTexts as texts } from '../text/en/ticket.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { monoFont } from '../theme/theme.ts';
import { type Loadable, loaded } from '../wizard/loadable.ts';

export type WrittenTicket = OperationOutput<'ticket.write'>;

type TicketProps = {
  /** Writes the answer to the report that is open: the operation `ticket.write` with its bytes. */
  readonly onWrite: () => Promise<Reply<WrittenTicket>>;
  readonly onClose: () => void;
};

function Text({ ticket }: { readonly ticket: Extract<WrittenTicket, { kind: 'ticket' }> }) {
  const [format, setFormat] = useState<TicketFormat>('markdown');
  return (
    <>
      <Box role="group" aria-label={texts.format} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {ticketFormats.map((one) => (
          <Button
            key={one}
            size="small"
            variant={one === format ? 'contained' : 'outlined'}
            aria-pressed={one === format}
            onClick={() => setFormat(one)}
          >
            {texts.formats[one]}
          </Button>
        ))}
        <CopyButton text={ticket[format]} what={texts.what} />
      </Box>
      <Box
        component="pre"
        tabIndex={0}
        aria-label={texts.heading}
        sx={{
          margin: 0,
          padding: 1.5,
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          backgroundColor: 'background.default',
          typography: 'caption',
          fontFamily: monoFont,
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {visibleControls(ticket[format])}
      </Box>
    </>
  );
}

/** The answer to whoever sent the report that is open, to be copied into a ticket or a mail. */
export function TicketDialog({ onWrite, onClose }: TicketProps) {
  const [shown, setShown] = useState<Loadable<WrittenTicket>>({ kind: 'loading' });
  // biome-ignore lint/correctness/useExhaustiveDependencies: written once, when it is opened
  useEffect(() => {
    let isOpen = true;
    void onWrite().then((reply) => {
      if (isOpen) setShown(loaded(reply));
    });
    return () => {
      isOpen = false;
    };
  }, []);
  return (
    <Modal heading={texts.heading} close={texts.close} onClose={onClose}>
      <Box sx={{ display: 'grid', gap: 2, padding: 3, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {shown.kind === 'loading' ? <Busy>{texts.writing}</Busy> : null}
        {shown.kind === 'failed' ? <FailureMessage failure={shown.failure} /> : null}
        {shown.kind === 'ready' && shown.value.kind === 'refused' ? (
          <InlineMessage kind="problem" title={texts.refused} announce>
            {visibleControls(shown.value.message)}
          </InlineMessage>
        ) : null}
        {shown.kind === 'ready' && shown.value.kind === 'ticket' ? <Text ticket={shown.value} /> : null}
      </Box>
    </Modal>
  );
}
