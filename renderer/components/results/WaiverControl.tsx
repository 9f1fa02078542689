import {
  Box,
  Button,
  FormControl,
  FormHelperText,
  FormLabel,
  IconButton,
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
import type { Checks } from './result-cards.ts';

/** Waives checks with a reason, or takes their waivers back (null). Gives why it was refused, or null. */
export type WaiveChecks = (checks: readonly string[], reason: string | null) => Promise<Failure | null>;

type WaiverControlProps = {
  /** They are waived together. */
  readonly checks: Checks;
  /** What tells its buttons from those of others, for readers of the screen. */
  readonly label: string;
  /** Shows the icon alone; the label is still read aloud. */
  readonly compact?: boolean;
  /** True while something else changes the result. */
  readonly disabled: boolean;
  readonly onWaive: WaiveChecks;
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
  readonly count: number;
  readonly state: Exclude<State, { readonly kind: 'closed' }>;
  readonly onType: (reason: string) => void;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

function ReasonForm({ count, state, onType, onConfirm, onClose }: ReasonProps) {
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
        {texts.heading(count)}
      </Typography>
      <Typography>{texts.explain(count)}</Typography>
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
          {busy ? texts.busy : texts.confirm(count)}
        </Button>
        <Button size="small" variant="text" onClick={onClose} disabled={busy}>
          {texts.cancel}
        </Button>
      </Box>
    </Box>
  );
}

type OpenerProps = Pick<WaiverControlProps, 'checks' | 'label' | 'disabled'> & {
  readonly compact: boolean;
  readonly onOpen: () => void;
};

function Opener({ checks, label, compact, disabled, onOpen }: OpenerProps) {
  if (compact)
    return (
      <IconButton
        size="small"
        disabled={disabled}
        aria-label={label}
        title={texts.open}
        onClick={onOpen}
        sx={{ padding: '5px' }}
      >
        <Icon name="flag" size={14} />
      </IconButton>
    );
  return (
    <Button
      size="small"
      variant="text"
      disabled={disabled}
      startIcon={<Icon name="flag" />}
      aria-label={label}
      onClick={onOpen}
    >
      {texts.openAll(checks.length)}
    </Button>
  );
}

/** Sets checks aside with a reason, in place. Nothing where one of them needs no waiver. */
export function WaiverControl({ checks, label, compact = false, disabled, onWaive }: WaiverControlProps) {
  const [state, setState] = useState<State>({ kind: 'closed' });
  if (!checks.every(({ verdict }) => isWaivable(verdict))) return null;

  const send = async (reason: string): Promise<void> => {
    setState({ kind: 'saving', reason });
    const failure = await onWaive(
      checks.map(({ id }) => id),
      reason,
    );
    setState(failure === null ? { kind: 'closed' } : { kind: 'refused', reason, failure });
  };
  if (state.kind === 'closed')
    return (
      <Opener
        checks={checks}
        label={label}
        compact={compact}
        disabled={disabled}
        onOpen={() => setState({ kind: 'open', reason: '', complaint: null })}
      />
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
      count={checks.length}
      state={state}
      onType={(reason) => setState({ kind: 'open', reason, complaint: null })}
      onConfirm={confirm}
      onClose={() => setState({ kind: 'closed' })}
    />
  );
}

type WaivedNoteProps = {
  readonly check: CheckResult & { readonly waiver: NonNullable<CheckResult['waiver']> };
  readonly where: string;
  readonly disabled: boolean;
  readonly onWaive: WaiveChecks;
};

/** That a check was waived and why, with the way back. */
export function WaivedNote({ check, where, disabled, onWaive }: WaivedNoteProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const takeBack = async (): Promise<void> => {
    setBusy(true);
    setFailure(await onWaive([check.id], null));
    setBusy(false);
  };
  return (
    <Box sx={{ display: 'grid', gap: 1, inlineSize: '100%' }}>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <Box component="span" sx={{ fontWeight: 'fontWeightBold' }}>
          {texts.waived(verdictLooks[check.waiver.verdict].word)}
        </Box>{' '}
        {texts.stated(check.waiver.reason)}
      </Box>
      {failure === null ? null : <FailureMessage failure={failure} />}
      <Box>
        <Button
          size="small"
          disabled={disabled || isBusy}
          aria-label={texts.takeBackOf(headlineOf(check), where)}
          onClick={() => void takeBack()}
        >
          {isBusy ? texts.busy : texts.takeBack}
        </Button>
      </Box>
    </Box>
  );
}
