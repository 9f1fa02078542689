import { Box, Button } from '@mui/material';
import { useState } from 'react';
import type { Failure, Reply } from '../../../../shared/contract/reply.ts';
import { FailureMessage } from '../../../components/FailureMessage.tsx';
import { InlineMessage } from '../../../components/InlineMessage.tsx';
import { Icon } from '../../../components/icons/Icon.tsx';
import { reviewText } from '../../../text/en/review.ts';
import type { Saved } from '../props.ts';

type Saving =
  | { readonly kind: 'idle' | 'busy' }
  | { readonly kind: 'saved'; readonly saved: Saved }
  | { readonly kind: 'failed'; readonly failure: Failure };

function savedSentence({ files }: Saved): string {
  const written = files.filter(({ path }) => path !== null).map(({ path }) => path ?? '');
  return written.length > 0
    ? reviewText.saved(written.join(', '))
    : reviewText.downloaded(files.map(({ name }) => name).join(', '));
}

/** Saves the answers as a file for the next server, and says where it is. */
export function SaveProfile({ onSaveProfile }: { readonly onSaveProfile: () => Promise<Reply<Saved>> }) {
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const save = async (): Promise<void> => {
    setSaving({ kind: 'busy' });
    const reply = await onSaveProfile();
    if (!reply.ok) setSaving({ kind: 'failed', failure: reply.error });
    else setSaving(reply.value.dismissed ? { kind: 'idle' } : { kind: 'saved', saved: reply.value });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Button onClick={() => void save()} disabled={saving.kind === 'busy'} startIcon={<Icon name="save" />}>
        {saving.kind === 'busy' ? reviewText.saving : reviewText.save}
      </Button>
      {saving.kind === 'saved' ? (
        <InlineMessage kind="done" announce>
          {savedSentence(saving.saved)}
        </InlineMessage>
      ) : null}
      {saving.kind === 'failed' ? <FailureMessage failure={saving.failure} /> : null}
    </Box>
  );
}
