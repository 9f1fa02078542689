import { Box, Button, Typography } from '@mui/material';
import type { RefObject } from 'react';
import { Icon } from '../components/icons/Icon.tsx';
import { useDrop } from '../components/use-drop.ts';
import { verifyText } from '../text/en/verify.ts';

type DropZoneProps = {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onFiles: (files: readonly File[]) => void;
};

const { drop: texts } = verifyText;

/** Where files are dropped; its button is the way with the keyboard. */
export function DropZone({ input, onFiles }: DropZoneProps) {
  const isOver = useDrop(onFiles);
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        padding: 3,
        border: 2,
        borderStyle: 'dashed',
        borderRadius: 2,
        borderColor: isOver ? 'primary.main' : 'border',
        backgroundColor: isOver ? 'accentTint' : 'background.paper',
      }}
    >
      <Box component="span" sx={{ color: 'primary.main' }}>
        <Icon name="file" size={32} />
      </Box>
      <Box sx={{ flex: '1 1 16rem', minInlineSize: 0 }}>
        <Typography component="p" variant="h3">
          {isOver ? texts.over : texts.title}
        </Typography>
        <Typography sx={{ color: 'text.secondary' }}>{texts.hint}</Typography>
      </Box>
      <Button onClick={() => input.current?.click()} startIcon={<Icon name="folder" />}>
        {verifyText.choose}
      </Button>
      <input
        ref={input}
        type="file"
        accept="application/pdf,.pdf"
        multiple
        hidden
        aria-label={verifyText.choose}
        onChange={(event) => {
          const { files } = event.currentTarget;
          onFiles([...(files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
    </Box>
  );
}
