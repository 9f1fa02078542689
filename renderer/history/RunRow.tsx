import { Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useId, useRef, useState } from 'react';
import type { PageSize } from '../../shared/contract/operations.ts';
import type { Failure } from '../../shared/contract/reply.ts';
import { type ReportFormat, reportFormats } from '../../shared/report/report-formats.ts';
import { instantText } from '../../shared/words/phrases.ts';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { Mono } from '../components/Mono.tsx';
import { VerdictMark } from '../components/VerdictMark.tsx';
import { historyText as texts } from '../text/en/history.ts';
import { visibleControls } from '../text/visible-controls.ts';
import type { Keeping, RunSummary } from '../wizard/steps/props.ts';

type Mode = 'closed' | 'saving' | 'removing';

type SaveFormProps = {
  readonly run: RunSummary;
  readonly pageSize: PageSize;
  readonly onSave: Keeping['save'];
};

type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'saved'; readonly names: readonly string[]; readonly aliases: string | null }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Writes the files of a run once more. */
function SaveForm({ run, pageSize, onSave }: SaveFormProps) {
  const [formats, setFormats] = useState<readonly ReportFormat[]>(['pdf']);
  const [redact, setRedact] = useState(false);
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const toggle = (format: ReportFormat): void =>
    setFormats(
      reportFormats.filter((one) => (one === format ? !formats.includes(one) : formats.includes(one))),
    );
  const save = async (): Promise<void> => {
    setSaving({ kind: 'working' });
    const reply = await onSave({ id: run.id, formats: [...formats], redact, keep: [], pageSize });
    if (!reply.ok) return setSaving({ kind: 'failed', failure: reply.error });
    const { files, dismissed, aliases } = reply.value;
    if (dismissed) return setSaving({ kind: 'idle' });
    setSaving({
      kind: 'saved',
      names: files.map(({ path, name }) => path ?? name),
      aliases: aliases?.kind === 'kept' ? aliases.path : null,
    });
  };
  return (
    <Box role="group" aria-label={texts.saveOf(run)} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
        {reportFormats.map((format) => (
          <FormControlLabel
            key={format}
            label={texts.formats.word(format)}
            control={<Checkbox checked={formats.includes(format)} onChange={() => toggle(format)} />}
          />
        ))}
        <FormControlLabel
          label={texts.formats.redact}
          control={<Checkbox checked={redact} onChange={(_, checked) => setRedact(checked)} />}
        />
      </Box>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
        <Button
          size="small"
          variant="contained"
          startIcon={<Icon name="save" />}
          disabled={formats.length === 0 || saving.kind === 'working'}
          onClick={() => void save()}
        >
          {saving.kind === 'working' ? texts.saving : texts.save}
        </Button>
        <Box role="status" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
          {saving.kind === 'saved' ? visibleControls(texts.saved(saving.names)) : ''}
          {saving.kind === 'saved' && saving.aliases !== null ? (
            <Box>{visibleControls(texts.aliases(saving.aliases))}</Box>
          ) : null}
        </Box>
      </Box>
      {saving.kind === 'failed' ? <FailureMessage failure={saving.failure} /> : null}
    </Box>
  );
}

type RemoveFormProps = {
  readonly run: RunSummary;
  readonly onRemove: () => Promise<Failure | null>;
  readonly onClose: () => void;
};

function RemoveForm({ run, onRemove, onClose }: RemoveFormProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <InlineMessage
      kind="caution"
      title={texts.confirm.title(run)}
      actions={
        <>
          <Button size="small" color="error" onClick={() => void onRemove().then(setFailure)}>
            {texts.confirm.yes}
          </Button>
          <Button size="small" variant="text" autoFocus onClick={onClose}>
            {texts.confirm.no}
          </Button>
        </>
      }
    >
      {texts.confirm.text}
      {failure === null ? null : <FailureMessage failure={failure} />}
    </InlineMessage>
  );
}

/** Four actions stand in one line of a narrow window. */
const small = { minInlineSize: 0, paddingInline: { xs: 1, sm: 1.5 } } as const;

type RunRowProps = {
  readonly run: RunSummary;
  readonly isChosen: boolean;
  readonly onSave: Keeping['save'];
  readonly onOpen: () => void;
  readonly pageSize: PageSize;
  readonly onChoose: () => void;
  /** Deletes it. Gives why not, or null. */
  readonly onRemove: () => Promise<Failure | null>;
};

/** A kept run: what it came to, and what can be done with it. */
export function RunRow({ run, isChosen, pageSize, onOpen, onSave, onChoose, onRemove }: RunRowProps) {
  const [mode, setMode] = useState<Mode>('closed');
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  const toggle = (wanted: Mode): void => setMode(mode === wanted ? 'closed' : wanted);
  const close = (): void => {
    setMode('closed');
    opener.current?.focus();
  };
  return (
    <Box
      component="li"
      aria-labelledby={id}
      sx={{
        display: 'grid',
        gap: 1,
        paddingInline: 1.5,
        paddingBlock: 1.25,
        '& + &': { borderTop: 1, borderColor: 'divider' },
        ...(isChosen ? { backgroundColor: 'accentTint' } : {}),
      }}
    >
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: '16px minmax(0, 1fr)', sm: '16px minmax(0, 1fr) auto' },
          columnGap: 1.5,
          rowGap: 1,
          alignItems: 'start',
        }}
      >
        <Box sx={{ paddingTop: '2px' }}>
          {run.brokenOff ? (
            <Box component="span" sx={{ color: 'hues.amber.ink' }}>
              <Icon name="alert" />
            </Box>
          ) : (
            <VerdictMark verdict={run.verdict} />
          )}
        </Box>
        <Box id={id} sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          <Typography component="p" variant="subtitle2" className="tabular">
            {instantText(run.finishedAt)}
          </Typography>
          {visibleControls(run.sentence)}
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            {visibleControls(run.environment)}, <Mono>{visibleControls(run.hostname)}</Mono>
          </Box>
        </Box>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            gap: 0.5,
            gridColumn: { xs: '2', sm: 'auto' },
            justifyContent: { xs: 'start', sm: 'end' },
            marginInlineStart: { xs: -1, sm: 0 },
          }}
        >
          <Button size="small" variant="text" onClick={onOpen} aria-label={texts.openOf(run)}>
            {texts.open}
          </Button>
          <Button
            size="small"
            variant="text"
            sx={small}
            aria-pressed={isChosen}
            startIcon={isChosen ? <Icon name="tick" /> : null}
            aria-label={texts.compareOf(run)}
            onClick={onChoose}
          >
            {texts.compare}
          </Button>
          <Button
            size="small"
            variant="text"
            sx={small}
            aria-expanded={mode === 'saving'}
            aria-label={texts.saveOf(run)}
            onClick={() => toggle('saving')}
          >
            {texts.save}
          </Button>
          <Button
            size="small"
            variant="text"
            sx={small}
            ref={opener}
            aria-expanded={mode === 'removing'}
            aria-label={texts.removeOf(run)}
            onClick={() => toggle('removing')}
          >
            {texts.remove}
          </Button>
        </Box>
      </Box>
      {mode === 'saving' ? <SaveForm run={run} pageSize={pageSize} onSave={onSave} /> : null}
      {mode === 'removing' ? <RemoveForm run={run} onRemove={onRemove} onClose={close} /> : null}
    </Box>
  );
}
