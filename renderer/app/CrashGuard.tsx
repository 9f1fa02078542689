import { Button } from '@mui/material';
import { Component, type ReactNode } from 'react';
import { toFailure } from '../../shared/contract/reply.ts';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { crashText } from '../text/en/crash.ts';
import { Alone } from './Alone.tsx';

type CrashGuardProps = { readonly children: ReactNode };
type CrashGuardState = { readonly error: unknown; readonly hasCrashed: boolean };

/** Loads the page again at its start: where it was left, it would fail the same way. */
function loadAgain(): void {
  history.replaceState(null, '');
  location.reload();
}

/** Says so when drawing a page fails, instead of leaving the window white. What was answered is kept by then. */
export class CrashGuard extends Component<CrashGuardProps, CrashGuardState> {
  override state: CrashGuardState = { error: null, hasCrashed: false };

  static getDerivedStateFromError(error: unknown): CrashGuardState {
    return { error, hasCrashed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children;
    return (
      <Alone>
        <FailureMessage
          failure={toFailure(this.state.error)}
          actions={<Button onClick={loadAgain}>{crashText.reload}</Button>}
        />
      </Alone>
    );
  }
}
