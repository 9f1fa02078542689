import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/contract/reply.ts';
import { hintOf } from '../text/en/failures.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { InlineMessage } from './InlineMessage.tsx';

type FailureMessageProps = {
  readonly failure: Failure;
  /** What failed, where the kind of failure alone does not say it, for example the name of a file. */
  readonly title?: string;
  readonly actions?: ReactNode;
};

/** A refusal or failure of an operation: what kind it is, the particulars, the next step. Read aloud at once. */
export function FailureMessage({ failure, title = failure.title, actions }: FailureMessageProps) {
  return (
    <InlineMessage kind="problem" title={visibleControls(title)} actions={actions} announce>
      <Box sx={{ whiteSpace: 'pre-line' }}>{visibleControls(failure.description)}</Box>
      <Box>{hintOf(failure)}</Box>
    </InlineMessage>
  );
}
