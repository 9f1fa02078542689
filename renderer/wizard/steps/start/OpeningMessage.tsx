import { Button } from '@mui/material';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { startText } from '../../../text/en/start.ts';
import type { Opening } from '../../wizard-state.ts';

type OpeningMessageProps = {
  readonly opening: Opening;
  readonly onVerify: () => void;
  readonly onMerge: () => void;
};

/** Why no answers were taken from what was opened, and where it can be used instead; nothing while all is well. */
export function OpeningMessage({ opening, onVerify, onMerge }: OpeningMessageProps) {
  switch (opening.kind) {
    case 'none':
    case 'reading':
      return null;
    case 'failed':
      return <FailureMessage failure={opening.failure} title={startText.refused(opening.name)} />;
    case 'environment': {
      const { environment: texts } = startText;
      const { name, inputs } = opening.summary;
      return (
        <InlineMessage
          kind="note"
          title={texts.title(opening.name)}
          announce
          actions={
            <>
              <Button size="small" onClick={onVerify}>
                {texts.verify}
              </Button>
              <Button size="small" onClick={onMerge}>
                {texts.merge}
              </Button>
            </>
          }
        >
          {texts.text(name, inputs.listed)}
        </InlineMessage>
      );
    }
    case 'several': {
      const { several: texts } = startText;
      return (
        <InlineMessage
          kind="note"
          title={texts.title(opening.names.length)}
          announce
          actions={
            <>
              <Button size="small" onClick={onVerify}>
                {texts.verify}
              </Button>
              <Button size="small" onClick={onMerge}>
                {texts.merge}
              </Button>
            </>
          }
        >
          {texts.text}
        </InlineMessage>
      );
    }
  }
}
