import { Box, Button } from '@mui/material';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { listenText } from '../text/en/listen.ts';
import { type Listened, visitorsOf } from '../wizard/listening.ts';

type ListenedMessageProps = {
  readonly listened: Listened;
  readonly onOpenResult: (id: string) => void;
  readonly onNote: () => void;
};

/** That listening has ended, with the way to what came of it, or why it could not be. */
export function ListenedMessage({ listened, onOpenResult, onNote }: ListenedMessageProps) {
  const { ended } = listenText;
  const note = (
    <Button size="small" onClick={onNote}>
      {ended.note}
    </Button>
  );
  return (
    <Box sx={{ marginBottom: 3 }}>
      {listened.kind === 'failed' ? (
        <FailureMessage failure={listened.failure} actions={note} />
      ) : (
        <InlineMessage
          kind={listened.wasOpen ? 'done' : 'caution'}
          title={ended.title}
          announce
          actions={
            <>
              <Button size="small" onClick={() => onOpenResult(listened.id)}>
                {ended.open}
              </Button>
              {note}
            </>
          }
        >
          {listened.wasOpen ? ended.text(visitorsOf(listened.visits).length) : ended.notOpened}
        </InlineMessage>
      )}
    </Box>
  );
}
