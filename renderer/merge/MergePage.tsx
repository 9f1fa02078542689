import { Box, Button, Checkbox, FormControlLabel, LinearProgress, Paper, Typography } from '@mui/material';
import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../shared/contract/reply.ts';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { StepPage } from '../components/frame/StepPage.tsx';
import { InlineMessage } from '../components/InlineMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { mergeText } from '../text/en/merge.ts';
import { visibleControls } from '../text/visible-controls.ts';
import { DropZone } from '../verify/DropZone.tsx';
import type { MergePageProps } from '../wizard/steps/props.ts';
import { EnvironmentsView } from './EnvironmentsView.tsx';
import { keyOfFile, type Merged, type MergeState, progressOf, sameFiles } from './merge-state.ts';
import { useMerge } from './use-merge.ts';

/** How far the files are; nothing once all have their answer. */
function Progress({ state }: { readonly state: MergeState }) {
  const { done, total } = progressOf(state);
  if (done === total) return null;
  const said = mergeText.progress(done, total);
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      <Box role="status" className="tabular">
        {said}
      </Box>
      <LinearProgress variant="determinate" value={(done / total) * 100} aria-label={said} />
    </Box>
  );
}

type RefusedProps = {
  readonly state: MergeState;
  readonly merged: Merged | null;
  readonly onConfirm: (fingerprint: string) => void;
};

/** The files that are not merged, each with its reason, and the way on where somebody can vouch for a changed key. */
function Refused({ state, merged, onConfirm }: RefusedProps) {
  const unread = state.files.flatMap(({ id, name, status }) =>
    status.kind === 'failed'
      ? [{ key: `read ${id}`, file: name, message: status.failure.description, fingerprint: null }]
      : [],
  );
  const refused = (merged?.refused ?? []).map(({ file, fileSha256, code, message }) => ({
    key: fileSha256,
    file: file ?? fileSha256.slice(0, 8),
    message,
    fingerprint: code === 'KEY_CHANGED' ? keyOfFile(state, file) : null,
  }));
  const all = [...unread, ...refused];
  if (all.length === 0) return null;
  const { refused: texts } = mergeText;
  return (
    <InlineMessage kind="caution" title={texts.title(all.length)}>
      <Box>{texts.text}</Box>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.5 }}>
        {all.map(({ key, file, message, fingerprint }) => (
          <Box component="li" key={key} sx={{ overflowWrap: 'anywhere' }}>
            {visibleControls(`${file}: ${message}`)}
            {fingerprint === null ? null : (
              <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start', marginBlockStart: 0.5 }}>
                <Box>{texts.confirmHint}</Box>
                <Button
                  size="small"
                  aria-label={texts.confirmOf(file)}
                  onClick={() => onConfirm(fingerprint)}
                >
                  {texts.confirm}
                </Button>
              </Box>
            )}
          </Box>
        ))}
      </Box>
    </InlineMessage>
  );
}

/** How many files with the content of another one are named. */
const sameShown = 6;

/** The files that were chosen twice, or lie there under two names. */
function Same({ state }: { readonly state: MergeState }) {
  const same = sameFiles(state);
  if (same.length === 0) return null;
  const left = same.length - sameShown;
  const { same: texts } = mergeText;
  return (
    <InlineMessage kind="note" title={texts.title(same.length)}>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
        {same.slice(0, sameShown).map(({ id, name, as }) => (
          <Box component="li" key={id} sx={{ overflowWrap: 'anywhere' }}>
            {visibleControls(texts.of(name, as))}
          </Box>
        ))}
        {left <= 0 ? null : <li>{texts.more(left)}</li>}
      </Box>
    </InlineMessage>
  );
}

type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Makes one report of the reports of many machines: files in, what they come to together out, and the signed report. */
export function MergePage({ merging, pageSize, given, onBack }: MergePageProps) {
  const input = useRef<HTMLInputElement>(null);
  const { merge, state, add, confirm, redact, clear } = useMerge(merging);
  useEffect(() => {
    const files = given.take('merge');
    if (files.length > 0) add(files);
  }, [given, add]);
  const [hasJson, setJson] = useState(false);
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const { merged, files } = state;
  const value = merged?.kind === 'ready' ? merged.value : null;
  const save = async (): Promise<void> => {
    setSaving({ kind: 'saving' });
    const reply = await merging.save({
      merge,
      confirmed: [...state.confirmed],
      redact: state.redact,
      pageSize,
      formats: hasJson ? ['pdf', 'json'] : ['pdf'],
    });
    if (!reply.ok) setSaving({ kind: 'failed', failure: reply.error });
    else if (reply.value.dismissed) setSaving({ kind: 'idle' });
    else setSaving({ kind: 'saved', names: reply.value.files.map(({ path, name }) => path ?? name) });
  };
  const choose = {
    label: mergeText.choose,
    onPress: () => input.current?.click(),
    icon: <Icon name="folder" />,
  };
  const isSaving = saving.kind === 'saving';
  return (
    <StepPage
      wide
      heading={mergeText.heading}
      {...(value === null ? { intro: mergeText.intro } : {})}
      onBack={onBack}
      secondary={files.length === 0 ? null : <Button onClick={clear}>{mergeText.remove}</Button>}
      primary={
        value === null
          ? choose
          : {
              label: isSaving ? mergeText.saving : mergeText.save,
              onPress: () => void save(),
              disabled: isSaving,
              icon: <Icon name="save" />,
            }
      }
    >
      <Box sx={{ display: 'grid', gap: 3 }}>
        {value === null ? <DropZone input={input} onFiles={add} /> : null}
        <Progress state={state} />
        {files.length === 0 ? (
          <Box component="section" aria-labelledby="merge-needed">
            <Typography component="h2" variant="h2" id="merge-needed" sx={{ marginBlockEnd: 1 }}>
              {mergeText.none.title}
            </Typography>
            <Box>{mergeText.none.text}</Box>
          </Box>
        ) : null}
        <Refused state={state} merged={value} onConfirm={confirm} />
        <Same state={state} />
        {merged?.kind === 'failed' ? <FailureMessage failure={merged.failure} /> : null}
        {value === null ? null : <EnvironmentsView key={value.id} environments={value.environments} />}
        {value === null ? null : <DropZone input={input} onFiles={add} isCompact />}
        {value === null ? null : (
          <Paper component="section" aria-label={mergeText.save} sx={{ padding: 2, display: 'grid', gap: 1 }}>
            <FormControlLabel
              label={mergeText.json}
              control={<Checkbox checked={hasJson} onChange={(_, checked) => setJson(checked)} />}
            />
            <FormControlLabel
              label={mergeText.redact}
              control={<Checkbox checked={state.redact} onChange={(_, checked) => redact(checked)} />}
            />
            <Box sx={{ typography: 'caption', color: 'text.secondary' }}>{mergeText.redactHint}</Box>
            <Box role="status">
              {saving.kind === 'saved' ? visibleControls(mergeText.saved(saving.names.join(', '))) : ''}
            </Box>
            {saving.kind === 'failed' ? <FailureMessage failure={saving.failure} /> : null}
          </Paper>
        )}
      </Box>
    </StepPage>
  );
}
