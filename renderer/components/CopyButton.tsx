import { Box, Button, IconButton } from '@mui/material';
import { useEffect, useState } from 'react';
import { commonText } from '../text/en/common.ts';
import { hiddenFromSight } from '../theme/hidden.ts';
import { Icon } from './icons/Icon.tsx';

type CopyButtonProps = {
  /** What is put on the clipboard. */
  readonly text: string;
  /** What is copied, as it stands after "Copy": `the address`, `the row for db-01`. */
  readonly what: string;
  /** Shows the icon alone; the label is still read aloud. */
  readonly compact?: boolean;
};

/** How long the button says that it copied, in milliseconds. */
const acknowledgedMs = 2000;

type State = 'ready' | 'copied' | 'refused';

/** Copies a text and says so where the person looks: on the button, and to readers of the screen. */
export function CopyButton({ text, what, compact = false }: CopyButtonProps) {
  const [state, setState] = useState<State>('ready');
  useEffect(() => {
    if (state === 'ready') return undefined;
    const timer = setTimeout(() => setState('ready'), acknowledgedMs);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  };
  const icon = <Icon name={state === 'copied' ? 'tick' : state === 'refused' ? 'alert' : 'copy'} />;
  const said = state === 'copied' ? commonText.copied : state === 'refused' ? commonText.copyFailed : '';
  return (
    <>
      {compact ? (
        <IconButton
          size="small"
          onClick={copy}
          aria-label={commonText.copyOf(what)}
          title={said || commonText.copyOf(what)}
        >
          {icon}
        </IconButton>
      ) : (
        <Button
          size="small"
          onClick={copy}
          startIcon={icon}
          aria-label={state === 'copied' ? commonText.copied : commonText.copyOf(what)}
        >
          {state === 'copied' ? commonText.copied : commonText.copy}
        </Button>
      )}
      <Box component="span" role="status" sx={hiddenFromSight}>
        {said}
      </Box>
    </>
  );
}
