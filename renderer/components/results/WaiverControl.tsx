import {
  Box,
  Button,
  FormControl,
  FormHelperText,
  FormLabel,
  OutlinedInput,
  Typography,
} from '@mui/material';
import { useId, useState } from 'react';
import type { Failure } from '../../../shared/contract/reply.ts';
import { type CheckResult, headlineOf } from '../../../shared/run/result.ts';
import { isWaivable } from '../../../shared/run/waive.ts';
import { verdictLooks } from '../../../shared/theme/verdicts.ts';
import { resultsText } from '../../text/en/results.ts';
import { FailureMessage } from '../FailureMessage.tsx';
import { Icon } from '../icons/Icon.tsx';

/** Waives a check with a reason, or takes the waiver back (null). Gives why it was refused, or null. */
export type WaiveCheck = (check: string, reason: string | null) => Promise<Failure | null>;

type WaiverControlProps = {
  readonly check: CheckResult;
  /** A suffix that tells this check's buttons from those of others, for readers of the screen. */
  readonly where: string;
  /** True while something else changes the result. */
  readonly disabled: boolean;
  readonly onWaive: WaiveCheck;
};

/** A reason is one paragraph of this many characters. */
const shortest = 3;
const longest = 500;

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'open'; readonly reason: string; readonly complaint: string | null }
  | { readonly kind: 'saving'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly failure: Failure };

const tidy = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

const { waiver: texts } = resultsText;

type ReasonProps = {
  readonly state: Exclude<State, { readonly kind: 'closed' }>;
  readonly onType: (reason: string) => void;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

function ReasonForm({ state, onType, onConfirm, onClose }: ReasonProps) {
  const id = useId();
  const complaint = state.kind === 'open' ? state.complaint : null;
  const busy = state.kind === 'saving';
  return (
    <Box
      role="group"
      aria-labelledby={`${id}-heading`}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      sx={{ display: 'grid', gap: 1.5, inlineSize: '100%' }}
    >
      <Typography component="h4" variant="h4" id={`${id}-heading`}>
        {texts.heading}
      </Typography>
      <Typography>{texts.explain}</Typography>
      <FormControl error={complaint !== null} sx={{ inlineSize: '100%' }}>
        <FormLabel htmlFor={`${id}-reason`} sx={{ typography: 'subtitle2', marginBlockEnd: 0.5 }}>
          {texts.reason}
        </FormLabel>
        <OutlinedInput
          id={`${id}-reason`}
          size="small"
          value={state.reason}
          onChange={(event) => onType(event.target.value)}
          disabled={busy}
          autoFocus
          multiline
          minRows={2}
          maxRows={6}
          inputProps={{ 'aria-describedby': `${id}-note`, 'aria-invalid': complaint !== null }}
        />
        <FormHelperText id={`${id}-note`} role={complaint === null ? undefined : 'alert'}>
          {complaint ?? texts.hint}
        </FormHelperText>
      </FormControl>
      {state.kind === 'refused' ? <FailureMessage failure={state.failure} /> : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button size="small" onClick={onConfirm} disabled={busy} startIcon={<Icon name="flag" />}>
          {busy ? texts.busy : texts.confirm}
        </Button>
        <Button size="small" variant="text" onClick={onClose} disabled={busy}>
          {texts.cancel}
        </Button>
      </Box>
    </Box>
  );
}

/** Sets a check aside with a reason, in place, or takes that back. Nothing for a check that needs no waiver. */
export function WaiverControl({ check, where, disabled, onWaive }: WaiverControlProps) {
  const [state, setState] = useState<State>({ kind: 'closed' });

  const send = async (reason: string | null): Promise<void> => {
    setState({ kind: 'saving', reason: reason ?? '' });
    const failure = await onWaive(check.id, reason);
    setState(failure === null ? { kind: 'closed' } : { kind: 'refused', reason: reason ?? '', failure });
  };

  if (check.waiver !== null)
    return (
      <Box sx={{ display: 'grid', gap: 1, inlineSize: '100%' }}>
        <Box sx={{ overflowWrap: 'anywhere' }}>
          <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
            {texts.waived(verdictLooks[check.waiver.verdict].word)}
          </Box>{' '}
          {texts.stated(check.waiver.reason)}
        </Box>
        {state.kind === 'refused' ? <FailureMessage failure={state.failure} /> : null}
        <Box>
          <Button
            size="small"
            disabled={disabled || state.kind === 'saving'}
            aria-label={texts.takeBackOf(headlineOf(check), where)}
            onClick={() => void send(null)}
          >
            {state.kind === 'saving' ? texts.busy : texts.takeBack}
          </Button>
        </Box>
      </Box>
    );

  if (!isWaivable(check.verdict)) return null;
  if (state.kind === 'closed')
    return (
      <Button
        size="small"
        variant="text"
        disabled={disabled}
        startIcon={<Icon name="flag" />}
        aria-label={texts.openOf(headlineOf(check), where)}
        onClick={() => setState({ kind: 'open', reason: '', complaint: null })}
      >
        {texts.open}
      </Button>
    );

  const confirm = (): void => {
    const reason = tidy(state.reason);
    const complaint =
      reason.length < shortest ? texts.tooShort : reason.length > longest ? texts.tooLong : null;
    if (complaint === null) void send(reason);
    else setState({ kind: 'open', reason: state.reason, complaint });
  };
  return (
    <ReasonForm
      state={state}
      onType={(reason) => setState({ kind: 'open', reason, complaint: null })}
      onConfirm={confirm}
      onClose={() => setState({ kind: 'closed' })}
    />
  );
}
