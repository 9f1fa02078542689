import { Box, Button, Typography } from '@mui/material';
import { type ChangeEvent, type ReactNode, type RefObject, useCallback, useEffect } from 'react';
import { Icon } from '../components/icons/Icon.tsx';
import { useDrop } from '../components/use-drop.ts';
import { verifyText } from '../text/en/verify.ts';
import { filesOfDrop, filesOfFolder } from './dropped-files.ts';

/** Takes files. @param passedOver how many others of their folders are no PDF */
export type TakeFiles = (files: readonly File[], passedOver?: number) => void;

type DropZoneProps = {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onFiles: TakeFiles;
  /** Where a folder can be chosen too: the field of the page for that. */
  readonly folder?: RefObject<HTMLInputElement | null>;
  /** Whether it takes one line only, because what was made of files is what the page is about. */
  readonly isCompact?: boolean;
};

const { drop: texts } = verifyText;

/**
 * Takes files and folders that are dropped anywhere on the page.
 * @returns whether files are being dragged over the page
 */
export function useDroppedFiles(onFiles: TakeFiles): boolean {
  const take = useCallback(
    (dropped: DataTransfer): void => {
      void filesOfDrop(dropped).then(({ files, passedOver }) => onFiles(files, passedOver));
    },
    [onFiles],
  );
  return useDrop(take);
}

/** Hands over what was chosen, so that choosing the same once more counts again. */
function takeChosen({ currentTarget }: ChangeEvent<HTMLInputElement>, take: (files: File[]) => void): void {
  take([...(currentTarget.files ?? [])]);
  currentTarget.value = '';
}

/** The field with which files are chosen; pressed by whatever stands for it. */
export function FileInput({ input, onFiles }: Pick<DropZoneProps, 'input' | 'onFiles'>) {
  return (
    <input
      ref={input}
      type="file"
      accept="application/pdf,.pdf"
      multiple
      hidden
      aria-label={verifyText.choose}
      onChange={(event) => takeChosen(event, onFiles)}
    />
  );
}

/** The field with which a folder is chosen. */
export function FolderInput({ input, onFiles }: Pick<DropZoneProps, 'input' | 'onFiles'>) {
  useEffect(() => {
    if (input.current !== null) input.current.webkitdirectory = true;
  }, [input]);
  return (
    <input
      ref={input}
      type="file"
      hidden
      aria-label={verifyText.chooseFolder}
      onChange={(event) =>
        takeChosen(event, (chosen) => {
          const { files, passedOver } = filesOfFolder(chosen);
          onFiles(files, passedOver);
        })
      }
    />
  );
}

/** Where files are dropped; its buttons are the way with the keyboard. */
export function DropZone({ input, folder, onFiles, isCompact = false }: DropZoneProps): ReactNode {
  const isOver = useDroppedFiles(onFiles);
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        padding: isCompact ? 1 : 3,
        border: 2,
        borderStyle: 'dashed',
        borderRadius: 2,
        borderColor: isOver ? 'primary.main' : 'border',
        backgroundColor: isOver ? 'accentTint' : 'background.paper',
      }}
    >
      <Box component="span" sx={{ color: 'primary.main' }}>
        <Icon name="file" size={isCompact ? 20 : 32} />
      </Box>
      <Box sx={{ flex: '1 1 16rem', minInlineSize: 0 }}>
        <Typography component="p" variant={isCompact ? 'subtitle2' : 'h3'}>
          {isOver ? texts.over : folder === undefined ? texts.title : texts.titleWithFolder}
        </Typography>
        {isCompact ? null : <Typography sx={{ color: 'text.secondary' }}>{texts.hint}</Typography>}
      </Box>
      <Button
        {...(isCompact ? { size: 'small' as const } : {})}
        onClick={() => input.current?.click()}
        startIcon={<Icon name="file" />}
      >
        {verifyText.choose}
      </Button>
      {folder === undefined ? null : (
        <Button onClick={() => folder.current?.click()} startIcon={<Icon name="folder" />}>
          {verifyText.chooseFolder}
        </Button>
      )}
      <FileInput input={input} onFiles={onFiles} />
      {folder === undefined ? null : <FolderInput input={folder} onFiles={onFiles} />}
    </Box>
  );
}
