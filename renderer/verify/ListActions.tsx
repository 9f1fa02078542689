import { Box, Button } from '@mui/material';
import { useState } from 'react';
import type { Failure } from '../../shared/contract/reply.ts';
import type { ListedReport } from '../../shared/report/report-list.ts';
import { reportListMarkdown } from '../../shared/report/report-list-export.ts';
import { CopyButton } from '../components/CopyButton.tsx';
import { FailureMessage } from '../components/FailureMessage.tsx';
import { Icon } from '../components/icons/Icon.tsx';
import { verifyText } from '../text/en/verify.ts';
import { visibleControls } from '../text/visible-controls.ts';
import type { Commands } from '../wizard/effects.ts';

const { list: texts } = verifyText;

type ListActionsProps = {
  /** The lines that are shown, in their order. */
  readonly rows: readonly ListedReport[];
  readonly selected: number;
  readonly onSave: Commands['saveList'];
  readonly onRemove: () => void;
  readonly onClear: () => void;
};

type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saved'; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What can be done with the lines that are shown: saving them, copying them into a ticket, taking them off. */
export function ListActions({ rows, selected, onSave, onRemove, onClear }: ListActionsProps) {
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const save = async (format: 'csv' | 'md'): Promise<void> => {
    const reply = await onSave({ rows: [...rows], format });
    if (!reply.ok) setSaving({ kind: 'failed', failure: reply.error });
    else if (!reply.value.dismissed)
      setSaving({ kind: 'saved', names: reply.value.files.map(({ path, name }) => path ?? name) });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box
        role="group"
        aria-label={texts.save}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
      >
        {(['csv', 'md'] as const).map((format) => (
          <Button
            key={format}
            size="small"
            disabled={rows.length === 0}
            startIcon={<Icon name="save" />}
            onClick={() => void save(format)}
          >
            {texts.saveAs[format]}
          </Button>
        ))}
        <CopyButton text={reportListMarkdown(rows)} what={texts.copyWhat} />
        <Box sx={{ flex: 1 }} />
        {selected === 0 ? null : (
          <Button size="small" variant="text" onClick={onRemove}>
            {texts.remove(selected)}
          </Button>
        )}
        <Button size="small" variant="text" onClick={onClear}>
          {texts.clear}
        </Button>
      </Box>
      <Box role="status">
        {saving.kind === 'saved' ? visibleControls(texts.saved(saving.names.join(', '))) : ''}
      </Box>
      {saving.kind === 'failed' ? <FailureMessage failure={saving.failure} /> : null}
    </Box>
  );
}
