import { Box, FormHelperText } from '@mui/material';
import type { ReactNode } from 'react';
import { Icon } from '../icons/Icon.tsx';

type FieldNotesProps = {
  readonly id: string;
  readonly hint?: ReactNode;
  readonly problems: readonly string[];
  /** Whether what it is about stands below it. */
  readonly below?: boolean;
};

/** The id of what describes an input. */
export const notesId = (id: string): string => `${id}-notes`;

/** What stands under an input: what it is for, and what is wrong with what was typed. */
export function FieldNotes({ id, hint, problems, below = false }: FieldNotesProps) {
  if (hint === undefined && problems.length === 0) return null;
  return (
    <FormHelperText component="div" id={notesId(id)} sx={{ marginBlockEnd: below ? 1 : 0 }}>
      {problems.map((problem) => (
        <Box key={problem} sx={{ display: 'flex', gap: 0.5, color: 'error.main', overflowWrap: 'anywhere' }}>
          <Icon name="alert" size={14} />
          <Box component="span" sx={{ minWidth: 0 }}>
            {problem}
          </Box>
        </Box>
      ))}
      {hint === undefined ? null : <Box sx={{ color: 'text.secondary' }}>{hint}</Box>}
    </FormHelperText>
  );
}
