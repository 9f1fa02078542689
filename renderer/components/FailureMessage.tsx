import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/contract/reply.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { InlineMessage } from './InlineMessage.tsx';

type FailureMessageProps = { readonly failure: Failure; readonly actions?: ReactNode };

/** A refusal or failure of an operation: what kind it is, the particulars, the next step. Read aloud at once. */
export function FailureMessage({ failure, actions }: FailureMessageProps) {
  return (
    <InlineMessage kind="problem" title={failure.title} actions={actions} announce>
      <Box sx={{ whiteSpace: 'pre-line' }}>{visibleControls(failure.description)}</Box>
      <Box>{failure.hint}</Box>
    </InlineMessage>
  );
}
