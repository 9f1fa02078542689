import { Box, Button } from '@mui/material';
import { useCallback, useRef } from 'react';
import { useDrop } from '../../../components/use-drop.ts';
import { startText } from '../../../text/en/start.ts';
import { hiddenFromSight } from '../../../theme/hidden.ts';
import type { Opening } from '../../wizard-state.ts';
import { Way } from './Way.tsx';

type FileWayProps = {
  readonly opening: Opening;
  readonly onOpenFiles: (files: readonly File[]) => Promise<void>;
};

/** Takes the answers of a file: dropped anywhere on the page, or chosen with the button. */
export function FileWay({ opening, onOpenFiles }: FileWayProps) {
  const input = useRef<HTMLInputElement>(null);
  const isReading = opening.kind === 'reading';
  const take = useCallback(
    (files: readonly File[]): void => {
      if (!isReading) void onOpenFiles(files);
    },
    [isReading, onOpenFiles],
  );
  const drop = useCallback(({ files }: DataTransfer): void => take([...files]), [take]);
  const isOver = useDrop(drop);
  return (
    <Way
      icon="file"
      title={startText.open}
      detail={isOver ? startText.openOver : startText.openDetail}
      target={isOver ? 'over' : 'waiting'}
      action={
        <>
          <Button onClick={() => input.current?.click()} disabled={isReading}>
            {isReading ? startText.reading(opening.name) : startText.choose}
          </Button>
          <Box
            component="input"
            ref={input}
            type="file"
            accept=".json,.hsconf,.pdf,application/json,application/pdf"
            tabIndex={-1}
            aria-hidden="true"
            onChange={(event) => {
              take([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
            sx={hiddenFromSight}
          />
        </>
      }
    />
  );
}
